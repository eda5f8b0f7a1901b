#include "importer/remote.hpp"

#include "importer/text.hpp"

namespace importer {

std::string match_key(std::string_view name) { return text::one_line(text::nfc(name)); }

}  // namespace importer
