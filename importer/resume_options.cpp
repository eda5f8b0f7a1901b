#include "importer/resume_options.hpp"

#include "importer/error.hpp"
#include "importer/option_names.hpp"
#include "importer/option_values.hpp"
#include "importer/outcome_options.hpp"
#include "importer/parse_arguments.hpp"

#include <fmt/format.h>

#include <optional>

namespace po = boost::program_options;

namespace importer {

po::options_description all_resume_option_names() {
  auto all = import_option_names();
  all.add_options(
  )("forget",
    po::bool_switch(),
    "drop the import that would be gone on with, instead: it stays as far as it came");
  return all;
}

po::options_description resume_option_names() {
  return import_options_named({"ledger", "token-file", "proxy", "verbose", "quiet", "config"});
}

bool names_reports(const std::vector<std::string>& arguments) {
  const auto values = parse_arguments(arguments, all_resume_option_names());
  const bool named = values.count("input") != 0 || values.count("plan") != 0;
  if (named && values["forget"].as<bool>()) {
    throw UsageError(
        "--forget drops the import that the ledger holds as interrupted last: leave the reports out"
    );
  }
  return named;
}

ResumeOptions read_resume(const std::vector<std::string>& arguments) {
  const auto values = parse_arguments(arguments, all_resume_option_names());
  const auto taken = resume_option_names();
  for (const auto& [name, value] : values) {
    if (name != "forget" && taken.find_nothrow(name, false) == nullptr && !value.defaulted()) {
      throw UsageError(fmt::format(
          "`ptimport resume` without reports takes everything but --ledger, --token-file, --proxy, "
          "-v and -q from the interrupted import; --{} needs the reports too",
          name
      ));
    }
  }
  ResumeOptions options;
  const auto given = [&values](const char* name) {
    return values.count(name) == 0 ? std::nullopt : std::optional(word(values, name));
  };
  options.ledger = given("ledger");
  options.token_file = given("token-file");
  options.proxy = given("proxy");
  options.forget = values["forget"].as<bool>();
  if (values["quiet"].as<bool>() || values["verbose"].as<bool>()) {
    options.verbosity = read_verbosity(values);
  }
  if (options.ledger == "none") {
    throw UsageError(
        "without a ledger name what to resume: `ptimport resume --ledger none` with the options "
        "and reports of the import"
    );
  }
  return options;
}

}  // namespace importer
