#include "importer/plan_options.hpp"

#include "importer/error.hpp"
#include "importer/open_ledger.hpp"
#include "importer/option_kinds.hpp"
#include "importer/option_names.hpp"
#include "importer/parse_arguments.hpp"
#include "importer/place_options.hpp"
#include "importer/read_import.hpp"
#include "importer/reading_option_names.hpp"

#include <fmt/format.h>
#include <boost/program_options/variables_map.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace po = boost::program_options;

namespace importer {

namespace {

/// Beside those that say how reports are read. Not the address: see options_with(). Nor --features:
/// what is saved holds the scenarios themselves, and the folder may be another one elsewhere.
constexpr std::array kept = {
    "project",       "set",          "set-else",   "set-id",
    "clone-set",     "granularity",  "parameters", "test-name",
    "create",        "on-ambiguous", "match",      "no-auto-create",
    "bulk-search",   "look-again",   "skipped",    "flaky",
    "status",        "run-errors",   "build",      "again",
    "no-import-key", "author-id",    "attach",     "attach-report",
    "attach-max",    "attach-total", "body-max",   "map",
    "id-properties", "id-in-names",  "test-field", "set-field",
    "run-field",     "extend-lists", "absent",     "update",
    "match-field",
};

bool is_reading(const std::string& name) {
  return reading_option_names().find_nothrow(name, false) != nullptr;
}

bool is_kept(const std::string& name) {
  return std::ranges::find(kept, name) != kept.end() || is_reading(name);
}

SavedOption saved_option(const std::string& name, const po::variable_value& value) {
  SavedOption option;
  option.name = name;
  option.given = !value.defaulted();
  option.is_reading = is_reading(name);
  if (const auto* list = boost::any_cast<std::vector<std::string>>(&value.value())) {
    option.values = *list;
    option.is_list = true;
  } else if (const auto* truth = boost::any_cast<bool>(&value.value())) {
    option.values.emplace_back(*truth ? "true" : "false");
  } else {
    option.values.push_back(value.as<std::string>());
  }
  return option;
}

std::string in_words(const SavedOption& option) {
  if (option.values.size() == 1 && option.values.front() == "true") {
    return "--" + option.name;
  }
  if (option.values.size() == 1 && option.values.front() == "false") {
    return fmt::format("no --{}", option.name);
  }
  return fmt::format("--{} {}", option.name, fmt::join(option.values, ", "));
}

void append(std::vector<std::string>& arguments, const SavedOption& option) {
  const bool is_on_or_off = option.values.size() == 1 &&
                            (option.values.front() == "true" || option.values.front() == "false") &&
                            is_switch(import_option_names().find(option.name, false));
  if (is_on_or_off) {
    if (option.values.front() == "true") {
      arguments.push_back("--" + option.name);
    }
    return;
  }
  for (const auto& value : option.values) {
    append_option(arguments, option.name, value);
  }
}

class Completing {
public:
  Completing(const ImportOptions& beside, const std::vector<SavedPlan>& plans)
      : beside_(beside), plans_(plans) {
    for (const auto& [name, value] : parse_arguments(beside.arguments, import_option_names())) {
      if (!value.defaulted() && name != "plan" && name != "input") {
        given_.emplace(name, saved_option(name, value));
      }
    }
  }

  ImportOptions complete() {
    for (const auto& plan : plans_) {
      for (const auto& option : plan.options) {
        take(plan, option);
      }
      refuse_what_it_was_made_without(plan);
    }
    std::vector<std::string> arguments;
    for (const auto& [name, taken] : taken_) {
      append(arguments, taken.option);
    }
    for (const auto& [name, option] : given_) {
      if (!taken_.contains(name)) {
        append(arguments, option);
      }
    }
    if (plans_.front().decided) {
      add_address(arguments);
    }
    arguments.emplace_back("--");
    arguments.insert(arguments.end(), beside_.plans.begin(), beside_.plans.end());
    auto options = read_import(arguments, Needs::set_and_reports);
    if (plans_.front().decided) {
      check_identity(options);
    }
    if (!given_.contains("attachments-root")) {
      // No file decides from where files are sent.
      options.reading.attachments_roots.clear();
    }
    if (!given_.contains("map")) {
      options.map.clear();  // Likewise; and of a decided plan the names are decided.
    }
    options.arguments = beside_.arguments;
    options.plans = beside_.plans;
    options.dry_run = beside_.dry_run;
    options.resume = beside_.resume;
    options.identity = beside_.identity;
    options.ledger = beside_.ledger;
    options.token_file = beside_.token_file;
    options.proxy = beside_.proxy;
    options.verbosity = beside_.verbosity;
    return options;
  }

private:
  struct Taken {
    SavedOption option;
    const SavedPlan* plan;
  };

