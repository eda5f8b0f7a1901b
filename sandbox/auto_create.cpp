#include "sandbox/auto_create.hpp"

#include "sandbox/refusal.hpp"

#include <optional>

namespace sandbox {

namespace {

// The name may be missing beside a test-id.
Tests::New read_test(const json::object& given, const Tests& tests, bool named) {
  Reader reader(given, "test-attributes", std::nullopt);
  Tests::New test;
  if (named || given.contains("name")) {
    test.name = reader.required_text("name", max_name);
  }
  tests.keep_common(reader, test);
  reader.keep_texts(test.rest, {"preconditions"});
  reader.keep_ids(test.rest, {"folder-id"});
  if (const auto* steps = reader.array("steps")) {
    test.steps = Tests::read_steps(*steps, std::nullopt, true);
  }
  reader.finish();
  return test;
}

}  // namespace

json::object auto_create(
    const Call& call, Tests& tests, Sets& sets, Instances& instances, Runs& runs
) {
  call.need("runs");
  call.query.allow({}, false);
  const auto* data = data_of(call.body).if_object();
  if (data == nullptr) {
    throw Refusal(422, "data must be one run", "data");
  }
  Reader element(*data, "", std::nullopt);
  element.one_of("type", {"instances"});
  const auto* given = element.object("attributes");
  const auto* test_attributes = element.object("test-attributes");
  if (given == nullptr) {
    element.refuse("attributes", "are missing");
  }
  Reader attributes(*given, "attributes", std::nullopt);
  const Id set = attributes.required_id("set-id");
  const auto known_test = attributes.id("test-id");
  const auto run = runs.read(call, element, attributes);
  attributes.finish();
  element.finish();
  if (!sets.exists(set)) {
    attributes.refuse("set-id", "is no set of this project");
  }

  json::object meta;
  Id test = known_test.value_or(0);
  if (known_test) {
    if (test_attributes != nullptr) {
      read_test(*test_attributes, tests, false);
    }
    if (!tests.exists(test)) {
      attributes.refuse("test-id", "is no test of this project");
    }
  } else {
    if (test_attributes == nullptr) {
      element.refuse("test-attributes", "are missing, and so is test-id");
    }
    auto wanted = read_test(*test_attributes, tests, true);
    const auto found = tests.find(wanted.name, call.options.auto_create_takes_newest);
    if (!found) {
      call.need("tests_editor");
      if (call.token == Token::account) {
        throw Refusal(422, "author-id can't be blank", "test-attributes/author-id");
      }
      wanted.author_id = first_user;
    }
    test = found ? *found : tests.add(wanted);
    if (!found) {
      meta["created-test"] = test;
    }
  }

  auto instance = instances.find_in(set, test);
  if (!instance) {
    call.need("instances_editor");
    instance = instances.add(set, test, json::object());
    sets.grew(set, 1);
    meta["created-instance"] = *instance;
  }
  json::object document;
  document["data"] = runs.add(call, *instance, Instances::Where{set, test}, run);
  document["meta"] = std::move(meta);
  return document;
}

}  // namespace sandbox
