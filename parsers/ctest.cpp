#include "parsers/ctest.hpp"

#include "parsers/ctest_output.hpp"
#include "parsers/junit_conventions.hpp"
#include "parsers/junit_status.hpp"
#include "parsers/report_times.hpp"
#include "parsers/room.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>
#include <boost/unordered/unordered_flat_map.hpp>

#include <array>
#include <string>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

/// Of the site, what tells one run from another.
constexpr std::array site_properties = {
    "BuildStamp"sv,
    "Generator"sv,
    "CompilerName"sv,
    "CompilerVersion"sv,
    "OSName"sv,
    "OSRelease"sv,
    "OSPlatform"sv};

/// What CTest writes for a name that nobody gave.
std::string_view given(std::string_view name) {
  return name == "(empty)"sv ? std::string_view{} : name;
}

/// The measurements that CTest takes itself.
struct Measured {
  std::string_view completion;  ///< "Completed", or why it did not run.
  std::string_view exit_code;   ///< "Failed", "Timeout", "SEGFAULT", …
  std::string_view exit_value;
  JoinedText reasons;
  JoinedText output;
};

class CtestReader {
public:
  CtestReader(xml::Tree& tree, Report& report)
      : tree_(tree), report_(report), times_(tree, {}), outputs_(tree) {}

  void read() {
    add_site();
    for (const auto& testing : tree_.root().children("Testing")) {
      read_testing(testing);
    }
  }

private:
  std::string_view word(xml_node element) { return trimmed(tree_.text(element)); }

  void add_site() {
    const auto root = tree_.root();
    auto& site = report_.suites.emplace_back();
    site.name = given(tree_.value(root, "BuildName"));
    site.host = given(tree_.value(root, "Hostname"));
    if (site.host.empty()) {
      site.host = given(tree_.value(root, "Name"));
    }
    for (const auto& name : site_properties) {
      if (const auto value = tree_.value(root, name.data()); !value.empty()) {
        site.properties.push_back({name, value});
      }
    }
    for (const auto& project : root.children("Subproject")) {
      site.properties.push_back({"Subproject", tree_.value(project, "name")});
    }
  }

  void read_testing(xml_node node) {
    const auto start = epoch(node.child("StartTestTime"));
    const auto end = epoch(node.child("EndTestTime"));
    auto& site = report_.suites.front();
    if (!site.start) {
      site.start = start;
    }
    if (start && end && end->local >= start->local) {
      site.duration = site.duration.value_or(Duration{}) + (end->local - start->local);
    }
    std::size_t listed = 0;
    for (const auto& list : node.children("TestList")) {
      const auto names = list.children("Test");
      listed += static_cast<std::size_t>(std::distance(names.begin(), names.end()));
    }
    const auto before = report_.results.size();
    tree_.for_each_child(node, "Test", [this](xml_node test) { read_test(test); });
    check_list(node, listed, report_.results.size() - before);
  }

  /// The names of the tests stand before their results: a run that was stopped lacks some.
  void check_list(xml_node node, std::size_t listed, std::size_t found) {
    if (found >= listed || tree_.is_open(node)) {
      return;
    }
    if (found == 0) {
      const auto message =
          fmt::format("the list names {} tests, but the report holds no result of them", listed);
      report_.run_errors.push_back({0, tree_.document().keep(message), {}, tree_.line_of(node)});
      return;
    }
    tree_.oddities().add(
        "tests of the list that have no result, of which nothing is recorded: {}",
        tree_.spot_of(node),
        listed - found
    );
  }

