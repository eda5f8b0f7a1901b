#include "parsers/report_json.hpp"

#include <fmt/format.h>

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <vector>

namespace parsers {

namespace {

namespace json = boost::json;

void put(json::object& object, std::string_view key, std::string_view text) {
  if (!text.empty()) {
    object[key] = text;
  }
}

void put(json::object& object, std::string_view key, std::optional<Duration> duration) {
  if (duration) {
    object[key] = static_cast<double>(duration->count()) / 1000.0;
  }
}

void put(json::object& object, std::string_view key, const std::optional<StartTime>& start) {
  if (start) {
    object[key] = iso_8601(*start);
  }
}

void put(json::object& object, std::string_view key, std::uint32_t number) {
  if (number != 0) {
    object[key] = number;
  }
}

/// `[make(item), …]`, left out when there is none.
template <class Items, class Make>
void put_all(json::object& object, std::string_view key, const Items& items, Make make) {
  if (items.empty()) {
    return;
  }
  json::array array;
  array.reserve(items.size());
  for (const auto& item : items) {
    array.push_back(make(item));
  }
  object[key] = std::move(array);
}

json::object property_json(const Property& property) {
  return {{"name", property.name}, {"value", property.value}};
}

std::string_view name_of(Packing packing) {
  switch (packing) {
  case Packing::none:
    break;
  case Packing::base64:
    return "base64";
  case Packing::base64_tar_gzip:
    return "base64 tar.gz";
  case Packing::unpacked:
    return "unpacked";
  }
  return {};
}

json::object attachment_json(const Attachment& attachment) {
  json::object object;
  if (attachment.packing == Packing::none) {
    object["path"] = attachment.path;
  } else {
    object["name"] = attachment.name;
    object["within_report"] = name_of(attachment.packing);
    object["size"] = size_of_content(attachment);
  }
  put(object, "media_type", attachment.media_type);
  return object;
}

json::object step_json(const Step& step) {
  json::object object{{"name", step.name}, {"status", name_of(step.status)}};
  put(object, "description", step.description);
  put(object, "duration", step.duration);
  put(object, "message", step.message);
  put(object, "details", step.details);
  return object;
}

json::object attempt_json(const Attempt& attempt) {
  json::object object{{"status", name_of(attempt.status)}};
  put(object, "duration", attempt.duration);
  put(object, "start", attempt.start);
  put(object, "type", attempt.type);
  put(object, "message", attempt.message);
  put(object, "details", attempt.details);
  put(object, "out", attempt.out);
  put(object, "err", attempt.err);
  return object;
}

json::object result_json(const Result& result) {
  json::object object{{"name", result.name}};
  put(object, "classname", result.class_name);
  put(object, "parameters", result.parameters);
  object["status"] = name_of(result.status);
  if (result.retried) {
    object["retried"] = true;
  }
  put(object, "duration", result.duration);
  put(object, "start", result.start);
  put(object, "file", result.file);
  put(object, "line", result.source_line);
  put(object, "report_line", result.report_line);
  const auto& more = result.evidence();
  put(object, "type", more.type);
  put(object, "message", more.message);
  put(object, "details", more.details);
  put(object, "out", more.out);
  put(object, "err", more.err);
  put_all(object, "properties", more.properties, property_json);
  put_all(object, "tags", more.tags, [](std::string_view tag) { return json::value(tag); });
  put_all(object, "attachments", more.attachments, attachment_json);
  put_all(object, "steps", more.steps, step_json);
  put_all(object, "earlier_attempts", more.earlier_attempts, attempt_json);
  return object;
}

json::object suite_json(const Suite& suite, std::size_t index) {
  json::object object{{"index", index}, {"name", suite.name}};
  if (suite.parent) {
    object["parent"] = *suite.parent;
  }
  put(object, "host", suite.host);
  put(object, "file", suite.file);
  put(object, "duration", suite.duration);
  put(object, "start", suite.start);
  put_all(object, "properties", suite.properties, property_json);
  put(object, "out", suite.out);
  put(object, "err", suite.err);
  object["results"] = json::array();
  return object;
}

json::object error_json(const RunError& error) {
  json::object object;
  if (error.suite) {
    object["suite"] = *error.suite;
  }
  put(object, "message", error.message);
  put(object, "details", error.details);
  put(object, "report_line", error.report_line);
  return object;
}

json::object oddity_json(const Oddity& oddity) {
  json::object object{{"what", oddity.what}};
  put(object, "report_line", oddity.report_line);
  put(object, "report_column", oddity.report_column);
  return object;
}

void append_pretty(const json::value& value, std::size_t depth, std::string& out) {
  const auto new_line = [&](std::size_t indent) {
    out += '\n';
    out.append(2 * indent, ' ');
  };
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    out += '{';
    bool first = true;
    for (const auto& member : *object) {
      out += first ? "" : ",";
      first = false;
      new_line(depth + 1);
      out += json::serialize(json::value(member.key()));
      out += ": ";
      append_pretty(member.value(), depth + 1, out);
    }
    new_line(depth);
    out += '}';
  } else if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    out += '[';
    bool first = true;
    for (const auto& element : *array) {
      out += first ? "" : ",";
      first = false;
      new_line(depth + 1);
      append_pretty(element, depth + 1, out);
    }
    new_line(depth);
    out += ']';
  } else if (const auto* number = value.if_double()) {
    // Boost.JSON would write 1.5E0.
    out += fmt::format("{}", *number);
  } else {
    out += json::serialize(value);
  }
}

}  // namespace

