#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>

using namespace e2e;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(saved_plans)

namespace {

std::string replaced(std::string text, const std::string& old, const std::string& fresh) {
  const auto at = text.find(old);
  BOOST_TEST_REQUIRE(at != std::string::npos, "no '" << old << "' in " << text);
  return text.replace(at, old.size(), fresh);
}

/// Saves a plan as this build, and gives its path.
std::string saved(
    const Bench& bench, std::vector<std::string> arguments, const std::string& build = "7"
) {
  auto file = (bench.workspace.path() / fmt::format("plan-{}.json", build)).string();
  arguments.insert(arguments.begin(), {"--build", build, "--out", file});
  const auto told = bench.plan(arguments);
  BOOST_TEST_REQUIRE(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("POST", "*") == 0U);
  BOOST_TEST(told.says("saved      "), told.out);
  return file;
}

/// `import --plan` with nothing of the import's options, but how PractiTest is reached.
Told carry_out(const Bench& bench, std::vector<std::string> arguments) {
  auto command = bench.command("import", {"--build=none"});
  command.arguments = {"import", "--rate=0", "--settle=0"};
  for (const auto* name : {"--url", "--ca-file"}) {
    command.arguments.insert(command.arguments.end(), {name, bench.options.at(name)});
  }
  command.arguments.emplace_back("--plan");
  command.arguments.insert(command.arguments.end(), arguments.begin(), arguments.end());
  return bench.run(command);
}

/// A part as a job of its own would save it: without a token, and without a network.
std::string part(
    const Bench& bench, const std::string& name, const std::vector<std::string>& more
) {
  auto command = bench.command("plan", {"--build=none"});
  const auto file = (bench.workspace.path() / name).string();
  command.arguments = {"plan", "--offline", "--out", file};
  command.arguments.insert(command.arguments.end(), more.begin(), more.end());
  command.environment.erase("PRACTITEST_TOKEN");
  const auto told = bench.run(command);
  BOOST_TEST_REQUIRE(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.empty());
  return file;
}

std::vector<std::string> outputs(const Bench& bench) {
  std::vector<std::string> all;
  for (const auto& run : bench.server->runs()) {
    all.push_back(fmt::format("{}: {} {}", run.test, run.status, run.output));
  }
  std::ranges::sort(all);
  return all;
}

std::vector<Case> some_of_each() {
  auto cases = many(25);
  cases.push_back(failed("pays", "expected 3 &amp; got &lt;4&gt;"));
  cases.push_back(failed("pays", "expected 3 &amp; got &lt;4&gt;"));
  cases.push_back(skipped("prints"));
  return cases;
}

}  // namespace

BOOST_AUTO_TEST_CASE(is_carried_out_by_the_calls_that_were_planned_and_no_look) {
  const Bench bench;
  bench.has_recorded(many(20));
  const auto report = bench.report("r.xml", some_of_each());
  const auto file = saved(bench, {"--look-again", report});
  fs::remove(report);
  const auto told = carry_out(bench, {file, "--format", "json"});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("GET", "*") == 0U);
  const auto summary = told.json();
  BOOST_TEST(summary.at("planned_calls") == summary.at("calls"));
  BOOST_TEST(summary.at("calls").at("total").to_number<std::size_t>() == told.calls.size());
  BOOST_TEST(bench.server->runs().size() == 20U + 28U);
}

