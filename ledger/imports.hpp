#pragma once

#include "ledger/holders.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// The imports of a project, and the calls of each.
namespace ledger {

std::optional<KnownImport> find_import(
    Connection& at, const Self& self, std::string_view identity, std::string_view set
);
/// Whether another process works on an import into it.
bool is_busy_set(Connection& at, const Self& self, std::string_view set);
std::vector<KnownImport> unfinished_imports(Connection& at, const Self& self);
CompleteImports complete_imports(Connection& at, const Self& self);
std::vector<KnownImport> interrupted_imports(Connection& at, const Self& self);
std::optional<ImportId> begin_import(Connection& at, const Self& self, const NewImport& import);
void end_import(
    Connection& at, const Self& self, ImportId import, State state, std::size_t recorded
);
/// False when another process works on it.
bool forget_import(Connection& at, const Self& self, ImportId import);

std::vector<Call> calls_of(Connection& at, ImportId import);
std::vector<Intent> open_calls_of_others(
    Connection& at, const Self& self, ImportId import, Time since
);
void keep_intent(Connection& at, ImportId import, const Intent& intent);
void keep_ending(Connection& at, ImportId import, const Ending& ending);

}  // namespace ledger
