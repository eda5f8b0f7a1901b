#include "importer/inputs.hpp"

#include "importer/glob.hpp"
#include "parsers/oddities.hpp"
#include "parsers/text.hpp"

#include <algorithm>
#include <set>
#include <system_error>

namespace fs = std::filesystem;

namespace importer {

namespace {

class Finder {
public:
  void take(const std::string& argument) {
    if (argument == "-") {
      add({}, standard_input, true);
      return;
    }
    std::error_code error;
    const auto kind = fs::status(argument, error).type();
    if (kind == fs::file_type::directory) {
      auto found = files_below(argument);
      std::erase_if(found.files, [](const fs::path& path) { return !may_be_a_report(path); });
      add_found(argument, std::move(found));
    } else if (kind != fs::file_type::not_found && kind != fs::file_type::none) {
      add(argument, argument, true);
    } else if (is_pattern(argument)) {
      auto found = expand_pattern(argument);
      if (fs::path(argument).filename() == "**" || argument.ends_with("**/")) {
        std::erase_if(found.files, [](const fs::path& path) { return !may_be_a_report(path); });
      }
      add_found(argument, std::move(found));
    } else {
      inputs_.missing.push_back(as_text(argument));
    }
  }

  Inputs result() && { return std::move(inputs_); }

private:
  void add_found(const std::string& argument, Found found) {
    for (const auto& [folder, why] : found.closed) {
      inputs_.closed.emplace(as_text(folder.empty() ? "." : folder.generic_string()), why);
    }
    auto& files = found.files;
    if (files.empty()) {
      inputs_.unmatched.push_back(as_text(argument));
    }
    std::ranges::sort(files, {}, [](const fs::path& path) { return path.generic_string(); });
    for (const auto& file : files) {
      add(file, file.generic_string(), false);
    }
  }

  void add(const fs::path& path, const std::string& shown, bool named) {
    std::error_code error;
    const auto real = path.empty() ? fs::path("-") : fs::canonical(path, error);
    if (error || seen_.insert(real).second) {
      inputs_.files.push_back({path, as_text(shown), named});
    }
  }

  Inputs inputs_;
  std::set<fs::path> seen_;
};

}  // namespace

bool may_be_a_report(const fs::path& path) {
  auto name = path.filename().string();
  std::ranges::transform(name, name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name.ends_with(".xml") || name.ends_with(".trx") || name.ends_with(".rxlog.data") ||
         name.ends_with(".rxzlog");
}

std::string as_text(const std::string& name) {
  parsers::Oddities of_no_report;
  return parsers::cleaned(name, of_no_report);
}

Inputs find_inputs(const std::vector<std::string>& arguments) {
  Finder finder;
  for (const auto& argument : arguments) {
    finder.take(argument);
  }
  return std::move(finder).result();
}

}  // namespace importer
