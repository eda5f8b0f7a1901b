#include "importer/reports.hpp"

#include "importer/second_look.hpp"
#include "importer/text.hpp"
#include "importer/twins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

namespace importer {

namespace {

std::string sources(const std::vector<parsers::Report>& reports, const Twin& twin) {
  constexpr std::size_t most = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(twin.beside.size(), most); ++i) {
    list += fmt::format("{}{}", list.empty() ? "" : ", ", reports[twin.beside[i]].source);
  }
  const auto left_out = twin.beside.size() - std::min(twin.beside.size(), most);
  return left_out == 0 ? list : fmt::format("{} and {} more", list, left_out);
}

}  // namespace

Reports read_reports(
    const Inputs& inputs, const ReadingOptions& options, const Streams& streams, bool tells_waits
) {
  std::vector<Attempt> attempts;
  attempts.reserve(inputs.files.size());
  for (const auto& input : inputs.files) {
    attempts.push_back(attempt(input, options.parser, streams.in));
  }
  SecondLook(attempts, options.parser, streams, tells_waits).look();
  auto reports = reports_of(std::move(attempts), options);
  reports.unmatched = inputs.unmatched;
  reports.missing = inputs.missing;
  std::vector<Unreadable> closed;
  for (const auto& [folder, why] : inputs.closed) {
    closed.push_back({folder, 0, 0, fmt::format("cannot look into it: {}", why)});
  }
  reports.passed_over.insert(reports.passed_over.begin(), closed.begin(), closed.end());
  return reports;
}

Reports reports_of(std::vector<Attempt> attempts, const ReadingOptions& options) {
  Reports reports;
  for (auto& attempt : attempts) {
    if (attempt.seen) {
      reports.seen.push_back(std::move(*attempt.seen));
    }
    if (attempt.report) {
      reports.read.push_back(std::move(*attempt.report));
      reports.named.push_back(attempt.input->named);
    } else if (attempt.is_no_report && !attempt.input->named) {
      reports.passed_over.push_back(std::move(attempt.refusal));
    } else {
      reports.unreadable.push_back(std::move(attempt.refusal));
    }
  }
  pass_over_twins(reports);
  for (auto& report : reports.read) {
    parsers::split_parameters(report, options.split);
  }
  return reports;
}

void pass_over_twins(Reports& reports) {
  const auto twins = find_twins(reports.read, reports.named);
  for (const auto& twin : twins) {
    const auto& report = reports.read[twin.report];
    const auto why =
        fmt::format("its results are those of {}, which is read", sources(reports.read, twin));
    if (const auto& cut_off = report.cut_off) {
      // Of the results behind the break nobody knows whether the other has them.
      reports.unreadable.push_back(
          {report.source,
           cut_off->line,
           cut_off->column,
           fmt::format("{}; before the break {}", describe(*cut_off), why)}
      );
    } else {
      reports.passed_over.push_back({report.source, 0, 0, why});
    }
  }
  std::vector<parsers::Report> kept;
  std::vector<bool> kept_named;
  auto twin = twins.begin();
  for (std::size_t i = 0; i < reports.read.size(); ++i) {
    if (twin != twins.end() && twin->report == i) {
      ++twin;
    } else {
      kept.push_back(std::move(reports.read[i]));
      kept_named.push_back(reports.named[i]);
    }
  }
  reports.read = std::move(kept);
  reports.named = std::move(kept_named);
}

std::string to_text(const Unreadable& file) {
  if (file.line == 0) {
    return fmt::format("{}: {}", file.file, file.why);
  }
  if (file.column == 0) {
    return fmt::format("{}:{}: {}", file.file, file.line, file.why);
  }
  return fmt::format("{}:{}:{}: {}", file.file, file.line, file.column, file.why);
}

std::string to_text(const parsers::Report& report, const parsers::Oddity& oddity) {
  return to_text(Unreadable{report.source, oddity.report_line, oddity.report_column, oddity.what});
}

std::string cut_off_text(const parsers::Report& report) {
  const auto count = report.results.size();
  const auto why = fmt::format(
      "{}: the {} before the break {} taken, the rest is lost; run the tests again, or refuse such "
      "files with --strict",
      describe(*report.cut_off),
      text::counted(count, "complete result"),
      count == 1 ? "is" : "are"
  );
  return to_text({report.source, report.cut_off->line, report.cut_off->column, why});
}

}  // namespace importer