BOOST_AUTO_TEST_CASE(leaves_what_a_direct_import_leaves) {
  const Bench direct;
  const auto report = some_of_each();
  BOOST_TEST(direct.import({"--build", "7", direct.report("r.xml", report)}).exit_code == 0);
  const Bench bench;
  const auto told = carry_out(bench, {saved(bench, {bench.report("r.xml", report)})});
  BOOST_TEST(told.exit_code == 0, told.err);
  // New tests are made side by side: the order of their instances is chance.
  const auto shown = [](const Bench& from) {
    auto all = from.set_shows();
    std::ranges::sort(all);
    return all;
  };
  BOOST_TEST(shown(bench) == shown(direct), boost::test_tools::per_element());
  const auto without_keys = [](const Bench& from) {
    std::vector<std::string> all;
    for (const auto& run : from.server->runs()) {
      all.push_back(fmt::format("{}: {} {}", run.test, run.status, without_key(run.output)));
    }
    std::ranges::sort(all);
    return all;
  };
  BOOST_TEST(without_keys(bench) == without_keys(direct), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(has_the_keys_of_a_direct_import_so_that_nothing_is_recorded_twice) {
  const Bench bench;
  const auto report = bench.report("r.xml", some_of_each());
  const auto file = saved(bench, {report});
  BOOST_TEST(carry_out(bench, {file}).exit_code == 0);
  const auto before = outputs(bench);
  for (const auto& told :
       {bench.import({"--build", "7", report}),
        carry_out(bench, {file}),
        bench.run(bench.command("resume", {"--build=7", "--ledger=none", report}))}) {
    BOOST_TEST(told.exit_code == 0, told.err);
    BOOST_TEST(told.count("POST", "*") == 0U);
  }
  BOOST_TEST(outputs(bench) == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(is_the_same_file_every_time) {
  const Bench bench;
  bench.has_recorded(many(5));
  const auto report = bench.report("r.xml", some_of_each());
  const auto first = content_of(saved(bench, {report}));
  BOOST_TEST((content_of(saved(bench, {report})) == first));
  BOOST_TEST(first.find(bench.environment.at("PRACTITEST_TOKEN")) == std::string::npos);
}

BOOST_AUTO_TEST_CASE(can_be_looked_at_without_a_token_and_without_a_call) {
  const Bench bench;
  const auto file = saved(bench, {bench.report("r.xml", {passed("adds"), failed("pays")})});
  auto command = bench.command("plan", {"--build=none"});
  command.arguments = {
      "plan",
      "--url",
      bench.options.at("--url"),
      "--ca-file",
      bench.options.at("--ca-file"),
      "--plan",
      file};
  command.environment.erase("PRACTITEST_TOKEN");
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.empty());
  BOOST_TEST(told.says("shop.Cart.pays"), told.out);
  BOOST_TEST(told.says("POST runs/auto_create.json 2"), told.out);
}

BOOST_AUTO_TEST_CASE(plans_anew_what_practitest_has_moved_on_from_and_says_so) {
  const Bench bench;
  bench.has_recorded(many(45));
  const auto file = saved(bench, {bench.report("r.xml", many(46))});
  bench.server->remove(bench.server->held().at(7).id);
  bench.server->remove(bench.server->held().at(20).test_id);
  ByHand(*bench.server).test("shop.Cart.adds45");
  const auto told = carry_out(bench, {file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("2 tests planned anew"), told.out);
  BOOST_TEST(bench.set_shows().size() == 46U);
  const auto names = bench.test_names();
  BOOST_TEST(std::set(names.begin(), names.end()).size() == names.size());
}

BOOST_AUTO_TEST_CASE(finds_a_set_gone_and_makes_it) {
  const Bench bench;
  bench.has_recorded(many(30));
  const auto file = saved(bench, {bench.report("r.xml", many(30))});
  bench.server->remove(bench.server->held().at(0).set_id);
  const auto told = carry_out(bench, {file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows().size() == 30U);
  BOOST_TEST(bench.server->tests().size() == 30U);
}

BOOST_AUTO_TEST_CASE(that_was_carried_out_in_part_goes_on_with_the_rest) {
  const Bench bench;
  const auto file = saved(bench, {bench.report("r.xml", many(30))});
  bench.server->set_faults({"POST runs/auto_create.json #10+: 401"});
  BOOST_TEST(carry_out(bench, {file}).exit_code == 4);
  bench.server->set_faults({});
  const auto told = carry_out(bench, {file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("this import was started before"), told.err);
  BOOST_TEST(bench.server->runs().size() == 30U);
  BOOST_TEST(bench.server->tests().size() == 30U);
}

BOOST_AUTO_TEST_CASE(of_a_set_that_is_a_copy_is_carried_out_with_a_look_at_the_copy) {
  const Bench bench;
  bench.has_recorded(many(10));
  const auto file =
      saved(bench, {"--set", "Build 2", "--clone-set", "Nightly", bench.report("r.xml", many(10))});
  const auto told = carry_out(bench, {file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("only the copy tells its instances"), told.err);
  BOOST_TEST(bench.set_shows("Build 2").size() == 10U);
}

BOOST_AUTO_TEST_CASE(goes_nowhere_that_the_command_line_does_not_say) {
  const Bench bench;
  const auto file = saved(bench, {bench.report("r.xml", {passed("adds")})});
  auto command = bench.command("import", {"--build=none"});
  command.arguments = {"import", "--plan", file};
  const auto elsewhere = bench.run(command);
  BOOST_TEST(elsewhere.exit_code == 2);
  BOOST_TEST(elsewhere.says("none of PractiTest's own addresses"), elsewhere.err);
  const struct {
    std::vector<std::string> arguments;
    const char* words;
  } mistakes[] = {
      {{"--project", "1"}, "--project 1 contradicts"},
      {{"--set", "Weekly"}, "--set Weekly contradicts"},
      {{"--set-id", "5"}, "--set-id 5 contradicts"},
      {{"--build", "8"}, "--build 8 contradicts"},
      {{"--create", "none"}, "--create none contradicts"},
      {{"--again"}, "--again contradicts"},
      {{"--mask", "x*"}, "--mask x* contradicts"},
      {{"--out", "x.json"}, "`ptimport plan --out FILE`"},
      {{"--offline"}, "give one of them"},
      {{bench.report("other.xml", {passed("adds")})}, "it is no saved plan"},
  };
  for (const auto& mistake : mistakes) {
    auto arguments = mistake.arguments;
    arguments.insert(arguments.begin(), file);
    const auto told = carry_out(bench, arguments);
    BOOST_TEST(told.exit_code == 2);
    BOOST_TEST(told.says(mistake.words), told.err);
    BOOST_TEST(told.calls.empty());
  }
  // What says the same as the plan contradicts nothing.
  BOOST_TEST(carry_out(bench, {file, "--set", "Nightly", "--build=7"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(that_is_damaged_hostile_or_newer_is_refused_with_its_place) {
  const Bench bench;
  const auto whole = content_of(saved(bench, {bench.report("r.xml", some_of_each())}));
  const auto last = whole.rfind("{\"end\":");
  const struct {
    const char* what;
    std::string content;
    const char* words;
  } broken[] = {
      {"empty", "", "it is empty"},
      {"no JSON", "<testsuite/>", "it is no saved plan"},
      {"other JSON", "{\"a\":1}\n{\"b\":2}\n", "it is no saved plan"},
      {"newer", replaced(whole, "\"ptimport_plan\":1", "\"ptimport_plan\":2"), "format 2"},
      {"cut in a line", whole.substr(0, whole.size() / 2), "cut off"},
      {"cut between lines", whole.substr(0, last), "cut off"},
      {"another status", replaced(whole, "PASSED", "FAILED"), "was changed since it was saved"},
      {"another project", replaced(whole, "\"project\":", "\"project\":1"), "was changed"},
      {"two plans", whole + whole, "stands behind the end"},
      {"nested", std::string(100'000, '['), "it is no saved plan"},
      {"no text", replaced(whole, "\"name N", "\"\\u0007N"), "control characters"},
  };
  for (const auto& each : broken) {
    const auto told = carry_out(bench, {bench.workspace.write("broken.json", each.content)});
    BOOST_TEST_CONTEXT(each.what) {
      BOOST_TEST(told.exit_code == 2);
      BOOST_TEST(told.says("broken.json"), told.err);
      BOOST_TEST(told.says(each.words), told.err);
      BOOST_TEST(told.calls.empty());
    }
  }
  BOOST_TEST(carry_out(bench, {"nowhere.json"}).says("nowhere.json: no such file"));
}

BOOST_AUTO_TEST_CASE(parts_of_several_jobs_become_the_import_that_all_reports_would_be) {
  const Bench bench;
  const auto one = bench.report("one/r.xml", {passed("adds"), failed("pays")});
  auto cases = some_of_each();
  const auto other = bench.report("other/r.xml", cases);
  const auto first = part(bench, "part1.json", {one});
  const auto second = part(bench, "part2.json", {other});
  // A build of its own each time: the same reports directly, and by their parts.
  BOOST_TEST(bench.import({"--build", "7", one, other}).exit_code == 0);
  const auto direct = outputs(bench);
  const auto again = bench.import({"--build", "7", "--plan", first, second});
  BOOST_TEST(again.exit_code == 0, again.err);
  BOOST_TEST(again.says("nothing to do"), again.out);
  BOOST_TEST(outputs(bench) == direct, boost::test_tools::per_element());

  fs::remove(one);
  fs::remove(other);
  const auto told = bench.import({"--build", "8", "--plan", "part*.json", first});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 2 * direct.size());
}

BOOST_AUTO_TEST_CASE(a_part_keeps_what_steps_were_given) {
  const Bench bench;
  const auto report = bench.workspace.write(
      "cucumber.json",
      R"([{"uri":"a.feature","keyword":"Feature","name":"Cart","elements":[{"type":"scenario",)"
      R"("keyword":"Scenario","name":"Notes","steps":[{"keyword":"When ","name":"the note says",)"
      R"("doc_string":{"value":"paid\n  at once"},"result":{"status":"passed"}}]}]}])"
  );
  const auto file = part(bench, "part.json", {report});
  fs::remove(report);
  const auto told = bench.import({"--plan", file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.runs_of("Cart.Notes").at(0).steps.at(0).description == "paid\n  at once");
}

BOOST_AUTO_TEST_CASE(parts_can_be_planned_together_and_carried_out_later) {
  const Bench bench;
  const auto first = part(bench, "a.json", {bench.report("a.xml", many(3))});
  const auto second = part(bench, "b.json", {bench.report("b.xml", many(5))});
  const auto told = carry_out(bench, {saved(bench, {"--plan", first, second})});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 8U);
}

BOOST_AUTO_TEST_CASE(a_part_keeps_what_is_wrong_with_its_reports) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  bench.workspace.write("cut.xml", content_of(report).substr(0, 300));
  auto command = bench.command("plan", {"--build=none"});
  command.arguments = {"plan", "--offline", "--out", "p.json", "r.xml", "cut.xml", "gone.xml"};
  const auto read = bench.run(command);
  BOOST_TEST(read.exit_code == 1);
  const auto told = bench.import({"--plan", "p.json"});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.says("gone.xml"), told.err);
  BOOST_TEST(told.says("cut.xml"), told.err);
}

BOOST_AUTO_TEST_CASE(parts_of_different_imports_are_not_merged) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  const auto first = part(bench, "a.json", {"--set", "Nightly", report});
  const auto second = part(bench, "b.json", {"--set", "Weekly", report});
  const auto told = carry_out(bench, {first, second, "--project", bench.options.at("--project")});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST(told.says("parts of different imports"), told.err);
}

BOOST_AUTO_TEST_CASE(sends_the_files_that_it_was_saved_with_and_no_others) {
  const Bench bench;
  auto cases = many(3);
  for (const auto* name : {"same", "changed", "gone"}) {
    bench.workspace.write(fmt::format("{}.png", name), fmt::format("{} of then", name));
    auto made = failed(name);
    made.inside += fmt::format("<system-out>[[ATTACHMENT|{}.png]]</system-out>", name);
    cases.push_back(made);
  }
  const auto report = bench.report("r.xml", cases);
  const auto file = saved(bench, {report});
  fs::remove(report);
  fs::remove(bench.workspace.path() / "gone.png");
  bench.workspace.write("changed.png", "changed of now_");
  const auto told = carry_out(bench, {file, "--format", "json"});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.json().at("planned_calls") == told.json().at("calls"));
  const auto names = [&](const std::string& test) {
    std::set<std::string> all;
    const auto runs = bench.runs_of("shop.Cart." + test);
    for (const auto& sent : runs.at(0).files) {
      all.insert(sent.filename);
    }
    return all;
  };
  BOOST_TEST((names("same") == std::set<std::string>{"same.png", "stdout.txt"}));
  BOOST_TEST((names("changed") == std::set<std::string>{"stdout.txt"}));
  BOOST_TEST((names("gone") == std::set<std::string>{"stdout.txt"}));
  BOOST_TEST(told.says("gone.png: there is no such file"), told.err);
  BOOST_TEST(told.says("changed.png: it is not the file any more"), told.err);
}

BOOST_AUTO_TEST_CASE(has_no_say_in_which_folders_files_are_read_from) {
  const Bench bench;
  const Workspace elsewhere;
  const auto root = fs::canonical(elsewhere.path()).string();
  elsewhere.write("shot.png", "picture");
  auto made = failed("pays");
  made.inside += fmt::format("<system-out>[[ATTACHMENT|{}/shot.png]]</system-out>", root);
  const auto file = saved(bench, {"--attachments-root", root, bench.report("r.xml", {made})});
  const auto told = carry_out(bench, {file, "--format", "json"});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("it lies outside of the folders for attachments"), told.err);
  BOOST_TEST(bench.runs_of("shop.Cart.pays").at(0).files.size() == 1U);

  const Bench allowed;
  const auto other = saved(allowed, {"--attachments-root", root, allowed.report("r.xml", {made})});
  BOOST_TEST(carry_out(allowed, {other, "--attachments-root", root}).exit_code == 0);
  BOOST_TEST(allowed.runs_of("shop.Cart.pays").at(0).files.size() == 2U);
}

BOOST_AUTO_TEST_CASE(has_calls_of_the_size_that_was_planned) {
  const Bench bench;
  bench.has_recorded(many(10));
  std::vector<Case> cases;
  bench.workspace.write("shot.png", std::string(100'000, 'x'));
  for (int i = 0; i < 10; ++i) {
    auto made = failed(fmt::format("adds{}", i));
    made.inside += "<system-out>[[ATTACHMENT|shot.png]]</system-out>";
    cases.push_back(made);
  }
  const auto file = saved(bench, {"--body-max=500K", bench.report("r.xml", cases)});
  const auto told = carry_out(bench, {file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("POST", "runs.json") == 4U);  // Three of 134 KB fit into 500 KB.
}

BOOST_AUTO_TEST_SUITE_END()
