#pragma once

#include "importer/gather.hpp"
#include "importer/remote.hpp"

#include <string>
#include <vector>

/// The tests that are to get runs, by the sets of the import.
namespace importer {

/// Names of those that go by their name, in the form of match_key(), each once in its set: also of
/// those whose field's value no test holds, as `remote.by_id` knows.
std::vector<std::vector<std::string>> names_by_set(const Gathered& gathered, const Remote& remote);

/// Ids of the others that go by one, ascending, each once in its set.
std::vector<std::vector<TestId>> said_ids_by_set(const Gathered& gathered, const Remote& remote);

/// All, each once, in order of first appearance.
std::vector<std::string> together(std::vector<std::vector<std::string>> by_set);
/// All, ascending, each once.
std::vector<TestId> together(const std::vector<std::vector<TestId>>& by_set);

}  // namespace importer
