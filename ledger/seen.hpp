#pragma once

#include "ledger/holders.hpp"

#include <optional>
#include <string_view>
#include <vector>

/// Ids of PractiTest's by the name under which they were seen or made.
namespace ledger {

/// What has too long a name for an index is not kept: PractiTest can be asked for it.
void keep(Connection& at, const Self& self, const SeenTest& test);
void keep(Connection& at, const Self& self, const SeenSet& set);
void keep(Connection& at, const Self& self, const SeenInstance& instance);

std::optional<Id> test_named(Connection& at, const Self& self, std::string_view name);
std::optional<Id> set_named(Connection& at, const Self& self, std::string_view name);
/// By its path ("runs/auto_create.json"); forgotten after 30 days.
void keep_missing_call(Connection& at, const Self& self, const std::string& path);
bool is_missing_call(Connection& at, const Self& self, std::string_view path);
std::vector<SeenTest> seen_tests(Connection& at, const Self& self);
std::vector<SeenInstance> seen_instances(Connection& at, const Self& self, Id set_id);

/// With the instances of it.
void forget_set(Connection& at, const Self& self, Id id);
void forget_test(Connection& at, const Self& self, Id id);
void forget_instance(Connection& at, const Self& self, Id id);

}  // namespace ledger
