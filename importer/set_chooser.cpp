#include "importer/set_chooser.hpp"

#include "importer/error.hpp"
#include "importer/naming.hpp"
#include "importer/result_words.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace importer {

std::string set_name_of(std::string_view text) {
  return text::cut_in_the_middle(text::nfc(text::one_line(text)), max_name_characters);
}

std::uint32_t SetChooser::set_of(const parsers::Report& report, const parsers::Result& result) {
  const auto filled = choice_.name.filled([&](const Placeholder& placeholder) {
    return std::optional(word_of(report, result, placeholder));
  });
  auto name = filled ? set_name_of(*filled) : std::string();
  if (!name.empty()) {
    return number_of(std::move(name));
  }
  if (choice_.otherwise.empty() && without_++ == 0) {
    first_without_ = fmt::format("'{}' in {}", result.name, report.source);
    if (result.report_line != 0) {
      first_without_ += fmt::format(", line {}", result.report_line);
    }
  }
  return number_of(set_name_of(choice_.otherwise));
}

std::vector<std::string> SetChooser::names() && {
  if (without_ != 0) {
    throw UsageError(fmt::format(
        "{}, the first of them {}, {} no value for what --set asks: say with --set-else NAME which "
        "test set takes them, or ask for something that all results have",
        text::counted(without_, "result"),
        first_without_,
        without_ == 1 ? "has" : "have"
    ));
  }
  if (names_.empty()) {
    names_.emplace_back();  // No result, no name, and nothing to record.
  }
  return std::move(names_);
}

std::uint32_t SetChooser::number_of(std::string name) {
  const auto [known, is_new] =
      numbers_.try_emplace(std::move(name), static_cast<std::uint32_t>(names_.size()));
  if (is_new) {
    names_.push_back(known->first);
  }
  return known->second;
}

}  // namespace importer
