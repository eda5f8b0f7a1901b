#include "importer/run_files.hpp"

#include "client/wire_size.hpp"
#include "importer/sizes.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace importer {

namespace {

/// A report may name as many as it likes; nobody looks at more.
constexpr std::size_t most_files_of_a_run = 100;

/// One that was found, without a name.
RunFile file_beside(const SoughtFile& found) {
  if (const auto* const packed = std::get_if<PackedFile>(&found)) {
    return {{}, packed->size, *packed};
  }
  const auto& on_disk = std::get<FoundFile>(found);
  return {{}, on_disk.size, FileOnDisk{on_disk}};
}

/// Where it lies; empty for what is within the report.
std::string path_of(const RunFile& file) {
  if (const auto* const packed = std::get_if<PackedFile>(&file.from)) {
    return packed->path;
  }
  const auto* const on_disk = std::get_if<FileOnDisk>(&file.from);
  return on_disk == nullptr ? std::string() : on_disk->file.path.string();
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

}  // namespace

RunFiles::RunFiles(
    const Execution& execution,
    std::size_t beside_run,
    const AttachmentsByAddress& found,
    const ImportOptions& options,
    Shared& shared
)
    : execution_(execution), found_(found), limits_(options.attach), shared_(shared) {
  const auto run = client::wire_size(run_of(execution, options.statuses));
  const auto around = client::wire_size_of_frame + beside_run + run;
  room_ = limits_.max_body - std::min<std::uint64_t>(limits_.max_body, around);
}

void RunFiles::add(const parsers::Attachment& attachment) {
  if (attachment.packing == parsers::Packing::none) {
    const auto found = found_.find(&attachment);
    if (found != found_.end()) {
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

void RunFiles::add(std::string_view written, const SoughtFile& found) {
  if (const auto* const lost = std::get_if<NotFound>(&found)) {
    leave_out(written, lost->why);
    return;
  }
  auto file = file_beside(found);
  const auto is_same = [path = path_of(file)](const RunFile& other) {
    return path_of(other) == path;
  };
  if (std::ranges::none_of(files_, is_same)) {
    add(written, written, file.size, std::move(file.from));
  }
}

void RunFiles::add_text(const std::string& name, std::string_view text) {
  if (text::trimmed(text).empty()) {
    return;
  }
  const auto captured = shortened(text, limits_.max_file);
  const bool added = add(name, name, size_of(captured), captured);
  if (added && captured.left_out != 0) {
    leave_out(
        name,
        fmt::format(
            "only its end is sent: it has {}, and --attach-max is {}",
            size_text(text.size()),
            size_text(limits_.max_file)
        )
    );
  }
}

bool RunFiles::add(
    std::string_view wanted,
    std::string_view whole,
    std::uint64_t size,
    decltype(RunFile::from) from
) {
  const auto why = why_not(wanted, size);
  if (!why.empty()) {
    leave_out(wanted, why);
    return false;
  }
  RunFile file{names_.name_for(wanted, whole), size, std::move(from)};
  room_ -= std::min<std::uint64_t>(room_, client::wire_size_of_file(file.filename, size));
  shared_.left_in_all -= size;
  files_.push_back(std::move(file));
  return true;
}

std::string RunFiles::why_not(std::string_view wanted, std::uint64_t size) const {
  if (size == 0) {
    return "it is empty";
  }
  if (size > limits_.max_file) {
    return fmt::format(
        "it has {}, and --attach-max is {}", size_text(size), size_text(limits_.max_file)
    );
  }
  if (files_.size() == most_files_of_a_run) {
    return fmt::format("its result has more than {} files", most_files_of_a_run);
  }
  if (client::wire_size_of_file(wanted, size) > room_) {
    return fmt::format(
        "it has {}, and no room is left in its run's call: --body-max is {}",
        size_text(size),
        size_text(limits_.max_body)
    );
  }
  if (size > shared_.left_in_all) {
    return fmt::format(
        "the files of this import come to --attach-total, {}", size_text(limits_.max_total)
    );
  }
  return {};
}

void RunFiles::leave_out(std::string_view name, std::string why) {
  shared_.left_out.push_back({&execution_, std::string(name), std::move(why)});
}

}  // namespace importer
