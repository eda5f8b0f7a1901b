#include "importer/report_rows.hpp"

#include "importer/report_parts.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <algorithm>

namespace json = boost::json;

namespace importer {

namespace {

constexpr std::size_t most_rows = 20'000;
constexpr std::size_t most_bytes_of_rows = 12'000'000;
constexpr std::size_t most_bytes_of_details = 4'000'000;
constexpr std::size_t bytes_of_markup = 220;

/// Bytes on the page, where escaping makes up to six of one.
std::size_t bytes_of(std::string_view text) {
  const auto escaped = std::ranges::count_if(text, [](char c) {
    return c == '&' || c == '<' || c == '>' || c == '"' || c == '\'' ||
           static_cast<unsigned char>(c) < 0x20;
  });
  return text.size() + 5 * static_cast<std::size_t>(escaped);
}

bool is_made(const ToldResult& told) {
  return told.planned != nullptr &&
         (makes_instance(told.planned->action) || told.planned->action == Action::make_test) &&
         !is_lost(told);
}

std::string how_of(const ToldResult& told) {
  const auto outcome =
      told.outcome == nullptr ? std::string() : std::string(name_of(told.outcome->outcome));
  const auto why = told.planned == nullptr ? std::string() : text::cut(told.planned->why, 160);
  auto how = outcome.empty() || why.empty() ? outcome + why : outcome + " · " + why;
  if (const auto results = told.execution->results; results != 1) {
    how += fmt::format(" · {}", text::counted(results, "case"));
  }
  return how;
}

/// Where there are several sets: which of them takes the result, for a test may be in each.
std::string set_of(const ToldResult& told, const Plan* plan) {
  if (plan == nullptr || plan->sets.size() < 2) {
    return {};
  }
  return fmt::format(" · in '{}'", text::cut(plan->sets[told.test->set].name, 100));
}

/// Builds the rows, and keeps account of their size.
class Rows {
public:
  explicit Rows(const Plan* plan) : plan_(plan) {}

  void add(const ToldResult& told) {
    if (rows_.size() >= most_rows || bytes_ > most_bytes_of_rows) {
      ++left_out_;
      return;
    }
    const auto status = told.execution->status;
    json::object row;
    row["name"] = text::cut(name_of(told).empty() ? "(no name)" : name_of(told), 300);
    row["tag"] = status ? name_of(*status) : std::string_view("LEFT OUT");
    row["kinds"] = fmt::format(
        "{}{}{}", kind_of(status), is_lost(told) ? " lost" : "", is_made(told) ? " made" : ""
    );
    row["how"] = how_of(told) + set_of(told, plan_);
    if (is_failure(told) || is_lost(told)) {
      row["details"] = details(told);
    }
    for (const auto* member : {"name", "how"}) {
      bytes_ += bytes_of(row[member].as_string());
    }
    bytes_ += bytes_of_markup;
    rows_.push_back(std::move(row));
  }

  void end(json::object& page) {
    page["rows"] = std::move(rows_);
    page["more_rows"] =
        left_out_ == 0
            ? std::string()
            : fmt::format(
                  "{} more are left out, so that the page stays usable; --format ndjson tells all.",
                  text::counted(left_out_, "result")
              );
  }

private:
  json::object details(const ToldResult& told) {
    const auto& evidence = told.execution->result->evidence();
    json::object object;
    object["place"] = text::cut(place(*told.execution), 400);
    object["why"] = is_lost(told) ? text::cut(why_lost(told), 1'000) : std::string();
    const auto message = text::cut(evidence.message, 2'000);
    const auto stack = text::cut(evidence.details, 6'000);
    const auto size = bytes_of(message) + bytes_of(stack);
    const bool fits = bytes_of_details_ + size <= most_bytes_of_details;
    bytes_of_details_ += fits ? size : 0;
    object["message"] = fits ? message : std::string();
    object["stack"] = fits ? stack : std::string();
    object["left_out"] = fits ? std::string()
                              : "The message is left out, so that the page stays usable: it is in "
                                "the report, at this place.";
    return object;
  }

  const Plan* plan_;
  json::array rows_;
  std::size_t bytes_ = 0;
  std::size_t bytes_of_details_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace

std::string_view kind_of(std::optional<RunStatus> status) {
  if (status == RunStatus::passed) {
    return "passed";
  }
  if (status == RunStatus::failed) {
    return "failed";
  }
  return status == RunStatus::blocked ? "blocked" : "other";
}

void add_rows(const std::vector<ToldResult>& results, const Plan* plan, json::object& page) {
  Rows rows(plan);
  Choices choices;
  choices.all = results.size();
  for (const auto& told : results) {
    const auto status = told.execution->status;
    choices.failed += status == RunStatus::failed ? 1 : 0;
    choices.passed += status == RunStatus::passed ? 1 : 0;
    choices.lost += is_lost(told) ? 1 : 0;
    choices.made += is_made(told) ? 1 : 0;
    if (is_failure(told) || is_lost(told)) {
      rows.add(told);  // First, so that they are there whatever the bounds leave out.
    }
  }
  choices.others = choices.all - choices.failed - choices.passed;
  for (const auto& told : results) {
    if (!is_failure(told) && !is_lost(told)) {
      rows.add(told);
    }
  }
  rows.end(page);
  page["rows_title"] = "Results";
  page["choices"] = choices.with_names("Failed", "New");
}

}  // namespace importer
