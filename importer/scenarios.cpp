#include "importer/scenarios.hpp"

#include "importer/feature_files.hpp"
#include "importer/scenario_index.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <memory>
#include <unordered_map>
#include <utility>
#include <variant>

namespace importer {

namespace {

class ScenarioFinder {
public:
  ScenarioFinder(const FeatureFiles& files, ScenariosFound& told) : index_(files), told_(told) {}

  void find_for(parsers::Report& report) {
    for (std::size_t i = 0; i < report.results.size(); ++i) {
      const auto& result = report.results[i];
      ++told_.results;
      if (report.scenarios.contains(i)) {
        continue;  // Found where the report was read.
      }
      auto found = index_.find(report, result);
      if (auto* const why = std::get_if<std::string>(&found)) {
        told_.without.push_back(
            {fmt::format("{}:{}", report.source, result.report_line),
             std::string(result.name),
             std::move(*why)}
        );
      } else {
        report.scenarios[i] = scenario(std::get<ScenarioIndex::Found>(found));
      }
    }
  }

private:
  /// One for all results of it.
  std::shared_ptr<const parsers::Scenario> scenario(const ScenarioIndex::Found& found) {
    auto& known = known_[found.scenario];
    if (known == nullptr) {
      auto made = std::make_shared<parsers::Scenario>();
      made->place = fmt::format("{}:{}", found.file->place, found.scenario->line);
      made->text = text_of(*found.scenario);
      if (made->text.size() > longest_scenario) {
        const auto end = fmt::format("\n# The rest is in {}", made->place);
        made->text =
            std::string(parsers::shortened(made->text, longest_scenario - end.size())) + end;
        told_.shortened.push_back(made->place);
      }
      known = std::move(made);
    }
    return known;
  }

  ScenarioIndex index_;
  ScenariosFound& told_;
  std::unordered_map<const parsers::bdd::FeatureScenario*, std::shared_ptr<const parsers::Scenario>>
      known_;
};

}  // namespace

ScenariosFound find_scenarios(Reports& reports, const std::string& folder) {
  auto files = read_feature_files(folder);
  ScenariosFound told;
  told.folder = folder;
  told.files = files.read.size();
  told.unread = std::move(files.unread);
  ScenarioFinder finder(files, told);
  for (auto& report : reports.read) {
    finder.find_for(report);
  }
  return told;
}

}  // namespace importer
