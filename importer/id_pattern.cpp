#include "importer/id_pattern.hpp"

#include "importer/error.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace importer {

namespace {

constexpr std::string_view id_placeholder = "{id}";

bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }

/// Bytes of other alphabets count as letters: a pattern is not to begin in the middle of a word.
bool is_of_word(char c) {
  return is_ascii_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Whether two characters that stand side by side may be the end of one word and the next's begin.
bool divides(char left, char right) { return !is_of_word(left) || !is_of_word(right); }

/// Without name[begin, end) and the blanks around it; one stays where there were some on both
/// sides.
void cut_out(std::string& name, std::size_t begin, std::size_t end) {
  const auto first = name.find_last_not_of(' ', begin == 0 ? 0 : begin - 1);
  const auto left = begin == 0 || first == std::string::npos ? 0 : first + 1;
  const auto right = std::min(name.find_first_not_of(' ', end), name.size());
  const bool between = left != begin && right != end && left != 0 && right != name.size();
  name.replace(left, right - left, between ? " " : "");
}

}  // namespace

IdPattern::IdPattern(std::string_view text) {
  const auto place = text.find(id_placeholder);
  if (place != std::string_view::npos) {
    before_ = text.substr(0, place);
    behind_ = text.substr(place + id_placeholder.size());
  }
  const bool is_one = place != std::string_view::npos && !(before_.empty() && behind_.empty()) &&
                      behind_.find(id_placeholder) == std::string::npos;
  if (!is_one || !parsers::is_clean(text)) {
    throw UsageError(fmt::format(
        "--id-in-names takes off, or how an id stands in a name, with {{id}} once and something "
        "around it, such as [PT-{{id}}]; not '{}'",
        parsers::is_clean(text) ? text : "a text that is not UTF-8"
    ));
  }
}

IdPattern::Found IdPattern::find(std::string_view name, std::size_t from) const {
  for (auto begin = name.find(before_, from); begin != std::string_view::npos;
       begin = name.find(before_, begin + 1)) {
    const auto digits = begin + before_.size();
    auto end = digits;
    while (end < name.size() && is_ascii_digit(name[end])) {
      ++end;
    }
    client::Id id = 0;
    const auto read = std::from_chars(name.data() + digits, name.data() + end, id);
    const bool is_id = read.ec == std::errc{} && id > 0 && name.substr(end).starts_with(behind_);
    end += behind_.size();
    if (is_id && (begin == 0 || divides(name[begin - 1], name[begin])) &&
        (end == name.size() || divides(name[end - 1], name[end]))) {
      return {begin, end, id};
    }
  }
  return {};
}

std::vector<client::Id> IdPattern::take_from(std::string& name) const {
  std::vector<client::Id> ids;
  for (auto found = find(name, 0); found.end != 0; found = find(name, 0)) {
    if (std::find(ids.begin(), ids.end(), found.id) == ids.end()) {
      ids.push_back(found.id);
    }
    cut_out(name, found.begin, found.end);
  }
  return ids;
}

}  // namespace importer
