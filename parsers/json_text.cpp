#include "parsers/json_text.hpp"

#include "parsers/error.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

namespace parsers {

namespace {

using Kind = JsonValue::Kind;

constexpr std::string_view json_blanks = " \t\r\n";

/// The values lie on the stack while they are read; no report nests a tenth as deep.
constexpr unsigned deepest_json = 200;

std::optional<std::uint32_t> unit_of_utf16(std::string_view digits) {
  std::uint32_t unit = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, unit, 16);
  return digits.size() == 4 && error == std::errc{} && stop == end ? std::optional(unit)
                                                                   : std::nullopt;
}

bool is_high_surrogate(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
bool is_low_surrogate(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

char* put_utf8(char* to, std::uint32_t code) {
  const auto tail = [code](unsigned shift) {
    return static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
  };
  if (code < 0x80) {
    *to++ = static_cast<char>(code);
  } else if (code < 0x800) {
    *to++ = static_cast<char>(0xC0U | (code >> 6U));
    *to++ = tail(0);
  } else if (code < 0x10000) {
    *to++ = static_cast<char>(0xE0U | (code >> 12U));
    *to++ = tail(6);
    *to++ = tail(0);
  } else {
    *to++ = static_cast<char>(0xF0U | (code >> 18U));
    *to++ = tail(12);
    *to++ = tail(6);
    *to++ = tail(0);
  }
  return to;
}

class JsonParser {
public:
  JsonParser(Document& document, const LineIndex& lines, Oddities& oddities)
      : document_(document), lines_(lines), oddities_(oddities), text_(document.buffer()) {}

  std::vector<JsonValue> all() {
    std::vector<JsonValue> values;
    for (pass_blanks(); !at_end(); pass_blanks()) {
      if (!values.empty() && !values.back().is(Kind::object)) {
        refuse("something stands behind its end");
      }
      auto value = one({}, 1);
      if (!value) {
        break;
      }
      values.push_back(std::move(*value));
    }
    return values;
  }

  /// What is open where the text ends; nothing when it is whole.
  const std::optional<std::string_view>& innermost() const { return innermost_; }

private:
  bool at_end() const { return at_ == text_.size(); }
  char here() const { return text_[at_]; }

  void pass_blanks() {
    while (!at_end() && json_blanks.find(here()) != npos) {
      ++at_;
    }
  }

  [[noreturn]] void refuse(std::string_view why) const {
    const auto place = lines_.place_of(std::min(at_, text_.size() - 1));
    throw ParseError(
        place.line, place.column, fmt::format("this is not well-formed JSON: {}", why)
    );
  }

  void note_end(std::string_view element) {
    if (!innermost_) {
      innermost_ = element;
    }
  }

  /// Nothing for a string, a number or a word that is cut off. `name` is what it is called, or
  /// what the array around it is.
  std::optional<JsonValue> one(std::string_view name, unsigned depth) {
    if (at_end()) {
      note_end(name);
      return std::nullopt;
    }
    JsonValue value;
    value.offset = static_cast<std::uint32_t>(at_);
    const char c = here();
    if (c == '{' || c == '[') {
      if (depth > deepest_json) {
        refuse("it nests without end");
      }
      value.kind = c == '{' ? Kind::object : Kind::array;
      read_members(value, name, depth);
      return value;
    }
    const auto read = c == '"' ? read_string() : read_word();
    if (!read) {
      note_end(name);
      return std::nullopt;
    }
    value.text = *read;
    value.kind = c == '"' ? Kind::string : kind_of_word(*read);
    return value;
  }

  void read_members(JsonValue& value, std::string_view name, unsigned depth) {
    const bool named = value.is(Kind::object);
    const char last = named ? '}' : ']';
    ++at_;
    for (bool first = true;; first = false) {
      pass_blanks();
      if (!at_end() && here() == last && first) {
        ++at_;
        return;
      }
      auto member = read_member(named, name, depth);
      if (member) {
        value.members.push_back(std::move(*member));
      }
      pass_blanks();
      if (at_end()) {
        note_end(name);
        value.is_open = true;
        return;
      }
      if (here() != ',' && here() != last) {
        refuse(fmt::format("neither , nor {} stands behind a value", last));
      }
      if (text_[at_++] == last) {
        return;
      }
    }
  }

  std::optional<JsonMember> read_member(bool named, std::string_view name, unsigned depth) {
    JsonMember member;
    if (named) {
      if (!at_end() && here() != '"') {
        refuse("a name in quotes is missing");
      }
      const auto own = at_end() ? std::nullopt : read_string();
      pass_blanks();
      if (!own || at_end()) {
        note_end(name);
        return std::nullopt;
      }
      if (here() != ':') {
        refuse("no colon stands behind a name");
      }
      ++at_;
      member.name = *own;
      pass_blanks();
    }
    auto value = one(named ? member.name : name, depth + 1);
    if (!value) {
      return std::nullopt;
    }
    member.value = std::move(*value);
    return member;
  }

  /// A number, true, false or null; nothing when it may go on behind the end.
  std::optional<std::string_view> read_word() {
    const auto begin = at_;
    while (!at_end() && (static_cast<unsigned char>(here()) | 0x20U) >= 'a' &&
           (static_cast<unsigned char>(here()) | 0x20U) <= 'z') {
      ++at_;
    }
    while (!at_end() && std::string_view("+-.0123456789eE").find(here()) != npos) {
      ++at_;
    }
    if (at_ == begin) {
      refuse("a value is missing");
    }
    if (at_end()) {
      return std::nullopt;
    }
    return std::string_view(text_.data() + begin, at_ - begin);
  }

  Kind kind_of_word(std::string_view word) const {
    if (word == "true" || word == "false") {
      return Kind::boolean;
    }
    // Python writes NaN for a number that there is not.
    if (word == "null" || word == "NaN") {
      return Kind::null;
    }
    if (word.front() != '-' && (word.front() < '0' || word.front() > '9')) {
      refuse(fmt::format("{} is no value", shortened(word, 20)));
    }
    return Kind::number;
  }

  /// Decoded in place, as that is never longer; nothing when its end is missing.
  std::optional<std::string_view> read_string() {
    const auto begin = ++at_;
    char* const to = text_.data() + begin;
    char* out = to;
    bool has_returns = false;
    bool has_escapes = false;
    for (; !at_end(); ++at_) {
      const char c = here();
      if (c == '"') {
        ++at_;
        out = has_returns ? without_returns(to, out) : out;
        return clean({to, static_cast<std::size_t>(out - to)}, has_escapes, begin);
      }
      if (c != '\\') {
        has_returns = has_returns || c == '\r';
        *out++ = c;
        continue;
      }
      if (++at_ == text_.size()) {
        break;
      }
      if (here() != 'u') {
        *out++ = unescaped(here());
        has_returns = has_returns || out[-1] == '\r';
        has_escapes = has_escapes || out[-1] == '\b' || out[-1] == '\f';
        continue;
      }
      const auto code = read_code();
      if (!code) {
        at_ = text_.size();
        break;
      }
      has_returns = has_returns || *code == '\r';
      has_escapes = true;
      out = put_utf8(out, *code);
    }
    return std::nullopt;
  }

  char unescaped(char c) const {
    switch (c) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case '"':
    case '\\':
    case '/':
      return c;
    default:
      refuse("an escape is none");
    }
  }

  std::string_view digits_behind(std::size_t at) const {
    const std::string_view text(text_.data(), text_.size());
    return text.substr(std::min(at + 1, text.size()), 4);
  }

  /// Of `u` and its digits, and of the second half of a pair; stands at their end. Nothing when
  /// the text ends before.
  std::optional<std::uint32_t> read_code() {
    constexpr std::uint32_t replacement = 0xFFFD;
    const auto digits = digits_behind(at_);
    if (digits.size() < 4) {
      return std::nullopt;
    }
    const auto first = unit_of_utf16(digits);
    if (!first) {
      refuse("an escape is none");
    }
    at_ += 4;
    if (!is_high_surrogate(*first)) {
      return is_low_surrogate(*first) ? replacement : *first;
    }
    const auto next = at_ + 2;
    const bool escaped = next < text_.size() && text_[at_ + 1] == '\\' && text_[next] == 'u';
    const auto second = escaped ? unit_of_utf16(digits_behind(next)) : std::nullopt;
    if (!second || !is_low_surrogate(*second)) {
      return replacement;
    }
    at_ = next + 4;
    return 0x10000 + ((*first - 0xD800) << 10U) + (*second - 0xDC00);
  }

  /// Line ends as in all other text: a newline each.
  static char* without_returns(char* begin, const char* end) {
    char* out = begin;
    for (const char* in = begin; in != end; ++in) {
      const bool is_return = *in == '\r';
      if (is_return && in + 1 != end && in[1] == '\n') {
        continue;
      }
      *out++ = is_return ? '\n' : *in;
    }
    return out;
  }

  std::string_view clean(std::string_view text, bool has_escapes, std::size_t begin) {
    if (!has_escapes || is_clean(text)) {
      return text;
    }
    Oddities seen;  // Their places are those within the string.
    const auto cleaned_text = cleaned(text, seen);
    oddities_.add(
        "texts in which colour sequences or forbidden characters were removed or replaced: {}",
        Spot{lines_, begin}
    );
    return document_.keep(cleaned_text);
  }

  Document& document_;
  const LineIndex& lines_;
  Oddities& oddities_;
  std::span<char> text_;
  std::size_t at_ = 0;
  std::optional<std::string_view> innermost_;
};

}  // namespace

const JsonValue& JsonValue::operator[](std::string_view name) const {
  static const JsonValue none;
  if (kind != Kind::object) {
    return none;
  }
  const auto found = std::ranges::find(members, name, &JsonMember::name);
  return found == members.end() ? none : found->value;
}

bool JsonValue::has(std::string_view name) const {
  return kind == Kind::object &&
         std::ranges::find(members, name, &JsonMember::name) != members.end();
}

const std::vector<JsonMember>& JsonValue::items() const {
  static const std::vector<JsonMember> none;
  return kind == Kind::array ? members : none;
}

std::string_view JsonValue::word(std::string_view name) const {
  return trimmed((*this)[name].text);
}

std::optional<std::uint64_t> JsonValue::count(std::string_view name) const {
  return whole_number((*this)[name].text);
}

bool JsonValue::is_true(std::string_view name) const {
  const auto& value = (*this)[name];
  return value.is(Kind::boolean) && value.text == "true";
}

JsonText::JsonText(Document& document, LineIndex lines, Oddities& oddities)
    : document_(document), oddities_(oddities), lines_(std::move(lines)) {
  JsonParser parser(document_, lines_, oddities_);
  values_ = parser.all();
  if (const auto& innermost = parser.innermost()) {
    note_cut(innermost->empty() ? "[…]" : *innermost);
  }
}

void JsonText::note_cut(std::string_view element) {
  if (cut_off_) {
    return;
  }
  const auto place = lines_.place_of(document_.text().size());
  constexpr std::size_t longest = 60;
  cut_off_ =
      CutOff{place.line, place.column, fmt::format("\"{}\"", shortened(element, longest)), 0};
}

}  // namespace parsers
