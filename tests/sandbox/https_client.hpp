#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace sandbox_test {

struct Answer {
  int status = 0;
  std::string body;
  std::string content_type;
  std::optional<std::string> retry_after;
  bool keep_alive = false;
  std::map<std::string, std::string> headers;  ///< By their names in small letters.
};

/// What a browser sends to see a page.
struct Visit {
  std::string target = "/";
  std::string method = "GET";
  std::string host = "localhost";
  std::string accept = "text/html,application/xhtml+xml,*/*;q=0.8";
};

/// A blocking HTTPS connection to 127.0.0.1, kept alive between requests.
class HttpsClient {
public:
  /// Connects and shakes hands, trusting only `ca_pem` and asking for localhost. Throws
  /// std::runtime_error with OpenSSL's words when the certificate is not accepted.
  HttpsClient(std::uint16_t port, const std::string& ca_pem);
  ~HttpsClient();

  /// Throws boost::system::system_error when there is no whole answer.
  Answer send(
      const std::string& method,
      const std::string& target,
      const std::string& token,
      const std::string& body = {}
  );

  /// As a browser: without a token.
  Answer visit(const Visit& visit);

  /// Sends without waiting for an answer.
  void send_only(
      const std::string& method,
      const std::string& target,
      const std::string& token,
      const std::string& body = {}
  );
  /// Waits for the end of the connection; false when there is something to read instead.
  bool is_closed_by_server();

private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

/// Of "https://localhost:PORT".
std::uint16_t port_of(const std::string& url);

}  // namespace sandbox_test
