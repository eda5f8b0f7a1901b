#include "importer/template.hpp"
#include "importer/error.hpp"

#include <boost/test/unit_test.hpp>

#include <map>

using importer::KnownPlaceholders;
using importer::Placeholder;
using importer::Template;
using importer::UsageError;

BOOST_AUTO_TEST_SUITE(template_text)

namespace {

const KnownPlaceholders known{{"classname"}, {"ci.build"}, {"date"}, {"env", "NAME"}};

std::optional<std::string> filled(std::string_view text) {
  const std::map<std::string, std::string> values{
      {"classname", "Cart{date}"}, {"env:TAG", "v1"}, {"date", ""}};
  return Template(text, known, "--set").filled([&](const Placeholder& placeholder) {
    const auto key = placeholder.argument.empty() ? placeholder.name
                                                  : placeholder.name + ":" + placeholder.argument;
    const auto found = values.find(key);
    return found == values.end() ? std::nullopt : std::optional(found->second);
  });
}

std::string refusal(std::string_view text) {
  try {
    Template(text, known, "--set");
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(text_without_placeholders_stays_as_it_is) {
  BOOST_TEST(filled("Nightly, 100 %").value() == "Nightly, 100 %");
  BOOST_TEST(filled("").value().empty());
  BOOST_TEST(filled("{{classname}} }}{{ ä").value() == "{classname} }{ ä");
}

BOOST_AUTO_TEST_CASE(placeholders_become_their_values_once) {
  BOOST_TEST(filled("{env:TAG}").value() == "v1");
  BOOST_TEST(filled("a {{{env:TAG}}} b {env:TAG}.").value() == "a {v1} b v1.");
  // A value is no template.
  BOOST_TEST(filled("{classname}").value() == "Cart{date}");
}

BOOST_AUTO_TEST_CASE(where_properties_may_stand_an_unknown_name_may_be_one_of_theirs) {
  const KnownPlaceholders with_property{{"classname"}, {"property", "NAME"}};
  const auto refused = [&with_property](std::string_view text) {
    try {
      Template(text, with_property, "--set");
    } catch (const UsageError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  BOOST_TEST(
      refused("{browser}") ==
      "--set '{browser}' holds {browser}, which is unknown: there are {classname} "
      "{property:NAME}; what reports tell as a property is {property:browser} (a brace itself is "
      "{{ or }})"
  );
  for (const auto* other : {"{}", "{clasname}", "{ci.browser}", "{browser:x}"}) {
    BOOST_TEST(refused(other).find("as a property") == std::string::npos);
  }
  BOOST_TEST(refusal("{browser}").find("as a property") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_placeholders_value_there_is_no_text) {
  BOOST_TEST(!filled("build {ci.build}"));
  BOOST_TEST(!filled("{env:TAG}-{ci.build}"));
  // An empty value is none.
  BOOST_TEST(!filled("on {date}"));
}

BOOST_AUTO_TEST_CASE(tells_which_placeholders_it_has) {
  const auto all = Template("{env:A:B}{{date}} {date}", known, "--set").placeholders();
  BOOST_TEST_REQUIRE(all.size() == 2U);
  BOOST_TEST(all[0].name == "env");
  BOOST_TEST(all[0].argument == "A:B");
  BOOST_TEST(all[1].name == "date");
  BOOST_TEST(all[1].argument.empty());
}

BOOST_AUTO_TEST_CASE(what_is_known_early_is_filled_first_and_the_rest_later) {
  const auto is_now = [](const Placeholder& placeholder) { return placeholder.name == "env"; };
  const auto early = [](const Placeholder& placeholder) {
    return placeholder.argument == "TAG" ? std::optional<std::string>("v{1}") : std::nullopt;
  };
  const auto in_part = [&](std::string_view text) {
    return Template(text, known, "--set").filled_in_part(is_now, early);
  };
  BOOST_TEST(in_part("{{{env:TAG}}} {classname}").value() == "{{v{{1}}}} {classname}");
  BOOST_TEST(filled(*in_part("{env:TAG}: {classname}")).value() == "v{1}: Cart{date}");
  BOOST_TEST(!in_part("{env:OTHER} {classname}"));
}

BOOST_AUTO_TEST_CASE(a_wrong_one_is_refused_with_what_to_write_instead) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"a {date", "--set 'a {date' has a lone brace: write {{ or }} for one"},
      {"a } b", "--set 'a } b' has a lone brace: write {{ or }} for one"},
      {"{a {date}", "--set '{a {date}' has a lone brace: write {{ or }} for one"},
      {"{clasname}",
       "--set '{clasname}' holds {clasname}, which is unknown: did you mean {classname}? "
       "(a brace itself is {{ or }})"},
      {"{ci:build}",
       "--set '{ci:build}' holds {ci:build}, which is unknown: did you mean {ci.build}? "
       "(a brace itself is {{ or }})"},
      {"{date:iso}",
       "--set '{date:iso}' holds {date:iso}, which is unknown: did you mean {date}? "
       "(a brace itself is {{ or }})"},
      {"{}",
       "--set '{}' holds {}, which is unknown: there are {classname} {ci.build} {date} "
       "{env:NAME} (a brace itself is {{ or }})"},
      {"{env}", "--set '{env}' holds {env} without saying which: write {env:NAME}"},
      {"{env:}", "--set '{env:}' holds {env:} without saying which: write {env:NAME}"},
      {"\xff", "--set is no text in UTF-8, which is all that PractiTest takes"},
  };
  for (const auto& [text, message] : cases) {
    BOOST_TEST(refusal(text) == message);
  }
}

BOOST_AUTO_TEST_SUITE_END()
