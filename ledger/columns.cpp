#include "ledger/columns.hpp"

#include <fmt/format.h>
#include <boost/json.hpp>
#include <boost/uuid/name_generator_sha1.hpp>
#include <boost/uuid/uuid_io.hpp>

#include <array>
#include <stdexcept>
#include <utility>

namespace ledger {

namespace {

constexpr std::string_view hex_mark = "hex:";

/// Well-formed as Unicode's table 3-7 has it, without NUL.
bool storable(std::string_view text) {
  const auto byte = [&](std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U;
  };
  const auto continues = [&](std::size_t at) { return (byte(at) & 0xC0U) == 0x80U; };
  for (std::size_t at = 0; at < text.size();) {
    const unsigned lead = byte(at);
    const unsigned next = byte(at + 1);
    if (lead >= 0x01 && lead <= 0x7F) {
      at += 1;
    } else if (lead >= 0xC2 && lead <= 0xDF && continues(at + 1)) {
      at += 2;
    } else if (lead >= 0xE0 && lead <= 0xEF && continues(at + 1) && continues(at + 2) && !(lead == 0xE0 && next < 0xA0) && !(lead == 0xED && next > 0x9F)) {
      at += 3;
    } else if (lead >= 0xF0 && lead <= 0xF4 && continues(at + 1) && continues(at + 2) && continues(at + 3) && !(lead == 0xF0 && next < 0x90) && !(lead == 0xF4 && next > 0x8F)) {
      at += 4;
    } else {
      return false;
    }
  }
  return true;
}

unsigned digit(char letter) {
  if (letter >= '0' && letter <= '9') {
    return static_cast<unsigned>(letter - '0');
  }
  if (letter >= 'a' && letter <= 'f') {
    return static_cast<unsigned>(letter - 'a') + 10;
  }
  throw Damaged();
}

template <class Value, std::size_t count>
using Words = std::array<std::pair<Value, std::string_view>, count>;

constexpr Words<Kind, 5> kinds = {
    {{Kind::test, "test"},
     {Kind::set, "set"},
     {Kind::instances, "instances"},
     {Kind::runs, "runs"},
     {Kind::result, "result"}}};
constexpr Words<State, 4> states = {
    {{State::running, "running"},
     {State::complete, "complete"},
     {State::incomplete, "incomplete"},
     {State::forgotten, "forgotten"}}};
constexpr Words<std::optional<Ended>, 3> endings = {
    {{std::nullopt, "unknown"}, {Ended::done, "done"}, {Ended::refused, "refused"}}};

template <class Value, std::size_t count>
std::string word_for(const Words<Value, count>& words, const Value& value) {
  for (const auto& [each, word] : words) {
    if (each == value) {
      return std::string(word);
    }
  }
  throw std::logic_error("a value without a word");
}

template <class Value, std::size_t count>
Value value_of(const Words<Value, count>& words, const std::string& wanted) {
  for (const auto& [value, word] : words) {
    if (word == wanted) {
      return value;
    }
  }
  throw Damaged();
}

}  // namespace

std::string to_column(std::string_view text) {
  if (!text.starts_with(hex_mark) && storable(text)) {
    return std::string(text);
  }
  std::string column(hex_mark);
  for (const char each : text) {
    column += fmt::format("{:02x}", static_cast<unsigned char>(each));
  }
  return column;
}

std::string to_short_column(std::string_view text) {
  if (text.size() <= longest_key / 2) {
    return to_column(text);
  }
  const boost::uuids::name_generator_sha1 digest(boost::uuids::ns::oid());
  return to_column(
      fmt::format("{} {}", text.substr(0, 400), boost::uuids::to_string(digest(std::string(text))))
  );
}

std::string from_column(const std::string& column) {
  if (!column.starts_with(hex_mark)) {
    return column;
  }
  const auto digits = std::string_view(column).substr(hex_mark.size());
  if (digits.size() % 2 != 0) {
    throw Damaged();
  }
  std::string text;
  for (std::size_t at = 0; at < digits.size(); at += 2) {
    text += static_cast<char>(digit(digits[at]) * 16 + digit(digits[at + 1]));
  }
  return text;
}

std::string list_to_column(const std::vector<std::string>& texts) {
  boost::json::array array;
  array.reserve(texts.size());
  for (const auto& text : texts) {
    array.emplace_back(to_column(text));
  }
  return boost::json::serialize(array);
}

std::vector<std::string> list_from_column(const std::string& column) {
  boost::json::error_code error;
  const auto value = boost::json::parse(column, error);
  if (error || !value.is_array()) {
    throw Damaged();
  }
  std::vector<std::string> texts;
  texts.reserve(value.get_array().size());
  for (const auto& each : value.get_array()) {
    if (!each.is_string()) {
      throw Damaged();
    }
    const auto& text = each.get_string();
    texts.push_back(from_column(std::string(text.data(), text.size())));
  }
  return texts;
}

std::int64_t to_column(Time time) {
  return std::chrono::floor<std::chrono::milliseconds>(time.time_since_epoch()).count();
}

Time time_from_column(std::int64_t milliseconds) {
  // What Time can hold in nanoseconds: until the year 2262.
  constexpr std::int64_t limit = 9'000'000'000'000;
  if (milliseconds < -limit || milliseconds > limit) {
    throw Damaged();
  }
  return Time(std::chrono::milliseconds(milliseconds));
}

std::string to_column(Kind kind) { return word_for(kinds, kind); }
Kind kind_from_column(const std::string& word) { return value_of(kinds, word); }
std::string to_column(State state) { return word_for(states, state); }
State state_from_column(const std::string& word) { return value_of(states, word); }
std::string to_column(std::optional<Ended> ended) { return word_for(endings, ended); }
std::optional<Ended> ended_from_column(const std::string& word) { return value_of(endings, word); }

void Checksum::add(std::string_view text) {
  add(static_cast<std::int64_t>(text.size()));
  crc_.process_bytes(text.data(), text.size());
}

void Checksum::add(std::int64_t number) {
  auto rest = static_cast<std::uint64_t>(number);
  for (int byte = 0; byte < 8; ++byte) {  // The lowest first, on machines of every kind.
    crc_.process_byte(static_cast<unsigned char>(rest & 0xFF));
    rest >>= 8;
  }
}

}  // namespace ledger
