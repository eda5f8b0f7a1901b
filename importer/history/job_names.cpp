#include "importer/history/job_names.hpp"

#include "importer/history/paths.hpp"
#include "importer/inputs.hpp"
#include "importer/regular_file.hpp"

#include "parsers/archives.hpp"
#include "parsers/error.hpp"
#include "parsers/jenkins_job.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

namespace importer::history {

namespace {

using namespace std::string_view_literals;

constexpr auto name_file = "name-utf8.txt"sv;
constexpr auto configuration_file = "config.xml"sv;

/// Of either file. A name of git has no more than 4 KB, and a configuration may hold a script.
constexpr std::size_t most_of_a_file = 1U << 20U;
constexpr std::size_t longest_name = 4096;

/// As NameEncoder of branch-api makes the name of a job from that of its branch.
std::string encoded_name(std::string_view name) {
  std::string text;
  for (const char c : name) {
    if ("#%/?[]\\"sv.find(c) == std::string_view::npos) {
      text += c;
    } else {
      text += fmt::format("%{:02X}", c);
    }
  }
  return text;
}

/// Before branch-api 2.0 any byte may be encoded, not only those of encoded_name().
std::string decoded_name(std::string_view name) {
  std::string bytes;
  for (std::size_t i = 0; i < name.size(); ++i) {
    unsigned char byte = 0;
    const auto* const digits = name.data() + i + 1;
    if (name[i] == '%' && name.size() - i > 2 &&
        std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
      bytes += static_cast<char>(byte);
      i += 2;
    } else {
      bytes += name[i];
    }
  }
  return as_text(bytes);
}

/// Empty for what is no name: anybody may have written the file.
std::string told_name(std::string_view bytes) {
  if (bytes.size() > longest_name) {
    return {};
  }
  auto name = as_text(std::string(parsers::trimmed(bytes)));
  return name.find_first_of("\n\r\t") == name.npos ? name : std::string();
}

std::string configured_name(std::string bytes) {
  if (bytes.empty() || bytes.size() > most_of_a_file) {
    return {};
  }
  try {
    return encoded_name(told_name(parsers::read_jenkins_job_name(std::move(bytes))));
  } catch (const parsers::ParseError&) {
    return {};
  }
}

/// Empty for a file that is not there, or is none of Jenkins': its own are no links.
std::string bytes_on_disk(const std::string& folder, std::string_view name) {
  std::error_code error;
  const auto real_folder = std::filesystem::canonical(folder, error);
  if (error) {
    return {};
  }
  const auto looked = look_at_file(real_folder / name);
  const auto* const found = std::get_if<FoundFile>(&looked);
  if (found == nullptr || found->size > most_of_a_file) {
    return {};
  }
  auto read = read_file(*found);
  auto* const bytes = std::get_if<std::string>(&read);
  return bytes == nullptr ? std::string() : std::move(*bytes);
}

}  // namespace

bool JobNames::are_kept_in(std::string_view path) {
  const auto name = last_name(path);
  if (name == name_file) {
    return true;
  }
  return name == configuration_file && holds_jobs(last_name(folder_of(folder_of(path))));
}

void JobNames::take(std::string_view path, const std::function<std::string()>& read) {
  const auto from = last_name(path) == name_file ? From::name_file : From::configuration;
  auto& known = known_[std::string(folder_of(path))];
  if (from >= known.from) {
    return;
  }
  try {
    auto bytes = read();
    take_better(
        known, from == From::name_file ? told_name(bytes) : configured_name(std::move(bytes)), from
    );
  } catch (const parsers::archives::Error&) {
    // The archive is told as damaged where its reports are.
  }
}

void JobNames::take_head(const std::vector<JobFolder>& folders, const std::string& head) {
  if (!folders.empty() && !head.empty()) {
    auto& known = known_[std::string(folders.back().path)];
    take_better(known, encoded_name(told_name(head)), From::build);
  }
}

void JobNames::take_better(Known& known, std::string name, From from) {
  if (!name.empty() && from < known.from) {
    known = {std::move(name), from};
  }
}

JobName JobNames::of(const std::vector<JobFolder>& folders) {
  JobName whole;
  for (const auto& folder : folders) {
    const bool is_own = &folder == &folders.back();
    const auto& known = best_known(std::string(folder.path));
    // A job that somebody made, and named, may build whatever branch it likes.
    const bool is_told =
        known.from < From::build || (known.from == From::build && is_own && folder.above != "jobs");
    const auto name = is_told ? known.name : as_text(std::string(last_name(folder.path)));
    whole.job += (whole.job.empty() ? "" : "/") + name;
    // Without the folders above it a branch's job is known by having such a name.
    if (folder.above == "branches" || (is_own && is_told && folder.above != "jobs")) {
      whole.branch = decoded_name(name);
    }
  }
  return whole;
}

const JobNames::Known& JobNames::best_known(const std::string& folder) {
  auto& known = known_[folder];
  if (known.from != From::name_file && looked_for_.insert(folder).second) {
    take_better(known, told_name(bytes_on_disk(folder, name_file)), From::name_file);
    if (known.from != From::name_file) {
      take_better(
          known, configured_name(bytes_on_disk(folder, configuration_file)), From::configuration
      );
    }
  }
  return known;
}

}  // namespace importer::history
