#pragma once

#include "client/entities.hpp"
#include "ledger/ledger.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What imports at the same time must not make twice, in the words of Ledger::claim().
namespace importer {

std::string test_subject(std::string_view name);
std::string set_subject(std::string_view name);
/// The instances of a set that exists.
std::string instances_subject(client::Id set_id);

/// An instance that is to be made, as an intent names it.
std::string instance_item(client::Id set_id, client::Id test_id);

/// What a call makes, or finds where it is there.
std::vector<std::string> subjects_of(const ledger::Intent& intent);

}  // namespace importer
