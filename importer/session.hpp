#pragma once

#include "client/practitest.hpp"
#include "importer/options.hpp"
#include "importer/settle_fields.hpp"
#include "sandbox/sandbox.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace importer {

/// Everything between the importer and PractiTest: the event loop, the connections, and the
/// sandbox where one was asked for. Lives as long as the imports of one command.
class Session {
public:
  /// `token` is empty with the sandbox. `observer` and `shared` (may be null) must outlive the
  /// session. Throws UsageError.
  Session(
      const ImportOptions& options,
      client::Secret token,
      client::Observer& observer,
      client::SharedBudget* shared
  );
  ~Session();

  client::PractiTest& practitest();
  client::Id project() const;
  KnownFields& fields();

  /// Calls `beat` once in every `period` while run() lasts; before run().
  void every(std::chrono::seconds period, std::function<void()> beat);

  /// Runs `work` to its end; meanwhile Ctrl-C and a terminate signal stop further calls, and a
  /// second one ends the process at once. Throws what `work` throws.
  void run(boost::asio::awaitable<void> work);

  /// What the sandbox holds; empty without one.
  std::vector<sandbox::HeldInstance> held() const;

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace importer
