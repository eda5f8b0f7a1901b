#include "importer/doctor_remote.hpp"

#include "client/error.hpp"
#include "importer/refusal.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

using State = Finding::State;

/// What a call brought, or how PractiTest refused it.
template <class T>
struct Answer {
  std::optional<T> value;
  std::optional<client::ApiError> refusal;
};

/// Throws ApiError where the token is refused: every other call would be, too.
template <class T>
asio::awaitable<Answer<T>> answer_to(asio::awaitable<T> call) {
  Answer<T> answer;
  try {
    answer.value = co_await std::move(call);
  } catch (const client::ApiError& error) {
    if (error.status() == 401) {
      throw;
    }
    answer.refusal = error;
  }
  co_return answer;
}

const client::Project* find_project(
    const std::vector<client::Project>& projects, std::optional<client::Id> id
) {
  const auto found =
      std::ranges::find_if(projects, [id](const auto& project) { return project.id == id; });
  return found == projects.end() ? nullptr : &*found;
}

}  // namespace

Finding check_project(const std::vector<client::Project>& projects, const ImportOptions& options) {
  if (const auto* project = find_project(projects, options.project)) {
    return {
        State::good, "project", fmt::format("{} is '{}'", project->id, shown(project->name)), ""};
  }
  const auto found = options.project
                         ? fmt::format("the token does not see a project {}", *options.project)
                         : std::string("no project is named");
  const auto advice = projects.empty()
                          ? std::string(
                                "it sees none at all: ask an administrator of PractiTest to "
                                "add its owner to the project"
                            )
                          : fmt::format("--project takes one of {}", project_list(projects));
  return {State::trouble, "project", found, advice};
}

namespace {

asio::awaitable<Finding> about_set_id(client::PractiTest& practitest, client::Id id) {
  const auto answer = co_await answer_to(practitest.set(id));
  Finding finding{State::good, "set", "", ""};
  if (answer.refusal) {
    finding.state = State::trouble;
    finding.found = explain(*answer.refusal);
  } else if (!*answer.value) {
    finding.state = State::trouble;
    finding.found = fmt::format("there is no test set with the system id {}", id);
    finding.advice =
        "name it with --set NAME, or take the id from its address in PractiTest (the "
        "number in its title is another one)";
  } else {
    const auto& set = **answer.value;
    finding.found = fmt::format(
        "{} is '{}', {}", id, shown(set.name), text::counted(set.instances_count, "instance")
    );
  }
  co_return finding;
}

asio::awaitable<Finding> about_set_name(
    client::PractiTest& practitest, const ImportOptions& options
) {
  client::TestSetQuery query;
  query.name_exact = options.set_name;
  const auto answer = co_await answer_to(practitest.sets(query, 1));
  Finding finding{State::good, "set", "", ""};
  const auto name = shown(options.set_name);
  if (answer.refusal) {
    finding.state = State::trouble;
    finding.found = explain(*answer.refusal);
    co_return finding;
  }
  const auto& sets = answer.value->items;
  if (sets.size() > 1) {
    finding.state = State::note;
    finding.found = fmt::format("{} are called '{}'", text::counted(sets.size(), "test set"), name);
    finding.advice = "the one with the lowest id is taken; say which with --set-id ID";
  } else if (sets.size() == 1) {
    finding.found =
        fmt::format("'{}' is there, {}", name, text::counted(sets[0].instances_count, "instance"));
  } else if (options.create.sets) {
    finding.found = fmt::format("'{}' is not there and will be made", name);
  } else {
    finding.state = State::trouble;
    finding.found = fmt::format("'{}' is not there, and --create does not let it be made", name);
    finding.advice = "check its name, or let --create hold sets";
  }
  co_return finding;
}

}  // namespace

