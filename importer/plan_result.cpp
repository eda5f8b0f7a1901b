#include "importer/plan_result.hpp"

#include "client/base64.hpp"
#include "importer/plan_report_values.hpp"
#include "importer/plan_words.hpp"

#include <utility>

namespace json = boost::json;

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

json::object step_object(const parsers::Step& step) {
  json::object object{{"status", parsers::name_of(step.status)}};
  put(object, "name", step.name);
  put(object, "description", step.description);
  put(object, step.duration);
  put(object, "message", step.message);
  put(object, "details", step.details);
  return object;
}

parsers::Step step_from(const Node& node, const Texts& texts) {
  parsers::Step step;
  step.name = texts(node, "name");
  step.description = texts(node, "description");
  step.status = status(node);
  step.duration = duration(node);
  step.message = texts(node, "message");
  step.details = texts(node, "details");
  return step;
}

json::object attempt_object(const parsers::Attempt& attempt) {
  json::object object{{"status", parsers::name_of(attempt.status)}};
  put(object, attempt.duration);
  put(object, attempt.start);
  put(object, "type", attempt.type);
  put(object, "message", attempt.message);
  put(object, "details", attempt.details);
  put(object, "out", attempt.out);
  put(object, "err", attempt.err);
  return object;
}

parsers::Attempt attempt_from(const Node& node, const Texts& texts) {
  parsers::Attempt attempt;
  attempt.status = status(node);
  attempt.duration = duration(node);
  attempt.start = start(node);
  attempt.type = texts(node, "type");
  attempt.message = texts(node, "message");
  attempt.details = texts(node, "details");
  attempt.out = texts(node, "out");
  attempt.err = texts(node, "err");
  return attempt;
}

json::object attachment_object(const parsers::Attachment& attachment) {
  json::object object;
  put(object, "path", attachment.path);
  put(object, "media_type", attachment.media_type);
  put(object, "name", attachment.name);
  if (attachment.packing == parsers::Packing::unpacked) {
    put(object, "content", client::base64(std::string(attachment.content)));
  } else {
    put(object, "content", attachment.content);
  }
  put(object, "packing", word_of(attachment.packing));
  return object;
}

parsers::Attachment attachment_from(const Node& node, const Texts& texts) {
  parsers::Attachment attachment;
  attachment.path = texts(node, "path");
  attachment.media_type = texts(node, "media_type");
  attachment.name = texts(node, "name");
  attachment.content = texts(node, "content");
  attachment.packing = known(packing_from(optional_text(node, "packing")), "packing");
  return attachment;
}

void put_evidence(json::object& object, const parsers::Evidence& more) {
  put(object, "type", more.type);
  put(object, "message", more.message);
  put(object, "details", more.details);
  put(object, "out", more.out);
  put(object, "err", more.err);
  put(object, "properties", properties_array(more.properties));
  put(object, "tags", json::array(more.tags.begin(), more.tags.end()));
  put(object, "attachments", array_of(more.attachments, attachment_object));
  put(object, "steps", array_of(more.steps, step_object));
  put(object, "earlier_attempts", array_of(more.earlier_attempts, attempt_object));
}

void read_evidence(const Node& node, const Texts& texts, parsers::Result& result) {
  parsers::Evidence more;
  more.type = texts(node, "type");
  more.message = texts(node, "message");
  more.details = texts(node, "details");
  more.out = texts(node, "out");
  more.err = texts(node, "err");
  more.properties = properties(node, texts);
  for (const auto& tag : elements_of(node, "tags")) {
    more.tags.push_back(texts(tag));
  }
  for (const auto& each : elements_of(node, "attachments")) {
    more.attachments.push_back(attachment_from(each, texts));
  }
  for (const auto& each : elements_of(node, "steps")) {
    more.steps.push_back(step_from(each, texts));
  }
  for (const auto& each : elements_of(node, "earlier_attempts")) {
    more.earlier_attempts.push_back(attempt_from(each, texts));
  }
  const bool none = more.type.empty() && more.message.empty() && more.details.empty() &&
                    more.out.empty() && more.err.empty() && more.properties.empty() &&
                    more.tags.empty() && more.attachments.empty() && more.steps.empty() &&
                    more.earlier_attempts.empty();
  if (!none) {
    result.make_evidence() = std::move(more);
  }
}

}  // namespace

json::object result_object(const parsers::Result& result) {
  json::object object{{"name", result.name}, {"status", parsers::name_of(result.status)}};
  put(object, "suite", result.suite);
  if (result.retried) {
    object["retried"] = true;
  }
  put(object, "line", result.report_line);
  put(object, "source_line", result.source_line);
  put(object, "class", result.class_name);
  put(object, "parameters", result.parameters);
  put(object, "file", result.file);
  put(object, std::optional<parsers::Duration>(result.duration));
  put(object, std::optional<parsers::StartTime>(result.start));
  put_evidence(object, result.evidence());
  return object;
}

void read_result(const Node& node, parsers::Report& report, parsers::Document& document) {
  const Texts texts(document);
  parsers::Result result;
  result.suite = optional_number<parsers::SuiteIndex>(node, "suite");
  require(result.suite < report.suites.size(), "a result's suite is none of the report's");
  result.status = status(node);
  result.retried = flag(node, "retried");
  result.report_line = optional_number<std::uint32_t>(node, "line");
  result.source_line = optional_number<std::uint32_t>(node, "source_line");
  result.class_name = texts(node, "class");
  result.name = texts(node, "name");
  result.parameters = texts(node, "parameters");
  result.file = texts(node, "file");
  result.duration = duration(node);
  result.start = start(node);
  read_evidence(node, texts, result);
  report.results.push_back(std::move(result));
}

}  // namespace importer