std::string iso_8601(const StartTime& start) {
  using std::chrono::floor;
  const auto day = floor<std::chrono::days>(start.local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(start.local - day);
  auto text = fmt::format(
      "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
      static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day()),
      time.hours().count(),
      time.minutes().count(),
      time.seconds().count()
  );
  if (time.subseconds().count() != 0) {
    text += fmt::format(".{:03}", time.subseconds().count());
  }
  if (start.utc_offset) {
    const auto offset = start.utc_offset->count();
    text += offset == 0 ? "Z"
                        : fmt::format(
                              "{}{:02}:{:02}",
                              offset < 0 ? '-' : '+',
                              std::abs(offset) / 60,
                              std::abs(offset) % 60
                          );
  }
  return text;
}

json::object to_json(const CutOff& cut_off) {
  json::object object{
      {"line", cut_off.line}, {"column", cut_off.column}, {"element", cut_off.element}};
  if (cut_off.left_out != 0) {
    object["left_out"] = cut_off.left_out;
  }
  object["what"] = describe(cut_off);
  return object;
}

json::object to_json(const Report& report) {
  std::vector<json::array> results(report.suites.size());
  for (const auto& result : report.results) {
    results[result.suite].push_back(result_json(result));
  }
  json::array suites;
  suites.reserve(report.suites.size());
  for (std::size_t index = 0; index < report.suites.size(); ++index) {
    auto object = suite_json(report.suites[index], index);
    object["results"] = std::move(results[index]);
    suites.push_back(std::move(object));
  }

  json::object whole{{"file", report.source}, {"format", report.format}};
  put(whole, "producer", report.producer);
  whole["suites"] = std::move(suites);
  json::array errors;
  for (const auto& error : report.run_errors) {
    errors.push_back(error_json(error));
  }
  if (report.cut_off) {
    whole["cut_off"] = to_json(*report.cut_off);
    errors.push_back({{"message", describe(*report.cut_off)}, {"report_line", report.cut_off->line}}
    );
  }
  whole["errors"] = std::move(errors);
  json::array oddities;
  for (const auto& oddity : report.oddities) {
    oddities.push_back(oddity_json(oddity));
  }
  whole["oddities"] = std::move(oddities);
  return whole;
}

std::string pretty(const boost::json::value& value) {
  std::string out;
  append_pretty(value, 0, out);
  out += '\n';
  return out;
}

}  // namespace parsers
