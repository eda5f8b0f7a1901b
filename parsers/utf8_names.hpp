#pragma once

#include <locale.h>

namespace parsers {

/// While it lives libarchive gives names outside ASCII too, which in the C locale it has not.
class Utf8Names {
public:
  Utf8Names()
      : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)),
        before_(locale_ != nullptr ? ::uselocale(locale_) : nullptr) {}
  ~Utf8Names() {
    if (locale_ != nullptr) {
      ::uselocale(before_);
      ::freelocale(locale_);
    }
  }

  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;

private:
  locale_t locale_;
  locale_t before_;
};

}  // namespace parsers
