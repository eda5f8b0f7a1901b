#include "client/proxy.hpp"

#include "client/base64.hpp"
#include "client/endpoint.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>

using namespace client;

BOOST_AUTO_TEST_SUITE(proxy)

namespace {

struct Row {
  const char* url;
  const char* no_proxy;
  bool direct;
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.url << " with NO_PROXY=" << row.no_proxy;
}

const std::array<Row, 32> rows = {{
    {"https://api.practitest.com", "", false},
    {"https://api.practitest.com", "*", true},
    {"https://api.practitest.com", "practitest.com", true},
    {"https://api.practitest.com", ".practitest.com", true},
    {"https://api.practitest.com", "*.practitest.com", true},
    {"https://API.PractiTest.com", "practitest.COM", true},
    {"https://api.practitest.com", "api.practitest.com", true},
    {"https://api.practitest.com", "test.com", false},
    {"https://api.practitest.com", "x.api.practitest.com", false},
    {"https://api.practitest.com", "one.example, api.practitest.com", true},
    {"https://api.practitest.com", "one.example api.practitest.com", true},
    {"https://api.practitest.com", ",,one.example,", false},
    {"https://api.practitest.com", "practitest.com:443", true},
    {"https://api.practitest.com", "practitest.com:8443", false},
    {"https://api.practitest.com:8443", "practitest.com:8443", true},
    {"https://api.practitest.com:8443", "practitest.com:nonsense", false},
    {"https://10.1.2.3", "10.0.0.0/8", true},
    {"https://11.1.2.3", "10.0.0.0/8", false},
    {"https://10.1.2.3", "10.1.2.3", true},
    {"https://10.1.2.3", "10.1.2.3:443", true},
    {"https://10.1.2.3", "2.3", false},
    {"https://10.1.2.3", "10.0.0.0/99", false},
    {"https://[2001:db8::1]", "2001:db8::/32", true},
    {"https://[2001:db8::1]", "10.0.0.0/8", false},
    {"https://[2001:db8::1]", "[2001:db8::1]", true},
    {"https://[2001:db8::1]", "2001:0db8:0::1", true},
    {"https://[2001:db8::1]:8443", "[2001:db8::1]:8443", true},
    {"https://[2001:db8::1]:8443", "[2001:db8::1]:443", false},
    {"https://localhost:8443", "", true},
    {"https://127.0.0.5:8443", "", true},
    {"https://[::1]:8443", "", true},
    {"https://localhost.example:8443", "", false},
}};

const std::string url = "https://api.practitest.com";

}  // namespace

BOOST_DATA_TEST_CASE(no_proxy_and_loopback_go_direct, boost::unit_test::data::make(rows), row) {
  ProxyEnvironment environment;
  environment.https_proxy = "http://proxy.example:3128";
  environment.no_proxy = row.no_proxy;
  BOOST_TEST(
      proxy_for(row.url, std::nullopt, environment) ==
      (row.direct ? "" : "http://proxy.example:3128")
  );
}

BOOST_AUTO_TEST_CASE(the_option_beats_the_environment_even_for_loopback) {
  ProxyEnvironment environment;
  environment.https_proxy = "http://other.example:1";
  environment.no_proxy = "*";
  BOOST_TEST(proxy_for(url, "http://mine:2", environment) == "http://mine:2");
  BOOST_TEST(proxy_for("https://localhost:1", "http://mine:2", environment) == "http://mine:2");
  environment.no_proxy.clear();
  BOOST_TEST(proxy_for(url, "", environment) == "");
}

BOOST_AUTO_TEST_CASE(the_proxy_of_https_comes_before_the_one_of_everything) {
  ProxyEnvironment environment;
  BOOST_TEST(proxy_for(url, std::nullopt, environment) == "");
  environment.all_proxy = "http://all.example:1";
  BOOST_TEST(proxy_for(url, std::nullopt, environment) == "http://all.example:1");
  environment.https_proxy = "https.example:2";
  BOOST_TEST(proxy_for(url, std::nullopt, environment) == "https.example:2");
}

