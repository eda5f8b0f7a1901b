#include "sandbox/refusal.hpp"
#include "sandbox/tests.hpp"

// What may be sent about a test, and how it is kept.
namespace sandbox {

void Tests::keep_common(Reader& attributes, New& test) const {
  const auto type = attributes.one_of(
      "test-type", {"ApiTest", "FireCracker", "ScriptedTest", "xBotTest", "EggplantTest", "BDDTest"}
  );
  test.test_type = type.value_or(test.test_type);
  attributes.keep_texts(test.rest, {"description", "status", "version", "priority"});
  attributes.keep_duration(test.rest, "duration-estimate");
  attributes.keep_tags(test.rest);
  fields_.keep_values(attributes, test.rest, "Test");
  const auto scenario = attributes.text("scenario");
  if (scenario && test.test_type != "BDDTest") {
    attributes.refuse("scenario", "is only for tests of type BDDTest");
  }
  if (scenario) {
    test.rest["scenario"] = *scenario;
  }
}

void Tests::keep_editable(const Call&, Reader& attributes, New& test) const {
  keep_common(attributes, test);
  keep_assignee(attributes, test.rest);
  attributes.keep_date(test.rest, "planned-execution");
  if (const auto* automated = attributes.object("automated-fields")) {
    json::object kept;
    Reader reader(*automated, "attributes/automated-fields", attributes.element());
    reader.keep_texts(
        kept,
        {"automated_test_design",
         "script_repository",
         "num_of_results",
         "suite_path",
         "client_type",
         "script_path",
         "results_path",
         "script_name"}
    );
    reader.finish();
    test.rest["automated-fields"] = std::move(kept);
  }
}

std::vector<Tests::Step> Tests::read_steps(
    const json::array& steps, std::optional<std::size_t> element, bool with_position
) {
  std::vector<Step> result;
  for (const auto& value : steps) {
    if (!value.is_object()) {
      throw Refusal(422, "a step must be an object", "steps", element);
    }
    Reader reader(value.get_object(), "steps", element);
    Step step;
    step.name = reader.required_text("name", max_name);
    step.description = reader.text("description").value_or("");
    step.expected_results = reader.text("expected-results").value_or("");
    if (with_position) {
      reader.integer("position");
    }
    reader.finish();
    result.push_back(std::move(step));
  }
  return result;
}

}  // namespace sandbox
