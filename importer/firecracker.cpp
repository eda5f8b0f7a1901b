#include "importer/firecracker.hpp"

#include "importer/error.hpp"
#include "importer/field_choices.hpp"
#include "importer/template.hpp"
#include "importer/terminal.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <optional>

namespace json = boost::json;

namespace importer {

namespace {

/// A key that needs no translation, with the reason; told only when it says something.
struct Unneeded {
  std::string_view key;
  std::string_view why;
};

constexpr std::array unneeded{
    Unneeded{"email", "not needed: the token alone says who you are"},
    Unneeded{"reports-path", "reports are arguments of each import: `ptimport import REPORT…`"},
    Unneeded{"temp-folder", "not needed: no files are made on the way"},
    Unneeded{"display-run-time", "not needed: the summary tells the time"},
    Unneeded{"config-path", "not needed: this configuration is found by its name"},
    Unneeded{
        "only-failed-steps",
        "not needed: what passed is recorded in few words, what failed with all that is known"},
    Unneeded{
        "use-test-step",
        "the steps that a test has in PractiTest are not matched with those of its results"},
    Unneeded{"match-step-by", "steps are not matched, see use-test-step"},
    Unneeded{
        "pt-test-step-name",
        "a case that is a step is named by its name and parameters, another step by what it holds"},
    Unneeded{"pt-test-step-description", "as pt-test-step-name"},
    Unneeded{
        "detect-bdd-steps", "not needed: steps of scenarios are those of BDD tools' own reports"},
    Unneeded{"features-paths", "give --features DIR: tests that are made are then BDD tests"},
    Unneeded{"sample", "not needed: `ptimport plan` shows all and changes nothing"},
};

/// Fields that are given to what is made.
constexpr std::array<std::pair<std::string_view, client::FieldOwner>, 3> field_keys{{
    {"additional-test-fields", client::FieldOwner::test},
    {"additional-testset-fields", client::FieldOwner::set},
    {"additional-run-fields", client::FieldOwner::run},
}};

const std::pair<std::string_view, client::FieldOwner>* field_key(std::string_view key) {
  const auto* const found =
      std::ranges::find_if(field_keys, [key](const auto& each) { return each.first == key; });
  return found == field_keys.end() ? nullptr : found;
}

bool says_nothing(const json::value& value) {
  return value.is_null() || (value.is_bool() && !value.as_bool()) ||
         (value.is_string() && value.as_string().empty()) ||
         (value.is_array() && value.as_array().empty()) ||
         (value.is_object() && value.as_object().empty());
}

bool is_true(const json::value& value) {
  return (value.is_bool() && value.as_bool()) || (value.is_string() && value.as_string() == "true");
}

std::optional<std::string> text_of(const json::value& value) {
  if (value.is_string()) {
    return std::string(value.as_string());
  }
  if (value.is_int64()) {
    return std::to_string(value.as_int64());
  }
  return std::nullopt;
}

class Translator {
public:
  Translated translate(const json::object& configuration) {
    take_grain(configuration);
    for (const auto& member : configuration) {
      translate(std::string(member.key()), member.value());
    }
    prefer_set_name();
    return std::move(done_);
  }

private:
  void translate(const std::string& key, const json::value& value) {
    if (says_nothing(value) || key == "test-case-as-pt-test" ||
        key == "test-case-as-pt-test-step" || is_our_step_name(key, value)) {
      return;  // The two about cases: take_grain().
    }
    if (key == "api-token") {
      leave(
          key,
          "not copied: set the environment variable PRACTITEST_TOKEN (a secret of the CI system), "
          "or name a file with token-file; whoever could read it in that file has it: replace it "
          "in PractiTest"
      );
    } else if (key == "api-uri") {
      take_address(key, value);
    } else if (key == "multitestset") {
      leave(
          key,
          "say what a test set is: set = {suite} makes one for each suite, {report} for each "
          "report "
          "file, {class} for each class"
      );
    } else if (key == "pt-test-name") {
      take_name(key, value);
    } else if (key == "display-action-logs") {
      done_.options.emplace_back("verbose", "true");
    } else if (const auto* const fields = field_key(key)) {
      take_fields(key, fields->second, value);
    } else if (!take_as_it_is(key, value)) {
      leave_unneeded(key);
    }
  }

  bool take_as_it_is(const std::string& key, const json::value& value) {
    constexpr std::array<std::pair<std::string_view, const char*>, 5> same{{
        {"project-id", "project"},
        {"author-id", "author-id"},
        {"testset-name", "set"},
        {"testset-id", "set-id"},
        {"max-api-rate", "rate"},
    }};
    for (const auto& [theirs, ours] : same) {
      if (key == theirs) {
        if (const auto text = text_of(value)) {
          // Only the set's name is a template.
          done_.options.emplace_back(ours, as_template(*text));
        } else {
          leave(key, "neither a text nor a number");
        }
        return true;
      }
    }
    return false;
  }

