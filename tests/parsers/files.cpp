#include "tests/parsers/files.hpp"

#include "parsers/error.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <ostream>
#include <sstream>

namespace fs = std::filesystem;

namespace support {

std::ostream& operator<<(std::ostream& out, const Fixture& fixture) {
  return out << fixture.report.filename().string();
}

std::vector<Fixture> fixtures(const std::string& folder, const std::string& extension) {
  std::vector<Fixture> found;
  for (const auto& entry : fs::directory_iterator(fs::path(FIXTURES_DIR) / folder)) {
    const bool is_expectation = entry.path().filename().string().ends_with(extension);
    if (is_expectation || !entry.is_regular_file()) {
      continue;
    }
    auto expected = entry.path();
    expected.replace_extension(extension);
    found.push_back({entry.path(), expected});
  }
  std::ranges::sort(found, {}, &Fixture::report);
  return found;
}

std::string slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    throw std::runtime_error("cannot open " + path.string());
  }
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

parsers::Report read_file(const fs::path& path) {
  return parsers::read_report(path.filename().string(), slurp(path));
}

parsers::ReadOptions strictly() {
  parsers::ReadOptions options;
  options.strict = true;
  return options;
}

std::string refusal_of(std::string bytes, const parsers::ReadOptions& options) {
  try {
    parsers::read_report("x.xml", std::move(bytes), options);
  } catch (const parsers::ParseError& error) {
    return fmt::format("{}:{}: {}", error.line(), error.column(), error.what());
  }
  return "read";
}

bool has_oddity(const parsers::Report& report, std::string_view part) {
  return std::ranges::any_of(report.oddities, [&](const parsers::Oddity& oddity) {
    return oddity.what.find(part) != std::string::npos;
  });
}

void expect_golden(const std::string& actual, const fs::path& golden) {
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << actual;
  }
  BOOST_TEST_REQUIRE(fs::exists(golden), golden << " is missing: write it with UPDATE_GOLDEN=1");
  BOOST_TEST(actual == slurp(golden));
}

}  // namespace support
