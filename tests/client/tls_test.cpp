#include "tests/client/exchanges.hpp"

#include <openssl/tls1.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace client;
using namespace support;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(tls)

namespace {

void expect_certificate_trouble(const TransportError& error, const std::string& words) {
  BOOST_TEST_CONTEXT(error.what()) {
    BOOST_TEST(contains(error.what(), words));
    BOOST_TEST(!error.may_have_arrived());
    BOOST_TEST(!error.may_pass_later());
  }
}

/// A file with a text, for as long as it lives.
class TemporaryFile {
public:
  explicit TemporaryFile(const std::string& text) {
    static int number = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("ptimport-client-test-" + std::to_string(::getpid()) + "-" + std::to_string(number++));
    std::ofstream(path_) << text;
  }
  ~TemporaryFile() { std::filesystem::remove(path_); }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  std::string path() const { return path_.string(); }

private:
  std::filesystem::path path_;
};

}  // namespace

// Nothing that another try could mend, and the message says what to do.

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused_with_its_date) {
  support::Subject subject;
  subject.names = {"DNS:localhost"};
  subject.starts = -48h;
  subject.ends = -24h;
  support::TlsServer server(serving(subject), {answer_once});
  const auto error = failure_of(settings_for(server.port()));
  expect_certificate_trouble(error, "the certificate of localhost expired on ");
  BOOST_TEST(contains(error.what(), " GMT"));
}

BOOST_AUTO_TEST_CASE(a_certificate_that_is_not_valid_yet_hints_at_the_clock) {
  support::Subject subject;
  subject.names = {"DNS:localhost"};
  subject.starts = 24h;
  subject.ends = 48h;
  support::TlsServer server(serving(subject), {answer_once});
  expect_certificate_trouble(failure_of(settings_for(server.port())), "is not valid yet");
}

BOOST_AUTO_TEST_CASE(a_certificate_for_other_names_is_refused_with_those_names) {
  support::Subject subject;
  subject.names = {"DNS:one.example", "DNS:*.two.example"};
  support::TlsServer server(serving(subject), {answer_once});
  expect_certificate_trouble(
      failure_of(settings_for(server.port())),
      "the certificate is not for localhost but for other names (one.example, *.two.example): "
      "hostname mismatch"
  );
  expect_certificate_trouble(
      failure_of(settings_for(server.port(), "127.0.0.1")), "not for 127.0.0.1"
  );
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused_with_the_way_out) {
  support::TlsServer server(serving_localhost(), {answer_once});
  auto settings = settings_for(server.port());
  settings.ca_pem.clear();
  expect_certificate_trouble(
      failure_of(settings),
      "the certificate of localhost is not signed by a known authority; for a private one use "
      "--ca-file"
  );
}

BOOST_AUTO_TEST_CASE(tls_older_than_1_2_is_refused) {
  for (const int newest : {TLS1_VERSION, TLS1_1_VERSION}) {
    auto options = serving_localhost();
    options.newest_tls = newest;
    support::TlsServer server(options, {answer_once});
    const auto error = failure_of(settings_for(server.port()));
    BOOST_TEST(!error.may_have_arrived());
    BOOST_TEST(contains(error.what(), "TLS handshake with localhost:"));
    BOOST_TEST(contains(error.what(), "protocol"), error.what());
  }
}

BOOST_AUTO_TEST_CASE(tls_1_2_is_enough) {
  auto options = serving_localhost();
  options.newest_tls = TLS1_2_VERSION;
  support::TlsServer server(options, {answer_once});
  BOOST_TEST(send_once(settings_for(server.port())).status == 200);
}

BOOST_AUTO_TEST_CASE(a_revoked_certificate_is_refused_when_the_list_is_given) {
  const auto options = serving_localhost();
  const TemporaryFile list(support::make_revocation_list(authority(), {options.identity}));
  support::TlsServer server(options, {answer_once});
  auto settings = settings_for(server.port());
  settings.crl_file = list.path();
  expect_certificate_trouble(failure_of(settings), "the certificate of localhost is revoked");
  settings.crl_file.clear();
  BOOST_TEST(send_once(settings).status == 200);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_its_authority_s_list_does_not_name_is_taken) {
  const auto options = serving_localhost();
  // The list of another authority in the same file, and another certificate of this one.
  const auto other = support::make_authority("Another authority");
  const TemporaryFile lists(
      support::make_revocation_list(other, {}) +
      support::make_revocation_list(authority(), {serving_localhost().identity})
  );
  support::TlsServer server(options, {answer_once});
  auto settings = settings_for(server.port());
  settings.crl_file = lists.path();
  BOOST_TEST(send_once(settings).status == 200);
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_tell_refuses_the_certificate) {
  support::TlsServer server(serving_localhost(), {answer_once});
  auto settings = settings_for(server.port());
  const TemporaryFile others(
      support::make_revocation_list(support::make_authority("Another authority"), {})
  );
  settings.crl_file = others.path();
  expect_certificate_trouble(
      failure_of(settings), "--crl-file holds no list of the authority that signed it"
  );
  const TemporaryFile old(support::make_revocation_list(authority(), {}, -24h));
  settings.crl_file = old.path();
  expect_certificate_trouble(failure_of(settings), "the list in --crl-file is out of date");
}

