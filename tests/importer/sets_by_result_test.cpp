#include "importer/error.hpp"
#include "importer/result_key.hpp"
#include "importer/set_chooser.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

using importer::SetChooser;
using importer::sets_by_result;
using Texts = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(sets_of_results)

namespace {

/// A suite of Chrome, in which one result says that it ran in Firefox, and a suite of nothing.
struct Browsers {
  Browsers() {
    report.source = "reports/TEST-shop.Cart.xml";
    report.suites.front().name = "Cart";
    report.suites.front().properties.push_back({"browser", "chrome"});
    by_hand::add(report, "shop.Cart", "adds");
    by_hand::add(report, "shop.Cart", "removes").make_evidence().properties = {
        {"browser", "firefox"}};
    report.suites.emplace_back();
    by_hand::add(report, "shop.Till", "prints").suite = 1;
  }

  /// The set of each result.
  Texts sets(std::string_view set, std::string_view otherwise = "") const {
    const auto choice = sets_by_result(set, otherwise);
    BOOST_TEST_REQUIRE(choice.has_value());
    SetChooser chooser(*choice);
    std::vector<std::size_t> numbers;
    for (const auto& result : report.results) {
      numbers.push_back(chooser.set_of(report, result));
    }
    const auto names = std::move(chooser).names();
    Texts sets;
    for (const auto number : numbers) {
      sets.push_back(names.at(number));
    }
    return sets;
  }

  parsers::Report report = by_hand::report();
};

}  // namespace

BOOST_AUTO_TEST_CASE(are_named_by_what_results_say) {
  const Browsers browsers;
  BOOST_TEST(
      browsers.sets("{class} 1.2") == (Texts{"Cart 1.2", "Cart 1.2", "Till 1.2"}),
      boost::test_tools::per_element()
  );
  BOOST_TEST(
      browsers.sets("{package}: {report}") ==
          (Texts{"shop: TEST-shop.Cart", "shop: TEST-shop.Cart", "shop: TEST-shop.Cart"}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(of_a_report_have_the_name_of_its_file_without_its_ending) {
  for (const auto& [file, name] :
       {std::pair("reports/Smoke.rxlog.data", "Smoke"),
        std::pair("reports/Smoke.rxlog", "Smoke"),
        std::pair("reports/1.2.data", "1.2"),
        std::pair(".rxlog.data", ".rxlog"),
        std::pair(".xml", ".xml")}) {
    Browsers browsers;
    browsers.report.source = file;
    BOOST_TEST(browsers.sets("{report}") == Texts(3, name), boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(where_a_result_says_nothing_are_the_other_one) {
  BOOST_TEST(
      Browsers().sets("in {property:browser}", " elsewhere ") ==
          (Texts{"in chrome", "in firefox", "elsewhere"}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(where_a_result_says_nothing_and_there_is_no_other_are_refused) {
  BOOST_CHECK_EXCEPTION(
      Browsers().sets("in {property:browser}"),
      importer::UsageError,
      [](const importer::UsageError& error) {
        BOOST_TEST(
            error.what() ==
            std::string("1 result, the first of them 'prints' in reports/TEST-shop.Cart.xml, has "
                        "no value for what --set asks: say with --set-else NAME which test set "
                        "takes them, or ask for something that all results have")
        );
        return true;
      }
  );
}

BOOST_AUTO_TEST_CASE(the_other_one_is_a_name_and_no_template) {
  const auto other = [](std::string_view otherwise) {
    return sets_by_result("{suite}", otherwise).value().otherwise;
  };
  BOOST_TEST(other("{{x}}") == "{x}");
  for (const auto& [wrong, said] :
       {std::pair("Other {suite}", "--set-else 'Other {suite}' holds {suite}, and it names one"),
        std::pair("{property:browser}", "holds {property:browser}, and it names one"),
        std::pair("{ci.branch}", "holds {ci.branch}, and it names one"),
        std::pair("{nothing}", "--set-else '{nothing}' holds {nothing}, which is unknown")}) {
    BOOST_CHECK_EXCEPTION(
        other(wrong),
        importer::UsageError,
        [said = said](const importer::UsageError& error) {
          BOOST_TEST((std::string_view(error.what()).find(said) != std::string_view::npos));
          return true;
        }
    );
  }
}

BOOST_AUTO_TEST_CASE(of_one_spelling_are_one) {
  Browsers browsers;
  browsers.report.suites.back().name = "  Cart ";
  BOOST_TEST(
      browsers.sets("{suite}") == (Texts{"Cart", "Cart", "Cart"}), boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(whose_name_asks_for_nothing_are_one_for_all) {
  BOOST_TEST(!sets_by_result("Nightly {{suite}}", "").has_value());
  BOOST_TEST(!sets_by_result("", "").has_value());
}

BOOST_AUTO_TEST_CASE(each_have_a_test_of_their_own_with_keys_of_their_own) {
  auto options = by_hand::options();
  options.sets_by_result = sets_by_result("{suite}", "");
  importer::Reports reports;
  auto& report = reports.read.emplace_back(by_hand::report());
  report.suites.front().name = "Chrome";
  by_hand::add_suite(report, "Firefox");
  by_hand::add(report, "shop.Cart", "adds");
  by_hand::add(report, "shop.Cart", "adds").suite = 1;
  by_hand::add(report, "shop.Cart", "adds").suite = 1;
  auto gathered = by_hand::gathered(reports, options);
  give_keys(gathered, {"https://api.practitest.com", 1, set_word(options), "build 42"});
  BOOST_TEST(gathered.sets == (Texts{"Chrome", "Firefox"}), boost::test_tools::per_element());
  BOOST_TEST_REQUIRE(gathered.tests.size() == 2U);
  BOOST_TEST(gathered.tests[0].executions.size() == 1U);
  BOOST_TEST(gathered.tests[1].executions.size() == 2U);
  BOOST_TEST(gathered.tests[0].set == 0U);
  BOOST_TEST(gathered.tests[1].set == 1U);
  BOOST_TEST(gathered.tests[0].executions[0].key != gathered.tests[1].executions[0].key);
}

BOOST_AUTO_TEST_SUITE_END()
