#include "sandbox/faults.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <charconv>
#include <map>
#include <sstream>
#include <stdexcept>

namespace sandbox {

namespace {

namespace json = boost::json;

/// The words of a rule, one after the other.
class Words {
public:
  explicit Words(const std::string& rule) : rule_(rule) {
    std::string spaced;
    for (const char byte : rule) {
      if (byte == ',' || byte == ':') {
        spaced += ' ';
        spaced += byte;
        spaced += ' ';
      } else {
        spaced += byte;
      }
    }
    std::istringstream stream(spaced);
    for (std::string word; stream >> word;) {
      words_.push_back(word);
    }
  }

  [[noreturn]] void fail(const std::string& why) const {
    throw std::runtime_error(fmt::format("fault rule \"{}\": {}", rule_, why));
  }

  bool at_end() const { return next_ == words_.size(); }
  std::string peek() const { return at_end() ? std::string() : words_[next_]; }

  bool take(std::string_view word) {
    const bool there = peek() == word;
    next_ += there ? 1 : 0;
    return there;
  }

  std::string word(const std::string& what) {
    if (at_end()) {
      fail(what + " is missing");
    }
    return words_[next_++];
  }

  int number(const std::string& what) { return to_number(word(what), what); }

  int to_number(std::string_view text, const std::string& what) const {
    int value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || stop != text.data() + text.size() || value < 0) {
      fail(fmt::format("{} must be a number, not \"{}\"", what, text));
    }
    return value;
  }

  // The rest of the rule as it was written, from the word that was taken last.
  std::string rest_after(const std::string& taken) {
    const auto at = rule_.find(taken + " ", rule_.find("reject"));
    next_ = words_.size();
    if (at == std::string::npos) {
      fail("the " + taken + " to reject is missing");
    }
    return rule_.substr(at + taken.size() + 1);
  }

private:
  std::string rule_;
  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

// "before" or "after"; before when neither is said.
bool said_after(Words& words) {
  if (words.take("after")) {
    return true;
  }
  words.take("before");
  return false;
}

void parse_effect(Words& words, Effect& effect) {
  const auto word = words.word("an effect");
  if (word[0] >= '1' && word[0] <= '9') {
    const int code = words.to_number(word, "a status");
    if (code < 200 || code > 599) {
      words.fail(fmt::format("{} is no HTTP status", code));
    }
    effect.code = code;
    if (words.take("late")) {
      effect.late = std::chrono::milliseconds(words.number("late"));
      effect.carry_out = false;
    } else {
      effect.carry_out = effect.carry_out && said_after(words);
    }
    if (words.take("retry-after")) {
      effect.retry_after = words.number("retry-after");
    }
  } else if (word == "drop") {
    effect.drop = true;
    effect.carry_out = effect.carry_out && said_after(words);
  } else if (word == "delay") {
    const std::chrono::milliseconds delay(words.number("the delay"));
    (said_after(words) ? effect.delay_after : effect.delay_before) += delay;
  } else if (word == "cut") {
    effect.cut = true;
  } else if (word == "html") {
    effect.html = true;
  } else if (word == "garbage") {
    effect.garbage = true;
  } else if (word == "trickle") {
    effect.trickle = true;
  } else if (word == "close-idle") {
    effect.close_idle = std::chrono::milliseconds(words.number("close-idle"));
  } else {
    words.fail(fmt::format("there is no effect \"{}\"", word));
  }
}

void add(Effect& total, const Effect& effect) {
  total.carry_out = total.carry_out && effect.carry_out;
  if (!total.code) {
    // One status, and what belongs to it: a 429 of one rule is not carried out late by another.
    total.code = effect.code;
    total.retry_after = effect.retry_after;
    total.late = effect.late;
  }
  total.rejected = total.rejected || effect.rejected;
  total.instead = total.instead ? total.instead : effect.instead;
  total.drop = total.drop || effect.drop;
  total.cut = total.cut || effect.cut;
  total.html = total.html || effect.html;
  total.garbage = total.garbage || effect.garbage;
  total.trickle = total.trickle || effect.trickle;
  total.delay_before += effect.delay_before;
  total.delay_after += effect.delay_after;
  total.close_idle = total.close_idle ? total.close_idle : effect.close_idle;
}

bool has(const json::object* object, const std::string& key, const std::string& wanted) {
  const auto* value = object == nullptr ? nullptr : object->if_contains(key);
  if (value == nullptr) {
    return false;
  }
  if (value->is_string()) {
    return value->get_string() == wanted;
  }
  return value->is_int64() && std::to_string(value->get_int64()) == wanted;
}

// * is anything but a slash.
bool glob(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) {
    return text.empty();
  }
  if (pattern[0] != '*') {
    return !text.empty() && text[0] == pattern[0] && glob(pattern.substr(1), text.substr(1));
  }
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (glob(pattern.substr(1), text.substr(i))) {
      return true;
    }
    if (i < text.size() && text[i] == '/') {
      break;
    }
  }
  return false;
}

}  // namespace

