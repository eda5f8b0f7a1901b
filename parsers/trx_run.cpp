#include "parsers/trx_run.hpp"

#include "parsers/text.hpp"
#include "parsers/xml_child.hpp"

#include <fmt/format.h>
#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace parsers::trx {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::child_named;
using xml::local_name;

constexpr SuiteIndex run_suite = 0;

class SummaryReader {
public:
  SummaryReader(xml::Tree& tree, ResultReader& results, const Seen& seen, Report& report)
      : tree_(tree), results_(results), seen_(seen), report_(report) {}

  void read(xml_node summary) {
    auto& suite = report_.suites[run_suite];
    out_.add(results_.out_of(summary));
    err_.add(results_.err_of(summary));
    const auto infos = child_named(summary, "RunInfos");
    if (infos) {
      failed_names_.insert(seen_.failed_names.begin(), seen_.failed_names.end());
    }
    for (const auto& info : infos.children()) {
      if (info.type() == pugi::node_element) {
        read_info(info);
      }
    }
    read_files(summary, suite);
    suite.out = out_.in(tree_.document());
    suite.err = err_.in(tree_.document());
    if (!tree_.cut_off()) {
      judge_outcome(summary);
      judge_counters(child_named(summary, "Counters"));
    }
  }

private:
  void add_run_error(std::string_view message, std::string_view details, xml_node place) {
    report_.run_errors.push_back({run_suite, message, details, tree_.line_of(place)});
  }

  /// xUnit.net's adapter says of each failed or skipped test once more that it was.
  bool repeats_a_result(std::string_view text) const {
    if (!text.starts_with("[xUnit.net "sv)) {
      return false;
    }
    if (text.ends_with("[SKIP]"sv)) {
      return true;
    }
    constexpr auto mark = "[FAIL]"sv;
    const auto bracket = text.find(']');
    if (!text.ends_with(mark) || bracket + mark.size() > text.size()) {
      return false;
    }
    const auto named = trimmed(text.substr(bracket + 1, text.size() - mark.size() - bracket - 1));
    return failed_names_.contains(named);
  }

  void read_info(xml_node info) {
    const auto outcome = trimmed(tree_.value(info, "outcome"));
    const auto text = trimmed_block(tree_.text(child_named(info, "Text")));
    const auto exception = trimmed_block(tree_.text(child_named(info, "Exception")));
    if (repeats_a_result(trimmed(text))) {
      return;
    }
    if (is_one_of(outcome, {"Passed", "Completed"})) {
      out_.add(text);
      return;
    }
    const bool warns = is_one_of(outcome, {"Warning"});
    if (warns) {
      err_.add(text);
      err_.add(exception);
    }
    // A warning beside results is one; alone it is the reason why there are none.
    if (!warns || seen_.results == 0) {
      const auto said = first_line(text).empty() ? first_line(exception) : first_line(text);
      JoinedText details;
      details.add(trimmed(text) == said ? std::string_view() : text);
      details.add(exception);
      add_run_error(
          said.empty() ? "the run itself failed, without a message"sv : said,
          details.in(tree_.document()),
          info
      );
    }
  }

  /// The model has no files of a whole run; their places are kept as properties.
  void read_files(xml_node summary, Suite& suite) {
    constexpr std::size_t most = 100;
    const auto add = [&](std::string_view name, std::string_view path) {
      if (!path.empty() && suite.properties.size() < most) {
        suite.properties.push_back({name.empty() ? "file"sv : name, results_.path_of({}, path)});
      }
    };
    for (const auto& collector : child_named(summary, "CollectorDataEntries").children()) {
      const auto name = tree_.value(collector, "collectorDisplayName");
      for (const auto& attachment : child_named(collector, "UriAttachments").children()) {
        add(name, trimmed(tree_.value(child_named(attachment, "A"), "href")));
      }
    }
    for (const auto& file : child_named(summary, "ResultFiles").children()) {
      add("file", trimmed(tree_.value(file, "path")));
    }
  }

  void judge_outcome(xml_node summary) {
    const auto outcome = trimmed(tree_.value(summary, "outcome"));
    const bool explained = !report_.run_errors.empty();
    if (is_one_of(
            outcome, {"Aborted", "Timeout", "Disconnected", "InProgress", "PassedButRunAborted"}
        )) {
      const auto message =
          fmt::format("the run did not come to its end: its outcome is {}", outcome);
      add_run_error(tree_.document().keep(message), {}, summary);
    } else if (seen_.run_aborted && !explained) {
      add_run_error(
          "the run was aborted: there are tests with the outcome PassedButRunAborted",
          {},
          summary ? summary : tree_.root()
      );
    } else if (is_one_of(outcome, {"Failed", "Error"}) && !explained && !any_result_fails()) {
      const auto message =
          seen_.results == 0
              ? fmt::format("the outcome of the run is {}, and the report holds no test", outcome)
              : fmt::format("the outcome of the run is {}, though no test of it failed", outcome);
      add_run_error(tree_.document().keep(message), {}, summary);
    }
  }

  bool any_result_fails() const {
    return std::ranges::any_of(report_.results, [](const Result& result) {
      return result.status != Status::passed && result.status != Status::skipped &&
             result.status != Status::not_run;
    });
  }

  void judge_counters(xml_node counters) {
    const auto total = whole_number(tree_.value(counters, "total"));
    if (!total) {
      return;
    }
    if (seen_.results == 0) {
      if (*total > 0 && report_.run_errors.empty()) {
        const auto message =
            fmt::format("the summary counts {} tests, but the report holds none of them", *total);
        add_run_error(tree_.document().keep(message), {}, counters);
      }
      return;
    }
    if (*total != seen_.results && *total != seen_.results + seen_.containers) {
      tree_.oddities().add(
          "summaries that disagree with what stands in the report, which was counted: {}",
          tree_.spot_of(counters)
      );
    }
  }

  xml::Tree& tree_;
  ResultReader& results_;
  const Seen& seen_;
  Report& report_;
  boost::unordered_flat_set<std::string_view> failed_names_;
  JoinedText out_;
  JoinedText err_;
};

}  // namespace

void read_summary(
    xml::Tree& tree, xml_node summary, ResultReader& results, const Seen& seen, Report& report
) {
  SummaryReader(tree, results, seen, report).read(summary);
}

}  // namespace parsers::trx
