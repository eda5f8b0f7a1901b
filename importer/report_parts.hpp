#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <string>
#include <string_view>

/// Parts that the pages of imports and of backfills share, in the words of their templates.
namespace importer {

/// Of "passed", "failed", "blocked" and "other", where the style sheet is not taken. As in
/// style.css.
std::string_view colour_of(std::string_view kind);

/// A ring of parts of a whole, with its legend.
class Ring {
public:
  explicit Ring(std::size_t whole) : whole_(whole) {}

  /// `kind` is "passed", "failed", "blocked" or "other", which style.css colours. None for 0.
  void add(std::string_view kind, std::string_view name, std::size_t number);
  /// As `slices`, `total` and `totals_words`.
  void put_into(boost::json::object& page) const;

private:
  std::size_t whole_;
  double begin_ = 0;
  boost::json::array slices_;
  std::string words_;
};

/// Names with values.
class Facts {
public:
  void add(std::string_view name, std::string value) {
    list_.push_back({{"name", name}, {"value", std::move(value)}});
  }
  /// Nothing for 0.
  void count(std::string_view name, std::size_t number, std::string_view noun);
  boost::json::array take() { return std::move(list_); }

private:
  boost::json::array list_;
};

/// How many of the rows each of the page's filters leaves; those that leave none are not offered.
struct Choices {
  std::size_t all = 0;
  std::size_t failed = 0;
  std::size_t lost = 0;
  std::size_t made = 0;
  std::size_t passed = 0;
  std::size_t others = 0;

  boost::json::array with_names(std::string_view of_failed, std::string_view of_made) const;
};

}  // namespace importer
