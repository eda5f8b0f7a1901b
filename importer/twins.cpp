#include "importer/twins.hpp"

#include "importer/result_index.hpp"
#include "importer/same_result.hpp"
#include "importer/twin_proof.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace importer {

namespace {

/// Results whose names end alike, in which a counterpart is looked for before it is given up.
constexpr std::size_t most_tries = 1'000;
/// Reports that share a name, above which it tells nothing.
constexpr std::size_t most_candidates = 1'000;

/// TestNG's JUnit makes results of configuration methods that failed.
bool is_configuration(const parsers::Result& result) {
  return result.name.starts_with("@Before") || result.name.starts_with("@After");
}

int rank_of_format(std::string_view format) {
  return format == "jenkins" ? 0 : format == "junit" ? 1 : 2;
}

std::size_t evidence_in(const parsers::Report& report) {
  std::size_t amount = 0;
  for (const auto& result : report.results) {
    const auto& more = result.evidence();
    amount += result.parameters.size() + result.file.size() + more.type.size() +
              more.message.size() + more.details.size() + more.out.size() + more.err.size() +
              more.properties.size() + more.tags.size() + more.attachments.size() +
              more.steps.size() + more.earlier_attempts.size();
  }
  for (const auto& suite : report.suites) {
    amount += suite.out.size() + suite.err.size() + suite.properties.size();
  }
  return amount;
}

/// A result of a report.
using Place = std::pair<std::size_t, std::size_t>;

class Search {
public:
  Search(const std::vector<parsers::Report>& reports, const std::vector<bool>& named)
      : reports_(reports), named_(named), index_(reports), is_twin_(reports.size()) {}

  std::vector<Twin> twins() {
    look_within_several();  // Else each of the several would be a part of the poorer one.
    const auto held = candidates();
    std::vector<std::size_t> order;
    for (const auto& [holder, parts] : held) {
      order.push_back(holder);
      evidence_[holder] = evidence_in(reports_[holder]);
    }
    std::ranges::sort(order, {}, [this](std::size_t report) { return poverty(report); });
    for (const auto holder : order) {
      if (!is_twin_[holder]) {
        look_within(holder, held.at(holder));
      }
    }
    name_only_what_is_read();
    std::ranges::sort(found_, {}, &Twin::report);
    return std::move(found_);
  }

private:
  /// The least is the richest.
  std::tuple<int, std::size_t, std::size_t, std::size_t> poverty(std::size_t report) const {
    return {
        -rank_of_format(reports_[report].format),
        SIZE_MAX - reports_[report].results.size(),
        SIZE_MAX - evidence_.at(report),
        report};
  }

  bool may_be_twin(std::size_t report) const {
    return !named_[report] && !is_twin_[report] && !reports_[report].results.empty();
  }

  /// The results of fewest namesakes among the report's first ones.
  std::span<const ResultIndex::Entry> rarest(const parsers::Report& report) const {
    constexpr std::size_t looked_at = 16;
    std::span<const ResultIndex::Entry> fewest;
    for (std::size_t i = 0; i < std::min(report.results.size(), looked_at); ++i) {
      const auto like = index_.like(report.results[i]);
      if (!is_configuration(report.results[i]) && (fewest.empty() || like.size() < fewest.size())) {
        fewest = like;
      }
    }
    return fewest;
  }

  /// By report, those that it may hold wholly.
  std::map<std::size_t, std::vector<std::size_t>> candidates() const {
    std::map<std::size_t, std::vector<std::size_t>> held;
    for (std::size_t part = 0; part < reports_.size(); ++part) {
      if (!may_be_twin(part)) {
        continue;
      }
      std::set<std::size_t> holders;
      for (const auto& entry : rarest(reports_[part])) {
        holders.insert(entry.report);
      }
      holders.erase(part);
      if (holders.size() <= most_candidates) {
        for (const auto holder : holders) {
          held[holder].push_back(part);
        }
      }
    }
    return held;
  }

  void look_within(std::size_t holder, const std::vector<std::size_t>& parts) {
    std::map<std::filesystem::path, std::vector<std::size_t>> folders;
    for (const auto part : parts) {
      if (may_be_twin(part)) {
        folders[folder_of(reports_[part])].push_back(part);
      }
    }
    for (auto& [folder, group] : folders) {
      std::ranges::stable_sort(group, std::ranges::greater(), [this](std::size_t part) {
        return reports_[part].results.size();
      });
      TwinProof proof;
      std::set<Place> taken;
      std::vector<std::size_t> matched;
      for (const auto part : group) {
        if (const auto own = match(part, std::span(&holder, 1), taken)) {
          proof.add(*own);
          matched.push_back(part);
        } else {
          look_alone(holder, part);
        }
      }
      if (proof.is_enough()) {
        for (const auto part : matched) {
          found(part, {holder});
        }
      }
    }
  }

  /// For one that shares results with others of its folder, such as a copy.
  void look_alone(std::size_t holder, std::size_t part) {
    std::set<Place> taken;
    const auto proof = match(part, std::span(&holder, 1), taken);
    if (proof && proof->is_enough()) {
      found(part, {holder});
    }
  }

  bool is_better(std::size_t holder, std::size_t part) const {
    return holder != part && !is_twin_[holder] &&
           (named_[holder] ||
            rank_of_format(reports_[holder].format) > rank_of_format(reports_[part].format));
  }

