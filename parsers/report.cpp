#include "parsers/report.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace parsers {

std::string_view name_of(Status status) {
  switch (status) {
  case Status::passed:
    return "passed";
  case Status::failed:
    return "failed";
  case Status::errored:
    return "errored";
  case Status::skipped:
    return "skipped";
  case Status::blocked:
    return "blocked";
  case Status::not_run:
    return "not run";
  case Status::inconclusive:
    return "inconclusive";
  case Status::aborted:
    return "aborted";
  }
  return "unknown";
}

std::size_t size_of_content(const Attachment& attachment) {
  if (attachment.packing == Packing::unpacked) {
    return attachment.content.size();
  }
  // Four characters are three bytes; `=` only fills up, blanks part lines.
  const auto characters = std::ranges::count_if(attachment.content, [](char c) {
    return c != '=' && c != ' ' && c != '\n' && c != '\t';
  });
  return static_cast<std::size_t>(characters) / 4 * 3 +
         (static_cast<std::size_t>(characters) % 4) * 3 / 4;
}

std::string describe(const CutOff& cut_off) {
  const auto count = cut_off.left_out;
  const bool is_json = cut_off.element.starts_with('"');
  return fmt::format(
      "the file ends in the middle of {}{}{}; it was probably cut off{}",
      is_json ? "" : "<",
      cut_off.element,
      is_json ? "" : ">",
      count == 0
          ? ""
          : fmt::format(
                "; {} whole result{} left out, whose name or meaning stands behind the break",
                count,
                count == 1 ? " is" : "s are"
            )
  );
}

const Evidence& Result::evidence() const {
  static const Evidence none;
  return more ? *more : none;
}

Evidence& Result::make_evidence() {
  if (!more) {
    more = std::make_unique<Evidence>();
  }
  return *more;
}

std::vector<std::string_view> suite_path(const Report& report, SuiteIndex suite) {
  constexpr int most = 100;
  std::vector<std::string_view> path;
  std::optional<SuiteIndex> index = suite;
  for (int i = 0; i < most && index; ++i, index = report.suites[*index].parent) {
    if (const auto name = report.suites[*index].name; !name.empty()) {
      path.push_back(name);
    }
  }
  std::ranges::reverse(path);
  return path;
}

}  // namespace parsers
