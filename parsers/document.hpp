#pragma once

#include <cstddef>
#include <memory_resource>
#include <span>
#include <string>
#include <string_view>

namespace parsers {

/// The text of one report. XML is parsed in place in it, so that the strings of the result model
/// are views into it; text that stands nowhere in one piece is kept beside it.
class Document {
public:
  explicit Document(std::string text) : text_(std::move(text)) {}

  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  std::string_view text() const { return text_; }
  /// For parsing in place.
  std::span<char> buffer() { return {text_.data(), text_.size()}; }

  /// Copies `text` to where it lives as long as the document.
  std::string_view keep(std::string_view text);

private:
  std::string text_;
  std::pmr::monotonic_buffer_resource derived_;
};

}  // namespace parsers
