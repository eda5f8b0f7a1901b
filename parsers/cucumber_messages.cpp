#include "parsers/cucumber_messages.hpp"

#include "parsers/gherkin_nodes.hpp"
#include "parsers/message_run.hpp"
#include "parsers/scenario_json.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using Kind = JsonValue::Kind;

constexpr std::array envelopes = {
    "meta"sv,
    "source"sv,
    "gherkinDocument"sv,
    "pickle"sv,
    "parseError"sv,
    "parameterType"sv,
    "stepDefinition"sv,
    "hook"sv,
    "testRunStarted"sv};

/// A test case that is being executed, or an attempt of it that is over.
struct Running {
  Running(const JsonValue& told, Document& document) : started(&told), execution(document) {}

  const JsonValue* started;
  bdd::Execution execution;
  std::optional<Duration> duration;
  std::size_t held = 0;  ///< Attachments since the last step.
  bool will_be_retried = false;
};

class MessageReader {
public:
  MessageReader(JsonText& json, Report& report, Secrets& secrets)
      : json_(json),
        document_(json.document()),
        report_(report),
        nodes_(json.document()),
        steps_(json, nodes_, secrets) {}

  void read() {
    for (const auto& envelope : json_.values()) {
      if (envelope.is_open) {
        break;
      }
      if (!envelope.members.empty()) {
        read_message(envelope.members.front().name, envelope.members.front().value);
      }
    }
    end_run(true);
  }

private:
  void read_message(std::string_view kind, const JsonValue& message) {
    if (kind == "meta"sv) {
      begin_run(message);
    } else if (kind == "gherkinDocument"sv) {
      nodes_.add(message);
    } else if (kind == "pickle"sv) {
      steps_.add_pickle(message);
    } else if (kind == "hook"sv) {
      steps_.add_hook(message);
    } else if (kind == "testCase"sv) {
      test_cases_[message.word("id")] = message.word("pickleId");
      steps_.add_test_case(message);
    } else if (kind == "testCaseStarted"sv) {
      start(message);
    } else if (kind == "testStepFinished"sv) {
      finish_step(message);
    } else if (kind == "testCaseFinished"sv) {
      finish(message);
    } else if (kind == "attachment"sv) {
      attach(message);
    } else {
      read_message_of_the_run(kind, message);
    }
  }

  void read_message_of_the_run(std::string_view kind, const JsonValue& message) {
    if (kind == "testRunHookStarted"sv) {
      run_hooks_[message.word("id")] = message.word("hookId");
    } else if (kind == "testRunHookFinished"sv) {
      finish_run_hook(message);
    } else if (kind == "parseError"sv) {
      add_parse_error(message);
    } else if (kind == "undefinedParameterType"sv) {
      json_.oddities().add(
          "parameter types in step definitions that nobody defines: {}", json_.spot_of(message)
      );
    } else if (kind == "testRunStarted"sv) {
      is_over_ = false;
    } else if (kind == "testRunFinished"sv) {
      is_over_ = true;
      add_failure_of_the_run(message);
    }
  }

  /// Several runs may stand in one file, and count their ids from the start.
  void begin_run(const JsonValue& meta) {
    if (!test_cases_.empty()) {
      end_run(false);
      nodes_.clear();
      steps_.clear();
    }
    is_over_ = false;
    const auto& implementation = meta["implementation"];
    const auto name = implementation.word("name");
    const auto version = implementation.word("version");
    report_.producer =
        document_.keep(fmt::format("{}{}{}", name, version.empty() ? "" : " ", version));
  }

  void start(const JsonValue& message) {
    running_.erase(message.word("id"));
    running_.try_emplace(message.word("id"), message, document_);
    started_cases_.insert(message.word("testCaseId"));
  }

  Running* running(const JsonValue& message) {
    const auto found = running_.find(message.word("testCaseStartedId"));
    return found == running_.end() ? nullptr : &found->second;
  }

  void finish_step(const JsonValue& message) {
    auto* const one = running(message);
    if (one == nullptr) {
      tell_of_a_stranger(message);
      return;
    }
    steps_.finish(message, one->execution, std::exchange(one->held, 0) > 0);
    // Where older versions say it.
    one->will_be_retried =
        one->will_be_retried || message["testStepResult"].is_true("willBeRetried");
  }

