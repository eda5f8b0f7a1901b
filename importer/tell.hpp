#pragma once

#include "importer/summary.hpp"
#include "sandbox/sandbox.hpp"

#include <iosfwd>
#include <string>

namespace importer {

/// What a person should know beside the summary, a line each: files passed over, repairs and
/// guesses, names that several results or tests share. With `all`, lists that are long are told to
/// their end.
void tell_notes(const Summary& summary, std::ostream& err, bool all);

/// Of these, folders and patterns that hold no report.
void tell_unmatched(const Reports& reports, std::ostream& err);

/// Of these, what concerns ids, names of one test and --map.
void tell_identities(const Gathered& gathered, std::ostream& err, bool all);

/// What went wrong, a line each: files that could not be read or are cut off, failures of the runs
/// themselves, results that are not recorded. `all` as above.
void tell_problems(const Summary& summary, std::ostream& err, bool all);

/// The import in a few lines.
void tell_summary(const Summary& summary, std::ostream& out);

/// Every test with what happens to it and why, then the calls and their time.
void tell_plan(const Summary& summary, std::ostream& out);

/// What a sandbox holds, as a table, and how to look at it if `data_file` keeps it.
void tell_sandbox(
    const std::vector<sandbox::HeldInstance>& held, const std::string& data_file, std::ostream& out
);

}  // namespace importer
