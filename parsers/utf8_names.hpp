#pragma once

#include <locale.h>

namespace parsers {

/// While it lives libarchive gives names outside ASCII too, which in the C locale it has not.
class Utf8Names {
public:
  Utf8Names() : before_(utf8() != nullptr ? ::uselocale(utf8()) : nullptr) {}
  ~Utf8Names() {
    if (before_ != nullptr) {
      ::uselocale(before_);
    }
  }

  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

private:
  /// Loaded once: it is wanted twice for each file in an archive, and loading it took ten times as
  /// long as all else of passing over that file.
  static locale_t utf8() {
    static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    return locale;
  }

  locale_t before_;
};

}  // namespace parsers