  void read_test(xml_node node) {
    make_room(report_.results, tree_, node);
    auto& result = report_.results.emplace_back();
    result.report_line = tree_.line_of(node);
    Measured measured;
    std::string_view full_name;
    for (const auto& child : node.children()) {
      const auto name = local_name(child);
      if (name == "Name"sv) {
        result.name = word(child);
      } else if (name == "FullName"sv) {
        full_name = word(child);
      } else if (name == "Path"sv) {
        result.suite = suite_of(word(child));
      } else if (name == "StartTestTime"sv) {
        result.start = epoch(child);
      } else if (name == "Results"sv) {
        read_results(child, measured, result);
      } else if (name == "NamedMeasurement"sv) {
        read_measurement(child, measured, result);
      } else if (name == "Labels"sv) {
        read_labels(child, result);
      }
    }
    if (result.name.empty()) {
      result.name = full_name;
    }
    conclude(node, measured, result);
  }

  /// The folder of the build that defines the test; the topmost one is the site itself.
  SuiteIndex suite_of(std::string_view path) {
    path.remove_prefix(path.starts_with("./") ? 2 : 0);
    if (path.empty() || path == "."sv) {
      return 0;
    }
    const auto next = static_cast<SuiteIndex>(report_.suites.size());
    const auto [place, added] = folders_.try_emplace(path, next);
    if (added) {
      auto& folder = report_.suites.emplace_back();
      folder.name = path;
      folder.parent = 0;
    }
    return place->second;
  }

  void read_results(xml_node list, Measured& measured, Result& result) {
    for (const auto& child : list.children()) {
      const auto name = local_name(child);
      if (name == "NamedMeasurement"sv) {
        read_measurement(child, measured, result);
      } else if (name == "Measurement"sv) {
        measured.output.add(outputs_.read(child.child("Value")));
      }
    }
  }

  void read_labels(xml_node list, Result& result) {
    for (const auto& label : list.children("Label")) {
      if (const auto tag = word(label); !tag.empty()) {
        result.make_evidence().tags.push_back(tag);
      }
    }
  }

  void read_measurement(xml_node node, Measured& measured, Result& result) {
    const auto name = tree_.value(node, "name");
    const auto type = tree_.value(node, "type");
    const auto value = node.child("Value");
    if (type == "file"sv || node.attribute("encoding")) {
      add_enclosed_file(node, name, type, result);
    } else if (name == "Execution Time"sv) {
      result.duration = times_.seconds_in(value);
    } else if (name == "Completion Status"sv) {
      measured.completion = word(value);
    } else if (name == "Exit Code"sv) {
      measured.exit_code = word(value);
    } else if (name == "Exit Value"sv) {
      measured.exit_value = word(value);
    } else if (name == "Fail Reason"sv) {
      measured.reasons.add(word(value));
    } else if (name != "Command Line"sv && name != "Environment"sv && name != "Processors"sv &&
               name != "Pass Reason"sv) {
      add_property(name, word(value), result);
    }
  }

  /// Files stand in the report itself. A test may measure a picture, which has no file's name.
  void add_enclosed_file(
      xml_node node, std::string_view name, std::string_view type, Result& result
  ) {
    const auto file = tree_.value(node, "filename");
    const auto packed = trimmed(tree_.value(node, "compression"));
    const bool is_archive = packed == "tar/gzip"sv;
    if (tree_.value(node, "encoding") == "base64"sv && (is_archive || packed.empty())) {
      Attachment attachment;
      attachment.name = file.empty() ? name : file;
      attachment.media_type = type.find('/') == std::string_view::npos ? std::string_view{} : type;
      attachment.content = word(node.child("Value"));
      attachment.packing = is_archive ? Packing::base64_tar_gzip : Packing::base64;
      result.make_evidence().attachments.push_back(attachment);
      return;
    }
    add_property(name, file.empty() ? type : file, result);
    tree_.oddities().add(
        "files inside the report, packed in an unknown way, of which only the names are kept: {}",
        tree_.spot_of(node)
    );
  }

  static void add_property(std::string_view name, std::string_view value, Result& result) {
    if (!name.empty() || !value.empty()) {
      result.make_evidence().properties.push_back({name, value});
    }
  }

