#include "importer/twins.hpp"

#include "importer/result_index.hpp"
#include "importer/twin_match.hpp"
#include "importer/twin_proof.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace importer {

namespace {

/// Reports that share a name, above which it tells nothing.
constexpr std::size_t most_candidates = 1'000;

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
    // What is within the report is surely there.
    amount += static_cast<std::size_t>(std::ranges::count_if(
        more.attachments,
        [](const auto& attachment) { return attachment.packing != parsers::Packing::none; }
    ));
  }
  for (const auto& suite : report.suites) {
    amount += suite.out.size() + suite.err.size() + suite.properties.size();
  }
  return amount;
}

class Search {
public:
  Search(const std::vector<parsers::Report>& reports, const std::vector<bool>& named)
      : reports_(reports),
        named_(named),
        index_(reports),
        matcher_(reports, index_),
        is_twin_(reports.size()) {
    for (const auto& report : reports) {
      can_prove_.push_back(can_prove(report));
    }
  }

  std::vector<Twin> twins() {
    look_within_several();  // Else each of the several would be a part of the poorer one.
    const auto held = candidates();
    std::vector<Wealth> order;
    for (const auto& [holder, parts] : held) {
      order.push_back(wealth_of(holder));
    }
    std::ranges::sort(order, &Wealth::is_more_than);
    for (const auto& holder : order) {
      if (!is_twin_[holder.report]) {
        look_within(holder.report, held.at(holder.report));
      }
    }
    name_only_what_is_read();
    std::ranges::sort(found_, {}, &Twin::report);
    return std::move(found_);
  }

private:
  struct Wealth {
    int format;
    std::size_t results;
    std::size_t evidence;
    std::size_t report;

    /// Of equal ones the first report is the richest.
    bool is_more_than(const Wealth& other) const {
      return std::tie(format, results, evidence, other.report) >
             std::tie(other.format, other.results, other.evidence, report);
    }
  };

  Wealth wealth_of(std::size_t report) const {
    return {
        rank_of_format(reports_[report].format),
        reports_[report].results.size(),
        evidence_in(reports_[report]),
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

  /// Reports, the part among them, that may hold it; none when there are too many.
  const std::vector<std::size_t>& holders_of(std::size_t part) {
    const auto like = rarest(reports_[part]);
    const auto [found, is_new] = holders_.try_emplace(like.data());
    if (is_new) {
      found->second = ResultIndex::reports_of(like, most_candidates + 1);
      if (found->second.size() > most_candidates) {
        found->second.clear();
      }
    }
    return found->second;
  }

  /// By report, those that it may hold wholly.
  std::map<std::size_t, std::vector<std::size_t>> candidates() {
    std::map<std::size_t, std::vector<std::size_t>> held;
    for (std::size_t part = 0; part < reports_.size(); ++part) {
      if (!may_be_twin(part)) {
        continue;
      }
      for (const auto holder : holders_of(part)) {
        if (holder != part) {
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
      look_within(holder, std::span<const std::size_t>(group));
    }
  }

  /// `group` is of one folder. What proves nothing itself is only looked for once others prove it.
  void look_within(std::size_t holder, std::span<const std::size_t> group) {
    TwinProof proof;
    Taken taken;
    std::vector<std::size_t> matched;
    for (const auto part : group) {
      if (!can_prove_[part]) {
        continue;
      }
      if (const auto own = matcher_.match(part, std::span(&holder, 1), taken)) {
        proof.add(own->proof);
        matched.push_back(part);
      } else {
        look_alone(holder, part);
      }
    }
    if (!proof.is_enough()) {
      return;
    }
    for (const auto part : group) {
      if (!can_prove_[part] && matcher_.match(part, std::span(&holder, 1), taken)) {
        matched.push_back(part);
      }
    }
    for (const auto part : matched) {
      found(part, {holder});
    }
  }

  /// For one that shares results with others of its folder, such as a copy.
  void look_alone(std::size_t holder, std::size_t part) {
    Taken taken;
    const auto match = matcher_.match(part, std::span(&holder, 1), taken);
    if (match && match->proof.is_enough()) {
      found(part, {holder});
    }
  }

  bool is_better(std::size_t holder, std::size_t part) const {
    return holder != part && !is_twin_[holder] &&
           (named_[holder] ||
            rank_of_format(reports_[holder].format) > rank_of_format(reports_[part].format));
  }

  /// All better reports that hold a result of the part's names.
  std::vector<std::size_t> better_ones(std::size_t part) const {
    std::set<std::size_t> better;
    std::set<const ResultIndex::Entry*> seen;
    for (const auto& result : reports_[part].results) {
      const auto like = index_.like(result);
      if (seen.insert(like.data()).second) {
        const auto holders = ResultIndex::reports_of(like, most_candidates);
        better.insert(holders.begin(), holders.end());
      }
    }
    std::erase_if(better, [this, part](std::size_t holder) { return !is_better(holder, part); });
    return {better.begin(), better.end()};
  }

  void look_within_several() {
    for (std::size_t part = 0; part < reports_.size(); ++part) {
      if (!may_be_twin(part) || !can_prove_[part] ||
          std::ranges::none_of(holders_of(part), [this, part](std::size_t holder) {
            return is_better(holder, part);
          })) {
        continue;
      }
      const auto holders = better_ones(part);
      Taken taken;
      const auto match = holders.size() > 1 ? matcher_.match(part, holders, taken) : std::nullopt;
      if (match && match->proof.is_enough()) {
        found(part, {match->holders.begin(), match->holders.end()});
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

  const std::vector<parsers::Report>& reports_;
  const std::vector<bool>& named_;
  ResultIndex index_;
  TwinMatcher matcher_;
  /// By the first entry of a name; many reports have the same.
  std::unordered_map<const ResultIndex::Entry*, std::vector<std::size_t>> holders_;
  std::vector<bool> is_twin_;
  std::vector<bool> can_prove_;
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
