#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>

BOOST_AUTO_TEST_SUITE(look_alikes)

namespace {

enum class Answer { refused, passed_over };

struct Document {
  std::string_view xml;
  Answer answer;
  std::string_view says;
};

std::ostream& operator<<(std::ostream& out, const Document& row) { return out << row.xml; }

constexpr auto refused = Answer::refused;
constexpr auto passed_over = Answer::passed_over;

constexpr std::array documents = std::to_array<Document>({
    {"<testsuites xmlns='http://check.sourceforge.net/ns'/>", refused, "libcheck"},
    {"<testsuite rxversion='9.3'><x/></testsuite>", passed_over, ".rxtst"},
    {"<ns2:test-suite xmlns:ns2='urn:model.allure.qatools.yandex.ru'/>", refused, "Allure 1"},
    {"<Site><Build/></Site>", passed_over, "CTest dashboard"},
    {"<TestRun><FailedTests/></TestRun>", refused, "CppUnit"},
    {"<robot name='arm'><link/></robot>", passed_over, "<robot>"},
    {"<assembly xmlns='urn:schemas-microsoft-com:asm.v1'/>", passed_over, "understood are"},
    {"<result><suites><entry/></suites></result>", refused, "robot_results.xml"},
    {"<testExecutions version='1'/>", refused, "Sonar"},
    {"<TestLog/>", refused, "--logger=JUNIT"},
    {"<Catch2TestRun/>", refused, "-r junit"},
    {"<doctest/>", refused, "-r=junit"},
    {"<TestCase/>", refused, "junitxml"},
    {"<unittest-results/>", refused, "UnitTest++"},
    {"<suites><suite/></suites>", refused, "testsuite"},
    {"<e:events xmlns:e='https://schemas.opentest4j.org/reporting/events/0.2.0'/>",
     refused,
     "--reports-dir"},
    {"<events/>", passed_over, "understood are"},
    {"<Result><Module/></Result>", refused, "Android"},
    {"<SquishReport/>", refused, "--reportgen"},
    {"<testResults><FitNesseVersion/></testResults>", refused, "format=junit"},
    {"<testResults version='1.2'/>", refused, "JMeter"},
    {"<checkstyle/>", passed_over, "Checkstyle"},
    {"<coverage/>",
     passed_over,
     "<coverage> is of no test report that is understood; understood "
     "are: JUnit XML"},
    {"<project><modelVersion/></project>", passed_over, "<project>"},
    {"<report name='jacoco'/>", passed_over, "<report>"},
});

}  // namespace

BOOST_DATA_TEST_CASE(other_documents_are_named_and_never_read_as_junit, documents, row) {
  try {
    parsers::read_report("x.xml", std::string(row.xml));
    BOOST_ERROR("read");
  } catch (const parsers::NotAReport& other) {
    BOOST_TEST((row.answer == passed_over));
    BOOST_TEST(
        std::string_view(other.what()).find(row.says) != std::string_view::npos, other.what()
    );
  } catch (const parsers::ParseError& error) {
    BOOST_TEST((row.answer == refused));
    BOOST_TEST(
        std::string_view(error.what()).find(row.says) != std::string_view::npos, error.what()
    );
  }
}

BOOST_AUTO_TEST_SUITE_END()
