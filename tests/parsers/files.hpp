#pragma once

#include "parsers/read_report.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace support {

/// A report beside the text that is expected of it.
struct Fixture {
  std::filesystem::path report;
  std::filesystem::path expected;
};

std::ostream& operator<<(std::ostream& out, const Fixture& fixture);

/// Every file of fixtures/<folder> that has no expectation's extension, sorted by name; the
/// expectation of `a.xml` is `a<extension>`.
std::vector<Fixture> fixtures(const std::string& folder, const std::string& extension);

std::string slurp(const std::filesystem::path& path);

/// Reads the file under its bare name, so that nothing depends on where the checkout lies.
parsers::Report read_file(const std::filesystem::path& path);

/// Options that refuse what is cut off.
parsers::ReadOptions strictly();

/// `line:column: why`, or "read" when the text is a report.
std::string refusal_of(std::string bytes, const parsers::ReadOptions& options = {});

/// Whether an oddity of the report has this in its words.
bool has_oddity(const parsers::Report& report, std::string_view part);

/// Compares with the file; with UPDATE_GOLDEN=1 in the environment writes it instead.
void expect_golden(const std::string& actual, const std::filesystem::path& golden);

}  // namespace support
