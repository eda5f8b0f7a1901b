#pragma once

#include <functional>
#include <iosfwd>
#include <string>

namespace importer {

/// Has `write` write a new file, which takes the name `file` when it is whole. Throws UsageError.
void save_plan_file(const std::string& file, const std::function<void(std::ostream&)>& write);

}  // namespace importer
