#pragma once

#include "importer/gather.hpp"
#include "importer/options.hpp"

#include <cstddef>

namespace importer {

/// Bytes of a call that finds or makes the test, beside those of its run.
std::size_t body_size_of(const NamedTest& test);

/// Sets body_size of all executions that become runs, once it is known which files go with them.
void measure(Gathered& gathered, const StatusTable& statuses);

}  // namespace importer
