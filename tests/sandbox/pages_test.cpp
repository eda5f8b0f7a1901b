#include "sandbox/page_words.hpp"
#include "sandbox/sandbox.hpp"
#include "tests/sandbox/project.hpp"
#include "tests/sandbox/seen.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <chrono>
#include <regex>
#include <string>
#include <vector>

namespace json = boost::json;
using sandbox_test::has;
using sandbox_test::quoted;
using sandbox_test::Seen;
using sandbox_test::without_limit;

BOOST_AUTO_TEST_SUITE(pages)

namespace {

/// As pages tell it, without the zone.
std::string now() {
  const auto time = std::chrono::system_clock::now().time_since_epoch();
  const auto words = sandbox::when(std::chrono::duration_cast<std::chrono::seconds>(time).count());
  return words.substr(0, words.find(" UTC"));
}

std::string link(const std::string& address) { return "href=\"" + address + "\""; }

const std::string one_file =
    R"("files":{"data":[{"filename":"log.txt","content_encoded":"aGVsbG8="}]})";  // "hello"

}  // namespace

BOOST_AUTO_TEST_CASE(the_first_page_leads_to_a_set_an_instance_and_its_runs) {
  const auto begin = now();
  Seen seen;
  const auto set = seen.set("Nightly", {seen.test("adds")}, R"(,"version":"1.4")");
  const auto instance = seen.instance(set);
  const auto first = seen.run(instance, R"(,"exit-code":0,"run-duration":"00:00:07")");
  const auto second = seen.run(
      instance, R"(,"exit-code":1,"automated-execution-output":"expected 3","version":"b17")"
  );

  const auto root = seen.page("/");
  BOOST_TEST(has(root, ">Nightly</a>"));
  BOOST_TEST(has(root, link("/sets/" + set)));
  BOOST_TEST(has(root, "1 FAILED"));
  const std::regex calls("5 calls since it was started, the last at (20[0-9-]{8} [0-9:]{8}) UTC");
  std::smatch told;
  BOOST_TEST_REQUIRE(std::regex_search(root, told, calls));
  const auto when = told[1].str();
  BOOST_TEST(begin <= when);
  BOOST_TEST(when <= now());

  const auto set_page = seen.page("/sets/" + set);
  BOOST_TEST(has(set_page, "<dt>version</dt><dd>1.4</dd>"));
  BOOST_TEST(has(set_page, link("/instances/" + instance)));
  BOOST_TEST(has(set_page, ">adds</a>"));
  BOOST_TEST(has(set_page, "<span class=\"tag failed\">FAILED</span>"));
  BOOST_TEST(has(set_page, "<td class=\"number\" data-what=\"runs\">2</td>"));
  BOOST_TEST(has(set_page, link("/runs/" + second)));

  const auto instance_page = seen.page("/instances/" + instance);
  const auto newer = instance_page.find(link("/runs/" + second));
  const auto older = instance_page.find(link("/runs/" + first));
  BOOST_TEST((newer < older && older != std::string::npos));
  BOOST_TEST(has(instance_page, "00:00:07, 0 steps, 0 files"));
  BOOST_TEST(has(instance_page, "<pre>expected 3</pre>"));
  BOOST_TEST(has(instance_page, "<dt>version</dt><dd>b17</dd>"));
  BOOST_TEST(has(instance_page, link("/sets/" + set)));
}

