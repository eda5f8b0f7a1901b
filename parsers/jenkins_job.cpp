#include "parsers/jenkins_job.hpp"

#include "parsers/decode.hpp"
#include "parsers/text.hpp"
#include "parsers/xml.hpp"
#include "parsers/xml_child.hpp"

#include <utility>

namespace parsers {

std::string read_jenkins_job_name(std::string bytes) {
  Oddities oddities;
  auto utf8 = to_utf8(std::move(bytes), oddities);
  Document document(std::move(utf8.text));
  xml::Tree tree(document, std::move(utf8.lines), oddities);
  for (const auto& property : xml::child_named(tree.root(), "properties").children()) {
    // Each kind of multibranch job has a class of its own for the property, which holds a Branch.
    auto holder = xml::child_named(xml::child_named(property, "branch"), "head");
    if (!holder && xml::local_name(property) == "jenkins.branch.ProjectNameProperty") {
      holder = property;
    }
    if (const auto name = xml::child_named(holder, "name")) {
      return std::string(trimmed(tree.text(name)));
    }
  }
  return {};
}

}  // namespace parsers