  void look_within_several() {
    for (std::size_t part = 0; part < reports_.size(); ++part) {
      const auto better = [this, part](const ResultIndex::Entry& entry) {
        return is_better(entry.report, part);
      };
      if (!may_be_twin(part) || std::ranges::none_of(rarest(reports_[part]), better)) {
        continue;
      }
      std::set<std::size_t> holders;
      for (const auto& result : reports_[part].results) {
        const auto like = index_.like(result);
        for (const auto& entry : like.first(std::min(like.size(), most_candidates))) {
          if (better(entry)) {
            holders.insert(entry.report);
          }
        }
      }
      const std::vector<std::size_t> list(holders.begin(), holders.end());
      std::set<Place> taken;
      const auto proof = list.size() > 1 ? match(part, list, taken) : std::nullopt;
      if (proof && proof->is_enough()) {
        const auto beside = used(taken);
        found(part, {beside.begin(), beside.end()});
      }
    }
  }

  /// A report may have been found to hold another before it was found to be a twin itself.
  void name_only_what_is_read() {
    std::map<std::size_t, std::set<std::size_t>> read;
    for (auto twin = found_.rbegin(); twin != found_.rend(); ++twin) {
      auto& holders = read[twin->report];
      for (const auto holder : twin->beside) {
        if (const auto further = read.find(holder); further != read.end()) {
          holders.insert(further->second.begin(), further->second.end());
        } else {
          holders.insert(holder);
        }
      }
      twin->beside.assign(holders.begin(), holders.end());
    }
  }

  void found(std::size_t part, std::vector<std::size_t> beside) {
    is_twin_[part] = true;
    found_.push_back({part, std::move(beside)});
  }

  /// A result of `holders` for each of `part`, none of them taken before; they are taken then.
  /// Absent when there are not that many, and nothing is taken.
  std::optional<TwinProof> match(
      std::size_t part, std::span<const std::size_t> holders, std::set<Place>& taken
  ) {
    const auto& report = reports_[part];
    std::size_t room = 0;
    std::size_t run_errors = 0;
    std::vector<SameResult> same;
    for (const auto holder : holders) {
      room += reports_[holder].results.size();
      run_errors += reports_[holder].run_errors.size();
      same.emplace_back(report, reports_[holder]);
    }
    if (run_errors < report.run_errors.size() ||
        room + configurations(report) < report.results.size()) {
      return std::nullopt;
    }
    TwinProof proof;
    std::vector<Place> own;
    const auto give_up = [&] {
      for (const auto& place : own) {
        taken.erase(place);
      }
      return std::nullopt;
    };
    for (const auto& result : report.results) {
      std::optional<Place> counterpart;
      for (std::size_t i = 0; i < holders.size() && !counterpart; ++i) {
        counterpart = look_for(result, holders[i], same[i], taken);
      }
      if (counterpart) {
        taken.insert(*counterpart);
        own.push_back(*counterpart);
        if (!prove(proof, part, result, *counterpart)) {
          return give_up();
        }
      } else if (!is_configuration(result) || reports_[holders.front()].format != "testng") {
        return give_up();
      }
    }
    for (const auto holder : used(own)) {
      proof.places(report, reports_[holder]);
    }
    return proof;
  }

  template <class Places>
  static std::set<std::size_t> used(const Places& places) {
    std::set<std::size_t> reports;
    for (const auto& place : places) {
      reports.insert(place.first);
    }
    return reports;
  }

  static std::size_t configurations(const parsers::Report& report) {
    return static_cast<std::size_t>(std::ranges::count_if(report.results, is_configuration));
  }

  std::optional<Place> look_for(
      const parsers::Result& result,
      std::size_t holder,
      SameResult& same,
      const std::set<Place>& taken
  ) const {
    std::optional<Place> rounded;
    std::size_t tries = 0;
    for (const auto& entry : index_.like(result, holder)) {
      if (++tries > most_tries) {
        break;
      }
      if (taken.contains({holder, entry.result})) {
        continue;
      }
      const auto& other = reports_[holder].results[entry.result];
      if (same(result, other)) {
        if (result.duration == other.duration) {
          return Place(holder, entry.result);
        }
        rounded = rounded.value_or(Place(holder, entry.result));
      }
    }
    return rounded;
  }

  const std::optional<Span>& span(std::size_t report) {
    const auto [found, is_new] = spans_.try_emplace(report);
    if (is_new) {
      found->second = span_of(reports_[report]);
    }
    return found->second;
  }

  /// Adds what the pair tells. False when their starts contradict each other.
  bool prove(
      TwinProof& proof, std::size_t part, const parsers::Result& result, const Place& place
  ) {
    const auto& report = reports_[part];
    const auto& richer = reports_[place.first];
    const auto& other = richer.results[place.second];
    proof.duration(result.duration, other.duration);
    if (result.suite < report.suites.size() && other.suite < richer.suites.size()) {
      proof.duration(report.suites[result.suite].duration, richer.suites[other.suite].duration);
    }
    const bool of_one_format = report.format == richer.format;
    const auto start = start_of(report, result);
    const auto other_start = start_of(richer, other);
    if (start && other_start && of_one_format && comparable(*start, *other_start)) {
      proof.same_start(*start);  // Else they would not be the same result.
      return true;
    }
    const auto& run = span(place.first);
    const auto moment = start && run ? moment_of(*start, *run) : Moment::unknown;
    if (moment == Moment::within) {
      proof.start_within();
    }
    return moment != Moment::elsewhere;
  }

  const std::vector<parsers::Report>& reports_;
  const std::vector<bool>& named_;
  ResultIndex index_;
  std::vector<bool> is_twin_;
  std::map<std::size_t, std::size_t> evidence_;
  std::map<std::size_t, std::optional<Span>> spans_;
  std::vector<Twin> found_;
};

}  // namespace

std::vector<Twin> find_twins(
    const std::vector<parsers::Report>& reports, const std::vector<bool>& named
) {
  const bool all_named = std::ranges::find(named, false) == named.end();
  if (reports.size() < 2 || all_named) {
    return {};
  }
  return Search(reports, named).twins();
}

}  // namespace importer
