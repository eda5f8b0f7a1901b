#include "parsers/feature_file.hpp"
#include "parsers/error.hpp"
#include "tests/parsers/files.hpp"

#include <fmt/format.h>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <vector>

using namespace parsers::bdd;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(feature_files)

namespace {

/// All that is read of a file, as text.
std::string shown(const FeatureFile& file) {
  auto text = fmt::format("feature '{}'\n", file.name);
  for (const auto& scenario : file.scenarios) {
    text += fmt::format(
        "\n=== {} {} '{}'\n",
        scenario.line,
        scenario.is_outline ? "outline" : "scenario",
        scenario.name
    );
    text += scenario.rule.empty() ? "" : fmt::format("=== rule '{}'\n", scenario.rule);
    for (const auto& table : scenario.tables) {
      for (const auto& row : table.rows) {
        text += fmt::format(
            "=== row {} {}\n", row.line, name_of_row(scenario, table, row).value_or("-")
        );
      }
    }
    text += text_of(scenario) + "\n";
  }
  return text;
}

std::string refusal_of_feature(const std::string& text) {
  try {
    read_feature_file(text);
    return "read";
  } catch (const parsers::ParseError& error) {
    return fmt::format("{}: {}", error.line(), error.what());
  }
}

std::vector<std::string> names_of(const std::string& text) {
  std::vector<std::string> names;
  for (const auto& scenario : read_feature_file(text).scenarios) {
    names.emplace_back(scenario.name);
  }
  return names;
}

struct Wrong {
  const char* what;
  std::string text;
  std::string told;
};

std::ostream& operator<<(std::ostream& out, const Wrong& wrong) { return out << wrong.what; }

const Wrong wrong_features[] = {
    {"empty", "", "0: there is no feature in it"},
    {"comments only", "# nothing\n\n", "0: there is no feature in it"},
    {"another language without a header",
     "\nFunktionalität: F\n",
     "2: a feature was expected here; where its keyword is not English, the first line has to say "
     "the language, as `# language: de` does"},
    {"a language that is not known",
     "# language: tlh\nQap: F\n",
     "1: its language 'tlh' is none of those that are understood: de, en, es, fr, it, ja, nl, no, "
     "pl, pt, ru, sv, uk, zh-CN, zh-TW"},
    {"a scenario alone",
     "Scenario: S\n",
     "1: a feature was expected here; where its keyword is not English, the first line has to say "
     "the language, as `# language: de` does"},
    {"two features",
     "Feature: F\nFeature: G\n",
     "2: a second feature begins here; a file holds one"},
    {"examples of nothing", "Feature: F\nExamples:\n", "2: examples stand here below no scenario"},
    {"examples of a background",
     "Feature: F\nBackground:\n Given x\nExamples:\n",
     "4: examples stand here below no scenario"},
    {"an open text",
     "Feature: F\nScenario: S\n Given x\n  \"\"\"\nScenario: T\n",
     "4: the text that begins here with \"\"\" has no end"},
};

struct Language {
  const char* code;
  const char* text;
};

std::ostream& operator<<(std::ostream& out, const Language& language) {
  return out << language.code;
}

/// Each has a feature, a background, a scenario S, an outline O with a row, and a rule with R.
const Language languages[] = {
    {"de", "Funktion:F|Grundlage:|Szenario:S|Szenariogrundriss:O|Beispiele:|Regel:r|Beispiel:R"},
    {"en", "Ability:F|Background:|Scenario:S|Scenario Template:O|Scenarios:|Rule:r|Example:R"},
    {"es",
     "Característica:F|Antecedentes:|Escenario:S|Esquema del escenario:O|Ejemplos:|Regla:r|"
     "Ejemplo:R"},
    {"fr", "Fonctionnalité:F|Contexte:|Scénario:S|Plan du scénario:O|Exemples:|Règle:r|Exemple:R"},
    {"it",
     "Funzionalità:F|Contesto:|Scenario:S|Schema dello scenario:O|Esempi:|Regola:r|Esempio:R"},
    {"ja", "機能:F|背景:|シナリオ:S|シナリオアウトライン:O|例:|ルール:r|シナリオ:R"},
    {"nl",
     "Functionaliteit:F|Achtergrond:|Scenario:S|Abstract Scenario:O|Voorbeelden:|Rule:r|"
     "Voorbeeld:R"},
    {"no", "Egenskap:F|Bakgrunn:|Scenario:S|Scenariomal:O|Eksempler:|Regel:r|Eksempel:R"},
    {"pl",
     "Funkcja:F|Założenia:|Scenariusz:S|Szablon scenariusza:O|Przykłady:|Reguła:r|Przykład:R"},
    {"pt", "Funcionalidade:F|Contexto:|Cenário:S|Esquema do Cenário:O|Exemplos:|Regra:r|Exemplo:R"},
    {"ru", "Функция:F|Предыстория:|Сценарий:S|Структура сценария:O|Примеры:|Правило:r|Пример:R"},
    {"sv", "Egenskap:F|Bakgrund:|Scenario:S|Scenariomall:O|Exempel:|Regel:r|Scenario:R"},
    {"uk", "Функціонал:F|Передумова:|Сценарій:S|Структура сценарію:O|Приклади:|Rule:r|Приклад:R"},
    {"zh-CN", "功能:F|背景:|场景:S|场景大纲:O|例子:|规则:r|剧本:R"},
    {"zh-TW", "功能:F|背景:|場景:S|場景大綱:O|例子:|Rule:r|劇本:R"},
};

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_text_says, support::fixtures("features", ".expected.txt"), fixture
) {
  const auto text = support::slurp(fixture.report);
  support::expect_golden(shown(read_feature_file(text)), fixture.expected);
}

