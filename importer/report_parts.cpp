#include "importer/report_parts.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

namespace json = boost::json;

namespace importer {

std::string_view colour_of(std::string_view kind) {
  return kind == "passed"    ? "#1f8a4c"
         : kind == "failed"  ? "#cf2e3f"
         : kind == "blocked" ? "#b76e00"
                             : "#8792a0";
}

void Ring::add(std::string_view kind, std::string_view name, std::size_t number) {
  if (number == 0) {
    return;
  }
  const auto length = 1'000.0 * static_cast<double>(number) / static_cast<double>(whole_);
  slices_.push_back(
      {{"kind", kind},
       {"colour", colour_of(kind)},
       {"name", name},
       {"number", text::grouped(number)},
       {"length", fmt::format("{:.2f}", length)},
       {"begin", fmt::format("{:.2f}", begin_)}}
  );
  words_ += fmt::format("{}{} {}", words_.empty() ? "" : ", ", text::grouped(number), name);
  begin_ += length;
}

void Ring::put_into(json::object& page) const {
  page["totals_words"] = words_.empty() ? "no results" : words_;
  page["total"] = text::grouped(whole_);
  page["slices"] = slices_;
}

void Facts::count(std::string_view name, std::size_t number, std::string_view noun) {
  if (number != 0) {
    add(name, text::counted(number, noun));
  }
}

json::array Choices::with_names(std::string_view of_failed, std::string_view of_made) const {
  json::array list;
  const auto choice = [&list](const char* id, std::string_view name, std::size_t number) {
    if (number != 0) {
      list.push_back({{"id", id}, {"name", name}, {"number", text::grouped(number)}});
    }
  };
  choice("all", "All", all);
  choice("failed", of_failed, failed);
  choice("lost", "Not recorded", lost);
  choice("made", of_made, made);
  choice("passed", "Passed", passed);
  choice("other", "Others", others);
  return list;
}

}  // namespace importer
