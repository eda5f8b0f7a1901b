#pragma once

#include "sandbox/browse.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

namespace sandbox {

namespace json = boost::json;

/// "2026-11-23 22:52:56 UTC"; "never" for 0.
std::string when(Id seconds);

/// "1 step", "2 steps"; only for nouns that take an s.
std::string counted(std::size_t number, std::string_view noun);

/// The class of the style sheet that colours a run status: "passed", "failed", "blocked", "other".
std::string_view kind_of(std::string_view status);

/// How a run status is called in an address: "NO RUN" is "no-run".
std::string slug_of(std::string_view status);

/// "12 PASSED, 3 FAILED"
std::string in_words(const browse::Statuses& statuses);

/// One bar of statuses as the templates draw it, each status wide enough to be seen, and its words;
/// none for no instances.
json::array bar(const browse::Statuses& statuses);

/// `{"name", "value"}`, or nothing when there is no value.
void add_fact(json::array& facts, std::string_view name, std::string_view value);

/// Of the attributes kept in a column `rest`, custom fields by their names. Long texts that have a
/// place of their own (description, scenario) are left out.
void add_attributes(
    json::array& facts,
    const std::string& rest,
    const std::map<std::string, std::string>& field_names
);

/// One of those texts; empty when there is none.
std::string attribute_text(const std::string& rest, std::string_view key);

/// As much of a text as a page shows, with a word on what is left out.
std::string shortened(const std::string& text);
bool is_shortened(const std::string& text);

}  // namespace sandbox
