#pragma once

#include "importer/gather.hpp"
#include "importer/options.hpp"

#include <cstddef>

namespace importer {

/// Bytes of a call that finds or makes a test, beside those of its run.
constexpr std::size_t body_size_of_test = 4'096;

/// Sets body_size of all executions that become runs, once it is known which files go with them.
void measure(Gathered& gathered, const StatusTable& statuses);

}  // namespace importer
