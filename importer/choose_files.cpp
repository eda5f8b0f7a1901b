#include "importer/choose_files.hpp"

#include "client/wire_size.hpp"
#include "importer/body_size.hpp"
#include "importer/file_name.hpp"
#include "importer/run_file.hpp"
#include "importer/sizes.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

namespace fs = std::filesystem;

namespace importer {

namespace {

/// A report may name as many as it likes; nobody looks at more.
constexpr std::size_t most_files_of_a_run = 100;

bool is_failure(parsers::Status status) {
  return status == parsers::Status::failed || status == parsers::Status::errored;
}

/// Whether it failed, was kept from running or from ending, or passed only after it had failed.
bool tells_of_failure(const parsers::Result& result) {
  return is_failure(result.status) || result.status == parsers::Status::blocked ||
         result.status == parsers::Status::aborted ||
         std::ranges::any_of(
             result.evidence().earlier_attempts, is_failure, &parsers::Attempt::status
         );
}

/// At most `most` bytes from the end, no character cut in two.
std::string_view end_of(std::string_view text, std::size_t most) {
  auto at = text.size() - std::min(text.size(), most);
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) {
    ++at;
  }
  return text.substr(at);
}

CapturedText shortened(std::string_view text, std::uint64_t most) {
  constexpr std::size_t words = 64;
  if (text.size() <= most) {
    return {text, 0};
  }
  const auto end = end_of(text, most > words ? most - words : 0);
  return {end, text.size() - end.size()};
}

using AttachmentsByAddress =
    std::unordered_map<const parsers::Attachment*, std::variant<FoundFile, NotFound>>;

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
        left_in_all_(options.attach.max_total) {
    for (const auto& file : attachments.reports) {
      reports_.emplace(file.report->source, &file.file);
    }
  }

  std::vector<FileLeftOut> choose() {
    assign_reports();
    for (const bool failures : {true, false}) {
      for (auto& test : gathered_.tests) {
        for (auto& execution : test.executions) {
          if (execution.status && tells_of_failure(*execution.result) == failures) {
            choose_for(execution);
          }
        }
      }
    }
    return std::move(left_out_);
  }

private:
  /// A report goes with the first result of it that tells of a failure, else with the first.
  void assign_reports() {
    std::unordered_map<std::string_view, const Execution*> carriers;
    for (const bool failures : {true, false}) {
      for (const auto& test : gathered_.tests) {
        for (const auto& execution : test.executions) {
          const std::string_view source = execution.report->source;
          if (execution.status && tells_of_failure(*execution.result) == failures &&
              reports_.contains(source) && carriers.emplace(source, &execution).second) {
            carries_report_.insert({&execution, reports_.at(source)});
          }
        }
      }
    }
  }

  void choose_for(Execution& execution) {
    const auto& result = *execution.result;
    const bool tells = tells_of_failure(result);
    const auto what = options_.attach.what;
    const auto report = carries_report_.find(&execution);
    const bool is_wanted = what == Attach::all || (what == Attach::failed && tells);
    if (report == carries_report_.end() && (!is_wanted || result.more == nullptr)) {
      return;
    }
    begin(execution);
    if (report != carries_report_.end()) {
      add(execution.report->source, *report->second);
    }
    if (is_wanted) {
      for (const auto& attachment : result.evidence().attachments) {
        add(attachment);
      }
    }
    if (is_wanted && tells) {
      add_output(result.evidence(), "");
      int number = 0;
      for (const auto& attempt : result.evidence().earlier_attempts) {
        add_output(attempt, fmt::format("attempt {} ", ++number));
      }
    }
    end(execution);
  }

  void begin(const Execution& execution) {
    execution_ = &execution;
    files_.clear();
    names_ = FileNames();
    const auto run = client::wire_size(run_of(execution, options_.skipped_as));
    const auto around = client::wire_size_of_frame + body_size_of_test + run;
    room_ = options_.attach.max_body - std::min<std::uint64_t>(options_.attach.max_body, around);
  }

  void end(Execution& execution) {
    if (!files_.empty()) {
      execution.files = &gathered_.files.emplace_back(std::move(files_));
    }
  }

