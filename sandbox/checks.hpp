#pragma once

#include "sandbox/store.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

namespace json = boost::json;

constexpr std::size_t max_name = 255;   ///< Characters of a test's, set's or step's name.
constexpr std::size_t max_a_call = 20;  ///< Instances or runs that one POST makes.

/// Reads one JSON object of a request, attribute by attribute. Every member throws Refusal (422)
/// when the value has the wrong type; what nobody asked for is unknown and refused by finish().
class Reader {
public:
  /// `object` must outlive this. `path` leads to it, below the element: "attributes".
  Reader(const json::object& object, std::string path, std::optional<std::size_t> element);

  std::optional<Id> id(std::string_view key);  ///< A positive number, or a string of digits.
  Id required_id(std::string_view key);
  std::optional<std::string> text(std::string_view key);
  std::optional<std::string> text(std::string_view key, std::size_t most);  ///< Characters.
  std::string required_text(std::string_view key, std::size_t most);        ///< Not blank.
  std::optional<std::string> one_of(
      std::string_view key, std::initializer_list<std::string_view> values
  );
  std::optional<int> integer(std::string_view key);
  std::optional<std::string> duration(std::string_view key);  ///< HH:MM:SS
  std::optional<std::string> date(std::string_view key);      ///< YYYY-MM-DD, maybe with a time.
  std::optional<std::vector<std::string>> texts(std::string_view key);
  const json::object* object(std::string_view key);  ///< Null when absent.
  const json::array* array(std::string_view key);    ///< Null when absent.

  /// Copies text attributes to `rest`, as they are.
  void keep_texts(json::object& rest, std::initializer_list<std::string_view> keys);
  void keep_ids(json::object& rest, std::initializer_list<std::string_view> keys);
  void keep_date(json::object& rest, std::string_view key);
  void keep_duration(json::object& rest, std::string_view key);
  void keep_tags(json::object& rest);

  /// Throws Refusal when there is an attribute that was not asked for.
  void finish() const;

  [[noreturn]] void refuse(std::string_view key, std::string_view why) const;

  std::optional<std::size_t> element() const { return element_; }
  std::string path_to(std::string_view key) const;

private:
  const json::value* find(std::string_view key);

  const json::object& object_;
  std::string path_;
  std::optional<std::size_t> element_;
  std::vector<std::string_view> known_;  ///< Keys asked for: literals of the callers.
  std::size_t found_ = 0;
};

/// Characters (code points) of valid UTF-8.
std::size_t characters(std::string_view text);

/// For comparing without case.
std::string folded(std::string_view text);

/// `data` of a request's body, which must have nothing else. Throws Refusal.
const json::value& data_of(const json::value& body);

/// `data` as the elements of a batch: an object is one. Throws Refusal when there are none, or
/// more than `most`.
std::vector<const json::object*> batch_of(const json::value& body, std::size_t most);

}  // namespace sandbox
