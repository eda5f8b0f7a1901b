#pragma once

#include "client/entities.hpp"
#include "client/json_reader.hpp"

#include <boost/json/value.hpp>

#include <optional>
#include <string>
#include <vector>

/// PractiTest's entities as JSON: the only place that knows the names of attributes.
namespace client {

/// A list's answer: its items, and what it says about more.
template <class T>
struct Listing {
  Page<T> page;
  bool counted = false;  ///< `meta` told the number of pages.
  bool more = false;     ///< `meta` or `links` tell of a next page.
};

/// Body of a call.
std::string to_json(const NewTest& test, const std::optional<std::string>& author_id);
/// Of a test's attributes these alone.
std::string to_json(const FieldValues& changes);
std::string to_json(const NewTestSet& set, const std::optional<std::string>& author_id);
std::string to_json(const std::vector<NewInstance>& instances);
std::string to_json(const std::vector<NewRun>& runs);
std::string to_json(const AutoRun& run);
std::string possible_values_json(const std::vector<std::string>& values);
std::string search_json(const std::vector<std::string>& names);

/// "HH:MM:SS"; more than 99 hours take more digits.
std::string duration_text(std::chrono::seconds duration);

/// One entity, the answer's `data[…]`. Throw ShapeError.
void read_entity(const Node& node, Project& project);
void read_entity(const Node& node, Test& test);
void read_entity(const Node& node, HeldTest& test);
void read_entity(const Node& node, TestSet& set);
void read_entity(const Node& node, Instance& instance);
void read_entity(const Node& node, Run& run);
void read_entity(const Node& node, Field& field);

/// Reads the body of an answer. Throw ShapeError.
template <class T>
T one_from(const std::string& body) {
  const auto json = parse_json(body);
  const auto nodes = Node(json).at("data").elements();
  if (nodes.size() != 1) {
    throw ShapeError("data holds not one element");
  }
  T entity;
  read_entity(nodes.front(), entity);
  return entity;
}

void read_paging(const Node& root, Page<int>& page, bool& counted, bool& more);

template <class T>
Listing<T> listing_from(const std::string& body) {
  const auto json = parse_json(body);
  const Node root(json);
  Listing<T> listing;
  for (const auto& node : root.at("data").elements()) {
    T entity;
    read_entity(node, entity);
    listing.page.items.push_back(std::move(entity));
  }
  Page<int> numbers;
  numbers.total_count = listing.page.items.size();
  read_paging(root, numbers, listing.counted, listing.more);
  listing.page.total_count = numbers.total_count;
  listing.page.total_pages = numbers.total_pages;
  return listing;
}

AutoRecorded auto_recorded_from(const std::string& body);

/// What tests/bulk_search.json found. The reference does not show its answer; the vendor's uploader
/// reads a list of {"query": {"name_exact": …}, "tests": {"data": […]}}, alone or as `data`.
struct FoundTests {
  std::size_t names = 0;  ///< That were answered.
  std::vector<Test> tests;
};
FoundTests found_tests_from(const std::string& body);

}  // namespace client