  void add(const parsers::Attachment& attachment) {
    if (attachment.packing == parsers::Packing::none) {
      const auto found = attachments_.find(&attachment);
      if (found != attachments_.end()) {
        add(attachment.path, found->second);
      }
      return;
    }
    const bool is_packed = attachment.packing == parsers::Packing::base64_tar_gzip;
    const auto name = fmt::format(
        "{}{}",
        attachment.name.empty() ? attachment.path.empty() ? "attached" : attachment.path
                                : attachment.name,
        is_packed ? ".tar.gz" : ""
    );
    // The content's address tells it from others of its name; its place in the run does as well.
    add(name,
        fmt::format("{} {}", name, files_.size()),
        parsers::size_of_content(attachment),
        FileInReport{&attachment});
  }

  void add(std::string_view written, const std::variant<FoundFile, NotFound>& found) {
    if (const auto* const lost = std::get_if<NotFound>(&found)) {
      leave_out(written, lost->why);
      return;
    }
    const auto& file = std::get<FoundFile>(found);
    const auto is_same = [&file](const RunFile& other) {
      const auto* const on_disk = std::get_if<FileOnDisk>(&other.from);
      return on_disk != nullptr && on_disk->file.path == file.path;
    };
    if (std::ranges::none_of(files_, is_same)) {
      add(written, written, file.size, FileOnDisk{file});
    }
  }

  template <class Output>
  void add_output(const Output& output, const std::string& of) {
    add_text(fmt::format("{}stderr.txt", of), output.err);
    add_text(fmt::format("{}stdout.txt", of), output.out);
  }

  void add_text(const std::string& name, std::string_view text) {
    if (text::trimmed(text).empty()) {
      return;
    }
    const auto captured = shortened(text, options_.attach.max_file);
    const bool added = add(name, name, size_of(captured), captured);
    if (added && captured.left_out != 0) {
      leave_out(
          name,
          fmt::format(
              "only its end is sent: it has {}, and --attach-max is {}",
              size_text(text.size()),
              size_text(options_.attach.max_file)
          )
      );
    }
  }

  template <class From>
  bool add(std::string_view wanted, std::string_view whole, std::uint64_t size, From from) {
    const auto why = why_not(wanted, size);
    if (!why.empty()) {
      leave_out(wanted, why);
      return false;
    }
    RunFile file{names_.name_for(wanted, whole), size, std::move(from)};
    room_ -= std::min<std::uint64_t>(room_, client::wire_size_of_file(file.filename, size));
    left_in_all_ -= size;
    files_.push_back(std::move(file));
    return true;
  }

  std::string why_not(std::string_view wanted, std::uint64_t size) const {
    const auto& limits = options_.attach;
    if (size == 0) {
      return "it is empty";
    }
    if (size > limits.max_file) {
      return fmt::format(
          "it has {}, and --attach-max is {}", size_text(size), size_text(limits.max_file)
      );
    }
    if (files_.size() == most_files_of_a_run) {
      return fmt::format("its result has more than {} files", most_files_of_a_run);
    }
    if (client::wire_size_of_file(wanted, size) > room_) {
      return fmt::format(
          "it has {}, and no room is left in its run's call: --body-max is {}",
          size_text(size),
          size_text(limits.max_body)
      );
    }
    if (size > left_in_all_) {
      return fmt::format(
          "the files of this import come to --attach-total, {}", size_text(limits.max_total)
      );
    }
    return {};
  }

  void leave_out(std::string_view name, std::string why) {
    left_out_.push_back({execution_, std::string(name), std::move(why)});
  }

  Gathered& gathered_;
  AttachmentsByAddress attachments_;
  const ImportOptions& options_;
  std::unordered_map<std::string_view, const std::variant<FoundFile, NotFound>*> reports_;
  std::unordered_map<const Execution*, const std::variant<FoundFile, NotFound>*> carries_report_;
  std::uint64_t left_in_all_;
  std::vector<FileLeftOut> left_out_;

  // Of the execution whose turn it is.
  const Execution* execution_ = nullptr;
  std::vector<RunFile> files_;
  FileNames names_;
  std::uint64_t room_ = 0;
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
  measure(gathered, options.skipped_as);
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
