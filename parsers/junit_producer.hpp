#pragma once

#include <pugixml.hpp>

#include <string_view>

namespace parsers::junit {

/// The tool that wrote the report, where a sign tells it for sure; else empty.
std::string_view producer_of(pugi::xml_node root);

}  // namespace parsers::junit
