#pragma once

#include <cstddef>
#include <memory>
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

  /// Puts `text` in the place of all from `offset` on. What was viewed of the text is gone.
  void replace_from(std::size_t offset, std::string_view text) {
    text_.replace(offset, npos, text);
  }

  /// Copies `text` to where it lives as long as the document.
  std::string_view keep(std::string_view text);
  /// The same with two texts, one behind the other, for parsing in place.
  std::span<char> keep_joined(std::string_view first, std::string_view second);

  /// Says that the text holds values which were masked where they came into the model.
  void note_masked() { is_masked_ = true; }
  bool is_masked() const { return is_masked_; }

private:
  static constexpr auto npos = std::string::npos;

  std::string text_;
  bool is_masked_ = false;
  std::pmr::monotonic_buffer_resource derived_;
};

/// Text that comes in pieces. A single piece stays the view that it is; of several a copy is made,
/// once, however many they are.
class JoinedText {
public:
  explicit JoinedText(const char* separator = "\n") : separator_(separator) {}

  /// Empty pieces are left out.
  void add(std::string_view piece);
  /// The whole, which lives as long as the document.
  std::string_view in(Document& document) const;

private:
  const char* separator_;
  std::string_view only_;
  std::unique_ptr<std::string> joined_;  ///< Null up to the second piece.
};

}  // namespace parsers
