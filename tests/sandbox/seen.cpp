#include "tests/sandbox/seen.hpp"

#include "tests/sandbox/project.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace json = boost::json;

namespace sandbox_test {

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string quoted(const std::string& text) { return json::serialize(json::value(text)); }

sandbox::Options without_limit() {
  sandbox::Options options;
  options.rate = 0;
  return options;
}

Seen::Seen(const sandbox::Options& options)
    : server(options),
      client(port_of(server.address().url), server.address().ca_pem),
      base("/api/v2/projects/" + std::to_string(server.address().project_id) + "/") {}

json::value Seen::post(const std::string& resource, const std::string& body) {
  const auto answer = client.send("POST", base + resource, server.address().personal_token, body);
  BOOST_TEST_REQUIRE(answer.status == 200, answer.body);
  return json::parse(answer.body).at("data");
}

std::string Seen::test(const std::string& name, const std::string& more) {
  return id_of(post(
      "tests.json",
      fmt::format(R"({{"data":{{"attributes":{{"name":{}{}}}}}}})", quoted(name), more)
  ));
}

std::string Seen::set(
    const std::string& name, const std::vector<std::string>& tests, const std::string& more
) {
  const auto body = fmt::format(
      R"({{"data":{{"attributes":{{"name":{}{}}},"instances":{{"test-ids":[{}]}}}}}})",
      quoted(name),
      more,
      fmt::join(tests, ",")
  );
  return id_of(post("sets.json", body));
}

std::string Seen::instance(const std::string& of_set) {
  const auto answer = client.send(
      "GET", base + "instances.json?set-ids=" + of_set, server.address().personal_token
  );
  return id_of(json::parse(answer.body).at("data").at(0));
}

std::string Seen::run(
    const std::string& of_instance, const std::string& attributes, const std::string& more
) {
  const auto body = fmt::format(
      R"({{"data":[{{"attributes":{{"instance-id":{}{}}}{}}}]}})", of_instance, attributes, more
  );
  return id_of(post("runs.json", body).at(0));
}

std::string Seen::page(const std::string& target) {
  const auto there = answer(target);
  BOOST_TEST_REQUIRE(there.status == 200, target << ": " << there.body);
  BOOST_TEST(there.content_type == "text/html; charset=utf-8");
  return there.body;
}

Answer Seen::answer(const std::string& target) {
  Visit visit;
  visit.target = target;
  return client.visit(visit);
}

}  // namespace sandbox_test