BOOST_AUTO_TEST_CASE(a_proxy_that_cannot_be_used_is_refused_without_its_password) {
  for (const std::string bad :
       {"socks5://user:s3cret@proxy:1",
        "https://user:s3cret@proxy:1",
        "http://user:s3cret@",
        "http://user:s3%ret@proxy",
        "http://user:s3cret@proxy:99999",
        "http://user:s3 cret@proxy"}) {
    const auto discreet = [&bad](const std::invalid_argument& error) {
      BOOST_TEST_MESSAGE(bad << ": " << error.what());
      return std::string(error.what()).find("s3") == std::string::npos;
    };
    BOOST_CHECK_EXCEPTION(proxy_for(url, bad, {}), std::invalid_argument, discreet);
  }
}

BOOST_AUTO_TEST_CASE(reads_proxies) {
  const auto plain = parse_proxy("proxy.example:3128");
  BOOST_TEST(plain.endpoint.name() == "proxy.example:3128");
  BOOST_TEST(plain.authorization == "");
  BOOST_TEST(parse_proxy("http://proxy.example").endpoint.port == 80);
  BOOST_TEST(parse_proxy("http://[::1]:3128/").endpoint.name() == "[::1]:3128");
  // user@x and p:/w, percent-encoded.
  const auto secret = parse_proxy("http://user%40x:p%3A%2Fw@proxy.example:3128");
  BOOST_TEST(secret.authorization == "Basic " + base64("user@x:p:/w"));
}

BOOST_AUTO_TEST_CASE(reads_base_urls) {
  const auto plain = parse_base_url("https://api.practitest.com");
  BOOST_TEST(plain.endpoint.name() == "api.practitest.com:443");
  BOOST_TEST(plain.path == "");
  BOOST_TEST(!plain.endpoint.is_address);
  BOOST_TEST(parse_base_url("https://x.example/").path == "");
  BOOST_TEST(parse_base_url("https://x.example/gate/way/").path == "/gate/way");
  BOOST_TEST(parse_base_url("https://x.example/api/v2").path == "");
  BOOST_TEST(parse_base_url("https://x.example/gate/api/v2/").path == "/gate");
  const auto ipv6 = parse_base_url("https://[2001:db8::1]:8443");
  BOOST_TEST(ipv6.endpoint.host == "2001:db8::1");
  BOOST_TEST(ipv6.endpoint.name() == "[2001:db8::1]:8443");
  BOOST_TEST(ipv6.endpoint.is_address);
  BOOST_TEST(parse_base_url("https://10.0.0.1").endpoint.is_address);
}

BOOST_AUTO_TEST_CASE(a_base_url_that_cannot_be_used_is_refused) {
  for (const char* bad :
       {"",
        "api.practitest.com",
        "http://api.practitest.com",
        "http://localhost:8080",
        "https://",
        "https:///path",
        "ftp://x",
        "https://user:pw@x",
        "https://x/?q=1",
        "https://x/#top",
        "https://x:99999",
        "https://x:0",
        "https://127.0.0.1.example",
        "https://10.0.0.1.example:8443/x",
        "https://a b"}) {
    BOOST_TEST_CONTEXT(bad) { BOOST_CHECK_THROW(parse_base_url(bad), std::invalid_argument); }
  }
}

BOOST_AUTO_TEST_CASE(base64_of_any_size) {
  BOOST_TEST(base64("") == "");
  BOOST_TEST(base64("f") == "Zg==");
  BOOST_TEST(base64("fo") == "Zm8=");
  BOOST_TEST(base64("foo") == "Zm9v");
  BOOST_TEST(base64(std::string("\0\xff\x10", 3)) == "AP8Q");
  // Across the pieces in which it is done.
  const std::string large((3U << 20U) * 2 + 1, 'f');
  const auto text = base64(large);
  BOOST_TEST(text.size() == (large.size() + 2) / 3 * 4);
  BOOST_TEST(text.substr(0, 8) == "ZmZmZmZm");
  BOOST_TEST(text.substr(text.size() - 8) == "ZmZmZg==");
}

BOOST_AUTO_TEST_SUITE_END()
