#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// A local PractiTest to try against and to test with. Knows neither parsers, importer nor client.
namespace sandbox {

struct Options {
  std::uint16_t port = 0;             ///< 0: any free one. Always on 127.0.0.1.
  std::string data_file;              ///< SQLite file; empty: in memory.
  int rate = 30;                      ///< Calls a minute before 429; 0 for no limit.
  std::string personal_token;         ///< Empty: a random one is made.
  std::string account_token;          ///< Empty: a random one is made.
  std::vector<std::string> faults;    ///< Each a rule in the language of sandbox/faults.hpp.
  std::string certificate = "valid";  ///< "valid", "expired", "wrong-host": what it presents.
};

/// Where a running sandbox is, and what opens it.
struct Address {
  std::string url;     ///< "https://localhost:PORT"
  std::string ca_pem;  ///< The sandbox's own CA.
  std::string personal_token;
  std::string account_token;
  std::int64_t project_id = 0;
};

/// An instance as a person would see it in PractiTest, for showing what the sandbox holds.
struct HeldInstance {
  std::string set;
  std::string test;
  std::string status;
  int runs = 0;
};

/// A server on a thread of its own, from construction to destruction.
class Sandbox {
public:
  /// Throws std::runtime_error when it cannot listen or open its data.
  explicit Sandbox(const Options& options);
  ~Sandbox();

  const Address& address() const;
  std::vector<HeldInstance> held() const;  ///< By set, then in order of creation.

private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace sandbox
