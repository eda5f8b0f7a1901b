#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

/// What the options say of how results are recorded. All throw UsageError for a wrong value.
namespace importer {

/// `--create`
Create what_to_create(const OptionValues& values);

/// `--attach` and what limits files and calls.
AttachOptions what_to_attach(const OptionValues& values);

/// `--granularity` and `--parameters`
Grain what_is_a_test(const OptionValues& values);

/// `--id-properties` and `--id-in-names`
TestIdRules what_ids_mean(const OptionValues& values);

/// `--status`, `--skipped` and `--flaky`
StatusTable status_table(const OptionValues& values);

}  // namespace importer
