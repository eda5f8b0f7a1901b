#include "importer/report_chart.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace json = boost::json;

namespace importer {

namespace {

constexpr std::chrono::seconds window{60};
constexpr double left = 40;
constexpr double right = 715;
constexpr double top = 15;
constexpr double bottom = 125;
/// More than a screen has columns for.
constexpr std::size_t most_points = 600;

struct Point {
  double seconds = 0;     ///< Since the first call ended.
  std::size_t calls = 0;  ///< In the 60 seconds up to then.
};

std::vector<Point> points_of(const std::vector<CallMade>& made) {
  std::vector<Point> points;
  std::size_t first = 0;
  for (std::size_t last = 0; last < made.size(); ++last) {
    while (made[first].ended + window <= made[last].ended) {
      ++first;
    }
    const std::chrono::duration<double> since = made[last].ended - made.front().ended;
    points.push_back({since.count(), last - first + 1});
  }
  return points;
}

/// Of neighbours the highest, so that no peak is lost.
std::vector<Point> thinned(const std::vector<Point>& points) {
  const auto each = (points.size() + most_points - 1) / most_points;
  std::vector<Point> few;
  for (std::size_t begin = 0; begin < points.size(); begin += each) {
    const auto end = std::min(begin + each, points.size());
    few.push_back(*std::max_element(
        points.begin() + static_cast<std::ptrdiff_t>(begin),
        points.begin() + static_cast<std::ptrdiff_t>(end),
        [](const Point& one, const Point& other) { return one.calls < other.calls; }
    ));
  }
  return few;
}

std::string time_text(double seconds) {
  return seconds < 90 ? fmt::format("{:.1f} s", seconds) : fmt::format("{:.1f} min", seconds / 60);
}

}  // namespace

json::object report_chart(const std::vector<CallMade>& made, int rate) {
  if (made.empty()) {
    return {};
  }
  const auto points = points_of(made);
  const auto limit = static_cast<std::size_t>(std::max(rate, 0));
  const auto peak = std::ranges::max(points, {}, &Point::calls).calls;
  const auto seconds = points.back().seconds;
  const auto highest = static_cast<double>(std::max(peak, limit)) * 1.05;
  const auto x = [&](double at) { return left + (right - left) * at / std::max(seconds, 0.001); };
  const auto y = [&](std::size_t calls) {
    return bottom - (bottom - top) * static_cast<double>(calls) / highest;
  };
  std::string edge = fmt::format("M{:.1f} {:.1f}", left, bottom);
  for (const auto& point : thinned(points)) {
    edge += fmt::format("H{:.1f}V{:.1f}", x(point.seconds), y(point.calls));
  }
  edge += fmt::format("H{:.1f}", right);
  json::object chart;
  chart["edge"] = edge;
  chart["area"] = edge + fmt::format("V{:.1f}H{:.1f}Z", bottom, left);
  chart["end"] = time_text(seconds);
  if (limit != 0) {
    chart["limit"] = {
        {"y", fmt::format("{:.1f}", y(limit))},
        {"text_y", fmt::format("{:.1f}", y(limit) + 4)},
        {"limit_number", limit}};
  }
  chart["words"] = fmt::format(
      "{} in {}; the busiest 60 seconds saw {}{}",
      text::counted(made.size(), "call"),
      time_text(seconds),
      text::grouped(peak),
      limit == 0 ? std::string(", without a limit") : fmt::format(" of the {} allowed", limit)
  );
  return chart;
}

}  // namespace importer
