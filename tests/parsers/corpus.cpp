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
  /// "N complete", where the index tells how many results stand before the break of a bad file.
  std::string before_the_break;
};

fs::path corpus() { return CORPUS_DIR; }

/// From "…; complete <testcase> elements before the break: 5 | …".
std::string complete_in(std::string_view notes) {
  constexpr std::string_view mark = "elements before the break: ";
  const auto at = notes.find(mark);
  if (at == std::string_view::npos) {
    return {};
  }
  const auto number = notes.substr(at + mark.size());
  return fmt::format("{} complete", number.substr(0, number.find_first_not_of("0123456789")));
}

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
           fmt::format("{} {} {} {} {}", cells[9], cells[10], cells[11], cells[12], cells[13]),
           complete_in(cells.back())}
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

/// "rejected", or the counts; of what is cut off the number of results, "5 complete".
std::string outcome_of(const fs::path& path) {
  try {
    const auto report = support::read_file(path);
    return report.cut_off ? fmt::format("{} complete", report.results.size()) : counts_of(report);
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
  int flagged_as_cut = 0;
  const auto all = rows(format);
  for (const auto& row : all) {
    const auto outcome = outcome_of(corpus() / row.path);
    const auto expected = row.verdict.starts_with("rejected") ? "rejected" : row.counts;
    // The index rejects what is cut off; read with a flag, the rest must be all that it counts.
    const bool flagged = expected == "rejected" && outcome == row.before_the_break;
    if (outcome == expected || flagged) {
      ++as_index;
      flagged_as_cut += flagged ? 1 : 0;
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
      "{} corpus: {} files, {} as the index says (of them cut off, and read up to there: {}), {} "
      "explained\n",
      format,
      all.size(),
      as_index,
      flagged_as_cut,
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