  void conclude(xml_node node, const Measured& measured, Result& result) {
    const auto status = trimmed(tree_.value(node, "Status"));
    const auto output = measured.output.in(tree_.document());
    if (!output.empty()) {
      auto& evidence = result.make_evidence();
      evidence.out = output;
      if (junit::has_markers(output)) {
        junit::add_markers(output, evidence);
      }
    }
    if (status == "passed"sv) {
      result.status = Status::passed;
      if (!measured.completion.empty() && measured.completion != "Completed"sv) {
        add_property("Completion Status", measured.completion, result);
      }
    } else if (status == "failed"sv) {
      result.status = Status::failed;
      auto& evidence = result.make_evidence();
      evidence.type = measured.exit_code;
      evidence.message = why_failed(measured);
    } else if (status == "notrun"sv) {
      set_not_run(node, measured, result);
    } else {
      result.status = Status::inconclusive;
      tree_.oddities().add(
          "tests with a status that CTest does not have, taken for inconclusive: {}",
          tree_.spot_of(node)
      );
    }
    if (result.more) {
      junit::settle_steps(result.status, *result.more);
    }
  }

  std::string_view why_failed(const Measured& measured) {
    if (const auto reasons = measured.reasons.in(tree_.document()); !reasons.empty()) {
      return reasons;
    }
    const auto code = measured.exit_code;
    if (code.empty()) {
      return measured.completion == "Completed"sv ? std::string_view{} : measured.completion;
    }
    // A test that was killed has no exit value of its own.
    const auto value = measured.exit_value;
    if (value.empty() || (value == "0"sv && code != "Failed"sv)) {
      return code;
    }
    return tree_.document().keep(fmt::format("{}, exit value {}", code, value));
  }

  void set_not_run(xml_node node, const Measured& measured, Result& result) {
    const auto why = measured.completion;
    auto& evidence = result.make_evidence();
    evidence.message = why == "Completed"sv ? "not run"sv : why;
    if (why.starts_with("SKIP_")) {
      result.status = Status::skipped;
      return;
    }
    if (why == "Disabled"sv) {
      result.status = Status::not_run;
    } else {
      result.status = Status::blocked;
      if (!why.empty() && why != "Completed"sv && !junit::is_blocked_in_ctest(why)) {
        tree_.oddities().add(
            "tests not run for a reason of their own, taken for blocked: {}", tree_.spot_of(node)
        );
      }
    }
    // CTest writes the reason where the output would be, with the file or test that is missing.
    const auto output = trimmed(evidence.out);
    if (!output.empty() && output.find('\n') == std::string_view::npos) {
      evidence.type = output == why ? std::string_view{} : why;
      evidence.message = output;
      evidence.out = {};
    }
  }

  /// Seconds since 1970.
  std::optional<StartTime> epoch(xml_node element) {
    const auto text = word(element);
    if (text.empty()) {
      return std::nullopt;
    }
    constexpr auto latest = std::chrono::seconds(253'402'300'799);  // the year 9999
    const auto since = parse_seconds(text);
    if (!since || *since == Duration{} || *since > latest) {
      tree_.oddities().add("timestamps that cannot be read left out: {}", tree_.spot_of(element));
      return std::nullopt;
    }
    return StartTime{
        std::chrono::local_time<std::chrono::milliseconds>(*since), std::chrono::minutes(0)};
  }

  xml::Tree& tree_;
  Report& report_;
  ReportTimes times_;
  ctest::OutputReader outputs_;
  boost::unordered_flat_map<std::string_view, SuiteIndex> folders_;
};

}  // namespace

bool is_ctest(xml_node root) { return local_name(root) == "Site"sv && root.child("Testing"); }

bool is_ctest_result(xml_node node) {
  // The list of the tests has elements of the same name.
  return local_name(node) == "Test"sv && local_name(node.parent()) == "Testing"sv;
}

void read_ctest(xml::Tree& tree, Report& report) {
  report.producer = "CTest";
  CtestReader(tree, report).read();
}

}  // namespace parsers
