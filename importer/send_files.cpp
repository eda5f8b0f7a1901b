#include "importer/send_files.hpp"

#include "client/wire_size.hpp"
#include "importer/sizes.hpp"
#include "importer/turns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace importer {

bool says_too_large(const client::ApiError& error) { return error.status() == 413; }

void FilesOfRuns::add(const Turn& turn, client::NewRun& run) {
  if (!has_files(turn)) {
    return;
  }
  for (const auto& file : files_of(execution_at(work_.plan, turn))) {
    auto content = content_of(file);
    if (auto* const lost = std::get_if<NotFound>(&content)) {
      note(turn, file, std::move(lost->why));
    } else {
      run.files.push_back({file.filename, std::get<std::string>(std::move(content))});
    }
  }
}

bool FilesOfRuns::has_files(const Turn& turn) const {
  const auto& execution = execution_at(work_.plan, turn);
  return !files_of(execution).empty() && !without_.contains(&execution);
}

std::size_t FilesOfRuns::body_size(std::span<const Turn> turns) const {
  std::size_t size = client::wire_size_of_frame;
  for (const auto& turn : turns) {
    const auto& execution = execution_at(work_.plan, turn);
    size += execution.body_size;
    if (without_.contains(&execution)) {
      for (const auto& file : files_of(execution)) {
        size -= client::wire_size_of_file(file.filename, file.size);
      }
    }
  }
  return size;
}

void FilesOfRuns::refused_as_too_large(std::size_t body_size) {
  auto& least = work_.done.too_large;
  least = std::min(least.value_or(body_size), body_size);
}

bool FilesOfRuns::is_too_large(std::size_t body_size) const {
  return work_.done.too_large && body_size >= *work_.done.too_large;
}

bool FilesOfRuns::leave_out_of_too_large(const Turn& turn, std::size_t body_size) {
  if (!has_files(turn) || !is_too_large(body_size)) {
    return false;
  }
  const auto& execution = execution_at(work_.plan, turn);
  without_.insert(&execution);
  for (const auto& file : files_of(execution)) {
    note(
        turn,
        file,
        fmt::format(
            "the call with it is too large for PractiTest or a gateway before it (413 from {} on): "
            "its run is recorded without",
            size_text(*work_.done.too_large)
        )
    );
  }
  return true;
}

void FilesOfRuns::note(const Turn& turn, const RunFile& file, std::string why) {
  if (noted_.insert(&file).second) {
    work_.done.files_left_out.push_back(
        {&execution_at(work_.plan, turn), file.filename, std::move(why)}
    );
  }
}

}  // namespace importer
