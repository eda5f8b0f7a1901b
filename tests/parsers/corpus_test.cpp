#include "parsers/error.hpp"
#include "tests/parsers/files.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

/// Reports that other projects' tools wrote, against the counts in the collection's index.

namespace {

namespace fs = std::filesystem;
using parsers::Status;

struct Row {
  std::string path;
  std::string format;
  std::string verdict;
  std::string counts;  ///< "passed failed errored skipped other"
};

/// The rules of the format count these differently from the index, for the reason given.
struct Explained {
  std::string_view path;
  std::string_view counts;
  std::string_view why;
};

constexpr std::array explained = std::to_array<Explained>({
    {"junit/doctest__examples__all_features__test_output__assertion_macros.cpp_junit.txt",
     "4 19 0 0 0",
     "a case whose only failures are WARN assertions did not fail"},
    {"junit/local-run__gen__cpp__catch2_v2_junit.xml",
     "4 2 1 2 0",
     "two cases tagged [!mayfail] and [!shouldfail] failed as they may: they count as skipped"},
    {"junit/local-run__gen__ctest1__junit.xml",
     "6 6 0 2 4",
     "a missing program, a missing file and a broken fixture blocked three tests, which CTest "
     "writes as skipped; a disabled one was not run"},
});

fs::path corpus() { return CORPUS_DIR; }

std::vector<Row> rows(std::string_view format) {
  std::vector<Row> found;
  std::istringstream index(support::slurp(corpus() / "INDEX.tsv"));
  for (std::string line; std::getline(index, line);) {
    std::vector<std::string> cells;
    std::istringstream split(line);
    for (std::string cell; std::getline(split, cell, '\t');) {
      cells.push_back(cell);
    }
    if (cells.size() > 13 && cells[1] == format) {
      found.push_back(
          {cells[0],
           cells[1],
           cells[7],
           fmt::format("{} {} {} {} {}", cells[9], cells[10], cells[11], cells[12], cells[13])}
      );
    }
  }
  return found;
}

std::string counts_of(const parsers::Report& report) {
  std::map<Status, int> counts;
  for (const auto& result : report.results) {
    ++counts[result.status];
  }
  const auto named = counts[Status::passed] + counts[Status::failed] + counts[Status::errored] +
                     counts[Status::skipped];
  return fmt::format(
      "{} {} {} {} {}",
      counts[Status::passed],
      counts[Status::failed],
      counts[Status::errored],
      counts[Status::skipped],
      static_cast<int>(report.results.size()) - named
  );
}

/// "rejected", or the counts.
std::string outcome_of(const fs::path& path) {
  try {
    return counts_of(support::read_file(path));
  } catch (const parsers::ParseError&) {
    return "rejected";
  }
}

bool is_there() {
  if (fs::exists(corpus() / "INDEX.tsv")) {
    return true;
  }
  BOOST_TEST_MESSAGE("skipped: the collection of real reports is not beside the checkout");
  std::cout << "corpus tests skipped: " << corpus() << " does not exist\n";
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(corpus_of_real_reports)

BOOST_AUTO_TEST_CASE(every_junit_file_has_the_counts_of_the_index) {
  if (!is_there()) {
    return;
  }
  int as_index = 0;
  int as_explained = 0;
  const auto all = rows("junit");
  for (const auto& row : all) {
    const auto outcome = outcome_of(corpus() / row.path);
    const auto expected = row.verdict.starts_with("rejected") ? "rejected" : row.counts;
    if (outcome == expected) {
      ++as_index;
      continue;
    }
    const auto known = std::ranges::find(explained, row.path, &Explained::path);
    if (known != explained.end() && known->counts == outcome) {
      ++as_explained;
      continue;
    }
    BOOST_ERROR(row.path << ": read as " << outcome << ", the index says " << expected);
  }
  BOOST_TEST(!all.empty());
  std::cout << fmt::format(
      "junit corpus: {} files, {} as the index says, {} explained\n",
      all.size(),
      as_index,
      as_explained
  );
}

BOOST_AUTO_TEST_CASE(every_file_that_is_no_report_is_refused) {
  if (!is_there()) {
    return;
  }
  const auto all = rows("not-a-report");
  BOOST_TEST(!all.empty());
  for (const auto& row : all) {
    BOOST_TEST_CONTEXT(row.path) { BOOST_TEST(outcome_of(corpus() / row.path) == "rejected"); }
  }
}

BOOST_AUTO_TEST_SUITE_END()
