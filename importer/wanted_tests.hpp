#pragma once

#include "importer/gather.hpp"
#include "importer/remote.hpp"

#include <string>
#include <vector>

/// The tests that are to get runs, by the sets of the import.
namespace importer {

/// Whether it says the value of a field (--match-field) that no test holds, as `remote.by_id`
/// knows: then its name counts.
bool says_what_no_test_holds(const NamedTest& test, const Remote& remote);

/// Names of those that go by their name, in the form of match_key(), each once in its set: also of
/// those that say what no test holds.
std::vector<std::vector<std::string>> names_by_set(const Gathered& gathered, const Remote& remote);

/// Ids of the others that go by one, ascending, each once in its set.
std::vector<std::vector<TestId>> said_ids_by_set(const Gathered& gathered, const Remote& remote);

/// All, each once, in order of first appearance.
std::vector<std::string> together(std::vector<std::vector<std::string>> by_set);
/// All, ascending, each once.
std::vector<TestId> together(const std::vector<std::vector<TestId>>& by_set);

}  // namespace importer
