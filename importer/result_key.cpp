#include "importer/result_key.hpp"

#include "importer/digest.hpp"
#include "importer/report_place.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <span>
#include <unordered_map>
#include <vector>

namespace importer {

namespace {

// Without i, l, o and u, which people misread.
constexpr std::string_view digits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t key_size = 13;  // Of five bits each.

constexpr std::string_view before_key = "[ptimport ";
constexpr std::string_view behind_key = "]";

std::string place_of(const std::string& source, const std::string& root) {
  return !root.empty() && source.starts_with(root) ? source.substr(root.size())
                                                   : report_place(source);
}

std::uint64_t content_of(const parsers::Result& result, const std::string& place) {
  const auto& evidence = result.evidence();
  Digest digest;
  digest.add(place);
  digest.add(static_cast<std::int64_t>(result.status));
  digest.add(result.class_name);
  digest.add(result.name);
  digest.add(result.parameters);
  digest.add(result.duration ? result.duration->count() : -1);
  digest.add(result.start ? result.start->local.time_since_epoch().count() : -1);
  digest.add(evidence.type);
  digest.add(evidence.message);
  digest.add(evidence.details);
  return digest.first_64_bits();
}

/// Of cases, not of what is said of them as a whole: that depends on the user's options. Sorted, as
/// their order is that of threads or of a hash in many a report.
std::uint64_t content_of(const Execution& execution, const std::string& place) {
  if (execution.group == nullptr) {
    return content_of(*execution.result, place);
  }
  std::vector<std::uint64_t> contents;
  contents.reserve(execution.group->cases.size());
  for (const auto* one : execution.group->cases) {
    contents.push_back(content_of(*one, place));
  }
  std::ranges::sort(contents);
  Digest digest;
  for (const auto content : contents) {
    digest.add(static_cast<std::int64_t>(content));
  }
  digest.add(execution.group->cut_off ? 1 : 0);
  return digest.first_64_bits();
}

}  // namespace

std::string set_word(const ImportOptions& options) {
  const auto name = text::nfc(text::one_line(options.set_name));
  if (!options.sets_by_result) {
    return options.set_id ? fmt::format("id {}", *options.set_id) : fmt::format("name {}", name);
  }
  const auto& otherwise = options.sets_by_result->otherwise;
  return otherwise.empty() ? fmt::format("sets {}", name)
                           : fmt::format("sets {}, else {}", name, otherwise);
}

void give_keys(Gathered& gathered, const ImportIdentity& import, std::size_t first) {
  Digest of_import;
  of_import.add(import.base_url);
  of_import.add(import.project);
  of_import.add(import.set);
  of_import.add(import.build);
  const auto import_key = static_cast<std::int64_t>(of_import.first_64_bits());
  // The file system is asked once for each report, not for each of its results.
  std::unordered_map<const parsers::Report*, std::string> places;
  for (auto& test : std::span(gathered.tests).subspan(first)) {
    std::map<std::uint64_t, std::int64_t> equal_ones;
    // Without an id it is the name alone, so that results which are recorded keep their keys.
    const auto word = test.said ? identity_word(test.name, *test.said) : test.name;
    for (auto& execution : test.executions) {
      const auto [place, is_new] = places.try_emplace(execution.report);
      if (is_new) {
        place->second = place_of(execution.report->source, import.root);
      }
      const auto content = content_of(execution, place->second);
      Digest digest;
      digest.add(import_key);
      if (gathered.sets_by_result) {
        digest.add(gathered.sets[test.set]);
      }
      digest.add(word);
      digest.add(static_cast<std::int64_t>(content));
      digest.add(equal_ones[content]++);
      execution.key = digest.first_64_bits();
    }
  }
}

std::string key_text(std::uint64_t key) {
  std::string text(key_size, digits[0]);
  for (auto place = text.rbegin(); place != text.rend(); ++place) {
    *place = digits[key % digits.size()];
    key /= digits.size();
  }
  return text;
}

std::optional<std::uint64_t> key_from(std::string_view text) {
  std::uint64_t key = 0;
  for (const char c : text) {
    const auto digit = digits.find(c);
    if (digit == digits.npos) {
      return std::nullopt;
    }
    key = key * digits.size() + digit;
  }
  return key_text(key) == text ? std::optional(key) : std::nullopt;
}

std::string run_item(std::uint64_t key, client::Id instance_id) {
  return fmt::format("{} {}", key_text(key), instance_id);
}

std::optional<RunItem> run_item_from(std::string_view text) {
  const auto blank = text.find(' ');
  const auto key = key_from(text.substr(0, blank));
  if (!key || blank == text.npos) {
    return std::nullopt;
  }
  RunItem item{*key, 0};
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + blank + 1, end, item.instance_id);
  return read.ec == std::errc{} && read.ptr == end ? std::optional(item) : std::nullopt;
}

std::string result_item(const ResultItem& item) {
  return fmt::format("{} {} {} {}", key_text(item.key), item.set_id, item.test_id, item.name);
}

std::optional<ResultItem> result_item_from(std::string_view text) {
  const auto word = [&text] {
    const auto blank = std::min(text.find(' '), text.size());
    const auto first = text.substr(0, blank);
    text.remove_prefix(std::min(blank + 1, text.size()));
    return first;
  };
  const auto id = [&word](client::Id& value) {
    const auto digits_of_it = word();
    const auto* const end = digits_of_it.data() + digits_of_it.size();
    const auto read = std::from_chars(digits_of_it.data(), end, value);
    return read.ec == std::errc{} && read.ptr == end;
  };
  ResultItem item;
  const auto key = key_from(word());
  if (!key || !id(item.set_id) || !id(item.test_id) || text.empty()) {
    return std::nullopt;
  }
  item.key = *key;
  item.name = text;
  return item;
}

std::string with_key(std::string_view output, std::uint64_t key) {
  const auto mark = fmt::format("{}{}{}", before_key, key_text(key), behind_key);
  if (output.empty()) {
    return mark;
  }
  return fmt::format(
      "{} {}", text::cut(output, client::max_output_characters - mark.size() - 1), mark
  );
}

std::optional<std::uint64_t> key_in(std::string_view output) {
  const auto mark = output.rfind(before_key);
  if (mark == output.npos) {
    return std::nullopt;
  }
  const auto key = output.substr(mark + before_key.size());
  return key.substr(key.size() < key_size ? 0 : key_size).starts_with(behind_key)
             ? key_from(key.substr(0, key_size))
             : std::nullopt;
}

}  // namespace importer
