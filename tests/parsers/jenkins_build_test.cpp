#include "parsers/jenkins_build.hpp"
#include "parsers/error.hpp"
#include "parsers/jenkins_job.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(jenkins_build)

namespace {

parsers::JenkinsBuild build_with(const std::string& fields) {
  return parsers::read_jenkins_build("<?xml version='1.1'?><build>" + fields + "</build>");
}

std::string job_with(const std::string& properties) {
  return parsers::read_jenkins_job_name(
      "<flow-definition><actions/><properties>" + properties + "</properties></flow-definition>"
  );
}

}  // namespace

BOOST_AUTO_TEST_CASE(tells_start_result_and_number) {
  const auto build = build_with(
      "<number> 7 </number><timestamp>1000</timestamp><startTime>2000</startTime>"
      "<result>SUCCESS</result>"
  );
  BOOST_TEST(build.number == "7");
  BOOST_TEST(build.start.value().time_since_epoch().count() == 2000);
  BOOST_TEST(build.result == "SUCCESS");
  BOOST_TEST(build.head.empty());
  BOOST_TEST(build_with("<timestamp>1000</timestamp>").start.has_value());
  BOOST_TEST(!build_with("<startTime>-1</startTime><timestamp>x</timestamp>").start.has_value());
  BOOST_TEST(build_with("<startTime>253402300799999</startTime>").start.has_value());
  BOOST_TEST(!build_with("<startTime>253402300800000</startTime>").start.has_value());
  BOOST_TEST(!build_with("<startTime>9223372036854775807</startTime>").start.has_value());
}

BOOST_AUTO_TEST_CASE(tells_what_it_built) {
  const auto action = [](const std::string& name) {
    return "<jenkins.scm.api.SCMRevisionAction><revision><head><name>" + name +
           "</name></head><hash>00</hash></revision></jenkins.scm.api.SCMRevisionAction>";
  };
  const auto both = build_with("<actions>" + action("feature/x") + action("y") + "</actions>");
  BOOST_TEST(both.head == "feature/x");
  BOOST_TEST(
      build_with("<actions><x.Action><head><name>n</name></head></x.Action></actions>").head.empty()
  );
  BOOST_TEST(build_with("<actions/>").head.empty());
}

BOOST_AUTO_TEST_CASE(of_a_job_that_jenkins_made_has_its_name_in_the_configuration) {
  const std::string other = "<x.Discarder><name>no</name><strategy/></x.Discarder>";
  BOOST_TEST(
      job_with(
          other + "<x.BranchJobProperty><branch><head><name> a&amp;b </name></head></branch>"
                  "</x.BranchJobProperty>"
      ) == "a&b"
  );
  BOOST_TEST(
      job_with("<jenkins.branch.ProjectNameProperty><name>my.shop</name>"
               "</jenkins.branch.ProjectNameProperty>") == "my.shop"
  );
  BOOST_TEST(job_with(other).empty());
  BOOST_TEST(job_with("").empty());
  BOOST_TEST(parsers::read_jenkins_job_name("<project/>").empty());
  BOOST_CHECK_THROW(parsers::read_jenkins_job_name("no XML"), parsers::ParseError);
}

BOOST_AUTO_TEST_SUITE_END()