  void tell_of_a_stranger(const JsonValue& message) {
    json_.oddities().add(
        "messages of a test case that no message started, passed over: {}", json_.spot_of(message)
    );
  }

  void finish(const JsonValue& message) {
    auto* const one = running(message);
    if (one == nullptr) {
      tell_of_a_stranger(message);
      return;
    }
    const auto began = bdd::message_time((*one->started)["timestamp"]);
    const auto ended = bdd::message_time(message["timestamp"]);
    if (began && ended && *ended >= *began) {
      one->duration = std::chrono::round<Duration>(*ended - *began);
    }
    const bool again = message.is_true("willBeRetried") || one->will_be_retried;
    auto& attempts = attempts_[one->started->word("testCaseId")];
    attempts.push_back(std::move(*one));
    running_.erase(message.word("testCaseStartedId"));
    if (!again) {
      add_result(attempts);
      attempts_.erase(attempts.front().started->word("testCaseId"));
    }
  }

  /// The last of the attempts is the result.
  void add_result(std::vector<Running>& attempts) {
    auto& last = attempts.back();
    const auto test_case = test_cases_.find(last.started->word("testCaseId"));
    const auto* const pickle =
        test_case == test_cases_.end() ? nullptr : steps_.pickle(test_case->second);
    auto& result = report_.results.emplace_back();
    result.report_line = json_.line_of(*last.started);
    name(pickle, result);
    for (std::size_t i = 0; i + 1 < attempts.size(); ++i) {
      auto attempt = attempts[i].execution.as_attempt(result);
      attempt.duration = attempts[i].duration;
      attempt.start = start_of(attempts[i]);
      result.make_evidence().earlier_attempts.push_back(attempt);
    }
    result.start = start_of(last);
    result.duration = last.duration;
    last.execution.move_into(result);
  }

  void name(const JsonValue* pickle, Result& result) {
    if (pickle == nullptr) {
      json_.oddities().add(
          "test cases of which no message tells the scenario: {}", result.report_line
      );
      result.suite = suite_of({}, {});
      return;
    }
    const auto names = nodes_.names_of(*pickle);
    if (!names.known) {
      json_.oddities().add(
          "scenarios of which no message tells the feature: {}", json_.spot_of(*pickle)
      );
    }
    result.file = pickle->word("uri");
    result.suite = suite_of(names.feature, result.file);
    result.class_name = names.feature;
    result.name = names.name;
    const auto line = (*pickle)["location"].count("line").value_or(names.line);
    result.source_line = static_cast<std::uint32_t>(std::min<std::uint64_t>(line, UINT32_MAX));
    bdd::add_tags(*pickle, result);
  }

  SuiteIndex suite_of(std::string_view feature, std::string_view file) {
    const auto next = static_cast<SuiteIndex>(report_.suites.size());
    const auto [place, added] = suites_.try_emplace({file, feature}, next);
    if (added) {
      auto& suite = report_.suites.emplace_back();
      suite.name = feature;
      suite.file = file;
    }
    return place->second;
  }

  static std::optional<StartTime> start_of(const Running& one) {
    const auto time = bdd::message_time((*one.started)["timestamp"]);
    if (!time || *time < std::chrono::seconds(1)) {
      return std::nullopt;  // What has no clock counts from 1970.
    }
    const auto since = std::chrono::floor<std::chrono::milliseconds>(*time);
    return StartTime{
        std::chrono::local_time<std::chrono::milliseconds>(since), std::chrono::minutes(0)};
  }

  void attach(const JsonValue& message) {
    auto* const one = running(message);
    if (one == nullptr) {
      json_.oddities().add(
          "attachments of hooks around the whole run, which belong to no result, left out: {}",
          json_.spot_of(message)
      );
      return;
    }
    ++one->held;
    const auto body = message["body"].text;
    const auto media = message.word("mediaType");
    if (media == "text/x.cucumber.log+plain"sv || media == "text/uri-list"sv) {
      one->execution.add_output(body);
    } else if (const auto url = message.word("url"); !url.empty()) {
      one->execution.attach({url, media, message.word("fileName")});
    } else if (!body.empty()) {
      const auto packing =
          message.word("contentEncoding") == "BASE64"sv ? Packing::base64 : Packing::unpacked;
      one->execution.attach({{}, media, message.word("fileName"), body, packing});
    }
  }

