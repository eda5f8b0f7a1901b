#include "tests/importer/folder.hpp"
#include "tests/importer/program.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>

using importer::ExitCode;
using namespace std::chrono_literals;

namespace {

constexpr const char* begin =
    "<testsuite name='s' tests='3'>\n<testcase classname='A' name='a'/>\n";
constexpr const char* rest = "<testcase classname='A' name='b'/></testsuite>";
const std::string half = std::string(begin) + "<testcase classname='A' na";

/// A whole run of `plan` needs a PractiTest: its own sandbox.
struct Bench {
  Folder folder;
  Program ptimport;

  ExitCode plan(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"plan", "--sandbox"});
    return ptimport(arguments);
  }
  ExitCode inspect(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "inspect");
    return ptimport(arguments);
  }
  bool shows(const std::string& words) const {
    return ptimport.out.find(words) != std::string::npos;
  }
  void append(const std::string& file, const std::string& text) const {
    std::ofstream(folder.path() / file, std::ios::binary | std::ios::app) << text;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(cut_off, Bench)

BOOST_AUTO_TEST_CASE(the_complete_results_are_taken_and_the_rest_is_told) {
  const auto report = folder.write("r.xml", half);
  BOOST_TEST((plan({report}) == ExitCode::not_all));
  BOOST_TEST(shows("A.a"), ptimport.out);
  BOOST_TEST(ptimport.told("r.xml:3:27: the file ends in the middle of <testcase>"), ptimport.err);
  BOOST_TEST(ptimport.told("the 1 complete result before the break is taken"), ptimport.err);
  BOOST_TEST(ptimport.told("run the tests again"), ptimport.err);
}

BOOST_AUTO_TEST_CASE(the_break_never_becomes_a_result) {
  const auto report = folder.write("r.xml", half);
  plan({"--run-errors", "result", "--format", "json", report});
  const auto told = boost::json::parse(ptimport.out);
  BOOST_TEST(told.at("results").as_int64() == 1);
  const auto& cut_off = told.at("reports").at("read").at(0).at("cut_off");
  BOOST_TEST(cut_off.at("line").as_int64() == 3);
  BOOST_TEST(cut_off.at("element").as_string() == "testcase");
}

BOOST_AUTO_TEST_CASE(a_strict_import_refuses_the_file) {
  const auto report = folder.write("r.xml", half);
  const auto good = folder.write("good.xml", std::string(begin) + rest);
  BOOST_TEST((plan({"--strict", report}) == ExitCode::no_results));
  BOOST_TEST(ptimport.told("1 complete result stands before the break"), ptimport.err);
  BOOST_TEST(ptimport.told("without --strict"), ptimport.err);
  BOOST_TEST((plan({"--strict", report, good}) == ExitCode::not_all));
  BOOST_TEST((inspect({"--strict", report}) == ExitCode::no_results));
}

BOOST_AUTO_TEST_CASE(inspect_tells_it_in_every_form) {
  const auto report = folder.write("r.xml", half);
  BOOST_TEST((inspect({report}) == ExitCode::not_all));
  BOOST_TEST(shows("1 passed"), ptimport.out);
  BOOST_TEST(shows("the file ends in the middle of <testcase>"), ptimport.out);
  BOOST_TEST((inspect({"--check", report}) == ExitCode::not_all));
  BOOST_TEST(shows("r.xml:3:27: the file ends in the middle"), ptimport.out);
  for (const auto* form : {"json", "ctrf", "junit"}) {
    BOOST_TEST_CONTEXT(form) {
      BOOST_TEST((inspect({"--format", form, report}) == ExitCode::not_all));
      BOOST_TEST(shows("the file ends in the middle of"), ptimport.out);
      BOOST_TEST(ptimport.told("r.xml:3:27:"), ptimport.err);
    }
  }
  inspect({"--format", "json", report});
  const auto told = boost::json::parse(ptimport.out).at("reports").at(0);
  BOOST_TEST(told.at("errors").as_array().size() == 1U);
  BOOST_TEST(told.at("cut_off").at("column").as_int64() == 27);
}

BOOST_AUTO_TEST_CASE(a_twin_that_is_cut_off_is_not_passed_over_in_silence) {
  const std::string cases =
      "<testsuite name='s' timestamp='2026-11-23T10:00:00'>"
      "<testcase classname='A' name='a' time='1.25'/>"
      "<testcase classname='A' name='b' time='0.75'/>";
  folder.write("build/cut.xml", cases + "<testcase");
  folder.write("build/whole.xml", cases + "</testsuite>");
  BOOST_TEST((inspect({folder / "build"}) == ExitCode::not_all));
  BOOST_TEST(ptimport.told("cut.xml:1:"), ptimport.err);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_FIXTURE_TEST_SUITE(growing_files, Bench)

BOOST_AUTO_TEST_CASE(a_file_that_is_completed_meanwhile_is_whole) {
  for (const auto& written : {std::string(), std::string("\n"), half, std::string(begin)}) {
    const auto report = folder.write("r.xml", written);
    ptimport.waited = 0s;
    ptimport.meanwhile = [&] { folder.write("r.xml", std::string(begin) + rest); };
    BOOST_TEST_CONTEXT("first: " << written) {
      BOOST_TEST((inspect({report}) == ExitCode::ok), ptimport.err);
      BOOST_TEST(shows("2 passed"), ptimport.out);
      BOOST_TEST((ptimport.waited == 1s));
    }
  }
}

BOOST_AUTO_TEST_CASE(it_is_waited_as_long_as_a_file_grows) {
  const auto report = folder.write("r.xml", begin);
  int looks = 0;
  ptimport.meanwhile = [&] {
    append("r.xml", ++looks < 5 ? "<testcase classname='A' name='more'/>" : looks == 5 ? rest : "");
  };
  BOOST_TEST((inspect({report}) == ExitCode::ok), ptimport.err);
  BOOST_TEST(shows("6 passed"), ptimport.out);
  BOOST_TEST((ptimport.waited == 5s));
  BOOST_TEST(ptimport.told("r.xml is still being written"), ptimport.err);
}

BOOST_AUTO_TEST_CASE(a_file_that_stopped_growing_is_cut_off) {
  const auto report = folder.write("r.xml", begin);
  int looks = 0;
  ptimport.meanwhile = [&] { append("r.xml", ++looks == 1 ? "<testcase name='x'/><test" : ""); };
  BOOST_TEST((inspect({report}) == ExitCode::not_all));
  BOOST_TEST(shows("2 passed"), ptimport.out);
  BOOST_TEST((ptimport.waited == 2s));
}

BOOST_AUTO_TEST_CASE(a_file_that_never_stops_growing_is_refused) {
  const auto report = folder.write("r.xml", begin);
  const auto cut = folder.write("cut.xml", half);
  ptimport.meanwhile = [&] { append("r.xml", "<testcase classname='A' name='more'/>"); };
  BOOST_TEST((inspect({report, cut}) == ExitCode::not_all));
  BOOST_TEST((ptimport.waited == 60s));
  BOOST_TEST(ptimport.told("r.xml: still being written after 60 seconds"), ptimport.err);
  // The other stood still, and is what it was.
  BOOST_TEST(shows("cut.xml: junit: 1 passed"), ptimport.out);
}

BOOST_AUTO_TEST_CASE(all_files_are_waited_for_together) {
  for (const auto* name : {"a.xml", "b.xml", "c.xml"}) {
    folder.write(std::string("build/") + name, half);
  }
  inspect({folder / "build"});
  BOOST_TEST((ptimport.waited == 1s));
}

BOOST_AUTO_TEST_CASE(nobody_waits_for_what_is_whole_wrong_or_gone) {
  inspect(
      {folder.write("whole.xml", std::string(begin) + rest),
       folder.write("wrong.xml", "<testsuite><testcase name=a/></testsuite>"),
       folder.write("coverage.xml", "<coverage/>"),
       folder / "none.xml"}
  );
  ptimport({"inspect", "-"}, half);
  BOOST_TEST((ptimport.waited == 0s));
}

BOOST_AUTO_TEST_SUITE_END()
