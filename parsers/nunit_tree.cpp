#include "parsers/nunit_tree.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/room.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace parsers::nunit {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

/// Of `environment`, what tells runs on different machines apart; not who ran them and where.
constexpr std::array environment_attributes = {
    "os-version"sv,
    "platform"sv,
    "os-architecture"sv,
    "clr-version"sv,
    "framework-version"sv,
    "nunit-version"sv,
    "culture"sv};

/// What a suite says without NUnit's line that only points to the tests below.
Said without_blame(Said said) {
  const auto message = trimmed(said.message);
  if (message.starts_with("One or more child tests "sv)) {
    said.message = trimmed_block(message.substr(std::min(message.find('\n'), message.size())));
  }
  return said;
}

bool is_path(std::string_view name) {
  return name.find_first_of("/\\") != std::string_view::npos &&
         name.find_first_of("(<\"") == std::string_view::npos;
}

}  // namespace

TreeReader::TreeReader(xml::Tree& tree, Report& report, Generation& generation)
    : tree_(tree),
      report_(report),
      generation_(generation),
      // A category of the outermost suite is given to each case: a list of thousands of them must
      // not take many times the memory of the file.
      may_inherit_(1000 + tree.size() / 16) {}

void TreeReader::read() {
  open(tree_.root());
  while (!levels_.empty()) {
    auto& level = levels_.back();
    if (!level.next) {
      level.next = std::exchange(level.behind_results, {});
    }
    const auto child = level.next;
    if (!child) {
      close();
      continue;
    }
    level.next = child.next_sibling();
    if (child.type() == pugi::node_element) {
      read_child(child);
    }
  }
}

void TreeReader::open(xml_node node) {
  Level level;
  level.node = node;
  level.next = node.first_child();
  level.inherited_tags = tags_.size();
  level.inherited_properties = properties_.size();
  const bool is_suite = local_name(node) == "test-suite"sv;
  Suite suite;
  level.facts = generation_.read_suite(node, suite);
  level.name = suite.name;
  level.start = suite.start;
  if (!levels_.empty()) {
    const auto& above = levels_.back();
    level.suite = above.suite;
    level.start = level.start ? level.start : above.start;
    level.why_failed = above.why_failed;
    level.why_skipped = above.why_skipped;
    level.explained_above = !above.why_failed.empty();
  }
  if (is_suite && !(level.facts.groups_one_method && level.suite)) {
    if (is_path(suite.name)) {
      suite.file = suite.name;
      suite.name = dotnet::base_name(suite.name);
    }
    suite.parent = level.suite;
    if (!suite.parent) {
      suite.host = host_;
      suite.properties.insert(suite.properties.end(), environment_.begin(), environment_.end());
    }
    level.suite = static_cast<SuiteIndex>(report_.suites.size());
    report_.suites.push_back(std::move(suite));
  }
  levels_.push_back(std::move(level));
}

void TreeReader::close() {
  const auto level = std::move(levels_.back());
  levels_.pop_back();
  tags_.resize(level.inherited_tags);
  properties_.resize(level.inherited_properties);
  const auto out = level.out.in(tree_.document());
  const bool shares_suite = !levels_.empty() && levels_.back().suite == level.suite;
  if (shares_suite) {
    levels_.back().out.add(out);
  } else if (level.suite) {
    report_.suites[*level.suite].out = out;
  }
  const auto before = report_.run_errors.size();
  settle(level);
  if (!levels_.empty()) {
    levels_.back().broken += level.broken + (report_.run_errors.size() - before);
  }
}

/// A suite that failed is a failure of its own only where no case below shows it.
void TreeReader::settle(const Level& level) {
  const auto& facts = level.facts;
  const bool cancelled_above = !levels_.empty() && levels_.back().facts.cancelled;
  const bool tells_itself = facts.failed_afterwards || (facts.cancelled && !cancelled_above);
  const bool unseen =
      level.broken == 0 && !level.explained_above && !cancelled_above && !tree_.is_open(level.node);
  if (!facts.failed || !(tells_itself || unseen)) {
    return;
  }
  const auto message = !level.said.message.empty() ? level.said.message
                       : facts.cancelled           ? "the run was cancelled"sv
                       : report_.results.empty()   ? "failed, but the report holds no tests"sv
                                                   : "failed, though none of its tests did"sv;
  report_.run_errors.push_back({level.suite, message, level.said.details, tree_.line_of(level.node)}
  );
}

