#include "sandbox/certificates.hpp"

#include "sandbox/sandbox.hpp"
#include "tests/sandbox/https_client.hpp"

#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(certificates)

namespace {

// Why a client that trusts the sandbox's CA and asks for localhost hangs up; empty if it does not.
std::string objection_to(const std::string& kind) {
  sandbox::Options options;
  options.certificate = kind;
  const sandbox::Sandbox server(options);
  try {
    const sandbox_test::HttpsClient client(
        sandbox_test::port_of(server.address().url), server.address().ca_pem
    );
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_client_that_trusts_the_ca_accepts_the_valid_certificate) {
  BOOST_TEST(objection_to("valid") == "");
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused_for_that_reason) {
  BOOST_TEST(objection_to("expired") == "certificate has expired");
}

BOOST_AUTO_TEST_CASE(a_certificate_of_another_host_is_refused_for_that_reason) {
  BOOST_TEST(objection_to("wrong-host") == "hostname mismatch");
}

BOOST_AUTO_TEST_CASE(a_self_signed_certificate_is_refused_for_that_reason) {
  BOOST_TEST(objection_to("self-signed") == "self-signed certificate");
}

BOOST_AUTO_TEST_CASE(another_sandbox_s_ca_does_not_vouch) {
  const sandbox::Sandbox server{sandbox::Options{}};
  const auto other = sandbox::make_ca();
  BOOST_CHECK_THROW(
      sandbox_test::HttpsClient(sandbox_test::port_of(server.address().url), other.certificate_pem),
      std::runtime_error
  );
}

BOOST_AUTO_TEST_CASE(an_unknown_kind_of_certificate_is_refused) {
  BOOST_CHECK_THROW(sandbox::leaf_named("fine"), std::runtime_error);
}

BOOST_AUTO_TEST_SUITE_END()
