#include "client/practitest.hpp"

#include "client/payloads.hpp"
#include "tests/client/scripted_transport.hpp"
#include "tests/client/virtual_clock.hpp"

#include <boost/test/unit_test.hpp>

using namespace client;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(practitest)

namespace {

constexpr const char* base = "/gate/api/v2/projects/7";

Settings settings_for(const std::optional<std::string>& author_id) {
  Settings settings;
  settings.base_url = "https://x.example/gate";
  settings.rate = 0;
  settings.max_attempts = 1;
  settings.author_id = author_id;
  return settings;
}

struct Bench {
  explicit Bench(const std::optional<std::string>& author_id = std::nullopt)
      : settings(settings_for(author_id)),
        caller(settings, transport, clock, nullptr),
        practitest(settings, caller, 7) {}

  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return support::run(context, clock, std::move(work));
  }
  std::string last_body() const { return transport.seen().back().body; }

  Settings settings;
  boost::asio::io_context context;
  support::ScriptedTransport transport;
  support::VirtualClock clock;
  Caller caller;
  PractiTest practitest;
};

std::string get(const std::string& rest) { return std::string("GET ") + base + rest; }
std::string post(const std::string& rest) { return std::string("POST ") + base + rest; }

const std::string first_page = "page%5Bnumber%5D=1&page%5Bsize%5D=100";
const std::string second_page = "page%5Bnumber%5D=2&page%5Bsize%5D=100";
const std::string third_page = "page%5Bnumber%5D=3&page%5Bsize%5D=100";

std::string test_json(int id) {
  const auto number = std::to_string(id);
  return R"({"id":")" + number + R"(","type":"tests","attributes":{"name":"t)" + number + R"("}})";
}

std::string tests_json(const std::vector<int>& ids, const std::string& rest) {
  std::string list;
  for (const int id : ids) {
    list += (list.empty() ? "" : ",") + test_json(id);
  }
  return R"({"data":[)" + list + "]" + rest + "}";
}

std::vector<Id> ids_of(const std::vector<Test>& tests) {
  std::vector<Id> ids;
  for (const auto& test : tests) {
    ids.push_back(test.id);
  }
  return ids;
}

void expect_ids(const std::vector<Test>& tests, const std::vector<Id>& expected) {
  BOOST_TEST(ids_of(tests) == expected, boost::test_tools::per_element());
}

std::string words_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const ApiError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

// Paging.

BOOST_AUTO_TEST_CASE(reads_all_the_pages_that_meta_tells_of_whatever_their_size) {
  Bench bench;
  const std::string meta = R"(,"meta":{"total-pages":3,"total-count":5})";
  bench.transport.expect(get("/tests.json?" + first_page), 200, tests_json({1, 2}, meta));
  bench.transport.expect_any_time(get("/tests.json?" + third_page), 200, tests_json({5}, meta));
  bench.transport.expect_any_time(get("/tests.json?" + second_page), 200, tests_json({3, 4}, meta));
  expect_ids(bench.run(bench.practitest.all_tests({})), {1, 2, 3, 4, 5});
}

BOOST_AUTO_TEST_CASE(follows_links_where_meta_is_missing) {
  Bench bench;
  const std::string next = R"(,"links":{"next":"https://x.example/api/v2/x?page=2"})";
  bench.transport.expect(get("/tests.json?" + first_page), 200, tests_json({1}, next));
  bench.transport.expect(get("/tests.json?" + second_page), 200, tests_json({2}, next));
  bench.transport.expect(
      get("/tests.json?" + third_page), 200, tests_json({3}, R"(,"links":{"next":null})")
  );
  expect_ids(bench.run(bench.practitest.all_tests({})), {1, 2, 3});
}

BOOST_AUTO_TEST_CASE(an_endless_list_of_the_same_page_ends) {
  Bench bench;
  const std::string next = R"(,"links":{"next":"https://x.example/again"})";
  bench.transport.expect(get("/tests.json?" + first_page), 200, tests_json({1}, next));
  bench.transport.expect(get("/tests.json?" + second_page), 200, tests_json({1}, next));
  expect_ids(bench.run(bench.practitest.all_tests({})), {1});
}

BOOST_AUTO_TEST_CASE(an_absurd_number_of_pages_is_an_error) {
  Bench bench;
  bench.transport.expect(
      get("/tests.json?" + first_page),
      200,
      tests_json({1}, R"(,"meta":{"total-pages":4000000000})")
  );
  BOOST_CHECK_THROW(bench.run(bench.practitest.all_tests({})), ApiError);
}

BOOST_AUTO_TEST_CASE(an_element_that_moved_to_the_next_page_meanwhile_comes_once) {
  Bench bench;
  const std::string meta = R"(,"meta":{"total-pages":2})";
  bench.transport.expect(get("/tests.json?" + first_page), 200, tests_json({1, 2}, meta));
  bench.transport.expect(get("/tests.json?" + second_page), 200, tests_json({2, 3}, meta));
  expect_ids(bench.run(bench.practitest.all_tests({})), {1, 2, 3});
}

