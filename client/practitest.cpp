#include "client/practitest.hpp"

#include "client/call_name.hpp"
#include "client/endpoint.hpp"
#include "client/lists.hpp"
#include "client/payloads.hpp"

#include <fmt/format.h>
#include <boost/asio/use_awaitable.hpp>
#include <boost/url/encode.hpp>
#include <boost/url/rfc/unreserved_chars.hpp>

#include <algorithm>
#include <stdexcept>
#include <string_view>

namespace client {

namespace asio = boost::asio;

namespace {

// Fifty ids of twelve digits, and a hundred short ones: well under the 2,000 characters that every
// gateway takes.
constexpr std::size_t longest_ids = 1'000;

std::string encoded(std::string_view text) {
  return boost::urls::encode(text, boost::urls::unreserved_chars);
}

std::string joined(const std::vector<Id>& ids) { return fmt::format("{}", fmt::join(ids, ",")); }

/// A path with its query, one filter after the other; empty ones are left out.
class Target {
public:
  explicit Target(std::string path) : text_(std::move(path)) {}

  Target& with(std::string_view name, const std::string& encoded_value) {
    if (!encoded_value.empty()) {
      text_ += text_.find('?') == text_.npos ? '?' : '&';
      text_ += name;
      text_ += '=';
      text_ += encoded_value;
    }
    return *this;
  }
  const std::string& text() const { return text_; }

private:
  std::string text_;
};

std::string target_of(const std::string& project, const TestQuery& query) {
  Target target(project + "/tests.json");
  target.with("name_exact", encoded(query.name_exact))
      .with("display-ids", joined(query.display_ids));
  return target.text();
}

std::string target_of(const std::string& project, const TestSetQuery& query) {
  Target target(project + "/sets.json");
  target.with("name_exact", encoded(query.name_exact))
      .with("display-ids", joined(query.display_ids));
  return target.text();
}

std::string target_of(const std::string& project, const InstanceQuery& query) {
  Target target(project + "/instances.json");
  target.with("set-ids", joined(query.set_ids))
      .with("test-ids", joined(query.test_ids))
      .with("name_exact", encoded(query.name_exact));
  return target.text();
}

std::string target_of(const std::string& project, const RunQuery& query) {
  Target target(project + "/runs.json");
  target.with("instance-ids", joined(query.instance_ids)).with("set-ids", joined(query.set_ids));
  if (query.updated_hours_ago) {
    target.with("updated-hours-ago", std::to_string(*query.updated_hours_ago));
  }
  return target.text();
}

/// `ids` in pieces of so many that fit into a URL; without any ids one empty piece, for no filter.
std::vector<std::vector<Id>> pieces(const std::vector<Id>& ids, std::size_t most) {
  std::vector<std::vector<Id>> result(1);
  std::size_t length = 0;
  for (const auto id : ids) {
    const auto own = fmt::formatted_size("{},", id);
    if (result.back().size() == most || length + own > longest_ids) {
      result.emplace_back();
      length = 0;
    }
    result.back().push_back(id);
    length += own;
  }
  return result;
}

/// One target for each piece of the query's ids, of which it has two lists.
template <class Query>
std::vector<std::string> targets_of(
    const std::string& project,
    const Query& query,
    std::vector<Id> Query::*one,
    std::vector<Id> Query::*other
) {
  std::vector<std::string> targets;
  for (const auto& first : pieces(query.*one, max_ids_per_call)) {
    for (const auto& second : pieces(query.*other, max_ids_per_call)) {
      Query piece = query;
      piece.*one = first;
      piece.*other = second;
      targets.push_back(target_of(project, piece));
    }
  }
  return targets;
}

template <class Query>
std::vector<std::string> targets_of(
    const std::string& project, const Query& query, std::vector<Id> Query::*ids
) {
  std::vector<std::string> targets;
  for (const auto& piece_ids : pieces(query.*ids, max_display_ids_per_call)) {
    Query piece = query;
    piece.*ids = piece_ids;
    targets.push_back(target_of(project, piece));
  }
  return targets;
}

template <class T>
Page<T> page_from(const std::string& body) {
  return listing_from<T>(body).page;
}

template <class T>
std::vector<T> items_from(const std::string& body) {
  return listing_from<T>(body).page.items;
}

Request sending(const char* method, std::string target, std::string body) {
  Request request;
  request.method = method;
  request.target = std::move(target);
  request.body = std::move(body);
  return request;
}

/// Sends and reads the answer with `parse`. A 2xx that cannot be read leaves the fate unknown.
template <class T>
asio::awaitable<Written<T>> write_as(
    Caller& caller, Request request, BeforeLeaving before, T (*parse)(const std::string& body)
) {
  const auto call = call_name(request);
  auto writing = caller.write(std::move(request), std::move(before));
  const auto answer = co_await std::move(writing);

  Written<T> written;
  written.fate = answer.fate;
  const auto& response = answer.response;
  if (response.status == 0) {
    written.error = ApiError(call, 0, answer.why.value_or(""));
  } else if (answer.fate != Fate::done) {
    written.error = refusal(call, response);
  } else {
    try {
      written.value = parse(response.body);
    } catch (const ShapeError& error) {
      written.fate = Fate::unknown;
      written.error = misshapen(call, response.status, error.what());
    }
  }
  co_return written;
}

void require_at_most(std::size_t count, std::size_t limit, const char* what) {
  if (count > limit) {
    throw std::invalid_argument(
        fmt::format("{} {} in one call; {} is the limit", count, what, limit)
    );
  }
}

}  // namespace

PractiTest::PractiTest(const Settings& settings, Caller& caller, Id project)
    : caller_(caller),
      base_path_(parse_base_url(settings.base_url).path + "/api/v2"),
      author_id_(settings.author_id) {
  project_path_ = fmt::format("{}/projects/{}", base_path_, project);
}

PractiTest::Reads<std::vector<Project>> PractiTest::projects() {
  return read_all<Project>(caller_, base_path_ + "/projects.json", true);
}

PractiTest::Reads<Project> PractiTest::project() {
  return read_as(caller_, project_path_ + ".json", &one_from<Project>);
}

PractiTest::Reads<Page<Test>> PractiTest::tests(TestQuery query, std::size_t page) {
  auto target = page_of(target_of(project_path_, query), page, true);
  return read_as(caller_, std::move(target), &page_from<Test>);
}

PractiTest::Reads<std::vector<Test>> PractiTest::all_tests(TestQuery query) {
  return read_all_of<Test>(caller_, targets_of(project_path_, query, &TestQuery::display_ids));
}

PractiTest::Reads<Page<HeldTest>> PractiTest::held_tests(TestQuery query, std::size_t page) {
  auto target = page_of(target_of(project_path_, query), page, true);
  return read_as(caller_, std::move(target), &page_from<HeldTest>);
}

PractiTest::Reads<Page<TestSet>> PractiTest::sets(TestSetQuery query, std::size_t page) {
  auto target = page_of(target_of(project_path_, query), page, true);
  return read_as(caller_, std::move(target), &page_from<TestSet>);
}

PractiTest::Reads<std::vector<TestSet>> PractiTest::all_sets(TestSetQuery query) {
  return read_all_of<TestSet>(
      caller_, targets_of(project_path_, query, &TestSetQuery::display_ids)
  );
}

PractiTest::Reads<std::optional<TestSet>> PractiTest::set(Id id) {
  auto request = get(fmt::format("{}/sets/{}.json", project_path_, id));
  const auto call = call_name(request);
  auto reading = caller_.read(std::move(request));
  const auto response = co_await std::move(reading);
  std::optional<TestSet> found;
  if (response.status == 404 || response.status == 405) {
    // None of this id, or a server without this call: the list knows for certain.
    auto searching = read_all<TestSet>(caller_, project_path_ + "/sets.json", false);
    const auto all = co_await std::move(searching);
    const auto here = [id](const TestSet& set) { return set.id == id; };
    const auto match = std::find_if(all.begin(), all.end(), here);
    if (match != all.end()) {
      found = *match;
    }
    co_return found;
  }
  if (response.status < 200 || response.status >= 300) {
    throw refusal(call, response);
  }
  try {
    found = one_from<TestSet>(response.body);
  } catch (const ShapeError& error) {
    throw misshapen(call, response.status, error.what());
  }
  co_return found;
}

PractiTest::Reads<Page<Instance>> PractiTest::instances(InstanceQuery query, std::size_t page) {
  auto target = page_of(target_of(project_path_, query), page, true);
  return read_as(caller_, std::move(target), &page_from<Instance>);
}

PractiTest::Reads<std::vector<Instance>> PractiTest::all_instances(InstanceQuery query) {
  auto targets =
      targets_of(project_path_, query, &InstanceQuery::set_ids, &InstanceQuery::test_ids);
  return read_all_of<Instance>(caller_, std::move(targets));
}

PractiTest::Reads<std::vector<Run>> PractiTest::all_runs(RunQuery query) {
  auto targets = targets_of(project_path_, query, &RunQuery::instance_ids, &RunQuery::set_ids);
  return read_all_of<Run>(caller_, std::move(targets));
}

PractiTest::Writes<std::vector<Test>> PractiTest::search_tests(std::vector<std::string> names) {
  require_at_most(names.size(), max_names_per_search, "names");
  auto request = sending("POST", project_path_ + "/tests/bulk_search.json", search_json(names));
  auto answer = co_await write_as(caller_, std::move(request), nullptr, &found_tests_from);
  auto& [fate, found, error] = answer;
  if (fate == Fate::done && found.names != names.size()) {
    fate = Fate::unknown;
  }
  co_return Written<std::vector<Test>>{fate, std::move(found.tests), std::move(error)};
}

PractiTest::Reads<std::vector<Field>> PractiTest::fields() {
  return read_all<Field>(caller_, project_path_ + "/fields.json", true);
}

PractiTest::Reads<std::vector<Field>> PractiTest::custom_fields() {
  return read_all<Field>(caller_, project_path_ + "/custom_fields.json", true);
}

PractiTest::Reads<Field> PractiTest::custom_field(Id id) {
  auto target = fmt::format("{}/custom_fields/{}.json", project_path_, id);
  return read_as(caller_, std::move(target), &one_from<Field>);
}

PractiTest::Writes<Test> PractiTest::create_test(NewTest test, BeforeLeaving before) {
  auto request = sending("POST", project_path_ + "/tests.json", to_json(test, author_id_));
  return write_as(caller_, std::move(request), std::move(before), &one_from<Test>);
}

PractiTest::Writes<Test> PractiTest::update_test(Id id, FieldValues changes) {
  auto target = fmt::format("{}/tests/{}.json", project_path_, id);
  auto request = sending("PUT", std::move(target), to_json(changes));
  return write_as(caller_, std::move(request), nullptr, &one_from<Test>);
}

PractiTest::Writes<TestSet> PractiTest::create_set(NewTestSet set, BeforeLeaving before) {
  auto request = sending("POST", project_path_ + "/sets.json", to_json(set, author_id_));
  return write_as(caller_, std::move(request), std::move(before), &one_from<TestSet>);
}

PractiTest::Writes<TestSet> PractiTest::clone_set(Id source, NewTestSet set, BeforeLeaving before) {
  set.test_ids.clear();
  auto target = fmt::format("{}/sets/{}/clone.json", project_path_, source);
  auto request = sending("POST", std::move(target), to_json(set, author_id_));
  return write_as(caller_, std::move(request), std::move(before), &one_from<TestSet>);
}

PractiTest::Writes<std::vector<Instance>> PractiTest::create_instances(
    std::vector<NewInstance> instances, BeforeLeaving before
) {
  require_at_most(instances.size(), max_instances_per_call, "instances");
  auto request = sending("POST", project_path_ + "/instances.json", to_json(instances));
  return write_as(caller_, std::move(request), std::move(before), &items_from<Instance>);
}

PractiTest::Writes<std::vector<Run>> PractiTest::create_runs(
    std::vector<NewRun> runs, BeforeLeaving before
) {
  require_at_most(runs.size(), max_runs_per_call, "runs");
  auto request = sending("POST", project_path_ + "/runs.json", to_json(runs));
  return write_as(caller_, std::move(request), std::move(before), &items_from<Run>);
}

PractiTest::Writes<AutoRecorded> PractiTest::auto_create(AutoRun run, BeforeLeaving before) {
  auto request = sending("POST", project_path_ + "/runs/auto_create.json", to_json(run));
  return write_as(caller_, std::move(request), std::move(before), &auto_recorded_from);
}

PractiTest::Writes<Field> PractiTest::set_possible_values(
    Id custom_field, std::vector<std::string> values
) {
  auto target = fmt::format("{}/custom_fields/{}.json", project_path_, custom_field);
  auto request = sending("PUT", std::move(target), possible_values_json(values));
  return write_as(caller_, std::move(request), nullptr, &one_from<Field>);
}

}  // namespace client
