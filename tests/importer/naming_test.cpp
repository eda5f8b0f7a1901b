#include "importer/naming.hpp"
#include "importer/error.hpp"
#include "importer/text.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

using importer::NameTemplate;
using importer::UsageError;

BOOST_AUTO_TEST_SUITE(naming)

namespace {

std::string named(std::string_view pattern, const parsers::Result& result) {
  return NameTemplate(pattern).name_of(by_hand::report(), result);
}

std::string named(const parsers::Result& result) {
  return named(importer::default_name_template, result);
}

/// A test of a shop, in a suite of a suite.
struct Nested {
  Nested() {
    const auto outer = by_hand::add_suite(report, "Shop");
    const auto unnamed = by_hand::add_suite(report, "", outer);
    result = by_hand::result("com.shop.Cart", "adds");
    result.suite = by_hand::add_suite(report, "Cart", unnamed);
    result.file = "src/cart.cpp";
    result.parameters = "chrome, en";
  }

  std::string named(std::string_view pattern) const {
    return NameTemplate(pattern).name_of(report, result);
  }

  parsers::Report report = by_hand::report("out/shop.xml");
  parsers::Result result;
};

bool tells(const UsageError& error, std::string_view fragment) {
  const bool found = std::string_view(error.what()).find(fragment) != std::string_view::npos;
  if (!found) {
    BOOST_TEST_MESSAGE(error.what());
  }
  return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_result_is_named_after_its_class_and_name) {
  BOOST_TEST(named(by_hand::result("com.shop.Cart", "adds")) == "com.shop.Cart.adds");
}

BOOST_AUTO_TEST_CASE(without_a_class_the_name_stands_alone) {
  BOOST_TEST(named(by_hand::result("", "adds")) == "adds");
}

BOOST_AUTO_TEST_CASE(a_class_that_the_name_repeats_is_not_said_twice) {
  const struct {
    std::string_view class_name, name, expected;
  } table[] = {
      {"cart_test", "cart_test", "cart_test"},  // ctest: both are the test's name.
      {"shop.Cart", "shop.Cart.adds", "shop.Cart.adds"},
      {"Cart", "Cart::adds", "Cart::adds"},
      {"Cart", "Cart#adds", "Cart#adds"},
      {"Cart", "Cart/adds", "Cart/adds"},
      {"Cart", "Cart adds", "Cart adds"},
      {"Cart", "CartTest adds", "Cart.CartTest adds"},  // Another word that begins alike.
      {"Cart", "adds to Cart", "Cart.adds to Cart"},
      {"Cart", "cart adds", "Cart.cart adds"},
  };
  for (const auto& row : table) {
    BOOST_TEST(named(by_hand::result(row.class_name, row.name)) == row.expected);
  }
}

BOOST_AUTO_TEST_CASE(two_sets_of_parameters_never_become_one_name) {
  auto result = by_hand::result("Cart", "adds");
  result.parameters = "chrome, en";
  BOOST_TEST(named(result) == "Cart.adds(chrome, en)");
  result.parameters = "1";
  BOOST_TEST(named(result) == "Cart.adds(1)");
  result.parameters = "(1)";
  BOOST_TEST(named(result) == "Cart.adds((1))");
  result.parameters = "[1]";
  BOOST_TEST(named(result) == "Cart.adds([1])");
}

BOOST_FIXTURE_TEST_CASE(every_placeholder_has_its_part, Nested) {
  const std::pair<std::string_view, std::string_view> table[] = {
      {"{classname}|{name}", "com.shop.Cart|adds"},
      {"{class}|{name}", "Cart|adds"},
      {"{package}|{name}", "com.shop|adds"},
      {"{suite}|{name}", "Cart|adds"},
      {"{suite_path}|{name}", "Shop / Cart|adds"},
      {"{file}|{name}", "src/cart.cpp|adds"},
      {"{name}{parameters}", "adds(chrome, en)"},
      {"{name}", "adds"},
      {"{class}.{name}", "Cart.adds"},
      {"[{package}] {name}", "[com.shop] adds"},
      {"{{{name}}}", "{adds}"},
      {"{{name}} {name}", "{name} adds"},
      {"{name} {name}", "adds adds"},
  };
  for (const auto& [pattern, expected] : table) {
    BOOST_TEST(named(pattern) == expected);
  }
}

BOOST_AUTO_TEST_CASE(a_class_without_package_is_all_class_and_has_none) {
  const auto result = by_hand::result("Cart", "adds");
  BOOST_TEST(named("{class}|{package}|{name}", result) == "Cart||adds");
}

BOOST_AUTO_TEST_CASE(a_template_that_cannot_be_meant_is_refused_with_a_reason) {
  const std::pair<std::string_view, std::string_view> table[] = {
      {"{nmae}", "{suite_path}"},  // The message lists what there is.
      {"{name} {Class}", "{Class}"},
      {"{name} {}", "{}"},
      {"{name", "lone brace"},
      {"name}", "lone brace"},
      {"{name}}", "lone brace"},
      {"{name} { x", "lone brace"},
      {"{classname}", "{name}"},
      {"{{name}}", "{name}"},
      {"", "{name}"},
  };
  for (const auto& [pattern, fragment] : table) {
    BOOST_TEST_CONTEXT("template " << pattern) {
      const auto told = std::string(fragment);
      BOOST_CHECK_EXCEPTION(NameTemplate{pattern}, UsageError, [&](const UsageError& error) {
        return tells(error, told);
      });
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_result_without_any_name_is_called_after_its_suites, Nested) {
  result.class_name = "";
  result.name = "";
  result.parameters = "";
  BOOST_TEST(named(importer::default_name_template) == "Shop / Cart");
}

BOOST_AUTO_TEST_CASE(a_result_without_any_name_or_suite_is_called_after_its_file) {
  const auto report = by_hand::report("out/shop.xml");
  const NameTemplate names(importer::default_name_template);
  BOOST_TEST(names.name_of(report, by_hand::result("", "")) == "shop.xml");
}

BOOST_AUTO_TEST_CASE(a_report_without_any_suite_can_be_named_too) {
  auto report = by_hand::report("out/shop.xml");
  report.suites = std::vector<parsers::Suite>();
  BOOST_TEST(
      NameTemplate("{suite}{suite_path}{name}").name_of(report, by_hand::result("", "adds")) ==
      "adds"
  );
  BOOST_TEST(NameTemplate("{name}").name_of(report, by_hand::result("", "")) == "shop.xml");
}

BOOST_AUTO_TEST_CASE(a_result_with_a_class_and_no_name_is_called_after_its_class) {
  BOOST_TEST(named(by_hand::result("com.shop.Cart", "")) == "com.shop.Cart");
}

BOOST_AUTO_TEST_CASE(no_template_makes_an_empty_name) {
  const std::string_view patterns[] = {"{classname}.{name}{parameters}", "{name}", " {name} "};
  const std::pair<std::string_view, std::string_view> poor[] = {
      {"", ""}, {"", " "}, {" ", "\t"}, {"com.shop.Cart", ""}, {"com.shop.Cart", "  "}};
  for (const auto pattern : patterns) {
    for (const auto& [class_name, name] : poor) {
      BOOST_TEST_CONTEXT("'" << pattern << "' of '" << class_name << "' and '" << name << "'") {
        BOOST_TEST(named(pattern, by_hand::result(class_name, name)) != "");
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(white_space_never_makes_another_name) {
  BOOST_TEST(named(by_hand::result("", "  adds\n\t two  ")) == "adds two");
}

BOOST_AUTO_TEST_CASE(unicode_form_never_makes_another_name) {
  const auto composed = named(by_hand::result("Caf\u00e9", "\u00f6ffnet"));
  const auto decomposed = named(by_hand::result("Cafe\u0301", "o\u0308ffnet"));
  BOOST_TEST(composed == decomposed);
  BOOST_TEST(composed == "Caf\u00e9.\u00f6ffnet");
}

BOOST_AUTO_TEST_CASE(a_long_name_keeps_its_ends_and_255_characters) {
  const std::string long_name(600, 'n');
  const auto name = named(by_hand::result("com.shop.Cart", long_name));
  BOOST_TEST(importer::text::characters(name) == 255U);
  BOOST_TEST(name.starts_with("com.shop.Cart.nnn"));
  BOOST_TEST(name.ends_with("nnn"));
}

BOOST_AUTO_TEST_CASE(long_names_that_differ_only_in_the_middle_stay_different) {
  std::set<std::string> names;
  for (int i = 0; i < 100; ++i) {
    const auto long_name = std::string(300, 'n') + std::to_string(i) + std::string(300, 'n');
    names.insert(named(by_hand::result("Cart", long_name)));
  }
  BOOST_TEST(names.size() == 100U);
}

BOOST_AUTO_TEST_CASE(a_name_in_the_other_unicode_form_is_cut_alike) {
  std::string composed;
  std::string decomposed;
  for (int i = 0; i < 255; ++i) {
    composed += "\u00e9";
    decomposed += "e\u0301";
  }
  BOOST_TEST(named(by_hand::result("", composed)) == composed);
  BOOST_TEST(named(by_hand::result("", decomposed)) == composed);
}

BOOST_AUTO_TEST_SUITE_END()
