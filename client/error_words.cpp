#include "client/error_words.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <string_view>

namespace client {

namespace {

namespace json = boost::json;

constexpr std::size_t longest = 300;
constexpr std::size_t longest_read = 64U << 10U;  // Enough of any body to find its words.

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

// One line, without control characters, cut between characters.
std::string clean(std::string_view text) {
  std::string line;
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (code <= 0x20 || code == 0x7f) {
      if (!line.empty() && line.back() != ' ') {
        line += ' ';
      }
    } else {
      line += c;
    }
  }
  while (!line.empty() && line.back() == ' ') {
    line.pop_back();
  }
  if (line.size() > longest) {
    std::size_t end = longest;
    while (end > 0 && is_continuation(line[end])) {
      --end;
    }
    line.resize(end);
    line += "…";
  }
  return line;
}

void add(std::string& words, std::string_view more, std::string_view separator) {
  if (more.empty() || words.size() > 2 * longest) {
    return;
  }
  if (!words.empty()) {
    words += separator;
  }
  words += more;
}

std::string text_of(const json::value& value, int depth);

// {"title": …, "detail": …, "source": {"pointer": …}}, and whatever else servers call a message.
std::string one_error(const json::object& object, int depth) {
  std::string words;
  for (const std::string_view name : {"title", "detail", "message", "error", "error_description"}) {
    if (const auto* member = object.if_contains(name)) {
      const auto text = text_of(*member, depth + 1);
      if (text != words) {
        add(words, text, ": ");
      }
    }
  }
  if (const auto* source = object.if_contains("source")) {
    std::string where;
    if (const auto* parts = source->if_object()) {
      for (const auto& part : *parts) {
        add(where, text_of(part.value(), depth + 1), " ");
      }
    } else {
      where = text_of(*source, depth + 1);
    }
    if (!where.empty()) {
      words += words.empty() ? where : " (" + where + ")";
    }
  }
  return words;
}

std::string text_of(const json::value& value, int depth) {
  if (depth > 8) {
    return {};
  }
  if (const auto* string = value.if_string()) {
    return std::string(string->data(), string->size());
  }
  if (value.is_int64()) {
    return std::to_string(value.get_int64());
  }
  std::string words;
  if (const auto* array = value.if_array()) {
    for (const auto& element : *array) {
      add(words, text_of(element, depth + 1), "; ");
    }
  } else if (const auto* object = value.if_object()) {
    if (const auto* errors = object->if_contains("errors")) {
      return text_of(*errors, depth + 1);
    }
    words = one_error(*object, depth);
    if (words.empty()) {
      for (const auto& member : *object) {
        const auto text = text_of(member.value(), depth + 1);
        if (!text.empty()) {
          add(words, std::string(member.key()) + ": " + text, "; ");
        }
      }
    }
  }
  return words;
}

// The title of a page, or the text between its tags.
std::string html_words(std::string_view page) {
  std::string small(page);
  std::transform(small.begin(), small.end(), small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  if (const auto title = small.find("<title"); title != small.npos) {
    const auto from = small.find('>', title);
    const auto to = small.find("</title", title);
    if (from != small.npos && to != small.npos && from < to) {
      const auto words = clean(page.substr(from + 1, to - from - 1));
      if (!words.empty()) {
        return words;
      }
    }
  }
  std::string text;
  bool in_tag = false;
  for (const char c : page) {
    if (c == '<') {
      in_tag = true;
      text += ' ';
    } else if (c == '>' && in_tag) {
      in_tag = false;
    } else if (!in_tag) {
      text += c;
    }
  }
  return text;
}

}  // namespace

std::string error_words(const std::string& body) {
  if (body.size() <= longest_read) {
    boost::system::error_code error;
    const auto value = json::parse(body, error);
    if (!error) {
      return clean(text_of(value, 0));
    }
  }
  const auto text = std::string_view(body).substr(0, longest_read);
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first != text.npos && text[first] == '<') {
    return clean(html_words(text));
  }
  return clean(text);
}

}  // namespace client
