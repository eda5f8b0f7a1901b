#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace client {

/// A text that must not stay in memory: it is overwritten when it goes, and so is each copy. What
/// others make of it (a stream's buffer, a message on its way) is out of its reach.
class Secret {
public:
  Secret() = default;
  /// Copies; the original is the caller's to wipe.
  template <std::convertible_to<std::string_view> Text>
  Secret(const Text& text) : text_(std::string_view(text)) {}
  /// Takes the string's memory over.
  Secret(std::string&& text);
  Secret(const Secret& other) = default;
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret other) noexcept;
  ~Secret() { wipe(); }

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }
  operator const std::string&() const { return text_; }

  /// Overwrites it, and leaves it empty.
  void wipe() noexcept;

private:
  std::string text_;
};

/// Overwrites memory in a way that no compiler leaves out.
void wipe(void* memory, std::size_t size) noexcept;

}  // namespace client