BOOST_AUTO_TEST_CASE(a_run_shows_its_steps_and_gives_its_files) {
  Seen seen;
  const auto instance = seen.instance(seen.set("Nightly", {seen.test("adds")}));
  const auto run = seen.run(
      instance,
      R"(,"run-duration":"00:01:00","custom-fields":{"---f-401":"Firefox","---f-406":3})",
      R"(,"steps":{"data":[{"name":"opens","status":"PASSED"},{"name":"pays","status":"FAILED",)"
      R"("description":"by card","expected-results":"paid","actual-results":"at Cart.java:17",)" +
          one_file + "}]}," + one_file
  );
  const auto page = seen.page("/runs/" + run);
  BOOST_TEST(has(page, "<dt>Browser</dt><dd>Firefox</dd>"));
  BOOST_TEST(has(page, "<dt>Attempts</dt><dd>3</dd>"));
  BOOST_TEST(has(page, "<dt>duration</dt><dd>00:01:00</dd>"));
  BOOST_TEST(has(page, "<span class=\"name\">opens</span>"));
  BOOST_TEST(has(page, "<details open><summary><span class=\"tag failed\">FAILED</span>"));
  for (const auto* text : {"by card", "paid", "at Cart.java:17"}) {
    BOOST_TEST(has(page, fmt::format("<pre>{}</pre>", text)), text);
  }

  const std::regex file_link("href=\"/files/([0-9]+)\">log.txt</a>");
  auto at = std::sregex_iterator(page.begin(), page.end(), file_link);
  BOOST_TEST_REQUIRE(std::distance(at, std::sregex_iterator()) == 2);
  for (; at != std::sregex_iterator(); ++at) {
    const auto file = seen.answer("/files/" + (*at)[1].str());
    BOOST_TEST(file.status == 200);
    BOOST_TEST(file.body == "hello");
    BOOST_TEST(file.content_type == "text/plain; charset=utf-8");
    BOOST_TEST(file.headers.at("x-content-type-options") == "nosniff");
    BOOST_TEST(
        file.headers.at("content-disposition") ==
        "inline; filename=\"log.txt\"; filename*=UTF-8''log.txt"
    );
    BOOST_TEST(file.headers.at("content-security-policy").find("sandbox") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_test_shows_what_it_is_and_where_it_stands) {
  Seen seen;
  const auto scripted = sandbox_test::id_of(seen.post(
      "tests.json",
      R"({"data":{"attributes":{"name":"by hand","test-type":"ScriptedTest","description":"why",)"
      R"("custom-fields":{"---f-402":["Linux","macOS"]}},)"
      R"("steps":{"data":[{"name":"open","expected-results":"a page"},{"name":"close"}]}}})"
  ));
  const auto bdd =
      seen.test("pays", R"(,"test-type":"BDDTest","scenario":"Given a cart\nThen it is paid")");
  const auto set = seen.set("Nightly", {bdd});

  const auto loose = seen.page("/tests/" + scripted);
  BOOST_TEST(has(loose, "<dt>author</dt><dd>User 5001</dd>"));
  BOOST_TEST(has(loose, "<dt>Platforms</dt><dd>Linux, macOS</dd>"));
  BOOST_TEST(has(loose, "<pre>why</pre>"));
  BOOST_TEST((loose.find(">open<") < loose.find(">close<")));
  BOOST_TEST(has(loose, "<pre>a page</pre>"));
  BOOST_TEST(has(loose, "This test is in no set."));

  for (const auto& address : {"/tests/" + bdd, "/instances/" + seen.instance(set)}) {
    const auto page = seen.page(address);
    BOOST_TEST(has(page, "<pre>Given a cart\nThen it is paid</pre>"), address);
    BOOST_TEST(has(page, "<dt>type</dt><dd>BDDTest</dd>"), address);
  }
  BOOST_TEST(has(seen.page("/tests/" + bdd), link("/instances/" + seen.instance(set))));

  const auto root = seen.page("/");
  BOOST_TEST(has(root, link("/tests/" + scripted)));
  BOOST_TEST(!has(root, link("/tests/" + bdd)));
}

BOOST_AUTO_TEST_CASE(what_is_empty_says_so_and_what_to_do) {
  Seen seen;
  const auto root = seen.page("/");
  BOOST_TEST(has(root, "Nothing is recorded here yet"));
  BOOST_TEST(has(root, "no call since it was started"));
  BOOST_TEST(has(seen.page("/tests"), "every test is in a test set"));
  const auto set = seen.set("empty", {});
  BOOST_TEST(has(seen.page("/"), ">empty</a>"));
  BOOST_TEST(has(seen.page("/sets/" + set), "This set has none."));
  const auto instance = seen.instance(seen.set("fresh", {seen.test("t")}));
  BOOST_TEST(has(seen.page("/instances/" + instance), "There are none yet."));
}

BOOST_AUTO_TEST_CASE(long_lists_come_a_hundred_rows_a_page) {
  Seen seen;
  std::vector<std::string> tests;
  for (int i = 1; i <= 205; ++i) {
    tests.push_back(seen.test(fmt::format("test {:03}", i)));
  }
  BOOST_TEST(has(seen.page("/"), "All 205 of them"));
  BOOST_TEST(has(seen.page("/tests?page=3"), ">test 005<"));

  const auto set = seen.set("Nightly", tests);
  const auto address = "/sets/" + set;
  const auto first = seen.page(address);
  BOOST_TEST(has(first, ">test 100<"));
  BOOST_TEST(!has(first, ">test 101<"));
  BOOST_TEST(has(first, "1 to 100 of 205"));
  BOOST_TEST(has(first, link(address + "?page=2") + " rel=\"next\""));
  BOOST_TEST(has(first, link(address + "?page=3")));
  BOOST_TEST(!has(first, "rel=\"prev\""));
  const auto last = seen.page(address + "?page=3");
  BOOST_TEST(has(last, ">test 205<"));
  BOOST_TEST(!has(last, ">test 200<"));
  BOOST_TEST(has(last, "201 to 205 of 205"));
  BOOST_TEST(!has(last, "rel=\"next\""));

  const auto beyond = seen.answer(address + "?page=4");
  BOOST_TEST(beyond.status == 404);
  BOOST_TEST(has(beyond.body, "There is no page 4: the last is 3."));
  BOOST_TEST(seen.answer(address + "?page=0").status == 422);
  BOOST_TEST(seen.answer(address + "?page=99999999999999999999").status == 422);
}

BOOST_AUTO_TEST_CASE(a_long_text_is_cut_between_letters_and_whole_a_link_away) {
  Seen seen;
  const auto set = seen.set("Nightly", {seen.test("adds")});
  std::string text = "a";  // So that the cut is in the middle of a letter.
  for (int i = 0; i < 9'000; ++i) {
    text += "\xC3\xBC";
  }
  const auto run = seen.run(
      seen.instance(set),
      "",
      R"(,"steps":{"data":[{"name":"short","status":"FAILED","actual-results":"x"},)"
      R"({"name":"long","status":"FAILED","expected-results":"none","actual-results":)" +
          quoted(text) + "}]}"
  );
  const auto page = seen.page("/runs/" + run);
  BOOST_TEST(has(page, "\xC3\xBC\n… 1618 of 18001 bytes are not shown here</pre>"));
  std::smatch match;
  BOOST_TEST_REQUIRE(std::regex_search(page, match, std::regex("href=\"(/steps/[0-9]+)\"")));
  BOOST_TEST(!has(match.suffix(), "href=\"/steps/"));
  const auto whole = seen.answer(match[1]);
  BOOST_TEST(whole.content_type == "text/plain; charset=utf-8");
  BOOST_TEST(whole.body == "long: FAILED\n\nExpected:\nnone\n\nActual:\n" + text + "\n");
  seen.server.remove(std::stoll(set));
  BOOST_TEST(seen.answer(match[1]).status == 404);
}

BOOST_AUTO_TEST_CASE(instances_can_be_chosen_by_their_status) {
  Seen seen;
  std::vector<std::string> tests;
  for (int i = 1; i <= 102; ++i) {
    tests.push_back(seen.test(fmt::format("test {:03}", i)));
  }
  const auto set = seen.set("Nightly", tests);
  seen.run(seen.instance(set), R"(,"exit-code":1)");
  const auto address = "/sets/" + set;
  BOOST_TEST(has(seen.page(address), link(address + "?status=failed") + ">FAILED (1)"));
  const auto failed = seen.page(address + "?status=failed");
  BOOST_TEST(has(failed, ">test 001<"));
  BOOST_TEST(!has(failed, ">test 002<"));
  BOOST_TEST(has(failed, "aria-current=\"true\">FAILED (1)"));
  const auto others = seen.page(address + "?status=no-run");
  BOOST_TEST(!has(others, ">test 001<"));
  BOOST_TEST(has(others, "status=no-run&amp;page=2"));
  BOOST_TEST(has(seen.page(address + "?status=no-run&page=2"), ">test 102<"));
  BOOST_TEST(seen.answer(address + "?status=passed").status == 404);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_says_where_to_go) {
  Seen seen;
  for (const auto* address :
       {"/sets/200000009",
        "/sets/x",
        "/sets/",
        "/tests/-1",
        "/instances/1",
        "/runs/1",
        "/files/1",
        "/favicon.ico",
        "/../etc/passwd"}) {
    const auto answer = seen.answer(address);
    BOOST_TEST(answer.status == 404, address);
    BOOST_TEST(has(answer.body, "<a href=\"/\">All test sets</a>"), address);
  }
  BOOST_TEST(has(seen.answer("/sets/200000009").body, "no test set 200000009"));
  BOOST_TEST(seen.answer("/?page=%zz").status == 400);
}

BOOST_AUTO_TEST_CASE(what_was_taken_away_is_not_shown) {
  Seen seen;
  const auto set = seen.set("Nightly", {seen.test("adds")});
  const auto run = seen.run(seen.instance(set), R"(,"exit-code":0)", "," + one_file);
  const auto page = seen.page("/runs/" + run);
  std::smatch match;
  BOOST_TEST_REQUIRE(std::regex_search(page, match, std::regex("files/([0-9]+)")));
  BOOST_TEST(seen.answer("/files/" + match[1].str()).status == 200);
  seen.server.remove(std::stoll(set));
  BOOST_TEST(seen.answer("/sets/" + set).status == 404);
  BOOST_TEST(seen.answer("/runs/" + run).status == 404);
  BOOST_TEST(seen.answer("/files/" + match[1].str()).status == 404);
}

BOOST_AUTO_TEST_CASE(hostile_text_stays_text) {
  Seen seen;
  const std::string hostile =
      "</script><script>alert(1)</script>\"'&{{name}}\x01\x1b[31m\xE2\x80\xAEgpj";
  const auto test = seen.test(hostile, ",\"description\":" + quoted(hostile));
  const auto loose = seen.test(hostile);
  const auto set =
      seen.set(hostile, {test}, ",\"custom-fields\":{\"---f-403\":" + quoted(hostile) + "}");
  const auto instance = seen.instance(set);
  const auto text = quoted(hostile);
  const auto run = seen.run(
      instance,
      ",\"automated-execution-output\":" + text,
      fmt::format(
          R"(,"steps":{{"data":[{{"name":{0},"description":{0},"expected-results":{0},"actual-results":{0},"status":"FAILED"}}]}},"files":{{"data":[{{"filename":{0},"content_encoded":""}}]}})",
          text
      )
  );
  for (const auto& address :
       {std::string("/"),
        std::string("/tests"),
        "/sets/" + set,
        "/tests/" + test,
        "/instances/" + instance,
        "/runs/" + run}) {
    const auto page = seen.page(address);
    BOOST_TEST(has(page, "&lt;/script&gt;&lt;script&gt;"), address);
    BOOST_TEST(has(page, "{{name}}"), address);
    BOOST_TEST(!has(page, "<script"), address);
    BOOST_TEST(!has(page, "\x01"), address);
    BOOST_TEST(!has(page, "\x1b"), address);
    BOOST_TEST(!has(page, "\xE2\x80\xAE"), address);
  }
}

BOOST_AUTO_TEST_SUITE_END()