BOOST_AUTO_TEST_CASE(a_list_that_grew_meanwhile_is_read_to_its_end) {
  Bench bench;
  bench.transport.expect(
      get("/tests.json?" + first_page),
      200,
      tests_json({1}, R"(,"meta":{"total-pages":2,"next-page":2})")
  );
  bench.transport.expect(
      get("/tests.json?" + second_page),
      200,
      tests_json({2}, R"(,"meta":{"total-pages":3,"next-page":3})")
  );
  bench.transport.expect(
      get("/tests.json?" + third_page),
      200,
      tests_json({3}, R"(,"meta":{"total-pages":3,"next-page":null})")
  );
  expect_ids(bench.run(bench.practitest.all_tests({})), {1, 2, 3});
}

BOOST_AUTO_TEST_CASE(many_ids_are_asked_for_in_urls_that_fit) {
  // Tests of 100 short display ids are one page; of longer ones fewer go into a URL.
  for (const auto& [from, in_one_call] :
       {std::pair<Id, std::size_t>{1'001, 100}, {999'999'999'000, 76}}) {
    Bench bench;
    TestQuery query;
    std::string first;
    std::string second;
    for (Id id = from; id < from + 130; ++id) {
      query.display_ids.push_back(id);
      auto& piece = query.display_ids.size() <= in_one_call ? first : second;
      piece += (piece.empty() ? "" : ",") + std::to_string(id);
    }
    for (const auto& piece : {first, second}) {
      bench.transport.expect_any_time(
          get("/tests.json?display-ids=" + piece + "&" + first_page), 200, tests_json({1}, "")
      );
    }
    bench.run(bench.practitest.all_tests(query));
    for (const auto& request : bench.transport.seen()) {
      BOOST_TEST(request.target.size() < 2000U);
    }
  }
}

BOOST_AUTO_TEST_CASE(names_are_percent_encoded) {
  Bench bench;
  TestQuery query;
  query.name_exact = "a b&c=d+e#f%\xc3\xa4[1]";
  bench.transport.expect(
      get("/tests.json?name_exact=a%20b%26c%3Dd%2Be%23f%25%C3%A4%5B1%5D&" + first_page),
      200,
      tests_json({}, "")
  );
  expect_ids(bench.run(bench.practitest.all_tests(query)), {});
}

// Answers that are not what they should be.

