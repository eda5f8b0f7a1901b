#include "importer/choose_files.hpp"

#include "importer/attachment_roots.hpp"
#include "importer/attempts.hpp"
#include "importer/body_size.hpp"
#include "importer/run_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <unordered_map>
#include <utility>

namespace fs = std::filesystem;

namespace importer {

namespace {

/// Whether it failed, was kept from running or from ending, or passed only after it had failed.
bool tells_of_failure(const parsers::Result& result) {
  return is_failure(result.status) || result.status == parsers::Status::blocked ||
         result.status == parsers::Status::aborted || failed_attempts(result) != 0;
}

/// The results that the run of the execution stands for.
std::span<const parsers::Result* const> cases_of(const Execution& execution) {
  return execution.group != nullptr ? std::span(execution.group->cases)
                                    : std::span(&execution.result, 1);
}

bool tells_of_failure(const Execution& execution) {
  return std::ranges::any_of(cases_of(execution), [](const parsers::Result* one) {
    return tells_of_failure(*one);
  });
}

template <class Output>
void add_output(const Output& output, const std::string& of, RunFiles& files) {
  files.add_text(fmt::format("{}stderr.txt", of), output.err);
  files.add_text(fmt::format("{}stdout.txt", of), output.out);
}

AttachmentsByAddress by_address(const Attachments& attachments) {
  AttachmentsByAddress all;
  for (const auto& found : attachments.found) {
    all.emplace(found.attachment, found.file);
  }
  for (const auto& lost : attachments.lost) {
    all.emplace(lost.attachment, NotFound{lost.why});
  }
  return all;
}

class Chooser {
public:
  Chooser(Gathered& gathered, const Attachments& attachments, const ImportOptions& options)
      : gathered_(gathered),
        attachments_(by_address(attachments)),
        options_(options),
        shared_{options.attach.max_total, {}} {
    for (const auto& file : attachments.reports) {
      reports_.emplace(file.report->source, &file.file);
    }
  }

  std::vector<FileLeftOut> choose() {
    assign_reports();
    for (const bool failures : {true, false}) {
      for (auto& test : gathered_.tests) {
        for (auto& execution : test.executions) {
          if (execution.status && tells_of_failure(execution) == failures) {
            choose_for(execution, body_size_of(test));
          }
        }
      }
    }
    return std::move(shared_.left_out);
  }

private:
  /// A report goes with the first result of it that tells of a failure, else with the first.
  void assign_reports() {
    std::unordered_map<std::string_view, const Execution*> carriers;
    for (const bool failures : {true, false}) {
      for (const auto& test : gathered_.tests) {
        for (const auto& execution : test.executions) {
          const std::string_view source = execution.report->source;
          if (execution.status && tells_of_failure(execution) == failures &&
              reports_.contains(source) && carriers.emplace(source, &execution).second) {
            carries_report_.insert({&execution, reports_.at(source)});
          }
        }
      }
    }
  }

  /// `beside_run`: bytes that the call may need for its test.
  void choose_for(Execution& execution, std::size_t beside_run) {
    const auto report = carries_report_.find(&execution);
    const auto cases = cases_of(execution);
    const auto wants = [this](const parsers::Result* one) { return wants_files(*one); };
    if (report == carries_report_.end() && std::ranges::none_of(cases, wants)) {
      return;
    }
    RunFiles files(execution, beside_run, attachments_, options_, shared_);
    if (report != carries_report_.end()) {
      files.add(execution.report->source, *report->second);
    }
    for (const auto* result : cases) {
      if (wants_files(*result)) {
        // Where a run stands for several results, each output says whose it is.
        const auto of = execution.group == nullptr ? "" : fmt::format("{} ", result->name);
        add_files_of(*result, of, files);
      }
    }
    auto chosen = files.take();
    if (!chosen.empty()) {
      execution.files = &gathered_.files.emplace_back(std::move(chosen));
    }
  }

  bool wants_files(const parsers::Result& result) const {
    const auto what = options_.attach.what;
    return result.more != nullptr && options_.statuses.of(result) &&
           (what == Attach::all || (what == Attach::failed && tells_of_failure(result)));
  }

  static void add_files_of(const parsers::Result& result, const std::string& of, RunFiles& files) {
    for (const auto& attachment : result.evidence().attachments) {
      files.add(attachment);
    }
    if (tells_of_failure(result)) {
      add_output(result.evidence(), of, files);
      int number = 0;
      for (const auto& attempt : result.evidence().earlier_attempts) {
        add_output(attempt, fmt::format("{}attempt {} ", of, ++number), files);
      }
    }
  }

  Gathered& gathered_;
  AttachmentsByAddress attachments_;
  const ImportOptions& options_;
  std::unordered_map<std::string_view, const SoughtFile*> reports_;
  std::unordered_map<const Execution*, const SoughtFile*> carries_report_;
  RunFiles::Shared shared_;
};

}  // namespace

std::string to_text(const FileLeftOut& left_out) {
  const auto& execution = *left_out.execution;
  return fmt::format(
      "{}:{}: {}: {}",
      execution.report->source,
      execution.result->report_line,
      left_out.name,
      left_out.why
  );
}

std::vector<FileLeftOut> choose_files(
    Gathered& gathered, const Attachments& attachments, const ImportOptions& options
) {
  auto left_out = Chooser(gathered, attachments, options).choose();
  measure(gathered, options.statuses);
  return left_out;
}

void find_planned_files(Gathered& gathered, const std::vector<std::string>& roots) {
  const AttachmentRoots folders(roots, {}, false);
  for (auto& files : gathered.files) {
    for (auto& file : files) {
      auto* const on_disk = std::get_if<FileOnDisk>(&file.from);
      if (on_disk == nullptr || !on_disk->lost.empty()) {
        continue;
      }
      auto found = folders.find(on_disk->file.path.string());
      if (auto* const lost = std::get_if<NotFound>(&found)) {
        on_disk->lost = std::move(lost->why);
        continue;
      }
      on_disk->file = std::get<FoundFile>(std::move(found));
      if (on_disk->file.size != file.size) {
        on_disk->lost = "it is not the file any more that it was when the plan was saved";
      }
    }
  }
}

}  // namespace importer
