#pragma once

#include "sandbox/sandbox.hpp"
#include "tests/sandbox/https_client.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace sandbox_test {

bool has(const std::string& text, const std::string& part);

/// As JSON has it.
std::string quoted(const std::string& text);

sandbox::Options without_limit();

/// A sandbox, what an import sends to it, and a person who looks. What is made must be accepted;
/// `more` goes behind its attributes.
struct Seen {
  explicit Seen(const sandbox::Options& options = without_limit());

  boost::json::value post(const std::string& resource, const std::string& body);

  std::string test(const std::string& name, const std::string& more = {});  ///< Gives its id.
  std::string set(
      const std::string& name, const std::vector<std::string>& tests, const std::string& more = {}
  );
  /// The first instance of a set.
  std::string instance(const std::string& of_set);
  std::string run(
      const std::string& of_instance, const std::string& attributes, const std::string& more = {}
  );

  /// A page that must be there.
  std::string page(const std::string& target);
  /// Whatever there is.
  Answer answer(const std::string& target);

  sandbox::Sandbox server;
  HttpsClient client;
  std::string base;
};

}  // namespace sandbox_test
