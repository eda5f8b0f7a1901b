#include "tests/sandbox/project.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/test/unit_test.hpp>

namespace sandbox_test {

Project::Project(sandbox::Options given)
    : options(std::move(given)),
      store("", [this] { return now; }),
      api(options, store, sandbox::Keys{"personal", "account", 7}) {}

sandbox::Outcome Project::call(
    const std::string& method, const std::string& resource, const std::string& body
) {
  sandbox::Request request;
  request.method = method;
  request.target = "/api/v2/projects/7/" + resource;
  request.host = "localhost:1";
  request.token_header = token;
  request.content_type = body.empty() ? "" : "application/json";
  request.body = body;
  return api.carry_out(request);
}

json::value Project::ok(
    const std::string& method, const std::string& resource, const std::string& body
) {
  const auto outcome = call(method, resource, body);
  BOOST_TEST_REQUIRE(outcome.response.status == 200, outcome.response.body);
  return json::parse(outcome.response.body);
}

int Project::status(
    const std::string& method, const std::string& resource, const std::string& body
) {
  return call(method, resource, body).response.status;
}

std::string Project::refusal(
    int expected, const std::string& method, const std::string& resource, const std::string& body
) {
  const auto outcome = call(method, resource, body);
  BOOST_TEST_REQUIRE(outcome.response.status == expected, outcome.response.body);
  const auto document = json::parse(outcome.response.body);
  return std::string(document.at("errors").at(0).at("detail").as_string());
}

std::string Project::test(const std::string& name) {
  json::object attributes;
  attributes["name"] = name;
  if (token == "account") {
    attributes["author-id"] = 5001;
  }
  const auto text = json::serialize(attributes);
  return id_of(ok("POST", "tests.json", R"({"data":{"attributes":)" + text + "}}").at("data"));
}

std::string Project::set(const std::string& name, const std::vector<std::string>& test_ids) {
  const auto body = fmt::format(
      R"({{"data":{{"attributes":{{"name":"{}"}},"instances":{{"test-ids":[{}]}}}}}})",
      name,
      fmt::join(test_ids, ",")
  );
  return id_of(ok("POST", "sets.json", body).at("data"));
}

std::string Project::instance(const std::string& set_id, const std::string& test_id) {
  const auto body =
      fmt::format(R"({{"data":{{"attributes":{{"set-id":{},"test-id":{}}}}}}})", set_id, test_id);
  return id_of(ok("POST", "instances.json", body).at("data"));
}

std::string Project::run(
    const std::string& instance_id, const std::string& attributes, const std::string& extra
) {
  return fmt::format(
      R"({{"data":[{{"type":"instances","attributes":{{"instance-id":{}{}{}}}{}}}]}})",
      instance_id,
      attributes.empty() ? "" : ",",
      attributes,
      extra
  );
}

std::string Project::status_of_run(const std::string& attributes, const std::string& extra) {
  const auto id = instance(set("any"), test("any"));
  const auto answer = ok("POST", "runs.json", run(id, attributes, extra));
  return std::string(attribute(answer, "status").as_string());
}

std::string id_of(const json::value& entity) { return std::string(entity.at("id").as_string()); }

const json::value& attribute(const json::value& document, const std::string& key) {
  const auto& data = document.at("data");
  const auto& entity = data.is_array() ? data.at(0) : data;
  return entity.at("attributes").at(key);
}

std::vector<std::string> ids_of(const json::value& document) {
  std::vector<std::string> ids;
  for (const auto& entity : document.at("data").as_array()) {
    ids.push_back(id_of(entity));
  }
  return ids;
}

}  // namespace sandbox_test