void TreeReader::read_child(xml_node child) {
  auto& level = levels_.back();
  const auto name = local_name(child);
  if (name == "test-case"sv) {
    add_case(child);
  } else if (name == "test-suite"sv) {
    open(child);
  } else if (name == "results"sv) {
    if (!level.behind_results) {
      level.behind_results = level.next;
    }
    level.next = child.first_child();
  } else if (name == "failure"sv || name == "reason"sv) {
    level.said = without_blame(said_in(tree_, child));
    if (level.said.empty()) {
      return;
    }
    if (name == "reason"sv) {
      level.why_skipped = level.said.message;
    } else {
      JoinedText why;
      why.add(level.said.message);
      why.add(level.said.details);
      level.why_failed = why.in(tree_.document());
    }
  } else if (name == "output"sv) {
    level.out.add(trimmed_block(tree_.text(child)));
  } else if (name == "properties"sv) {
    read_properties(child);
  } else if (name == "categories"sv) {
    read_categories(child);
  } else if (name == "environment"sv) {
    read_environment(child);
  } else if (name == "settings"sv) {
    read_settings(child);
  } else if (name == "errors"sv) {
    read_errors(child);
  }
}

void TreeReader::read_environment(xml_node node) {
  const auto suite = levels_.back().suite;
  auto& host = suite ? report_.suites[*suite].host : host_;
  auto& properties = suite ? report_.suites[*suite].properties : environment_;
  if (!suite) {
    environment_.clear();
  }
  host = tree_.value(node, "machine-name");
  for (const auto& attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (std::ranges::find(environment_attributes, name) != environment_attributes.end()) {
      properties.push_back({name, tree_.value(attribute)});
    }
  }
}

/// Among them the parameters that the run was started with.
void TreeReader::read_settings(xml_node list) {
  const auto suite = levels_.back().suite;
  if (!suite) {
    return;
  }
  auto& properties = report_.suites[*suite].properties;
  for (const auto& setting : list.children()) {
    if (setting.attribute("value")) {
      properties.push_back({tree_.value(setting, "name"), tree_.value(setting, "value")});
    }
    for (const auto& item : setting.children()) {
      properties.push_back({tree_.value(item, "key"), tree_.value(item, "value")});
    }
  }
}

void TreeReader::read_properties(xml_node list) {
  const auto suite = levels_.back().suite;
  const bool of_a_suite = suite && !levels_.back().facts.groups_one_method;
  for (const auto& property : list.children()) {
    if (property.type() != pugi::node_element) {
      continue;
    }
    const Property read{tree_.value(property, "name"), tree_.value(property, "value")};
    if (read.name == skip_reason) {
      // Stands before a reason or a failure, which say the same when they are there.
      auto& level = levels_.back();
      level.said.message = trimmed_block(read.value);
      level.why_skipped = level.said.message;
    }
    if (is_internal(read.name)) {
      continue;
    }
    if (read.name == "Category"sv) {
      tags_.push_back(read.value);
    } else if (read.name != "Description"sv) {
      properties_.push_back(read);
    }
    if (of_a_suite) {
      report_.suites[*suite].properties.push_back(read);
    }
  }
}

void TreeReader::read_categories(xml_node list) {
  const auto suite = levels_.back().suite;
  const bool of_a_suite = suite && !levels_.back().facts.groups_one_method;
  for (const auto& category : list.children()) {
    if (const auto name = trimmed(tree_.value(category, "name")); !name.empty()) {
      tags_.push_back(name);
      if (of_a_suite) {
        report_.suites[*suite].properties.push_back({"Category", name});
      }
    }
  }
}

/// NunitXml.TestLogger's list of what went wrong outside of the tests.
void TreeReader::read_errors(xml_node list) {
  for (const auto& error : list.children()) {
    if (error.type() != pugi::node_element) {
      continue;
    }
    auto said = said_in(tree_, error);
    if (said.message.empty()) {
      said.message = trimmed_block(tree_.text(error));
    }
    if (said.message.empty()) {
      said.message = "an error outside of the tests"sv;
    }
    report_.run_errors.push_back(
        {levels_.back().suite, said.message, said.details, tree_.line_of(error)}
    );
    ++levels_.back().broken;
  }
}