  void take_address(const std::string& key, const json::value& value) {
    auto url = text_of(value).value_or("");
    while (url.ends_with('/')) {
      url.pop_back();
    }
    if (url == "https://api.practitest.com") {
      done_.options.emplace_back("region", "us");
    } else if (
        url == "https://eu1-prod-api.practitest.app" || url == "https://eu1-prod.practitest.app") {
      done_.options.emplace_back("region", "eu");
    } else if (url.starts_with("https://") && url.find('@') == url.npos) {
      done_.options.emplace_back("url", url);
    } else {
      leave(key, "no https:// address without a password in it: give --url");
    }
  }

  void take_name(const std::string& key, const json::value& value) {
    try {
      done_.options.emplace_back(
          "test-name", template_of_expression(text_of(value).value_or(""), grain_)
      );
    } catch (const UsageError& error) {
      leave(
          key, fmt::format("{}; --test-name takes a template: `ptimport help import`", error.what())
      );
    }
  }

  void take_fields(const std::string& key, client::FieldOwner owner, const json::value& value) {
    if (!value.is_object()) {
      leave(key, "no list of fields");
      return;
    }
    for (const auto& group : value.as_object()) {
      if (!group.value().is_object()) {
        leave(fmt::format("{} {}", key, shown(group.key(), 60)), "no list of fields");
        continue;
      }
      for (const auto& field : group.value().as_object()) {
        if (!says_nothing(field.value())) {
          take_field(key, owner, std::string(field.key()), field.value());
        }
      }
    }
  }

  void take_field(
      const std::string& key,
      client::FieldOwner owner,
      const std::string& field,
      const json::value& value
  ) {
    const auto whole = fmt::format("{} {}", key, shown(field, 60));
    const auto name = field == "assigned-to-id" ? "assigned-to"
                      : field == "milestone-id" ? "milestone"
                                                : field;
    const auto* const system = client::find_system_field(name);
    const bool is_known =
        client::custom_field_id(name) || (system != nullptr && client::belongs_to(*system, owner));
    const auto text = text_of(value);
    if (!is_known) {
      leave(whole, "no field that can be set here: `ptimport help import` names them");
    } else if (!text) {
      leave(whole, "neither a text nor a number");
    } else {
      try {
        done_.options.emplace_back(
            field_option(owner), fmt::format("{}={}", name, template_of_field(*text))
        );
      } catch (const UsageError& error) {
        leave(whole, error.what());
      }
    }
  }

  void leave_unneeded(const std::string& key) {
    const auto* const found = std::ranges::find(unneeded, key, &Unneeded::key);
    leave(
        shown(key, 60),
        found == unneeded.end() ? "no option of FireCracker's that is known here" : found->why
    );
  }

  /// One test for each class, named without its package and with its cases as steps, is what
  /// FireCracker does unless it is told otherwise.
  void take_grain(const json::object& configuration) {
    const auto* const as_steps = configuration.if_contains("test-case-as-pt-test-step");
    const auto* const as_test = configuration.if_contains("test-case-as-pt-test");
    const bool by_case =
        as_steps != nullptr ? !is_true(*as_steps) : as_test != nullptr && is_true(*as_test);
    if (by_case) {
      return;
    }
    grain_ = Grain::test_class;
    done_.options.emplace_back("granularity", "class");
    const auto* const name = configuration.if_contains("pt-test-name");
    if (name == nullptr || says_nothing(*name)) {
      done_.options.emplace_back("test-name", template_of_expression("?pt-test-name", grain_));
    }
  }

  /// A step that is a case has the name that FireCracker gives it by default.
  static bool is_our_step_name(const std::string& key, const json::value& value) {
    const auto name = text_of(value);
    return key == "pt-test-step-name" &&
           (name == "?test-case-name" || name == "?pt-test-step-name");
  }

  void prefer_set_name() {
    const auto has = [this](std::string_view name) {
      return std::ranges::find(done_.options, name, &Option::first) != done_.options.end();
    };
    if (has("set") && has("set-id")) {
      std::erase_if(done_.options, [](const auto& option) { return option.first == "set-id"; });
      leave("testset-id", "testset-name is taken, as FireCracker does where it makes sets");
    }
  }

  using Option = std::pair<std::string, std::string>;

  void leave(std::string key, std::string_view why) {
    done_.left.push_back({std::move(key), std::string(why)});
  }

  Translated done_;
  Grain grain_ = Grain::result;  ///< Known before any key is translated.
};

}  // namespace

Translated translate_firecracker(std::string_view text, const std::string& file) {
  boost::system::error_code error;
  const auto value = json::parse(text, error);
  if (error || !value.is_object()) {
    throw UsageError(fmt::format(
        "{} is no configuration of FireCracker, which is an object of JSON{}",
        shown(file, 300),
        error ? ": " + error.message() : ""
    ));
  }
  return Translator().translate(value.as_object());
}

}  // namespace importer
