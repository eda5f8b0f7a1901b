#pragma once

#include <string_view>

/// The files of this folder, as the program holds them.
namespace pages {

extern const std::string_view style_css;
extern const std::string_view filter_js;
extern const std::string_view import_mustache;

}  // namespace pages