void TreeReader::add_case(xml_node node) {
  make_room(report_.results, tree_, node);
  const auto suite = suite_for_case();
  auto& result = report_.results.emplace_back();
  result.suite = suite;
  result.report_line = tree_.line_of(node);
  result.start = levels_.back().start;
  // Most cases of a long report passed and say no more.
  auto told = node.first_child() ? read_children(tree_, node, result) : Told();
  generation_.read_case(node, levels_, told, result);
  inherit(node, result);
  conclude(told, result);
  const auto status = result.status;
  levels_.back().broken += status == Status::failed || status == Status::errored ? 1 : 0;
}

void TreeReader::inherit(xml_node node, Result& result) {
  const auto count = tags_.size() + properties_.size();
  if (count == 0) {
    return;
  }
  if (count > may_inherit_) {
    tree_.oddities().add(
        "test cases that were not given the categories and properties of their suites, of which "
        "there are too many: {}",
        tree_.spot_of(node)
    );
    return;
  }
  may_inherit_ -= count;
  auto& evidence = result.make_evidence();
  // A case with more categories is no tester's; comparing them all would take for ever.
  constexpr std::size_t most_compared = 100;
  for (const auto tag : tags_) {
    const auto known = std::span(evidence.tags);
    const auto compared = known.first(std::min(known.size(), most_compared));
    if (std::ranges::find(compared, tag) == compared.end()) {
      evidence.tags.push_back(tag);
    }
  }
  evidence.properties.insert(evidence.properties.end(), properties_.begin(), properties_.end());
}

/// A case directly in the root still needs a suite.
SuiteIndex TreeReader::suite_for_case() {
  auto& level = levels_.back();
  if (!level.suite) {
    level.suite = static_cast<SuiteIndex>(report_.suites.size());
    auto& suite = report_.suites.emplace_back();
    suite.host = host_;
    suite.properties = environment_;
  }
  return *level.suite;
}

void explain_failure(const Level& level, Said& said) {
  const auto why = level.why_failed;
  // Searching for what is longer would take its time at each of thousands of cases.
  const bool repeats = why.size() <= said.message.size() && contains(said.message, why);
  if (said.details.empty() && !repeats) {
    said.details = why;
  }
}

void explain_skip(const Level& level, Said& said) {
  if (said.message.empty()) {
    said.message = level.why_skipped;
  }
}

void check_summary(xml::Tree& tree, const Summary& summary, Report& report) {
  if (tree.cut_off()) {
    return;
  }
  const auto line = tree.line_of(tree.root());
  const auto claims = [](const std::vector<std::uint64_t>& numbers, std::uint64_t count) {
    return numbers.empty() || std::ranges::find(numbers, count) != numbers.end();
  };
  const auto cases = report.results.size();
  const auto broken = std::ranges::count_if(report.results, [](const Result& result) {
    return result.status == Status::failed || result.status == Status::errored;
  });
  if (cases == 0 && !(claims(summary.cases, 0) && claims(summary.broken, 0))) {
    if (!report.run_errors.empty()) {
      return;  // Which say already that something is missing.
    }
    const auto counted = [](const std::vector<std::uint64_t>& numbers) {
      return numbers.empty() ? "?" : std::to_string(numbers.front());
    };
    const auto message = fmt::format(
        "the summary counts {} tests ({} failures and errors), but the report holds none of them",
        counted(summary.cases),
        counted(summary.broken)
    );
    report.run_errors.push_back({std::nullopt, tree.document().keep(message), {}, line});
  } else if (!claims(summary.cases, cases) || !claims(summary.broken, static_cast<std::uint64_t>(broken))) {
    tree.oddities().add(
        "suites whose own totals differ from the cases in them (the cases were counted): {}",
        tree.spot_of(tree.root())
    );
  }
}

std::optional<std::uint64_t> counter(xml_node node, const char* attribute) {
  return whole_number(xml::raw(node, attribute));
}

}  // namespace parsers::nunit