  void take(const SavedPlan& plan, const SavedOption& option) {
    if (!is_kept(option.name)) {
      throw UsageError(fmt::format(
          "{}: it says --{}, which no saved plan says: save the plan anew", plan.file, option.name
      ));
    }
    if (const auto given = given_.find(option.name);
        given != given_.end() && given->second.values != option.values) {
      throw UsageError(fmt::format(
          "{} contradicts {}, which was saved with {}: leave the option out, or save the plan anew "
          "with it",
          in_words(given->second),
          plan.file,
          in_words(option)
      ));
    }
    if (!plan.decided && is_reading(option.name)) {
      return;  // Their reports are read already, each part's in its own way.
    }
    const auto [taken, is_new] = taken_.emplace(option.name, Taken{option, &plan});
    if (!is_new && taken->second.option.values != option.values) {
      throw UsageError(fmt::format(
          "{} was saved with {}, and {} with {}: these are parts of different imports",
          taken->second.plan->file,
          in_words(taken->second.option),
          plan.file,
          in_words(option)
      ));
    }
  }

  void refuse_what_it_was_made_without(const SavedPlan& plan) const {
    for (const auto& [name, option] : given_) {
      const bool is_open = !plan.decided && !is_reading(name);
      if (is_kept(name) && !is_open &&
          !std::ranges::count(plan.options, name, &SavedOption::name)) {
        throw UsageError(fmt::format(
            "{} contradicts {}, which was saved without it: leave the option out, or save the plan "
            "anew with it",
            in_words(option),
            plan.file
        ));
      }
    }
  }

  void add_address(std::vector<std::string>& arguments) const {
    for (const auto* name : {"url", "region", "sandbox", "sandbox-data"}) {
      if (given_.contains(name)) {
        return;
      }
    }
    const auto& plan = plans_.front();
    const auto& address = plan.identity.base_url;
    if (address.starts_with("sandbox")) {
      throw UsageError(fmt::format(
          "{} was saved for a {}: give --sandbox{} beside it",
          plan.file,
          address,
          address == "sandbox" ? "" : "-data FILE"
      ));
    }
    if (!is_own_address(address)) {
      throw UsageError(fmt::format(
          "{} was saved for {}, which is none of PractiTest's own addresses: give --url (and "
          "--ca-file, if it was) beside it, so that no file decides where the token is sent",
          plan.file,
          address
      ));
    }
    arguments.push_back("--url=" + address);
  }

  void check_identity(const ImportOptions& options) const {
    const auto& plan = plans_.front();
    const auto refuse = [&plan](std::string_view what, const auto& saved, const auto& said) {
      throw UsageError(fmt::format(
          "{} was saved for {} {}, and not for {}: carry it out there, or save a plan for here",
          plan.file,
          what,
          saved,
          said
      ));
    };
    if (const auto here = base_url_word(options); here != plan.identity.base_url) {
      refuse("PractiTest at", plan.identity.base_url, here);
    }
    if (const auto here = options.project.value_or(0); here != plan.identity.project) {
      refuse("project", plan.identity.project, here);
    }
    if (const auto here = set_word(options); here != plan.identity.set) {
      refuse("the test set", plan.identity.set, here);
    }
    if (options.dry_run || !beside_.identity || *beside_.identity == plan.identity.build) {
      return;
    }
    refuse("the build", plan.identity.build, *beside_.identity);
  }

  const ImportOptions& beside_;
  const std::vector<SavedPlan>& plans_;
  std::map<std::string, SavedOption> given_;
  std::map<std::string, Taken> taken_;
};

}  // namespace

std::vector<SavedOption> options_for_plan(const po::variables_map& values) {
  std::vector<SavedOption> options;
  for (const auto& [name, value] : values) {
    if (is_kept(name)) {
      options.push_back(saved_option(name, value));
    }
  }
  return options;
}

ImportOptions options_with(const ImportOptions& beside, const std::vector<SavedPlan>& plans) {
  return Completing(beside, plans).complete();
}

}  // namespace importer
