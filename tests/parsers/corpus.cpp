#include "tests/parsers/corpus.hpp"

#include "parsers/error.hpp"
#include "tests/parsers/files.hpp"

#include <fmt/format.h>

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
using parsers::Status;

struct Row {
  std::string path;
  std::string format;
  std::string verdict;
  std::string counts;  ///< "passed failed errored skipped other"
};

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

namespace support {

void expect_counts_of_the_index(std::string_view format, std::span<const Explained> explained) {
  if (!is_there()) {
    return;
  }
  int as_index = 0;
  int as_explained = 0;
  const auto all = rows(format);
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
      "{} corpus: {} files, {} as the index says, {} explained\n",
      format,
      all.size(),
      as_index,
      as_explained
  );
}

void expect_refusals_of_the_index() {
  if (!is_there()) {
    return;
  }
  const auto all = rows("not-a-report");
  BOOST_TEST(!all.empty());
  for (const auto& row : all) {
    BOOST_TEST_CONTEXT(row.path) { BOOST_TEST(outcome_of(corpus() / row.path) == "rejected"); }
  }
}

}  // namespace support
