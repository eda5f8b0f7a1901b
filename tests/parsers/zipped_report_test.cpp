#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "tests/parsers/files.hpp"
#include "tests/parsers/zip_maker.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

/// Ranorex' .rxzlog; a whole one is in fixtures/ranorex.

BOOST_AUTO_TEST_SUITE(zipped_report)

namespace {

using parsers::Packing;

/// The data of a run with one test, whose failure has a picture.
std::string data(const std::string& picture) {
  return "<report><activity type='root' result='Failed'>"
         "<activity type='test-suite' testsuitename='Shop' result='Failed'>"
         "<activity type='test-case' testcontainername='Pays' result='Failed'>"
         "<activity type='test-module' modulename='M' result='Failed'>"
         "<item level='Failure' errimg='" +
         picture +
         "'><message>no card</message></item>"
         "</activity></activity></activity></activity></report>";
}

const parsers::Attachment& only_attachment(const parsers::Report& report) {
  const auto& attachments = report.results.at(0).evidence().attachments;
  BOOST_REQUIRE_EQUAL(attachments.size(), 1U);
  return attachments[0];
}

bool says(const std::string& refusal, std::string_view part) {
  return refusal.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(pictures_in_the_zip_are_attachments_within_the_report) {
  const auto report = parsers::read_report(
      "Shop.rxzlog",
      support::zip_of(
          {{"Shop.rxlog", "<html/>"},
           {"Shop.rxlog.data", data("images_Shop\\pay.jpg")},
           {"images_Shop/pay.jpg", "\xFF\xD8 a picture"}}
      )
  );
  BOOST_TEST(report.format == "ranorex");
  const auto& attachment = only_attachment(report);
  BOOST_TEST((attachment.packing == Packing::unpacked));
  BOOST_TEST(attachment.name == "pay.jpg");
  BOOST_TEST(attachment.media_type == "image/jpeg");
  BOOST_TEST(attachment.content == "\xFF\xD8 a picture");
  BOOST_TEST(attachment.path.empty());
  BOOST_TEST(parsers::size_of_content(attachment) == 12U);
}

BOOST_AUTO_TEST_CASE(a_picture_is_looked_for_beside_the_data_and_in_any_case) {
  const auto report = parsers::read_report(
      "Shop.rxzlog",
      support::zip_of(
          {{"Reports/Shop.rxlog.data", data("images_Shop\\pay.PNG")},
           {"images_Shop/pay.png", "another"},
           {"Reports/Images_Shop/Pay.png", "the picture"}}
      )
  );
  BOOST_TEST(only_attachment(report).content == "the picture");
  BOOST_TEST(only_attachment(report).media_type == "image/png");
}

BOOST_AUTO_TEST_CASE(a_picture_that_is_not_in_the_zip_stays_a_path) {
  const auto report = parsers::read_report(
      "Shop.rxzlog", support::zip_of({{"Shop.rxlog.data", data("images_Shop\\pay.jpg")}})
  );
  BOOST_TEST((only_attachment(report).packing == Packing::none));
  BOOST_TEST(only_attachment(report).path == "images_Shop/pay.jpg");
}

BOOST_AUTO_TEST_CASE(a_zip_without_a_report_of_ranorex_is_refused) {
  const auto refusal = support::refusal_of(support::zip_of({{"TEST-a.xml", "<testsuite/>"}}));
  BOOST_TEST(says(refusal, "unpack it and give the reports"), refusal);
}

BOOST_AUTO_TEST_CASE(a_zip_with_several_reports_is_refused) {
  const auto refusal = support::refusal_of(
      support::zip_of({{"a.rxlog.data", data("x.jpg")}, {"b.rxlog.data", data("x.jpg")}, {"c", ""}})
  );
  BOOST_TEST(says(refusal, "with 2 reports of Ranorex in it"), refusal);
}

BOOST_AUTO_TEST_CASE(a_report_that_unpacks_to_far_more_than_one_would_is_refused) {
  const std::string blanks(64 << 20, ' ');
  const auto refusal = support::refusal_of(support::zip_of({{"a.rxlog.data", blanks}}));
  BOOST_TEST(says(refusal, "unpacks to far more than a report would"), refusal);
}

BOOST_AUTO_TEST_CASE(a_picture_that_unpacks_to_far_too_much_is_left_out_and_told) {
  const std::string zeros(64 << 20, '\0');
  const auto report = parsers::read_report(
      "Shop.rxzlog", support::zip_of({{"Shop.rxlog.data", data("big.bmp")}, {"big.bmp", zeros}})
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST((only_attachment(report).packing == Packing::none));
  BOOST_TEST(support::has_oddity(report, "unpack to too much: 1"));
}

BOOST_AUTO_TEST_CASE(a_zip_that_ends_early_may_still_grow) {
  const auto whole = support::zip_of({{"Shop.rxlog.data", data("x.jpg")}});
  for (const auto size : {whole.size() - 1, whole.size() / 2, std::size_t{4}}) {
    BOOST_TEST_CONTEXT(size) {
      BOOST_CHECK_THROW(
          parsers::read_report("Shop.rxzlog", whole.substr(0, size)), parsers::EndsEarly
      );
    }
  }
}

BOOST_AUTO_TEST_CASE(a_zip_with_any_byte_changed_is_read_or_refused) {
  const auto whole =
      support::slurp(std::filesystem::path(FIXTURES_DIR) / "ranorex" / "handmade-zipped.rxzlog");
  for (std::size_t at = 0; at < whole.size(); at += 3) {
    auto changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    BOOST_TEST_REQUIRE(!support::refusal_of(changed).empty());
  }
}

BOOST_AUTO_TEST_CASE(the_report_in_the_zip_may_be_cut_off) {
  const auto whole = data("x.jpg");
  const auto cut = whole.substr(0, whole.rfind("</activity></report>")) + "<activity type='t";
  const auto report =
      parsers::read_report("Shop.rxzlog", support::zip_of({{"Shop.rxlog.data", cut}}));
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.cut_off.has_value());
}

BOOST_AUTO_TEST_SUITE_END()
