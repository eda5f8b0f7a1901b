#pragma once

#include "importer/template.hpp"
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

/// The name of the report's file, without folder and ending (of Ranorex' data: .rxlog.data).
std::string_view report_name(const parsers::Report& report);

/// {classname} {class} {package} {name} {suite} {suite_path} {file} {parameters} {report}
/// {property:NAME}
const KnownPlaceholders& result_placeholders();

/// What one of these says of the result; empty when it says nothing.
std::string word_of(
    const parsers::Report& report, const parsers::Result& result, const Placeholder& placeholder
);

}  // namespace importer
