#include "importer/terminal.hpp"

#include "importer/text.hpp"

#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

namespace importer {

namespace {

bool may_be_shown(utf8proc_int32_t character) {
  const auto category = utf8proc_category(character);
  // Cf holds the bidirectional overrides and the invisible joiners.
  return category != UTF8PROC_CATEGORY_CC && category != UTF8PROC_CATEGORY_CF &&
         category != UTF8PROC_CATEGORY_ZL && category != UTF8PROC_CATEGORY_ZP;
}

constexpr std::size_t usual_columns = 80;

}  // namespace

std::string shown(std::string_view text, std::size_t most) {
  const auto line = text::cut(text::one_line(text), most);
  std::string clean;
  std::size_t at = 0;
  while (at < line.size()) {
    utf8proc_int32_t character = 0;
    const auto length = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(line.data()) + at,
        static_cast<utf8proc_ssize_t>(line.size() - at),
        &character
    );
    if (length <= 0) {
      clean += '?';
      ++at;
      continue;
    }
    if (may_be_shown(character)) {
      clean.append(line, at, static_cast<std::size_t>(length));
    }
    at += static_cast<std::size_t>(length);
  }
  return clean;
}

std::size_t terminal_columns() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0;
  return known ? size.ws_col : usual_columns;
}

}  // namespace importer
