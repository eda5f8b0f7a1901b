#include "importer/plan_lines.hpp"

#include "importer/error.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <istream>
#include <ostream>
#include <streambuf>
#include <utility>

namespace json = boost::json;

namespace importer {

namespace {

/// A result with all its output; what is longer was not written by us.
constexpr std::size_t longest_line = 256U << 20U;
constexpr std::size_t deepest = 16;

constexpr const char* save_anew =
    "; save the plan anew: a plan is only carried out as it was saved";

}  // namespace

void PlanLines::write(const json::object& line) {
  const auto text = json::serialize(line);
  digest_.add(text);
  out_ << text << '\n';
}

void PlanLines::end(json::object last) {
  last["digest"] = digest_.hexadecimal();
  out_ << json::serialize(json::object{{"end", std::move(last)}}) << '\n';
}

json::object PlanLineReader::next() {
  if (!take_line()) {
    refuse(
        number_ == 0 ? "it is empty, and no saved plan"
                     : std::string("the file ends before its plan does: it was cut off") + save_anew
    );
  }
  ++number_;
  if (number_ > 1 && in_.rdbuf()->sgetc() == std::char_traits<char>::eof() &&
      !line_.starts_with(R"({"end":)")) {
    refuse(std::string("the file ends before its plan does: it was cut off") + save_anew);
  }
  json::parse_options options;
  options.max_depth = deepest;
  boost::system::error_code error;
  auto value = json::parse(line_, error, json::storage_ptr(), options);
  if (error || !value.is_object()) {
    refuse(
        number_ == 1 ? "it is no saved plan: --plan takes what `ptimport plan --out FILE` wrote; "
                       "reports are given without --plan"
                     : std::string("this line is no JSON object: the file is damaged") + save_anew
    );
  }
  if (value.as_object().contains("end")) {
    check_end(value.as_object());
  } else {
    digest_.add(line_);
  }
  return std::move(value.as_object());
}

/// Byte by byte, because a hostile line may be longer than the machine's memory.
bool PlanLineReader::take_line() {
  line_.clear();
  auto& bytes = *in_.rdbuf();
  constexpr auto no_more = std::char_traits<char>::eof();
  for (auto byte = bytes.sbumpc(); byte != '\n'; byte = bytes.sbumpc()) {
    if (byte == no_more) {
      return !line_.empty();
    }
    if (line_.size() == longest_line) {
      ++number_;
      refuse("a line is too long for a plan");
    }
    line_ += static_cast<char>(byte);
  }
  return true;
}

void PlanLineReader::check_end(const json::object& line) {
  ended_ = true;
  const auto* last = line.at("end").if_object();
  const auto* digest = last == nullptr ? nullptr : last->if_contains("digest");
  const auto* text = digest == nullptr ? nullptr : digest->if_string();
  if (text == nullptr || *text != digest_.hexadecimal()) {
    refuse(std::string("the plan was changed since it was saved, or is damaged") + save_anew);
  }
  if (in_.rdbuf()->sgetc() != std::char_traits<char>::eof()) {
    refuse(
        "something stands behind the end of the plan: give several as `--plan ONE OTHER`, not one "
        "behind the other in a file"
    );
  }
}

void PlanLineReader::refuse(const std::string& why) const {
  throw UsageError(
      number_ == 0 ? fmt::format("{}: {}", file_, why)
                   : fmt::format("{}:{}: {}", file_, number_, why)
  );
}

}  // namespace importer
