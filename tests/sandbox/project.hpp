#pragma once

#include "sandbox/api.hpp"
#include "sandbox/options.hpp"
#include "sandbox/store.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace sandbox_test {

namespace json = boost::json;

/// An API over an empty store in memory, called without sockets. Time stands still unless moved.
class Project {
public:
  explicit Project(sandbox::Options options = {});

  /// Carries out a call with the personal token (unless `token` says otherwise) on what lies below
  /// the project; gives the whole outcome.
  sandbox::Outcome call(
      const std::string& method, const std::string& resource, const std::string& body = {}
  );
  /// The answer's document; fails the test when the status is not 200.
  json::value ok(
      const std::string& method, const std::string& resource, const std::string& body = {}
  );
  /// The status alone.
  int status(const std::string& method, const std::string& resource, const std::string& body = {});
  /// The words of a refusal, which must have this status.
  std::string refusal(
      int status, const std::string& method, const std::string& resource, const std::string& body
  );

  std::string test(const std::string& name);  ///< Makes one; gives its id.
  std::string set(const std::string& name, const std::vector<std::string>& test_ids = {});
  std::string instance(const std::string& set, const std::string& test);
  /// `{"data":[{"type":"instances","attributes":{"instance-id":ID,ATTRIBUTES}EXTRA}]}`
  static std::string run(
      const std::string& instance,
      const std::string& attributes = R"("exit-code":0)",
      const std::string& extra = {}
  );
  /// The status of a new run of a new instance.
  std::string status_of_run(const std::string& attributes, const std::string& extra = {});

  sandbox::Options options;
  std::chrono::system_clock::time_point now{std::chrono::seconds(1'780'000'000)};
  sandbox::Store store;
  sandbox::Api api;
  std::string token = "personal";  ///< Or "account".
};

/// Of an entity, as text.
std::string id_of(const json::value& entity);
/// An attribute of the (first) entity of a document.
const json::value& attribute(const json::value& document, const std::string& key);
/// The ids of a list, in its order.
std::vector<std::string> ids_of(const json::value& document);

}  // namespace sandbox_test
