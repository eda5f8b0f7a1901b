#include "parsers/json_text.hpp"

#include "parsers/decode.hpp"
#include "parsers/error.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <memory>
#include <string>
#include <utility>

/// JSON as the format parsers see it.

BOOST_AUTO_TEST_SUITE(json_text)

namespace {

using parsers::JsonValue;

/// A text with all that it needs to live.
struct Parsed {
  explicit Parsed(std::string text) {
    auto utf8 = parsers::to_utf8(std::move(text), oddities);
    document = std::make_unique<parsers::Document>(std::move(utf8.text));
    json = std::make_unique<parsers::JsonText>(*document, std::move(utf8.lines), oddities);
  }
  const JsonValue& first() const { return json->values().at(0); }

  parsers::Oddities oddities;
  std::unique_ptr<parsers::Document> document;
  std::unique_ptr<parsers::JsonText> json;
};

std::string refusal_of(const std::string& text) {
  try {
    Parsed{text};
  } catch (const parsers::ParseError& error) {
    return std::to_string(error.line()) + ":" + std::to_string(error.column()) + ": " +
           error.what();
  }
  return "read";
}

}  // namespace

BOOST_AUTO_TEST_CASE(values_of_all_kinds_are_read) {
  const Parsed parsed(R"( {"a":[1,-2.5e3,"x"],"b":{},"c":true,"d":null,"e":" y ","n":NaN} )");
  const auto& object = parsed.first();
  BOOST_TEST(object["a"].items().size() == 3U);
  BOOST_TEST(object["a"].items()[1].value.text == "-2.5e3");
  BOOST_TEST(object.is_true("c"));
  BOOST_TEST(object.has("d"));
  BOOST_TEST(object["d"].is(JsonValue::Kind::null));
  BOOST_TEST(object["n"].is(JsonValue::Kind::null));
  BOOST_TEST(object.word("e") == "y");
  BOOST_TEST(!object.has("f"));
  BOOST_TEST(object["f"]["g"].word("h").empty());
  BOOST_TEST(!parsed.json->cut_off());
}

BOOST_AUTO_TEST_CASE(strings_are_decoded) {
  const Parsed parsed(
      R"(["\u00e9\ud83d\ude00\\\"\/\n\t","a\r\nb\rc","\ud83d!","\u0000\u001b[31mred"])"
  );
  const auto& items = parsed.first().items();
  BOOST_TEST(items.at(0).value.text == "\u00e9\U0001F600\\\"/\n\t");
  BOOST_TEST(items.at(1).value.text == "a\nb\nc");
  BOOST_TEST(items.at(2).value.text == "\uFFFD!");
  BOOST_TEST(items.at(3).value.text == "\uFFFDred");
  BOOST_REQUIRE_EQUAL(parsed.oddities.list().size(), 1U);
}

BOOST_AUTO_TEST_CASE(lines_of_json_are_values_one_behind_the_other) {
  const Parsed parsed("{\"a\":1}\n{\"b\":\"two\\nlines\"}\n\n{\"c\":3}\n");
  BOOST_REQUIRE_EQUAL(parsed.json->values().size(), 3U);
  BOOST_TEST(parsed.json->line_of(parsed.json->values()[1]) == 2U);
  BOOST_TEST(parsed.json->line_of(parsed.json->values()[2]) == 4U);
}

BOOST_AUTO_TEST_CASE(a_text_that_is_cut_has_all_that_stands_whole_before_the_break) {
  const Parsed parsed("[{\"a\":{\"b\":[1,2");
  BOOST_REQUIRE(parsed.json->cut_off());
  BOOST_TEST(parsed.json->cut_off()->element == "\"b\"");
  const auto& object = parsed.first().items().at(0).value;
  BOOST_TEST(object.is_open);
  BOOST_TEST(object["a"]["b"].is_open);
  // 2 may be the begin of 25.
  BOOST_TEST(object["a"]["b"].items().size() == 1U);
}

BOOST_AUTO_TEST_CASE(at_whatever_byte_a_text_is_cut_it_is_told_and_never_refused) {
  const std::string whole = R"([{"a\u00e9":"x\ud83d\ude00y","b":[true,null,-1.5,{"c":{}}]},[]])";
  for (std::size_t size = 1; size < whole.size(); ++size) {
    BOOST_TEST_CONTEXT(whole.substr(0, size)) {
      const Parsed parsed(whole.substr(0, size));
      BOOST_TEST(parsed.json->cut_off().has_value());
    }
  }
  BOOST_TEST(!Parsed(whole).json->cut_off());
}

BOOST_AUTO_TEST_CASE(what_is_no_json_is_refused_with_its_place) {
  const std::array<std::pair<std::string, std::string>, 10> texts = {
      {{"[1,]", "1:4: this is not well-formed JSON: a value is missing"},
       {"[\n1 2]", "2:3: this is not well-formed JSON: neither , nor ] stands behind a value"},
       {"{1:2}", "1:2: this is not well-formed JSON: a name in quotes is missing"},
       {"{\"a\" 2}", "1:6: this is not well-formed JSON: no colon stands behind a name"},
       {"{\"a\":tru }", "1:9: this is not well-formed JSON: tru is no value"},
       {"[\"\\x\"]", "1:4: this is not well-formed JSON: an escape is none"},
       {"[\"\\u12g4\"]", "1:4: this is not well-formed JSON: an escape is none"},
       {"[]]", "1:3: this is not well-formed JSON: something stands behind its end"},
       {"[1][2]", "1:4: this is not well-formed JSON: something stands behind its end"},
       {"[}", "1:2: this is not well-formed JSON: a value is missing"}}};
  for (const auto& [text, why] : texts) {
    BOOST_TEST_CONTEXT(text) { BOOST_TEST(refusal_of(text) == why); }
  }
}

BOOST_AUTO_TEST_CASE(what_nests_without_end_is_refused) {
  BOOST_TEST(refusal_of(std::string(199, '[') + std::string(199, ']')) == "read");
  const auto refusal = refusal_of(std::string(1'000'000, '['));
  BOOST_TEST((refusal.find("nests without end") != std::string::npos), refusal);
}

BOOST_AUTO_TEST_SUITE_END()
