#pragma once

#include "sandbox/options.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A local PractiTest to try against and to test with. Knows neither parsers, importer nor client.
namespace sandbox {

/// Where a running sandbox is, and what opens it.
struct Address {
  std::string url;     ///< "https://localhost:PORT"
  std::string ca_pem;  ///< The sandbox's own CA.
  std::string personal_token;
  std::string account_token;
  std::int64_t project_id = 0;
  std::int64_t author_id = 0;  ///< A user whom author-id may name; owner of the personal token.
};

/// An instance as a person would see it in PractiTest, for showing what the sandbox holds.
struct HeldInstance {
  std::int64_t id = 0;
  std::int64_t set_id = 0;
  std::int64_t test_id = 0;
  std::string set;
  std::string test;
  std::string status;
  int runs = 0;
};

struct HeldFile {
  std::string filename;
  std::string content;  ///< Raw bytes.
};

struct HeldStep {
  std::string name;
  std::string description;
  std::string expected_results;
  std::string actual_results;
  std::string status;
  std::vector<HeldFile> files;
};

/// A run with all that was sent.
struct HeldRun {
  std::int64_t id = 0;
  std::int64_t instance_id = 0;
  std::string set;
  std::string test;
  std::string status;
  std::optional<int> exit_code;
  std::string duration;  ///< "HH:MM:SS"; empty when not sent.
  std::string output;    ///< automated-execution-output
  std::string run_type;
  std::string attributes;  ///< The other attributes sent, as a JSON object.
  std::vector<HeldStep> steps;
  std::vector<HeldFile> files;  ///< Of the run itself.
};

struct HeldSet {
  std::int64_t id = 0;
  std::string name;
  std::string attributes;  ///< The other attributes sent, as a JSON object.
};

struct HeldTest {
  std::int64_t id = 0;
  std::int64_t display_id = 0;
  std::string name;
  std::string test_type;
  std::int64_t author_id = 0;
  std::string status;      ///< Run status.
  std::string attributes;  ///< The other attributes sent, as a JSON object.
};

/// A request as it came in; also those that were refused or met by a fault.
struct LoggedCall {
  std::string method;
  std::string path;          ///< "/api/v2/projects/1/runs.json"
  std::string resource;      ///< The path below the project, or below /api/v2: "runs.json".
  std::string query;         ///< As sent, without "?"; api_token's value is left out.
  int status = 0;            ///< Answered; 0 when the connection was dropped instead.
  bool carried_out = false;  ///< Whether the call reached the API and was not refused there.
  std::size_t items = 0;  ///< Entities sent (POST, PUT) or answered (GET); 0 if a fault came first.
  std::size_t body_size = 0;                   ///< Bytes of the request's body.
  std::size_t connection = 0;                  ///< Which of the connections, counted from 1.
  std::chrono::steady_clock::time_point time;  ///< When the request was complete.
};

/// A server on a thread of its own, from construction to destruction.
class Sandbox {
public:
  /// Throws std::runtime_error when it cannot listen or open its data, or a fault rule is wrong.
  explicit Sandbox(const Options& options);
  ~Sandbox();

  const Address& address() const;
  std::vector<HeldInstance> held() const;  ///< By set, then in order of creation.
  std::vector<HeldRun> runs() const;       ///< In order of creation.
  std::vector<HeldTest> tests() const;     ///< In order of creation.
  std::vector<HeldSet> sets() const;       ///< In order of creation.

  std::vector<LoggedCall> calls() const;  ///< In order of arrival.
  /// Calls of `method` on `resource`, a pattern as in fault rules: count("POST", "runs.json").
  std::size_t count(std::string_view method, std::string_view resource) const;
  /// The most calls that any 60 seconds saw.
  std::size_t busiest_minute() const;

  /// Takes away the test, set or instance of this id with all that hangs on it, as a person may.
  void remove(std::int64_t id);

  /// Replaces the rules given in the options; counting starts anew. Throws as the constructor.
  void set_faults(const std::vector<std::string>& rules);

private:
  struct Server;
  std::unique_ptr<Server> server_;
};

}  // namespace sandbox
