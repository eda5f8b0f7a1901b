#include "tests/e2e/bench.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <iterator>
#include <sstream>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(formats)

namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// A name with all that Markdown, a table and a command of the runner would act on.
constexpr const char* hostile =
    "`a` | [x](http://evil.example) @everyone &lt;/td&gt; ::error::%0A #1 &#x202E;lanimon";

}  // namespace

BOOST_AUTO_TEST_CASE(json_lines_are_the_json_summary_in_lines) {
  const Bench bench;
  const auto told =
      bench.import({"--format", "ndjson", bench.report("r.xml", {passed("adds"), failed("pays")})});
  std::vector<boost::json::object> lines;
  std::istringstream text(told.out);
  for (std::string line; std::getline(text, line);) {
    lines.push_back(boost::json::parse(line).as_object());
  }
  BOOST_TEST_REQUIRE(lines.size() == 3U);
  BOOST_TEST((lines[0].at("kind").as_string() == "test"));
  BOOST_TEST((lines[1].at("results").at(0).at("run_status").as_string() == "FAILED"));
  BOOST_TEST((lines[2].at("kind").as_string() == "summary"));
  BOOST_TEST(lines[2].at("outcomes").at("recorded").to_number<int>() == 2);
  BOOST_TEST(!lines[2].contains("tests"));
}

BOOST_AUTO_TEST_CASE(markdown_names_what_failed_and_what_is_not_recorded) {
  const Bench bench;
  bench.server->set_faults({"POST runs/auto_create.json: reject name shop.Cart.adds"});
  const auto told =
      bench.import({"--format", "markdown", bench.report("r.xml", {passed("adds"), failed("pays")})}
      );
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(has(told.out, "| Results | 2 |"), told.out);
  BOOST_TEST(has(told.out, "### Failed tests\n\n- ` shop.Cart.pays `"), told.out);
  BOOST_TEST(has(told.out, "### Not recorded\n\n- ` shop.Cart.adds `"), told.out);
}

BOOST_AUTO_TEST_CASE(markdown_is_written_of_a_plan_and_of_an_import_that_came_to_nothing) {
  const Bench bench;
  const auto report = bench.report("r.xml", {failed("pays")});
  const auto planned = bench.plan({"--format", "markdown", report});
  BOOST_TEST(has(planned.out, "| To record | 1 FAILED |"), planned.out);
  const auto refused = bench.import({"--format", "markdown", "--project", "12", report});
  BOOST_TEST(refused.exit_code == 4);
  BOOST_TEST(has(refused.out, "there is no project 12"), refused.out);
  BOOST_TEST(has(refused.out, "shop.Cart.pays"), refused.out);
}

BOOST_AUTO_TEST_CASE(text_of_a_report_cannot_leave_its_code_in_markdown) {
  const Bench bench;
  const auto told =
      bench.import({"--format", "markdown", bench.report("r.xml", {failed(hostile)})});
  BOOST_TEST(has(told.out, "`` shop.Cart.`a` | [x](http://evil.example) @everyone"), told.out);
  BOOST_TEST(!has(told.out, "\u202e"));
  const auto in_table =
      bench.plan({"--format", "markdown", "--set", "a | b", bench.report("r.xml", {passed("adds")})}
      );
  BOOST_TEST(has(in_table.out, "| Test set | ` a \\| b ` |"), in_table.out);
}

BOOST_AUTO_TEST_CASE(github_gets_annotations_and_a_job_page) {
  Bench bench;
  const auto page = bench.workspace.path() / "summary.md";
  bench.environment["GITHUB_STEP_SUMMARY"] = page.string();
  std::ofstream(page) << "from an earlier command\n";
  const auto told =
      bench.import({"--format", "github", bench.report("r.xml", {passed("adds"), failed(hostile)})}
      );
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(told.out.starts_with("::error file="), told.out);
  BOOST_TEST(has(told.out, ",title=shop.Cart.`a` | [x](http%3A//evil.example)"), told.out);
  BOOST_TEST(has(told.out, "%3A%3Aerror%3A%3A%250A"), told.out);
  BOOST_TEST(has(told.out, "  recorded   2 runs"), told.out);
  BOOST_TEST(has(content_of(page), "from an earlier command\n## PractiTest"));
}

BOOST_AUTO_TEST_CASE(github_shows_ten_annotations_and_is_told_of_the_others) {
  Bench bench;
  bench.environment["GITHUB_STEP_SUMMARY"] = (bench.workspace.path() / "summary.md").string();
  std::vector<Case> cases;
  for (int i = 0; i < 12; ++i) {
    cases.push_back(failed("pays" + std::to_string(i)));
  }
  const auto told = bench.import({"--format", "github", bench.report("r.xml", cases)});
  std::size_t annotations = 0;
  for (std::size_t at = 0; (at = told.out.find("::error ", at)) != std::string::npos; ++at) {
    ++annotations;
  }
  BOOST_TEST(annotations == 10U);
  BOOST_TEST(has(told.out, "2 more results failed"), told.out);
}

BOOST_AUTO_TEST_CASE(a_job_page_that_cannot_be_written_is_no_success_and_loses_no_run) {
  Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  const auto none = bench.import({"--format", "github", report});
  BOOST_TEST(none.exit_code == 1);
  BOOST_TEST(has(none.err, "GITHUB_STEP_SUMMARY"), none.err);
  bench.environment["GITHUB_STEP_SUMMARY"] = "/no/such/folder/summary.md";
  const auto told = bench.import({"--format", "github", report});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(has(told.err, "/no/such/folder/summary.md"), told.err);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_report_is_one_page_or_a_folder_and_nothing_is_left_beside_it) {
  const Bench bench;
  const auto report = bench.report("r.xml", {failed("pays &lt;script&gt;")});
  const auto folder = bench.workspace.path() / "pages";
  BOOST_TEST(bench.import({"--report", (folder / "import.html").string(), report}).exit_code == 0);
  const auto page = content_of(folder / "import.html");
  BOOST_TEST(has(page, "shop.Cart.pays &lt;script&gt;"));
  BOOST_TEST(has(page, "<style>"));
  BOOST_TEST(bench.plan({"--report", folder.string(), report}).exit_code == 0);
  BOOST_TEST(has(content_of(folder / "index.html"), "href=\"style.css\""));
  std::size_t files = 0;
  for ([[maybe_unused]] const auto& file : std::filesystem::directory_iterator(folder)) {
    ++files;
  }
  BOOST_TEST(files == 4U);
}

BOOST_AUTO_TEST_CASE(a_report_that_cannot_be_written_is_no_success_and_loses_no_run) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  for (const auto* where : {"/dev/full", "/proc/none/import.html"}) {
    const auto told = bench.import({"--report", where, report});
    BOOST_TEST(told.exit_code == 1);
    BOOST_TEST(has(told.err, "cannot be written"), told.err);
    BOOST_TEST(has(told.err, where), told.err);
  }
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