BOOST_AUTO_TEST_CASE(a_wrong_shape_is_named) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"[]", "the whole is not an object"},
      {"{}", "data is missing"},
      {R"({"data":null})", "data is neither an array nor an object"},
      {R"({"data":7})", "data is neither an array nor an object"},
      {R"({"data":[7]})", "data[0] is not an object"},
      {R"({"data":[{"id":"1"}]})", "data[0]/attributes is missing"},
      {R"({"data":[{"attributes":{"name":"x"}}]})", "data[0]/id is missing"},
      {R"({"data":[{"id":"1","attributes":{}}]})", "data[0]/attributes/name is missing"},
      {R"({"data":[{"id":"1","attributes":{"name":["x"]}}]})",
       "data[0]/attributes/name is not a text"},
      {R"({"data":[{"id":"one","attributes":{"name":"x"}}]})", "data[0]/id is not an id"},
      {R"({"data":[{"id":-4,"attributes":{"name":"x"}}]})", "data[0]/id is not an id"},
      {R"({"data":[{"id":1.5,"attributes":{"name":"x"}}]})", "data[0]/id is not an id"},
      {R"({"data":[{"id":"99999999999999999999","attributes":{"name":"x"}}]})",
       "data[0]/id is not an id"},
      {R"({"data":[],"meta":{"total-pages":"many"}})", "meta/total-pages is not a count"},
  };
  for (const auto& [body, words] : rows) {
    Bench bench;
    bench.transport.expect(get("/tests.json?" + first_page), 200, body);
    BOOST_TEST_CONTEXT(body.substr(0, 80)) {
      const auto what = words_of([&] { bench.run(bench.practitest.all_tests({})); });
      BOOST_TEST(what == "GET tests.json: 200: the answer is not what the API documents: " + words);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_asked_for_once_more) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"", "it is empty"},
      {"<html>", "it is not JSON"},
      {R"({"data":[)", "it is not JSON"},
      {std::string(100'000, '['), "it is not JSON"}};
  const auto call = get("/tests.json?" + first_page);
  for (const auto& [body, words] : rows) {
    Bench mended;
    mended.transport.expect(call, 200, body);
    mended.transport.expect(call, 200, tests_json({1}, ""));
    expect_ids(mended.run(mended.practitest.all_tests({})), {1});

    Bench broken;
    broken.transport.expect(call, 200, body);
    broken.transport.expect(call, 200, body);
    BOOST_TEST(words_of([&] {
                 broken.run(broken.practitest.all_tests({}));
               }) == "GET tests.json: 200: the answer is not what the API documents: " + words);
  }
}

BOOST_AUTO_TEST_CASE(one_page_that_fails_fails_the_list_and_ends_its_reading) {
  Bench bench;
  const std::string meta = R"(,"meta":{"total-pages":3})";
  bench.transport.expect(get("/tests.json?" + first_page), 200, tests_json({1}, meta));
  bench.transport.expect_any_time(get("/tests.json?" + second_page), 403, "no");
  // The third is not begun any more.
  BOOST_TEST(words_of([&] {
               bench.run(bench.practitest.all_tests({}));
             }) == "GET tests.json: 403: no");
}

BOOST_AUTO_TEST_CASE(ids_may_be_numbers_and_a_lone_element_no_array) {
  Bench bench;
  bench.transport.expect(
      get("/tests.json?" + first_page),
      200,
      R"({"data":{"id":12,"attributes":{"name":"x","display-id":3,"more":{}}},"meta":null})"
  );
  const auto tests = bench.run(bench.practitest.all_tests({}));
  BOOST_TEST_REQUIRE(tests.size() == 1U);
  BOOST_TEST(tests.front().id == 12);
  BOOST_TEST(tests.front().display_id == "3");
}

BOOST_AUTO_TEST_CASE(a_refused_read_throws_with_the_servers_words) {
  Bench bench;
  bench.transport.expect(
      std::string("GET ") + base + ".json", 404, R"({"errors":[{"title":"Not found"}]})"
  );
  BOOST_TEST(words_of([&] {
               bench.run(bench.practitest.project());
             }) == "GET projects/7.json: 404: Not found");
  bench.transport.expect(get("/fields.json"), 302, "<html>moved</html>");
  BOOST_TEST(words_of([&] {
               bench.run(bench.practitest.fields());
             }).find("is the URL right?") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_set_that_its_own_call_does_not_know_is_looked_for_in_the_list) {
  const std::string list =
      R"({"data":[{"id":"5","attributes":{"name":"five","instances-count":3}}]})";
  Bench bench;
  bench.transport.expect(get("/sets/5.json"), 404, "");
  bench.transport.expect(get("/sets.json?" + first_page), 200, list);
  BOOST_TEST(bench.run(bench.practitest.set(5))->name == "five");
  bench.transport.expect(get("/sets/6.json"), 404, "");
  bench.transport.expect(get("/sets.json?" + first_page), 200, list);
  BOOST_TEST(!bench.run(bench.practitest.set(6)));
  bench.transport.expect(
      get("/sets/7.json"), 200, R"({"data":{"id":7,"attributes":{"name":"s"}}})"
  );
  BOOST_TEST(bench.run(bench.practitest.set(7))->id == 7);
}

BOOST_AUTO_TEST_CASE(a_2xx_that_cannot_be_read_leaves_the_fate_of_a_write_unknown) {
  Bench bench;
  bench.transport.expect(post("/runs.json"), 200, "<html>welcome to our wifi</html>");
  const auto written = bench.run(bench.practitest.create_runs(std::vector<NewRun>(1)));
  BOOST_CHECK(written.fate == Fate::unknown);
  BOOST_TEST(written.error->status() == 200);
}

BOOST_AUTO_TEST_CASE(a_2xx_with_fewer_elements_than_sent_is_done_with_what_is_there) {
  Bench bench;
  bench.transport.expect(
      post("/runs.json"), 201, R"({"data":{"id":"1","attributes":{"instance-id":9}}})"
  );
  const auto written = bench.run(bench.practitest.create_runs(std::vector<NewRun>(2)));
  BOOST_CHECK(written.fate == Fate::done);
  BOOST_TEST_REQUIRE(written.value.size() == 1U);
  BOOST_TEST(written.value.front().instance_id == 9);
}

BOOST_AUTO_TEST_CASE(a_write_without_an_answer_says_why) {
  Bench bench;
  bench.transport.expect(post("/tests.json"), TransportError("read from x: closed", true, true));
  const auto written = bench.run(bench.practitest.create_test({}));
  BOOST_CHECK(written.fate == Fate::unknown);
  BOOST_TEST(written.error->status() == 0);
  BOOST_TEST(written.error->words() == "read from x: closed");
}

BOOST_AUTO_TEST_CASE(a_batch_over_the_limit_is_a_mistake_of_the_caller) {
  Bench bench;
  const std::vector<NewRun> runs(max_runs_per_call + 1);
  BOOST_CHECK_THROW(bench.run(bench.practitest.create_runs(runs)), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