BOOST_DATA_TEST_CASE(
    what_is_no_feature_file_is_refused_with_its_line, data::make(wrong_features), wrong
) {
  BOOST_TEST(refusal_of_feature(wrong.text) == wrong.told);
}

BOOST_DATA_TEST_CASE(keywords_of_languages_are_known, data::make(languages), language) {
  std::string text = fmt::format("# language: {}\n", language.code);
  for (const char c : std::string(language.text)) {
    text += c == '|' ? '\n' : c;
  }
  // The row stands below the examples, before the rule.
  const auto rule = text.rfind('\n', text.rfind(":r\n"));
  text.insert(rule, "\n|a|\n|1|");
  const auto file = read_feature_file(text);
  BOOST_TEST(file.name == "F");
  BOOST_TEST_REQUIRE(file.scenarios.size() == 3U);
  BOOST_TEST(file.scenarios[0].name == "S");
  BOOST_TEST(!file.scenarios[0].is_outline);
  BOOST_TEST(!file.scenarios[0].background.empty());
  BOOST_TEST(file.scenarios[1].name == "O");
  BOOST_TEST(file.scenarios[1].is_outline);
  BOOST_TEST(file.scenarios[1].tables.at(0).rows.size() == 1U);
  BOOST_TEST(file.scenarios[2].name == "R");
  BOOST_TEST(file.scenarios[2].rule == "r");
}

BOOST_AUTO_TEST_CASE(ends_of_lines_may_be_those_of_windows) {
  const auto file = read_feature_file("Feature: F\r\n\r\n  Scenario: S\r\n    Given x\r\n\r\n");
  BOOST_TEST(file.name == "F");
  BOOST_TEST(text_of(file.scenarios.at(0)) == "Scenario: S\n  Given x");
}

BOOST_AUTO_TEST_CASE(text_of_a_step_is_no_keyword_in_either_fence) {
  for (const std::string fence : {"\"\"\"", "```"}) {
    BOOST_TEST(
        names_of(
            "Feature: F\nScenario: S\nGiven x\n" + fence + "json\nScenario: T\n" +
            (fence == "```" ? "\"\"\"" : "```") + "\n" + fence + "\nScenario: U\n"
        ) == (std::vector<std::string>{"S", "U"}),
        boost::test_tools::per_element()
    );
  }
}

BOOST_AUTO_TEST_CASE(a_rule_has_no_background_of_the_rule_before_it) {
  const auto file = read_feature_file(
      "Feature: F\nRule: one\nBackground:\n Given a\nScenario: S\n Then s\n"
      "Rule: two\nScenario: T\n Then t\n"
  );
  BOOST_TEST(text_of(file.scenarios.at(0)) == "Background:\n Given a\n\nScenario: S\n Then s");
  BOOST_TEST(text_of(file.scenarios.at(1)) == "Scenario: T\n Then t");
}

BOOST_AUTO_TEST_CASE(a_scenario_with_examples_is_an_outline_whatever_it_is_called) {
  const auto file = read_feature_file("Feature: F\nExample: S\nGiven <a>\nExamples:\n|a|\n|1|\n");
  BOOST_TEST(file.scenarios.at(0).is_outline);
}

BOOST_AUTO_TEST_CASE(names_of_rows_stay_short) {
  const std::string name(900, 'n');
  const std::string cell(200, 'c');
  const auto text =
      fmt::format("Feature: F\nScenario Outline: {}<a>\nExamples:\n|a|\n|{}|\n|c|\n", name, cell);
  const auto file = read_feature_file(text);
  const auto& scenario = file.scenarios.at(0);
  const auto& table = scenario.tables.at(0);
  BOOST_TEST(!name_of_row(scenario, table, table.rows.at(0)).has_value());
  BOOST_TEST(name_of_row(scenario, table, table.rows.at(1)).value_or("") == name + "c");
}

BOOST_AUTO_TEST_SUITE_END()