bool fits(std::string_view pattern, std::string_view text) {
  return pattern == "*" || glob(pattern, text);
}

Fault Fault::parse(const std::string& rule) {
  Words words(rule);
  Fault fault;
  fault.method_ = words.word("the method");
  if (fault.method_ != "*" && fault.method_ != "GET" && fault.method_ != "POST" &&
      fault.method_ != "PUT") {
    words.fail(fmt::format("\"{}\" is none of GET, POST, PUT, *", fault.method_));
  }
  fault.resource_ = words.word("the resource");

  const auto which = words.peek();
  if (which.size() > 1 && which[0] == '#') {
    words.take(which);
    const auto range = std::string_view(which).substr(1);
    const auto dash = range.find('-');
    const bool open = range.back() == '+';
    const auto first = range.substr(0, open ? range.size() - 1 : dash);
    fault.first_ = static_cast<std::size_t>(words.to_number(first, "#"));
    if (dash != std::string_view::npos) {
      fault.last_ = static_cast<std::size_t>(words.to_number(range.substr(dash + 1), "#"));
    } else if (!open) {
      fault.last_ = fault.first_;
    }
    if (fault.first_ == 0 || fault.last_ < fault.first_) {
      words.fail("calls are counted from 1, the first of a range comes first");
    }
  } else if (words.take("every")) {
    fault.every_ = static_cast<std::size_t>(words.number("every"));
    if (fault.every_ == 0) {
      words.fail("every 0 is never");
    }
  }
  words.take(":");

  do {
    if (words.take("limit")) {
      fault.limit_ = static_cast<std::size_t>(words.number("the limit"));
      fault.effect_.carry_out = false;
      fault.effect_.code = 413;
      continue;
    }
    if (!words.take("reject")) {
      parse_effect(words, fault.effect_);
      continue;
    }
    static const std::map<std::string, std::string> keys = {
        {"instance", "instance-id"}, {"test", "test-id"}, {"set", "set-id"}, {"name", "name"}};
    const auto key = words.word("what to reject");
    if (keys.count(key) == 0) {
      words.fail("only an instance, a test, a set or a name can be rejected");
    }
    fault.reject_key_ = keys.at(key);
    fault.reject_value_ = key == "name" ? words.rest_after(key) : words.word("the id to reject");
    fault.spares_others_ = key != "name" && words.take("spare");
    fault.effect_.rejected = true;
    fault.effect_.carry_out = fault.spares_others_;
    fault.effect_.code = 422;
  } while (words.take(","));
  if (!words.at_end()) {
    words.fail(fmt::format("\"{}\" is not expected there", words.peek()));
  }
  return fault;
}

bool Fault::fits_element(const json::value& element) const {
  const auto* members = element.if_object();
  for (const auto* part : {"attributes", "test-attributes"}) {
    const auto* inner = members == nullptr ? nullptr : members->if_contains(part);
    if (inner != nullptr && has(inner->if_object(), reject_key_, reject_value_)) {
      return true;
    }
  }
  return false;
}

bool Fault::rejects(const std::string& body) const {
  boost::system::error_code problem;
  const auto document = json::parse(body, problem);
  const auto* object = problem ? nullptr : document.if_object();
  const auto* data = object == nullptr ? nullptr : object->if_contains("data");
  if (data == nullptr) {
    return false;
  }
  if (const auto* array = data->if_array()) {
    return std::ranges::any_of(*array, [this](const auto& each) { return fits_element(each); });
  }
  return fits_element(*data);
}

std::string Fault::without_rejected(const std::string& body) const {
  auto document = json::parse(body);
  if (auto* array = document.as_object().at("data").if_array()) {
    const auto rejected = std::remove_if(array->begin(), array->end(), [this](const auto& each) {
      return fits_element(each);
    });
    array->erase(rejected, array->end());
  }
  return json::serialize(document);
}

void Fault::apply(
    std::string_view method, std::string_view resource, const std::string& body, Effect& effect
) {
  if ((method_ != "*" && method_ != method) || !fits(resource_, resource) ||
      (!reject_key_.empty() && !rejects(body)) || (limit_ && body.size() <= *limit_)) {
    return;
  }
  ++seen_;
  if (seen_ >= first_ && seen_ <= last_ && seen_ % every_ == 0) {
    add(effect, effect_);
    if (spares_others_) {
      effect.instead = without_rejected(body);
    }
  }
}

Faults::Faults(const std::vector<std::string>& rules) {
  for (const auto& rule : rules) {
    faults_.push_back(Fault::parse(rule));
  }
}

Effect Faults::on(std::string_view method, std::string_view resource, const std::string& body) {
  Effect effect;
  for (auto& fault : faults_) {
    fault.apply(method, resource, body, effect);
  }
  return effect;
}

}  // namespace sandbox
