#pragma once

#include "sandbox/browse.hpp"
#include "sandbox/page_words.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

/// What several pages show.
namespace sandbox {

json::object link_to(std::string_view kind, Id id, std::string_view name);

/// "User 5001", as users.json calls it; empty for none.
std::string user_name(Id id);

json::array rows_of(const std::vector<browse::Test>& tests);
json::array rows_of(const std::vector<browse::Instance>& instances);

/// What a test is: its fields, description, scenario, and up to a hundred of its steps, for
/// pages/sandbox_test_facts.mustache.
json::object facts_of(
    const browse::Test& test,
    const std::vector<browse::Step>& steps,
    const std::map<std::string, std::string>& field_names
);

/// Without status and files.
json::object row_of(const browse::Step& step);

}  // namespace sandbox
