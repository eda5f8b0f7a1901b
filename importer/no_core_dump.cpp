#include "importer/no_core_dump.hpp"

#include <sys/prctl.h>

namespace importer {

// Not RLIMIT_CORE: a handler that core_pattern names (systemd-coredump, apport) is given the dump
// whatever that limit says.
NoCoreDump::NoCoreDump() : before_(prctl(PR_GET_DUMPABLE) == 1) { prctl(PR_SET_DUMPABLE, 0); }

NoCoreDump::~NoCoreDump() { prctl(PR_SET_DUMPABLE, before_ ? 1 : 0); }

}  // namespace importer
