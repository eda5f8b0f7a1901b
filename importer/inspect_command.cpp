#include "importer/inspect_command.hpp"

#include "importer/attachments.hpp"
#include "importer/inputs.hpp"
#include "importer/naming.hpp"
#include "importer/reports.hpp"
#include "importer/tell.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "parsers/report_ctrf.hpp"
#include "parsers/report_json.hpp"
#include "parsers/report_junit.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <ranges>

namespace json = boost::json;

namespace importer {

namespace {

constexpr std::array all_statuses = {
    parsers::Status::passed,
    parsers::Status::failed,
    parsers::Status::errored,
    parsers::Status::skipped,
    parsers::Status::blocked,
    parsers::Status::not_run,
    parsers::Status::inconclusive,
    parsers::Status::aborted};

/// "12 passed, 1 failed".
std::string counts(const parsers::Report& report) {
  std::string list;
  for (const auto status : all_statuses) {
    const auto number = std::ranges::count(report.results, status, &parsers::Result::status);
    if (number != 0) {
      list += fmt::format(
          "{}{} {}",
          list.empty() ? "" : ", ",
          text::grouped(static_cast<std::size_t>(number)),
          name_of(status)
      );
    }
  }
  return list.empty() ? "no results" : list;
}

std::string duration_text(const std::optional<parsers::Duration>& duration) {
  return duration ? fmt::format("{:.3f} s", static_cast<double>(duration->count()) / 1000.0) : "-";
}

std::string name_in_table(const parsers::Report& report, const parsers::Result& result) {
  std::string suites;
  for (const auto suite : parsers::suite_path(report, result.suite)) {
    suites += fmt::format("{} / ", suite);
  }
  static const NameTemplate names(default_name_template);
  return suites + names.name_of(report, result);
}

/// "shots/a.png, export.csv (116 bytes in the report)".
std::string attachments_text(const std::vector<parsers::Attachment>& attachments) {
  constexpr std::size_t most = 5;
  std::string list;
  for (const auto& attachment : attachments | std::views::take(most)) {
    list += list.empty() ? "" : ", ";
    if (attachment.packing == parsers::Packing::none) {
      list += attachment.path;
      continue;
    }
    const auto name = attachment.name.empty() ? attachment.media_type : attachment.name;
    list += fmt::format(
        "{}({} bytes in the report)",
        name.empty() ? "" : fmt::format("{} ", name),
        text::grouped(parsers::size_of_content(attachment))
    );
  }
  return attachments.size() <= most
             ? list
             : fmt::format("{} and {} more", list, text::grouped(attachments.size() - most));
}

void tell_table(const parsers::Report& report, std::ostream& out) {
  out << fmt::format(
      "{}: {}{}: {}\n",
      shown(report.source),
      report.format,
      report.producer.empty() ? "" : fmt::format(" by {}", shown(report.producer)),
      counts(report)
  );
  for (const auto& result : report.results) {
    const auto& evidence = result.evidence();
    out << fmt::format(
        "  {:<13}{:>12}  {}\n",
        name_of(result.status),
        duration_text(result.duration),
        shown(name_in_table(report, result))
    );
    if (!evidence.message.empty()) {
      out << fmt::format("  {:<27}{}\n", "", shown(evidence.message, 120));
    }
    if (!evidence.earlier_attempts.empty()) {
      out << fmt::format(
          "  {:<27}after {}\n",
          "",
          text::counted(evidence.earlier_attempts.size(), "earlier attempt")
      );
    }
    if (!evidence.attachments.empty()) {
      out << fmt::format(
          "  {:<27}attached: {}\n", "", shown(attachments_text(evidence.attachments), 300)
      );
    }
  }
  if (report.cut_off) {
    out << fmt::format("  {} (line {})\n", describe(*report.cut_off), report.cut_off->line);
  }
  for (const auto& error : report.run_errors) {
    out << fmt::format(
        "  the run itself failed (line {}): {}\n", error.report_line, shown(error.message, 300)
    );
  }
}

void tell_oddities(const parsers::Report& report, bool check, std::ostream& out) {
  if (check && report.cut_off) {
    out << fmt::format("{}\n", shown(cut_off_text(report), 600));
  }
  for (const auto& oddity : report.oddities) {
    out << fmt::format("{}\n", shown(to_text(report, oddity), 600));
  }
}

void tell_lost(
    const parsers::Report& report, const std::vector<std::string>& roots, std::ostream& out
) {
  for (const auto& lost : find_attachments({&report, 1}, files_on_disk(roots)).lost) {
    out << fmt::format("{}\n", shown(to_text(lost), 600));
  }
}

json::object as_json(const Reports& reports) {
  json::array read;
  for (const auto& report : reports.read) {
    read.emplace_back(parsers::to_json(report));
  }
  json::array unreadable;
  for (const auto& file : reports.unreadable) {
    unreadable.push_back(
        {{"file", file.file}, {"line", file.line}, {"column", file.column}, {"why", file.why}}
    );
  }
  for (const auto& file : reports.missing) {
    unreadable.push_back({{"file", file}, {"why", "no such file"}});
  }
  json::array passed_over;
  for (const auto& file : reports.passed_over) {
    passed_over.push_back({{"file", file.file}, {"why", file.why}});
  }
  json::object object;
  object["reports"] = std::move(read);
  object["unreadable"] = std::move(unreadable);
  object["passed_over"] = std::move(passed_over);
  return object;
}

void tell_unread(const Reports& reports, std::ostream& err) {
  for (const auto& missing : reports.missing) {
    err << fmt::format("ptimport: {}: no such file\n", shown(missing));
  }
  for (const auto& file : reports.unreadable) {
    err << fmt::format("ptimport: {}\n", shown(to_text(file), 600));
  }
  for (const auto& report : reports.read) {
    if (report.cut_off) {
      err << fmt::format("ptimport: {}\n", shown(cut_off_text(report), 600));
    }
  }
  for (const auto& file : reports.passed_over) {
    err << fmt::format("ptimport: note: passed over {}\n", shown(to_text(file), 300));
  }
  tell_unmatched(reports, err);
}

void tell(const Reports& reports, const InspectOptions& options, std::ostream& out) {
  switch (options.form) {
  case InspectOptions::Form::table:
    for (const auto& report : reports.read) {
      if (!options.check) {
        tell_table(report, out);
      }
      tell_oddities(report, options.check, out);
      if (options.check) {
        tell_lost(report, options.reading.attachments_roots, out);
      }
    }
    break;
  case InspectOptions::Form::json:
    out << parsers::pretty(as_json(reports));
    break;
  case InspectOptions::Form::ctrf:
    out << parsers::pretty(parsers::to_ctrf(reports.read));
    break;
  case InspectOptions::Form::junit:
    out << parsers::to_junit(reports.read);
    break;
  }
}

}  // namespace

ExitCode inspect_reports(const InspectOptions& options, const Streams& streams) {
  const auto reports = read_reports(find_inputs(options.inputs), options.reading, streams);
  tell_unread(reports, streams.err);
  tell(reports, options, streams.out);
  if (reports.read.empty()) {
    streams.err << "ptimport: no report could be read\n";
    return ExitCode::no_results;
  }
  const bool has_results = std::ranges::any_of(reports.read, [](const parsers::Report& report) {
    return !report.results.empty();
  });
  const bool run_failed = std::ranges::any_of(reports.read, [](const parsers::Report& report) {
    return !report.run_errors.empty();
  });
  const bool all_whole = std::ranges::none_of(reports.read, [](const parsers::Report& report) {
    return report.cut_off.has_value();
  });
  if (!has_results && !run_failed) {
    streams.err << "ptimport: the reports hold no result: did the tests run?\n";
    return ExitCode::no_results;
  }
  const bool all_read = reports.unreadable.empty() && reports.missing.empty();
  return all_read && all_whole && !run_failed ? ExitCode::ok : ExitCode::not_all;
}

}  // namespace importer