  void finish_run_hook(const JsonValue& message) {
    const auto outcome = bdd::message_outcome(json_, message["result"]);
    if (bdd::status_of(outcome.word) != Status::failed) {
      return;
    }
    const auto name = steps_.hook_name(run_hooks_[message.word("testRunHookStartedId")]);
    add_run_error(name, outcome.message, outcome.details, message);
  }

  void add_parse_error(const JsonValue& message) {
    const auto& source = message["source"];
    const auto line = source["location"].word("line");
    const auto place = fmt::format("{}{}{}", source.word("uri"), line.empty() ? "" : ":", line);
    const auto text = trimmed(message["message"].text);
    add_run_error(place, first_line(text), first_line(text) == text ? ""sv : text, message);
  }

  void add_failure_of_the_run(const JsonValue& message) {
    const auto& exception = message["exception"];
    auto said = exception.word("message");
    said = said.empty() ? message.word("message") : said;
    if (!said.empty()) {
      add_run_error("the run ended with an error", said, exception.word("stackTrace"), message);
    }
  }

  void add_run_error(
      std::string_view where,
      std::string_view message,
      std::string_view details,
      const JsonValue& told
  ) {
    const auto text =
        fmt::format("{}{}{}", where, where.empty() || message.empty() ? "" : ": ", message);
    report_.run_errors.push_back({std::nullopt, document_.keep(text), details, json_.line_of(told)}
    );
  }

  /// What is open at the end of a run was broken off; at the end of a file that is cut nobody
  /// knows.
  void end_run(bool is_last) {
    if (is_last && !is_over_) {
      json_.note_cut("testRun");
    }
    if (is_last && json_.cut_off()) {
      json_.leave_out(attempts_.size());
    } else {
      for (auto& [id, one] : running_) {
        auto& attempts = attempts_[one.started->word("testCaseId")];
        attempts.push_back(std::move(one));
        attempts.back().execution.weigh({bdd::Word::not_run, {}, {}, {}, {}}, {});
      }
      for (auto& [id, attempts] : attempts_) {
        const bool finished = attempts.back().duration.has_value();
        add_result(attempts);
        if (!finished) {
          report_.results.back().status = Status::aborted;
        }
      }
      tell_of_what_never_began();
    }
    running_.clear();
    attempts_.clear();
    test_cases_.clear();
    started_cases_.clear();
    run_hooks_.clear();
  }

  void tell_of_what_never_began() {
    const auto count = std::ranges::count_if(test_cases_, [this](const auto& test_case) {
      return !started_cases_.contains(test_case.first);
    });
    if (count > 0) {
      json_.oddities().add(
          "scenarios that were to be run and never began, of which nothing is recorded: {}",
          0,
          static_cast<std::uint64_t>(count)
      );
    }
  }

  JsonText& json_;
  Document& document_;
  Report& report_;
  bdd::GherkinNodes nodes_;
  bdd::MessageSteps steps_;
  bool is_over_ = false;
  std::map<std::string_view, std::string_view> test_cases_;  ///< Their pickles.
  std::set<std::string_view> started_cases_;
  std::map<std::string_view, std::string_view> run_hooks_;     ///< What is started: the hook.
  std::map<std::string_view, Running> running_;                ///< By the id of the start.
  std::map<std::string_view, std::vector<Running>> attempts_;  ///< Of the test case; it goes on.
  std::map<std::pair<std::string_view, std::string_view>, SuiteIndex> suites_;
};

}  // namespace

bool is_cucumber_messages(const JsonText& json) {
  const auto& first = json.values().front();
  if (!first.is(Kind::object) || first.members.size() != 1) {
    return false;
  }
  const auto& member = first.members.front();
  return member.value.is(Kind::object) &&
         std::ranges::find(envelopes, member.name) != envelopes.end();
}

void read_cucumber_messages(JsonText& json, Report& report, Secrets& secrets) {
  MessageReader(json, report, secrets).read();
}

}  // namespace parsers
