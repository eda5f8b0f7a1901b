#include "parsers/jenkins_build.hpp"

#include "parsers/decode.hpp"
#include "parsers/text.hpp"
#include "parsers/xml.hpp"
#include "parsers/xml_child.hpp"

#include <charconv>
#include <cstdint>
#include <utility>

namespace parsers {

namespace {

using MillisecondTime = std::chrono::sys_time<std::chrono::milliseconds>;

/// The end of the year 9999, behind which no calendar of ours goes.
constexpr std::int64_t first_too_late = 253'402'300'800'000;

/// Milliseconds since 1970.
std::optional<MillisecondTime> milliseconds_in(std::string_view text) {
  std::int64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count <= 0 ||
      count >= first_too_late) {
    return std::nullopt;
  }
  return MillisecondTime(std::chrono::milliseconds(count));
}

/// Of the first revision, where there are several: those of libraries are kept elsewhere.
std::string_view head_in(xml::Tree& tree, pugi::xml_node actions) {
  const auto action = xml::child_named(actions, "jenkins.scm.api.SCMRevisionAction");
  const auto head = xml::child_named(xml::child_named(action, "revision"), "head");
  return trimmed(tree.text(xml::child_named(head, "name")));
}

}  // namespace

JenkinsBuild read_jenkins_build(std::string bytes) {
  Oddities oddities;
  auto utf8 = to_utf8(std::move(bytes), oddities);
  Document document(std::move(utf8.text));
  xml::Tree tree(document, std::move(utf8.lines), oddities);
  JenkinsBuild build;
  std::optional<MillisecondTime> queued;
  for (const auto& field : tree.root().children()) {
    const auto name = xml::local_name(field);
    if (name == "number") {
      build.number = trimmed(tree.text(field));
    } else if (name == "result") {
      build.result = trimmed(tree.text(field));
    } else if (name == "startTime") {
      build.start = milliseconds_in(trimmed(tree.text(field)));
    } else if (name == "timestamp") {
      queued = milliseconds_in(trimmed(tree.text(field)));
    } else if (name == "actions") {
      build.head = head_in(tree, field);
    }
  }
  if (!build.start) {
    build.start = queued;
  }
  return build;
}

}  // namespace parsers
