#include "parsers/robot_merge.hpp"

#include "parsers/robot_status.hpp"
#include "parsers/text.hpp"

#include <algorithm>

namespace parsers::robot {

namespace {

using namespace std::string_view_literals;

/// Passes over `label` at the start of `line`; nothing when another stands there.
std::optional<std::string_view> behind(std::string_view line, std::string_view label) {
  if (!line.starts_with(label)) {
    return std::nullopt;
  }
  return trimmed(line.substr(label.size()));
}

}  // namespace

// As plain text the message reads, the newest execution first:
//   Test has been re-executed and results merged.
//   New status: PASS
//   Old status: FAIL
//   Old message: The lamp is dark
// Source: robot/result/merger.py of Robot Framework 3 to 7.
void read_merge(xml::Tree& tree, Result& result) {
  auto& evidence = result.make_evidence();
  const auto whole = evidence.message;
  const auto first = first_line(whole);
  if (!first.ends_with(" has been re-executed and results merged.")) {
    return;
  }
  std::vector<Attempt> older;
  const char* begin = nullptr;  // Of the message that is being read; it may have several lines.
  std::string_view now;
  const auto end_message = [&](const char* end) {
    if (begin == nullptr) {
      return;
    }
    const auto text = trimmed({begin, static_cast<std::size_t>(end - begin)});
    if (older.empty()) {
      now = text;
    } else {
      older.back().message = text;
    }
    begin = nullptr;
  };
  for (auto rest = whole; !rest.empty();) {
    const auto line = rest.substr(0, rest.find('\n'));
    if (const auto old = behind(line, "Old status:")) {
      end_message(line.data());
      const auto known = status_of(*old);
      if (!known) {
        tree.oddities().add(
            "unknown words in a status attribute, taken for inconclusive: {}", result.report_line
        );
      }
      older.emplace_back().status = known.value_or(Status::inconclusive);
    } else if (behind(line, "New status:")) {
      end_message(line.data());
    } else if (line.starts_with("New message:") || line.starts_with("Old message:")) {
      end_message(line.data());
      begin = line.data() + "New message:"sv.size();
    }
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  end_message(whole.data() + whole.size());
  evidence.message = now;
  std::ranges::reverse(older);
  evidence.earlier_attempts = std::move(older);
}

}  // namespace parsers::robot
