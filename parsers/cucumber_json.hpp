#pragma once

#include "parsers/json_text.hpp"
#include "parsers/report.hpp"
#include "parsers/secrets.hpp"

namespace parsers {

/// The report of Cucumber's formatter `json`, which Cucumber-JVM, -Ruby and -JS, Karate, godog,
/// pytest-bdd, Reqnroll's and Cypress' plug-ins write: a list of features with elements.
bool is_cucumber_json(const JsonText& json);

/// Fills suites, results and the producer of `report`.
void read_cucumber_json(JsonText& json, Report& report, Secrets& secrets);

}  // namespace parsers
