#include "importer/history/history_chart.hpp"

#include "importer/history/dates.hpp"
#include "importer/report_parts.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>
#include <span>
#include <vector>

namespace json = boost::json;

namespace importer::history {

namespace {

constexpr double left = 40;
constexpr double right = 715;
constexpr double top = 10;
constexpr double bottom = 125;
/// More are narrower than a pixel and a half.
constexpr std::size_t most_bars = 450;

/// Builds that come one after the other.
struct Bar {
  std::span<const BuildTold> builds;
  Outcomes outcomes;
};

std::vector<Bar> bars_of(const std::vector<BuildTold>& builds) {
  const auto each = (builds.size() + most_bars - 1) / most_bars;
  std::vector<Bar> bars;
  for (std::size_t begin = 0; begin < builds.size(); begin += each) {
    Bar bar{std::span(builds).subspan(begin, std::min(each, builds.size() - begin)), {}};
    for (const auto& told : bar.builds) {
      bar.outcomes += told.outcomes;
    }
    bars.push_back(bar);
  }
  return bars;
}

std::string title_of(const Bar& bar) {
  const auto& first = *bar.builds.front().build;
  const auto& last = *bar.builds.back().build;
  const auto words = words_of(bar.outcomes);
  if (bar.builds.size() == 1) {
    return fmt::format("{}, {}: {}", text::cut(title_of(first), 100), minute_of(first.time), words);
  }
  return fmt::format(
      "{}, {} to {}: {}",
      text::counted(bar.builds.size(), "build"),
      day_of(first.time),
      day_of(last.time),
      words
  );
}

json::array parts_of(const Bar& bar, double height) {
  const std::pair<const char*, std::size_t> parts[] = {
      {"passed", bar.outcomes.passed},
      {"other", bar.outcomes.others},
      {"blocked", bar.outcomes.blocked},
      {"failed", bar.outcomes.failed}};
  json::array list;
  double y = bottom;
  for (const auto& [kind, number] : parts) {
    if (number != 0) {
      const auto part =
          height * static_cast<double>(number) / static_cast<double>(bar.outcomes.all());
      y -= part;
      list.push_back(
          {{"kind", kind},
           {"colour", colour_of(kind)},
           {"y", fmt::format("{:.2f}", y)},
           {"height", fmt::format("{:.2f}", part)}}
      );
    }
  }
  return list;
}

}  // namespace

std::string words_of(const Outcomes& outcomes) {
  auto words = text::counted(outcomes.all(), "result");
  for (const auto& [number, name] :
       {std::pair(outcomes.failed, "failed"), std::pair(outcomes.blocked, "blocked")}) {
    if (number != 0) {
      words += fmt::format(", {} {}", text::grouped(number), name);
    }
  }
  return words;
}

json::object history_chart(const BackfillSummary& summary) {
  const auto bars = bars_of(summary.builds);
  std::size_t most = 0;
  Outcomes all;
  for (const auto& bar : bars) {
    most = std::max(most, bar.outcomes.all());
    all += bar.outcomes;
  }
  if (most == 0) {
    return {};
  }
  const auto step = (right - left) / static_cast<double>(bars.size());
  // A handful of builds are bars, not walls.
  const auto width = std::min(step * 0.86, 24.0);
  json::array shown;
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const auto share = static_cast<double>(bars[i].outcomes.all()) / static_cast<double>(most);
    shown.push_back(
        {{"x", fmt::format("{:.2f}", left + step * static_cast<double>(i))},
         {"width", fmt::format("{:.2f}", width)},
         {"title", title_of(bars[i])},
         {"parts", parts_of(bars[i], (bottom - top) * share)}}
    );
  }
  const auto per_bar = bars.front().builds.size();
  json::object chart;
  chart["bars"] = std::move(shown);
  chart["most"] = text::grouped(most);
  chart["begin"] = day_of(summary.builds.front().build->time);
  chart["end"] = day_of(summary.builds.back().build->time);
  chart["words"] = fmt::format(
      "{}: {}{}",
      text::counted(summary.builds.size(), "build"),
      words_of(all),
      per_bar == 1 ? std::string() : fmt::format("; a bar is {} builds", per_bar)
  );
  return chart;
}

}  // namespace importer::history
