#pragma once

#include "parsers/report.hpp"

#include <string>
#include <string_view>

/// What a report says of a result, word by word: what templates are filled with.
namespace importer {

/// "Cart" of "shop.Cart".
std::string_view simple_class(const parsers::Result& result);
/// "shop" of "shop.Cart"; empty where there is none.
std::string_view package(const parsers::Result& result);

/// Of its suite; empty when it has none.
std::string_view suite_name(const parsers::Report& report, const parsers::Result& result);
/// "Shop / Cart", from the outermost suite.
std::string suite_path_text(const parsers::Report& report, const parsers::Result& result);

/// The value of the result's property, else of its suite's or of the nearest suite around it that
/// has one of this name; empty when none has.
std::string_view property(
    const parsers::Report& report, const parsers::Result& result, std::string_view name
);

}  // namespace importer
