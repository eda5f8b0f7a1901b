#pragma once

#include <string>

/// Who holds an import: a process, named so that others can tell whether it still lives.
namespace ledger {

/// This process: host, boot, pid namespace, pid and start time, with a blank between each.
std::string this_process();

enum class Life { alive, dead, unknown };

/// Whether that process lives, as far as it can be seen from here: only in one's own pid namespace.
/// With `one_kernel`, whoever was started before this machine's last boot is dead. A process that
/// has ended but was not waited for yet is dead.
Life life_of(const std::string& owner, bool one_kernel);

}  // namespace ledger
