#include "importer/attempt.hpp"

#include "importer/digest.hpp"
#include "parsers/error.hpp"

#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/vfs.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <istream>
#include <new>
#include <string>
#include <system_error>
#include <utility>

namespace fs = std::filesystem;

namespace importer {

namespace {

constexpr const char* too_large = "too large for this machine's memory";

/// Absent when it cannot be read, or not to its end.
std::optional<std::string> contents_of(const Input& input, std::istream& piped) {
  if (input.path.empty()) {
    return all_bytes_of(piped);
  }
  std::ifstream file(input.path, std::ios::binary);
  return file ? all_bytes_of(file) : std::nullopt;
}

/// Why a path is not even opened: a device may never end, and a FIFO waits for whoever writes to
/// it. Pipes without a place in the file system, `<(command)` of shells, have their writer. Empty:
/// it is.
std::string why_not_to_open(const fs::path& path) {
  std::error_code error;
  switch (fs::status(path, error).type()) {
  case fs::file_type::character:
  case fs::file_type::block:
    return "it is a device, not a file; standard input is named -";
  case fs::file_type::fifo: {
    struct statfs system {};
    const bool is_named = ::statfs(path.c_str(), &system) != 0 || system.f_type != PIPEFS_MAGIC;
    return is_named ? "it is a FIFO, not a file; give what it holds as standard input: "
                      "ptimport import … - < FIFO"
                    : "";
  }
  case fs::file_type::socket:
    return "it is a socket, not a file";
  default:
    return {};
  }
}

std::string why_not_opened() {
  const auto reason = std::generic_category().message(errno);
  return errno == EACCES ? fmt::format("{}: check the file's permissions", reason) : reason;
}

SeenReport seen(const Input& input, const std::string& bytes, std::int64_t modified) {
  SeenReport report;
  report.path = input.shown;
  Digest digest;
  digest.add(bytes);
  report.digest = digest.hexadecimal();
  report.modified = modified;
  return report;
}

std::string why_refused(const parsers::EndsEarly& error) {
  return error.complete() == 0
             ? error.what()
             : fmt::format("{}; without --strict the complete results are taken", error.what());
}

}  // namespace

std::optional<std::string> all_bytes_of(std::istream& stream) {
  std::string bytes;
  char block[1 << 16];
  while (stream.read(block, sizeof block) || stream.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(stream.gcount()));
  }
  return stream.bad() ? std::nullopt : std::optional(std::move(bytes));
}

std::optional<Stamp> stamp_of(const Input& input) {
  std::error_code error;
  if (input.path.empty() || !std::filesystem::is_regular_file(input.path, error)) {
    return std::nullopt;
  }
  Stamp stamp;
  stamp.size = std::filesystem::file_size(input.path, error);
  if (!error) {
    stamp.time = std::filesystem::last_write_time(input.path, error);
  }
  return error ? std::nullopt : std::optional(stamp);
}

Attempt attempt(const Input& input, const parsers::ReadOptions& options, std::istream& piped) {
  Attempt failed;
  failed.input = &input;
  failed.stamp = stamp_of(input);
  failed.refusal.file = input.shown;
  try {
    failed.refusal.why = why_not_to_open(input.path);
    if (!failed.refusal.why.empty()) {
      return failed;
    }
    errno = 0;
    auto bytes = contents_of(input, piped);
    if (!bytes) {
      failed.refusal.why = why_not_opened();
      return failed;
    }
    const auto modified = failed.stamp ? failed.stamp->time.time_since_epoch().count() : 0;
    auto read = attempt(input, std::move(*bytes), modified, options);
    read.stamp = failed.stamp;
    return read;
  } catch (const std::bad_alloc&) {
    failed.refusal.why = too_large;
    return failed;
  }
}

Attempt attempt(
    const Input& input,
    std::string bytes,
    std::int64_t modified,
    const parsers::ReadOptions& options
) {
  Attempt attempt;
  attempt.input = &input;
  const auto refuse = [&](const parsers::ParseError& error, std::string why) {
    attempt.refusal = {input.shown, error.line(), error.column(), std::move(why)};
  };
  try {
    attempt.seen = seen(input, bytes, modified);
    attempt.report = parsers::read_report(input.shown, std::move(bytes), options);
    attempt.ends_early = attempt.report->cut_off.has_value();
  } catch (const parsers::EndsEarly& error) {
    attempt.ends_early = true;
    refuse(error, why_refused(error));
  } catch (const parsers::NotAReport& error) {
    attempt.is_no_report = true;
    refuse(error, error.what());
  } catch (const parsers::ParseError& error) {
    refuse(error, error.what());
  } catch (const std::bad_alloc&) {
    attempt.refusal = {input.shown, 0, 0, too_large};
  }
  return attempt;
}

}  // namespace importer
