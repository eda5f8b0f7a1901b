#pragma once

#include "importer/feature_files.hpp"
#include "parsers/report.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

namespace importer {

/// Finds the scenario that a result is an execution of. The feature is that of the file which the
/// report names, or has the name that it gives; the scenario must be called as the result is, and
/// where several are the line tells. Case, blanks and punctuation of names do not matter unless
/// they tell two from each other.
class ScenarioIndex {
public:
  struct Found {
    const FeatureOnDisk* file = nullptr;
    const parsers::bdd::FeatureScenario* scenario = nullptr;

    bool operator==(const Found&) const = default;
  };

  /// `files` must outlive this.
  explicit ScenarioIndex(const FeatureFiles& files);

  /// Or why there is none, for the user.
  std::variant<Found, std::string> find(
      const parsers::Report& report, const parsers::Result& result
  ) const;

private:
  struct Feature {
    const FeatureOnDisk* file = nullptr;
    /// By the letters of their names, those with the rule in front and those of rows too.
    std::unordered_map<std::string, std::vector<const parsers::bdd::FeatureScenario*>> scenarios;
    /// Lines of rows are their outline's.
    std::unordered_map<std::uint32_t, const parsers::bdd::FeatureScenario*> by_line;
  };
  using Features = std::vector<const Feature*>;

  void add_names(Feature& feature);
  /// Whose path this is, from the root or either folder.
  Features at_path(const std::string& path) const;
  Features called(std::string_view name) const;
  static std::vector<Found> called_in(const Features& features, std::string_view name);
  /// The same where the name may be one of a row.
  static std::vector<Found> called_as(const Features& features, std::string_view name);
  static std::variant<Found, std::string> one_of(
      const Features& features, const parsers::Result& result
  );

  std::vector<Feature> features_;
  std::unordered_map<std::string, Features> by_file_name_;
  std::unordered_map<std::string, Features> by_name_;
  std::size_t bytes_of_tables_ = 0;  ///< That names of rows were made from.
};

}  // namespace importer
