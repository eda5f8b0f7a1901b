#include "importer/refusal.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

using client::ApiError;
using importer::ExitCode;

BOOST_AUTO_TEST_SUITE(what_the_server_refuses)

namespace {

ApiError answer(int status, const std::string& words = {}) {
  return {"POST tests.json", status, words};
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(is_told_with_the_call_the_status_and_the_server_s_words) {
  BOOST_TEST(
      importer::explain(answer(422, "name is taken")) ==
      "PractiTest answered 422 to POST tests.json (name is taken)"
  );
  BOOST_TEST(importer::explain(answer(418)) == "PractiTest answered 418 to POST tests.json");
}

BOOST_AUTO_TEST_CASE(is_told_with_what_to_do_about_it) {
  const std::pair<int, std::string_view> table[] = {
      {401, "PRACTITEST_TOKEN"},
      {403, "permission"},
      {429, "--rate"},
      {500, "try again later"},
      {503, "try again later"},
  };
  for (const auto& [status, advice] : table) {
    BOOST_TEST(holds(importer::explain(answer(status)), advice), status);
  }
}

BOOST_AUTO_TEST_CASE(a_missing_or_forbidden_author_is_explained_as_such) {
  for (const auto* words :
       {"author-id is missing", "author_id: not allowed", "Author can't be blank"}) {
    for (const int status : {400, 403, 422}) {
      BOOST_TEST(importer::concerns_author(answer(status, words)));
      BOOST_TEST(holds(importer::explain(answer(status, words)), "--author-id"));
    }
  }
}

BOOST_AUTO_TEST_CASE(an_authorization_is_no_author) {
  for (const auto* words : {"unauthorized", "authorization required", "not authorized", ""}) {
    for (const int status : {401, 403}) {
      BOOST_TEST(!importer::concerns_author(answer(status, words)), words);
    }
  }
}

BOOST_AUTO_TEST_CASE(ends_the_import_where_it_concerns_the_token_or_the_service) {
  for (const int status : {401, 403}) {
    BOOST_TEST(importer::ends_import(answer(status)).value() == ExitCode::refused);
  }
  for (const int status : {0, 429, 500, 502, 503, 504}) {
    BOOST_TEST(importer::ends_import(answer(status)).value() == ExitCode::unreachable);
  }
}

BOOST_AUTO_TEST_CASE(does_not_end_the_import_where_one_item_may_be_at_fault) {
  for (const int status : {400, 404, 413, 422}) {
    BOOST_TEST(!importer::ends_import(answer(status)));
    BOOST_TEST(importer::may_be_one_item(answer(status)));
  }
  for (const int status : {401, 403, 405, 406, 429, 500}) {
    BOOST_TEST(!importer::may_be_one_item(answer(status)));
  }
}

BOOST_AUTO_TEST_SUITE_END()
