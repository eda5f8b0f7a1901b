#pragma once

#include "client/entities.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>

/// What a run's steps say of results: text, cut where it is too long, the cut told.
namespace importer {

/// Enough for a deep stack trace; 20 runs of this size stay well below a megabyte.
constexpr std::size_t max_evidence_characters = 10'000;
constexpr std::size_t min_evidence_characters = 300;

/// What each of so many steps of one run may say, so that the size of the run stays bounded.
std::size_t evidence_share(std::size_t steps);

std::string cut_end(std::string_view whole, std::size_t count);

/// Adds a paragraph, below its title if it has one. Nothing for an empty one.
void add_paragraph(std::string& text, std::string_view title, std::string_view paragraph);

/// The message, unless the details say it at their beginning, as Java's traces do.
std::string message_beside(std::string_view message, std::string_view details);

/// Type, message and stack trace, none of them twice, then what was captured.
std::string what_broke(const parsers::Evidence& evidence, std::size_t most);
std::string what_broke(const parsers::Attempt& attempt, std::size_t most);

/// Message and details of a step of the result's own.
std::string what_broke(const parsers::Step& step, std::size_t most);

/// The first line that says something of the result, wherever it stands; may be empty.
std::string_view first_words(const parsers::Result& result);

/// "Cart.java:17"; empty when the report does not tell.
std::string where(const parsers::Result& result);

client::RunStep step(std::string_view name, client::StepStatus status, std::string actual);

}  // namespace importer
