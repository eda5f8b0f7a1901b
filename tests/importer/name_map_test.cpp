#include "importer/name_map.hpp"
#include "importer/csv.hpp"
#include "importer/error.hpp"
#include "importer/naming.hpp"
#include "tests/importer/by_hand.hpp"
#include "tests/importer/folder.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace importer;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(name_maps)

namespace {

/// Rows as "line: field|field".
std::vector<std::string> rows_of(std::string_view text) {
  std::vector<std::string> rows;
  for (const auto& row : read_csv(text)) {
    auto line = std::to_string(row.line) + ":";
    for (const auto& field : row.fields) {
      line += (line.back() == ':' ? " " : "|") + field;
    }
    rows.push_back(line);
  }
  return rows;
}

struct Wrong {
  const char* what;
  std::string text;
  std::string told;
};

std::ostream& operator<<(std::ostream& out, const Wrong& wrong) { return out << wrong.what; }

const Wrong wrong_maps[] = {
    {"empty", "", ":1: the file is empty"},
    {"no header", "adds,pays\n", ":1: the first line has to name the columns from and to"},
    {"one column", "from\nadds\n", ":1: the first line has to name the columns from and to"},
    {"too many fields", "from,to\nadds,pays,more\n", ":2: 3 fields where the first line has 2"},
    {"too few fields", "from,to\nadds\n", ":2: 1 field where the first line has 2"},
    {"nothing to map", "from,to\n,pays\n", ":2: `from` is empty"},
    {"nothing to map to", "from,to\n\nadds, \n", ":3: `to` is empty"},
    {"a name twice", "from,to\nadds,a\nb,c\n adds ,d\n", ":4: ' adds ' stands in line 2 too"},
    {"an open quote", "from,to\n\"adds,\npays\n", ":2: a quote that is opened here is not closed"},
    {"a lone quote", "from,to\nsays \"hi\",b\n", ":2: a quote within a field"},
    {"text behind a quote", "from,to\n\"a\"b,c\n", ":2: text behind a closing quote"},
    {"another encoding", "from,to\n\xE9,b\n", ": the file is no text in UTF-8"},
    {"a name that is too long",
     "from,to\na," + std::string(256, 'x') + "\n",
     ":2: `to` has more than 255 characters"},
};

}  // namespace

BOOST_AUTO_TEST_CASE(csv_is_read_as_rfc_4180_says_and_as_spreadsheets_write_it) {
  const std::vector<std::string> wanted{
      "1: from|to", "2: a, b|says \"hi\"", "3: two\nlines|c", "6: d|"};
  BOOST_TEST(
      rows_of("\xEF\xBB\xBF"
              "from,to\r\n\"a, b\",\"says \"\"hi\"\"\"\r\n\"two\nlines\",c\r\n\r\nd,") == wanted,
      boost::test_tools::per_element()
  );
  BOOST_TEST(rows_of("").empty());
  BOOST_TEST(rows_of("\n\r\n").empty());
}

BOOST_DATA_TEST_CASE(a_wrong_map_is_refused_with_its_line, data::make(wrong_maps)) {
  const Folder folder;
  const auto file = folder.write("map.csv", sample.text);
  BOOST_CHECK_EXCEPTION(NameMap::read(file), UsageError, [&](const UsageError& error) {
    const std::string told = error.what();
    BOOST_TEST((told.find("--map " + file + sample.told) != std::string::npos), told);
    return true;
  });
}

BOOST_AUTO_TEST_CASE(a_map_that_is_not_there_or_no_file_is_refused) {
  const Folder folder;
  for (const auto& file : {folder / "none.csv", folder.path().string(), std::string("/dev/zero")}) {
    BOOST_CHECK_THROW(NameMap::read(file), UsageError);
  }
}

BOOST_AUTO_TEST_CASE(renames_and_ids_take_effect_and_rows_without_a_result_are_told) {
  const Folder folder;
  // Columns in any order, and more of them, as an export has.
  const auto file = folder.write(
      "map.csv", "To,remark,From\nsums up,,Cart.adds\nPT-205,,Cart.pays\nx,,Cart.gone\n"
  );
  auto reports = by_hand::passed({"ships"});
  by_hand::add(reports.read[0], "Cart", "adds");
  by_hand::add(reports.read[0], "Cart", "pays");
  const auto map = NameMap::read(file);
  const auto options = by_hand::options();
  const auto gathered =
      gather(reports, NameTemplate(options.name_template, options.grain), options, map);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 3U);
  BOOST_TEST(gathered.tests[0].name == "ships");
  BOOST_TEST((gathered.tests[0].executions[0].by == MatchedBy::name));
  BOOST_TEST(gathered.tests[1].name == "sums up");
  BOOST_TEST((gathered.tests[1].executions[0].by == MatchedBy::renamed));
  BOOST_TEST_REQUIRE(gathered.tests[2].id() != nullptr);
  BOOST_TEST(word_of(*gathered.tests[2].id()) == "PT-205");
  BOOST_TEST(gathered.tests[2].said->says == "PT-205 in " + file + ":3");
  BOOST_TEST_REQUIRE(gathered.unused.rows.size() == 1U);
  BOOST_TEST(gathered.unused.rows[0].line == 4U);
}

BOOST_AUTO_TEST_SUITE_END()
