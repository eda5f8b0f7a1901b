#include "parsers/gherkin_keywords.hpp"

#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace parsers::bdd {

/// Keywords of each kind with a bar between them.
struct GherkinLanguage {
  std::string_view code;
  std::string_view feature;
  std::string_view rule;
  std::string_view background;
  std::string_view scenario;
  std::string_view outline;
  std::string_view examples;
};

namespace {

constexpr std::array languages_known = {
    GherkinLanguage{
        "de",
        "Funktionalität|Funktion",
        "Rule|Regel",
        "Grundlage|Hintergrund|Voraussetzungen|Vorbedingungen",
        "Beispiel|Szenario",
        "Szenariogrundriss|Szenarien",
        "Beispiele"},
    GherkinLanguage{
        "en",
        "Feature|Business Need|Ability",
        "Rule",
        "Background",
        "Example|Scenario",
        "Scenario Outline|Scenario Template",
        "Examples|Scenarios"},
    GherkinLanguage{
        "es",
        "Característica|Necesidad del negocio|Requisito",
        "Regla|Regla de negocio",
        "Antecedentes",
        "Ejemplo|Escenario",
        "Esquema del escenario",
        "Ejemplos"},
    GherkinLanguage{
        "fr",
        "Fonctionnalité",
        "Règle",
        "Contexte",
        "Exemple|Scénario",
        "Plan du scénario|Plan du Scénario",
        "Exemples"},
    GherkinLanguage{
        "it",
        "Funzionalità|Esigenza di Business|Abilità",
        "Regola",
        "Contesto",
        "Esempio|Scenario",
        "Schema dello scenario",
        "Esempi"},
    GherkinLanguage{
        "ja",
        "フィーチャ|機能",
        "ルール",
        "背景",
        "シナリオ",
        "シナリオアウトライン|シナリオテンプレート|テンプレ|シナリオテンプレ",
        "例|サンプル"},
    GherkinLanguage{
        "nl",
        "Functionaliteit",
        "Rule",
        "Achtergrond",
        "Voorbeeld|Scenario",
        "Abstract Scenario",
        "Voorbeelden"},
    GherkinLanguage{
        "no",
        "Egenskap",
        "Regel",
        "Bakgrunn",
        "Eksempel|Scenario",
        "Scenariomal|Abstrakt Scenario",
        "Eksempler"},
    GherkinLanguage{
        "pl",
        "Właściwość|Funkcja|Aspekt|Potrzeba biznesowa",
        "Zasada|Reguła",
        "Założenia",
        "Przykład|Scenariusz",
        "Szablon scenariusza",
        "Przykłady"},
    GherkinLanguage{
        "pt",
        "Funcionalidade|Característica|Caracteristica",
        "Regra",
        "Contexto|Cenário de Fundo|Cenario de Fundo|Fundo",
        "Exemplo|Cenário|Cenario",
        "Esquema do Cenário|Esquema do Cenario|Delineação do Cenário|Delineacao do Cenario",
        "Exemplos|Cenários|Cenarios"},
    GherkinLanguage{
        "ru",
        "Функция|Функциональность|Функционал|Свойство|Фича",
        "Правило",
        "Предыстория|Контекст",
        "Пример|Сценарий",
        "Структура сценария|Шаблон сценария",
        "Примеры|Значения"},
    GherkinLanguage{
        "sv",
        "Egenskap",
        "Regel",
        "Bakgrund",
        "Scenario",
        "Abstrakt Scenario|Scenariomall",
        "Exempel"},
    GherkinLanguage{
        "uk",
        "Функціонал",
        "Rule",
        "Передумова",
        "Приклад|Сценарій",
        "Структура сценарію",
        "Приклади"},
    GherkinLanguage{"zh-CN", "功能", "Rule|规则", "背景", "场景|剧本", "场景大纲|剧本大纲", "例子"},
    GherkinLanguage{"zh-TW", "功能", "Rule", "背景", "場景|劇本", "場景大綱|劇本大綱", "例子"},
};

/// Whether one of the keywords is all of this.
bool is_among(std::string_view word, std::string_view keywords) {
  while (!keywords.empty()) {
    const auto keyword = keywords.substr(0, keywords.find('|'));
    if (word == keyword) {
      return true;
    }
    keywords.remove_prefix(std::min(keywords.size(), keyword.size() + 1));
  }
  return false;
}

}  // namespace

std::optional<GherkinKeywords> GherkinKeywords::of(std::string_view language) {
  for (const auto& known : languages_known) {
    if (equal_ignoring_case(known.code, language)) {
      return GherkinKeywords(known);
    }
  }
  return std::nullopt;
}

std::string GherkinKeywords::languages() {
  std::vector<std::string_view> codes;
  for (const auto& known : languages_known) {
    codes.push_back(known.code);
  }
  return fmt::format("{}", fmt::join(codes, ", "));
}

std::optional<GherkinHeading> GherkinKeywords::heading_in(std::string_view line) const {
  const auto colon = line.find(':');
  if (colon == npos) {
    return std::nullopt;
  }
  const auto word = line.substr(0, colon);
  const std::pair<GherkinBlock, std::string_view> kinds[] = {
      {GherkinBlock::feature, language_->feature},
      {GherkinBlock::rule, language_->rule},
      {GherkinBlock::background, language_->background},
      {GherkinBlock::scenario, language_->scenario},
      {GherkinBlock::outline, language_->outline},
      {GherkinBlock::examples, language_->examples},
  };
  for (const auto& [block, keywords] : kinds) {
    if (is_among(word, keywords)) {
      return GherkinHeading{block, trimmed(line.substr(colon + 1))};
    }
  }
  return std::nullopt;
}

}  // namespace parsers::bdd