asio::awaitable<Finding> check_set(client::PractiTest& practitest, const ImportOptions& options) {
  if (options.sets_by_result) {
    const auto found = fmt::format("results decide, by '{}'", shown(options.set_name));
    co_return Finding{State::good, "set", found, ""};
  }
  auto checking = options.set_id ? about_set_id(practitest, *options.set_id)
                                 : about_set_name(practitest, options);
  co_return co_await std::move(checking);
}

namespace {

asio::awaitable<Finding> about_tests(client::PractiTest& practitest) {
  client::TestQuery query;
  const auto answer = co_await answer_to(practitest.tests(query, 1));
  Finding finding{State::good, "reading tests", "", ""};
  if (answer.refusal) {
    finding.state = State::trouble;
    finding.found = explain(*answer.refusal);
  } else {
    finding.found =
        fmt::format("allowed; {} in the project", text::counted(answer.value->total_count, "test"));
  }
  co_return finding;
}

Finding about_permission(
    const char* subject, std::size_t count, const std::optional<client::ApiError>& refusal
) {
  if (refusal) {
    return {
        refusal->status() == 403 ? State::note : State::trouble,
        subject,
        explain(*refusal),
        refusal->status() == 403 ? "an import does without" : ""};
  }
  return {State::good, subject, fmt::format("allowed; {}", text::counted(count, "field")), ""};
}

asio::awaitable<void> examine_project(
    client::PractiTest& practitest, const ImportOptions& options, std::vector<Finding>& findings
) {
  if (options.set_id || !options.set_name.empty()) {
    findings.push_back(co_await check_set(practitest, options));
  } else {
    findings.push_back(
        {State::note,
         "set",
         "no test set is named, or only a build can tell its name",
         "an import wants --set-id ID or --set NAME; {ci.…} and {env:…} in it need their values"}
    );
  }
  findings.push_back(co_await about_tests(practitest));
  const auto fields = co_await answer_to(practitest.fields());
  findings.push_back(
      about_permission("reading fields", fields.value ? fields.value->size() : 0, fields.refusal)
  );
  const auto custom = co_await answer_to(practitest.custom_fields());
  findings.push_back(
      about_permission("changing fields", custom.value ? custom.value->size() : 0, custom.refusal)
  );
  findings.push_back(
      {State::note,
       "writing",
       "whether the token may make tests, sets, instances and runs shows only when it does",
       "an import names the permission that is missing, and PractiTest's administrator gives it"}
  );
}

asio::awaitable<void> examine_all(
    client::PractiTest& practitest, const ImportOptions& options, std::vector<Finding>& findings
) {
  const auto projects = co_await answer_to(practitest.projects());
  if (projects.refusal) {
    const bool is_token = projects.refusal->status() == 403;
    findings.push_back(
        {State::trouble, is_token ? "token" : "PractiTest", explain(*projects.refusal), ""}
    );
    co_return;
  }
  findings.push_back(
      {State::good,
       "token",
       fmt::format("accepted; it sees {}", text::counted(projects.value->size(), "project")),
       ""}
  );
  findings.push_back(check_project(*projects.value, options));
  if (findings.back().state == State::good) {
    co_await examine_project(practitest, options, findings);
  }
}

}  // namespace

asio::awaitable<void> examine(
    client::PractiTest& practitest, const ImportOptions& options, std::vector<Finding>& findings
) {
  try {
    co_await examine_all(practitest, options, findings);
  } catch (const client::ApiError& error) {
    findings.push_back({State::trouble, "token", explain(error), ""});
  }
}

std::string project_list(const std::vector<client::Project>& projects) {
  constexpr std::size_t most = 10;
  std::string list;
  for (std::size_t at = 0; at < std::min(most, projects.size()); ++at) {
    list += fmt::format(
        "{}{} ({})", at == 0 ? "" : ", ", projects[at].id, shown(projects[at].name, 60)
    );
  }
  return projects.size() > most ? fmt::format("{}, … ({} in all)", list, projects.size()) : list;
}

}  // namespace importer
