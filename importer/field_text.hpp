#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Values of fields as people write them.
namespace importer {

/// "Linux, macOS" is two; without the blanks around them, none of them empty, each once.
std::vector<std::string> split_values(std::string_view text);

/// YYYY-MM-DD, of a day that exists.
bool is_iso_date(std::string_view text);

/// As custom fields want it, DD/MM/YYYY, from that or from YYYY-MM-DD; absent for what is no day.
std::optional<std::string> custom_date(std::string_view text);

}  // namespace importer
