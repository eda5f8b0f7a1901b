#include "importer/plan_words.hpp"

#include <initializer_list>

namespace importer {

namespace {

template <class T>
std::optional<T> find(std::initializer_list<T> all, std::string_view word) {
  for (const auto each : all) {
    if (name_of(each) == word) {
      return each;
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view word_of(client::StepStatus status) {
  switch (status) {
  case client::StepStatus::passed:
    return "PASSED";
  case client::StepStatus::failed:
    return "FAILED";
  case client::StepStatus::blocked:
    return "BLOCKED";
  case client::StepStatus::not_applicable:
    return "N/A";
  case client::StepStatus::no_run:
    break;
  }
  return "NO RUN";
}

std::string_view word_of(parsers::Packing packing) {
  switch (packing) {
  case parsers::Packing::base64:
    return "base64";
  case parsers::Packing::base64_tar_gzip:
    return "base64 tar.gz";
  case parsers::Packing::unpacked:  // Written as base64: JSON holds text only.
    return "base64";
  case parsers::Packing::none:
    break;
  }
  return "";
}

std::optional<client::StepStatus> step_status_from(std::string_view word) {
  using enum client::StepStatus;
  for (const auto each : {passed, failed, blocked, not_applicable, no_run}) {
    if (word_of(each) == word) {
      return each;
    }
  }
  return std::nullopt;
}

std::optional<parsers::Packing> packing_from(std::string_view word) {
  using enum parsers::Packing;
  for (const auto each : {none, base64, base64_tar_gzip}) {
    if (word_of(each) == word) {
      return each;
    }
  }
  return std::nullopt;
}

std::optional<parsers::Status> status_from(std::string_view word) {
  using enum parsers::Status;
  return find({passed, failed, errored, skipped, blocked, not_run, inconclusive, aborted}, word);
}

std::optional<RunStatus> run_status_from(std::string_view word) {
  using enum RunStatus;
  return find({not_applicable, passed, no_run, not_completed, blocked, failed}, word);
}

std::optional<MatchedBy> matched_by_from(std::string_view word) {
  using enum MatchedBy;
  return find({name, renamed, id_in_property, id_in_name, id_in_map, field, unmentioned}, word);
}

std::optional<Action> action_from(std::string_view word) {
  using enum Action;
  return find({record, make_instance, make_test, find_or_make, omit, nothing, refuse}, word);
}

}  // namespace importer
