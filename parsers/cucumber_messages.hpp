#pragma once

#include "parsers/json_text.hpp"
#include "parsers/report.hpp"
#include "parsers/secrets.hpp"

namespace parsers {

/// Cucumber's messages, which its formatter `message` writes: an envelope a line, each with one
/// message. Source: the schema of cucumber/messages, version 34, and its older forms.
bool is_cucumber_messages(const JsonText& json);

/// Fills suites, results, run errors and the producer of `report`. Notes the text cut off when it
/// does not tell the end of the run.
void read_cucumber_messages(JsonText& json, Report& report, Secrets& secrets);

}  // namespace parsers