BOOST_AUTO_TEST_CASE(insecure_takes_any_certificate_of_this_machine) {
  support::Subject subject;
  subject.names = {"DNS:elsewhere.example"};
  subject.starts = -48h;
  subject.ends = -24h;
  support::TlsServer server(serving(subject), {answer_once});
  for (const auto* host : {"localhost", "LOCALHOST", "127.0.0.1"}) {
    auto settings = settings_for(server.port(), host);
    settings.ca_pem.clear();
    settings.insecure = true;
    BOOST_TEST(send_once(settings).status == 200);
  }
}

BOOST_AUTO_TEST_CASE(insecure_is_refused_for_any_other_machine) {
  for (const auto* url :
       {"https://api.practitest.com",
        "https://192.168.1.7",
        "https://[fe80::1]:8443",
        "https://localhost.example",
        "https://0.0.0.0"}) {
    auto settings = settings_for(1);
    settings.base_url = url;
    settings.insecure = true;
    const auto refused = [](const std::invalid_argument& error) {
      return contains(error.what(), "only for a server on this machine");
    };
    BOOST_CHECK_EXCEPTION(HttpsTransport transport(settings), std::invalid_argument, refused);
  }
}

BOOST_AUTO_TEST_CASE(a_private_authority_is_trusted_from_a_file) {
  support::TlsServer server(serving_localhost(), {answer_once});
  const TemporaryFile ca_file(authority().certificate);
  auto settings = settings_for(server.port());
  settings.ca_pem.clear();
  settings.ca_file = ca_file.path();
  BOOST_TEST(send_once(settings).status == 200);
}

BOOST_AUTO_TEST_CASE(a_client_certificate_is_presented_where_the_server_asks_for_one) {
  auto options = serving_localhost();
  options.client_authority = authority().certificate;
  support::Subject subject;
  subject.names = {"DNS:client"};
  const auto client = support::make_certificate(authority(), subject);
  const TemporaryFile certificate(client.certificate);
  const TemporaryFile key(client.key);

  support::TlsServer server(options, {answer_once});
  auto settings = settings_for(server.port());
  settings.client_cert = certificate.path();
  settings.client_key = key.path();
  BOOST_TEST(send_once(settings).status == 200);

  // TLS 1.3 refuses only after our side of the handshake: the request may already be under way.
  const auto error = failure_of(settings_for(server.port()));
  BOOST_TEST(contains(error.what(), "--client-cert"));
  BOOST_TEST(!error.may_pass_later());
}

BOOST_AUTO_TEST_CASE(settings_that_cannot_work_are_refused_at_once) {
  const TemporaryFile nonsense("nonsense");
  std::vector<std::pair<std::string, Settings>> rows(13, {"", settings_for(1)});
  rows[0].first = "only https is spoken";
  rows[0].second.base_url = "http://api.practitest.com";
  rows[1].first = "not a URL of a server";
  rows[1].second.base_url = "api.practitest.com";
  rows[2].first = "cannot use the CA file /nowhere/ca.pem: No such file or directory";
  rows[2].second.ca_file = "/nowhere/ca.pem";
  rows[3].first = "cannot use the CA file " + nonsense.path();
  rows[3].second.ca_file = nonsense.path();
  rows[4].first = "cannot use the client certificate " + nonsense.path();
  rows[4].second.client_cert = nonsense.path();
  rows[5].first = "the token holds blanks";
  rows[5].second.token = token + "\r\nX-Evil: 1";
  rows[6].first = "over http:// only, not socks5://";
  rows[6].second.proxy = "socks5://user:secret@proxy:1";
  rows[7].first = "the proxy is not given as http://host:port";
  rows[7].second.proxy = "http://user:sec%ret@proxy:1";
  rows[8].first = "of no use without the client certificate";
  rows[8].second.client_key = nonsense.path();
  rows[9].first = "cannot use the revocation list /nowhere/crl.pem: it cannot be opened";
  rows[9].second.crl_file = "/nowhere/crl.pem";
  rows[10].first = "it holds none in PEM";
  rows[10].second.crl_file = nonsense.path();
  rows[11].first = "--insecure takes any certificate, also one that --crl-file revokes";
  rows[11].second.insecure = true;
  rows[11].second.crl_file = nonsense.path();
  rows[12].first = "a proxy leads elsewhere";
  rows[12].second.insecure = true;
  rows[12].second.proxy = "http://user:secret@proxy:1";
  for (const auto& [words, settings] : rows) {
    BOOST_TEST_CONTEXT(words) {
      const auto as_told = [&words = words](const std::invalid_argument& error) {
        const std::string what = error.what();
        return contains(what, words) && !contains(what, "secret") && !contains(what, token);
      };
      BOOST_CHECK_EXCEPTION(HttpsTransport transport(settings), std::invalid_argument, as_told);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
