#include "client/held_fields.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using client::FieldValue;
using client::FieldValues;
using Texts = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(held_fields)

namespace {

FieldValues fields_in(const char* attributes) {
  const auto value = boost::json::parse(attributes);
  return client::held_fields(client::Node(value));
}

}  // namespace

BOOST_AUTO_TEST_CASE(are_read_in_the_form_in_which_they_are_written) {
  const auto held = fields_in(R"({
    "name": "adds", "description": "", "version": null, "priority": "high", "tags": ["b", "a"],
    "assigned-to-id": 12, "assigned-to-type": "group",
    "automated-fields": {"script_path": "src/Cart.java"},
    "custom-fields": {"---f-401": "Opera", "---f-402": ["Linux", "macOS"], "---f-405": 7, "---f-406": ""}
  })");
  const FieldValues wanted{
      {"priority", "high"},
      {"tags", Texts{"b", "a"}},
      {"assigned-to", "group:12"},
      {"script_path", "src/Cart.java"},
      {"---f-401", "Opera"},
      {"---f-402", Texts{"Linux", "macOS"}},
      {"---f-405", "7"}};
  BOOST_TEST((held == wanted));
}

BOOST_AUTO_TEST_CASE(hold_what_means_the_same) {
  const FieldValues held{
      {"tags", Texts{"b", "a"}},
      {"planned-execution", "2026-01-31T00:00:00Z"},
      {"---f-405", "7"},
      {"---f-402", Texts{"Linux"}}};
  BOOST_TEST(client::holds(held, {"tags", Texts{"a", "b"}}));
  BOOST_TEST(client::holds(held, {"planned-execution", "2026-01-31"}));
  BOOST_TEST(client::holds(held, {"---f-405", std::int64_t{7}}));
  BOOST_TEST(client::holds(held, {"---f-402", "Linux"}));
  BOOST_TEST(!client::holds(held, {"tags", Texts{"a"}}));
  BOOST_TEST(!client::holds(held, {"planned-execution", "2026-02-01"}));
  BOOST_TEST(!client::holds(held, {"priority", "high"}));
}

BOOST_AUTO_TEST_SUITE_END()
