#include "tests/e2e/bench.hpp"
#include "tests/e2e/pictures.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iterator>

using namespace e2e;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(files)

namespace {

std::size_t files_in(const boost::json::object& summary, const char* what) {
  const auto& files = summary.at("files").at(what);
  return files.is_array() ? files.get_array().size() : files.to_number<std::size_t>();
}

/// So many failed tests, each with a picture of this size of its own.
std::vector<Case> with_pictures(const Bench& bench, std::size_t count, std::size_t size) {
  std::vector<Case> cases;
  for (std::size_t i = 0; i < count; ++i) {
    const auto name = fmt::format("shot{}.png", i);
    bench.workspace.write(name, picture(static_cast<char>(i), size));
    cases.push_back(failed_with(fmt::format("pays{}", i), {name}));
  }
  return cases;
}

std::size_t largest_body(const Told& told) {
  return std::ranges::max(told.calls, {}, &sandbox::LoggedCall::body_size).body_size;
}

std::size_t runs_with_picture(const Bench& bench) {
  std::size_t number = 0;
  for (const auto& run : bench.server->runs()) {
    number += std::ranges::any_of(run.files, [](const auto& file) {
      return file.filename.ends_with(".png");
    });
  }
  return number;
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_a_failure_go_with_its_run_byte_by_byte) {
  const Bench bench;
  const auto shot = picture('a', 70'000);
  bench.workspace.write("shots/a.png", shot);
  bench.has_recorded({passed("known")});
  auto known = failed_with("known", {"shots/a.png"});
  const auto told =
      bench.import({bench.report("r.xml", {known, failed_with("new", {"shots/a.png"})})});
  BOOST_TEST(told.exit_code == 0, told.err);
  for (const auto* test : {"known", "new"}) {
    const auto files = files_of(bench, test);
    BOOST_TEST_REQUIRE(files.size() == 2U);
    BOOST_TEST((files.at("a.png") == shot));
    BOOST_TEST(files.at("stdout.txt").find("[[ATTACHMENT|shots/a.png]]") != std::string::npos);
  }
  BOOST_TEST(told.says("4 files with 2 runs"), told.out);
}

BOOST_AUTO_TEST_CASE(go_as_attach_says_wherever_it_is_said) {
  Bench bench;
  bench.workspace.write("a.png", "picture");
  auto good = passed("adds");
  good.inside = "<system-out>[[ATTACHMENT|a.png]]</system-out>";
  const auto report = bench.report("r.xml", {good, failed_with("pays", {"a.png"})});
  const auto sent = [&](const std::vector<std::string>& arguments) {
    auto all = arguments;
    all.push_back(report);
    BOOST_TEST(bench.import(all).exit_code == 0);
    return std::pair(files_of(bench, "adds").size(), files_of(bench, "pays").size());
  };
  using Sizes = std::pair<std::size_t, std::size_t>;
  BOOST_TEST((sent({}) == Sizes{0, 2}));
  BOOST_TEST((sent({"--attach=all"}) == Sizes{1, 2}));
  BOOST_TEST((sent({"--attach", "none"}) == Sizes{0, 0}));
  BOOST_TEST((sent({"--attach", "none", "--attach-report"}) == Sizes{0, 1}));
  BOOST_TEST(files_of(bench, "pays").contains("r.xml"));
  bench.environment["PTIMPORT_ATTACH"] = "none";
  BOOST_TEST((sent({}) == Sizes{0, 0}));
  bench.environment.clear();
  bench.environment["PRACTITEST_TOKEN"] = bench.server->address().personal_token;
  bench.environment["XDG_STATE_HOME"] = bench.workspace.path() / ".state";
  bench.workspace.write("ptimport.ini", "attach = all\nattach-max = 8\n");
  BOOST_TEST((sent({}) == Sizes{1, 1}));
}

BOOST_AUTO_TEST_CASE(that_stay_behind_are_listed_with_their_reasons) {
  const Bench bench;
  bench.workspace.write("empty.log", "");
  bench.workspace.write("huge.bin", std::string(3'200'000, 'x'));
  bench.workspace.write("half.bin", picture('h', 1'700'000));
  bench.workspace.write("other.bin", picture('o', 1'700'000));
  fs::create_symlink("/etc/passwd", bench.workspace.path() / "link.txt");
  const auto report = bench.report(
      "r.xml",
      {failed_with(
          "pays",
          {"half.bin",
           "other.bin",
           "empty.log",
           "huge.bin",
           "link.txt",
           "../../../etc/passwd",
           "/dev/zero",
           "gone.png"}
      )}
  );
  const auto told = bench.import({"-v", "--attach-total=3M", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  for (const auto* reason :
       {"other.bin: the files of this import come to --attach-total, 3.0 MB",
        "empty.log: it is empty",
        "huge.bin: it has 3.1 MB, and --attach-max is 3.0 MB",
        "link.txt: a symbolic link leads out",
        "../../../etc/passwd: its path climbs out",
        "/dev/zero: it lies outside",
        "gone.png: there is no such file"}) {
    BOOST_TEST(told.says(fmt::format("r.xml:{}: {}", first_case_line, reason)), told.err);
  }
  const auto files = files_of(bench, "pays");
  BOOST_TEST(files.size() == 2U);
  BOOST_TEST((files.at("half.bin") == picture('h', 1'700'000)));
}

BOOST_AUTO_TEST_CASE(with_secrets_are_masked_as_all_output_is) {
  const Bench bench;
  auto secret = failed("pays");
  secret.inside = "<properties><property name='password' value='s3cr3tvalue'/></properties>" +
                  secret.inside + "<system-out>login with s3cr3tvalue</system-out>";
  const auto told = bench.import({"--attach-report", bench.report("r.xml", {secret})});
  BOOST_TEST(told.exit_code == 0, told.err);
  const auto files = files_of(bench, "pays");
  BOOST_TEST(files.size() == 1U);
  BOOST_TEST(files.at("stdout.txt") == "login with ***");
  BOOST_TEST(told.says("the report is not sent, as values that are masked stand in it"), told.err);
}

BOOST_AUTO_TEST_CASE(that_stay_behind_are_named_on_pages_too) {
  const Bench bench;
  bench.workspace.write("shot.png", picture('s', 1'000));
  const auto report = bench.report("r.xml", {failed_with("pays", {"shot.png", "gone.png"})});
  const auto page = bench.workspace.path() / "import.html";
  const auto told = bench.import({"--format", "markdown", "--report", page.string(), report});
  BOOST_TEST(told.exit_code == 0, told.err);
  const auto html = content_of(page);
  for (const auto& text : {told.out, html}) {
    BOOST_TEST(text.find("Files that were not sent") != std::string::npos, text);
    BOOST_TEST(
        text.find(fmt::format("r.xml:{}: gone.png: there is no such file", first_case_line)) !=
            std::string::npos,
        text
    );
    BOOST_TEST(text.find("2 files with 1 run") != std::string::npos, text);
  }
}

BOOST_AUTO_TEST_CASE(fill_calls_up_to_their_size_and_as_the_plan_forecasts) {
  const Bench bench;
  const auto cases = with_pictures(bench, 25, 100'000);
  bench.has_recorded(many(25, "pays"));
  const auto report = bench.report("r.xml", cases);
  const auto planned = bench.plan({"--body-max=1M", report});
  const auto told = bench.import({"--body-max=1M", "--format", "json", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  // Seven runs of 134 KB fit into 1 MB.
  BOOST_TEST(told.count("POST", "runs.json") == 4U);
  BOOST_TEST(planned.says("POST runs.json 4"), planned.out);
  BOOST_TEST(largest_body(told) <= 1'048'576U);
  BOOST_TEST(told.json().at("planned_calls") == told.json().at("calls"));
  BOOST_TEST(runs_with_picture(bench) == 25U);
}

BOOST_AUTO_TEST_CASE(too_large_for_a_gateway_are_sent_in_smaller_calls) {
  const Bench bench;
  bench.has_recorded(many(16, "pays"));
  const auto report = bench.report("r.xml", with_pictures(bench, 16, 30'000));
  bench.server->set_faults({"POST runs.json: limit 300000"});
  const auto told = bench.import({"--format", "json", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 32U);
  BOOST_TEST(runs_with_picture(bench) == 16U);
  // 16 runs, 8 runs: refused; then twice four, and the second half without trying it whole.
  BOOST_TEST(told.count("POST", "runs.json") == 6U);
  BOOST_TEST(told.count("GET", "*") == 0U);
  BOOST_TEST(files_in(told.json(), "left_out") == 0U);
}

BOOST_AUTO_TEST_CASE(too_large_by_themselves_stay_behind_and_their_runs_go) {
  for (const bool known : {true, false}) {
    const Bench bench;
    if (known) {
      bench.has_recorded(many(3, "pays"));
    }
    auto cases = with_pictures(bench, 3, 1'000);
    bench.workspace.write("shot1.png", picture('x', 50'000));
    bench.server->set_faults({"POST *: limit 40000"});
    const auto told = bench.import({"--format", "json", bench.report("r.xml", cases)});
    BOOST_TEST(told.exit_code == 0, told.err);
    BOOST_TEST(bench.server->runs().size() == (known ? 6U : 3U));
    BOOST_TEST(runs_with_picture(bench) == 2U);
    BOOST_TEST(files_of(bench, "pays1").empty());
    BOOST_TEST(files_in(told.json(), "left_out") == 2U);  // The picture and the output.
    BOOST_TEST(told.says("shot1.png: the call with it is too large for PractiTest"), told.err);
  }
}

BOOST_AUTO_TEST_CASE(that_vanish_or_change_before_their_call_are_not_sent) {
  Bench bench;
  bench.has_recorded(many(3, "pays"));
  const auto report = bench.report("r.xml", with_pictures(bench, 3, 1'000));
  // The first look waits, while the files have been found already.
  bench.server->set_faults({"GET sets.json: delay 2000"});
  auto command = bench.command("import", {"--look-again", report});
  Process process(command);
  process.wait_for("looking at project");
  while (bench.server->calls().back().resource != "sets.json") {
  }
  fs::remove(bench.workspace.path() / "shot0.png");
  bench.workspace.write("shot1.png", picture('n', 1'000));
  const auto ended = process.wait();
  BOOST_TEST(ended.exit_code == 0, ended.err);
  BOOST_TEST(!files_of(bench, "pays0").contains("shot0.png"));
  BOOST_TEST(!files_of(bench, "pays1").contains("shot1.png"));
  BOOST_TEST((files_of(bench, "pays2").at("shot2.png") == picture(2, 1'000)));
  BOOST_TEST(ended.err.find("shot0.png: it has vanished") != std::string::npos, ended.err);
  BOOST_TEST(ended.err.find("shot1.png: it has changed") != std::string::npos, ended.err);
}

BOOST_AUTO_TEST_CASE(are_there_once_after_a_kill_in_the_middle) {
  for (const char* when : {"before", "after"}) {
    const Bench bench;
    bench.has_recorded(many(30, "pays"));
    const auto report = bench.report("r.xml", with_pictures(bench, 30, 50'000));
    const std::vector<std::string> arguments{"--build=9", "--body-max=500K", report};
    bench.server->set_faults({fmt::format("POST runs.json #3: delay 3600000 {}", when)});
    const auto before = bench.server->calls().size();
    Process process(bench.command("import", arguments));
    const auto hangs = [&] {
      const auto calls = bench.server->calls();
      return calls.size() >= before + 3 &&
             (std::string_view(when) == "before" || calls[before + 2].carried_out);
    };
    while (!hangs() && !process.has_ended()) {
    }
    process.send(SIGKILL);
    process.wait();
    bench.server->set_faults({});
    const auto told = bench.import(arguments);
    BOOST_TEST(told.exit_code == 0, told.err);
    BOOST_TEST(bench.server->runs().size() == 60U);
    BOOST_TEST(runs_with_picture(bench) == 30U);
  }
}

BOOST_AUTO_TEST_SUITE_END()
