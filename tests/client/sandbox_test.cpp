#include "sandbox/sandbox.hpp"
#include "client/caller.hpp"
#include "client/https_transport.hpp"
#include "client/practitest.hpp"
#include "tests/client/run.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace client;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(against_the_sandbox)

namespace {

/// Real time, except that nobody ever sleeps: pauses pass at once.
class HurriedClock final : public Clock {
public:
  time_point now() const override { return std::chrono::steady_clock::now() + skipped_; }
  boost::asio::awaitable<void> sleep_until(time_point when) override {
    skipped_ += std::max(when - now(), duration::zero());
    co_return;
  }

private:
  duration skipped_{0};
};

class Lines final : public Observer {
public:
  void called(const std::string& call, int status, int, std::chrono::milliseconds) override {
    lines.push_back(call + " -> " + std::to_string(status));
  }
  void waiting(const std::string& why, std::chrono::milliseconds) override { lines.push_back(why); }

  std::vector<std::string> lines;
};

/// A whole client on a sandbox of its own.
class Session {
public:
  Session() : Session(unlimited({})) {}
  explicit Session(const sandbox::Options& options)
      : sandbox_(options),
        settings_(settings_of(sandbox_.address())),
        transport_(settings_),
        caller_(settings_, transport_, clock_, &notes),
        practitest(settings_, caller_, sandbox_.address().project_id) {}

  ~Session() {
    for (const auto& line : notes.lines) {
      BOOST_TEST(line.find(settings_.token) == std::string::npos);
    }
  }

  static sandbox::Options unlimited(const std::vector<std::string>& faults) {
    sandbox::Options options;
    options.faults = faults;
    options.rate = 0;
    return options;
  }

  static Settings settings_of(const sandbox::Address& address) {
    Settings settings;
    settings.base_url = address.url;
    settings.token = address.personal_token;
    settings.ca_pem = address.ca_pem;
    settings.rate = 0;
    return settings;
  }

  template <class T>
  T run(boost::asio::awaitable<T> work) {
    return support::run(context_, std::move(work));
  }

private:
  sandbox::Sandbox sandbox_;
  Settings settings_;
  boost::asio::io_context context_;
  HttpsTransport transport_;
  HurriedClock clock_;

public:
  Lines notes;

private:
  Caller caller_;

public:
  PractiTest practitest;
};

template <class T>
T done(Written<T> written) {
  if (written.error) {
    BOOST_TEST_MESSAGE(written.error->what());
  }
  BOOST_REQUIRE(written.fate == Fate::done);
  return std::move(written.value);
}

Id make_test(Session& session, const std::string& name) {
  NewTest test;
  test.name = name;
  return done(session.run(session.practitest.create_test(test))).id;
}

}  // namespace

BOOST_AUTO_TEST_CASE(makes_tests_a_set_and_runs_and_finds_them_again) {
  Session session;
  auto& practitest = session.practitest;
  const auto project = session.run(practitest.project());
  const auto projects = session.run(practitest.projects());
  BOOST_TEST(std::any_of(projects.begin(), projects.end(), [&](const Project& other) {
    return other.id == project.id && other.name == project.name;
  }));

  const std::string name = "prüft a+b & \"c\" = 50% (d,e) [f] <g>/#?";
  const auto test = make_test(session, name);
  TestQuery by_name;
  by_name.name_exact = name;
  const auto found = session.run(practitest.all_tests(by_name));
  BOOST_TEST_REQUIRE(found.size() == 1U);
  BOOST_TEST(found.front().id == test);
  BOOST_TEST(found.front().name == name);
  BOOST_TEST(!found.front().display_id.empty());

  NewTestSet new_set;
  new_set.name = "nightly";
  new_set.test_ids = {test, make_test(session, "second")};
  const auto set = done(session.run(practitest.create_set(new_set)));
  BOOST_TEST(session.run(practitest.set(set.id))->name == "nightly");
  BOOST_TEST(session.run(practitest.set(set.id))->instances_count == 2U);
  BOOST_TEST(!session.run(practitest.set(set.id + 1000)));

  NewInstance third;
  third.set_id = set.id;
  third.test_id = make_test(session, "third");
  const auto made = done(session.run(practitest.create_instances({third})));
  BOOST_TEST_REQUIRE(made.size() == 1U);
  BOOST_TEST(made.front().test_id == third.test_id);

  InstanceQuery of_set;
  of_set.set_ids = {set.id};
  const auto instances = session.run(practitest.all_instances(of_set));
  BOOST_TEST_REQUIRE(instances.size() == 3U);

  std::vector<NewRun> runs(3);
  for (std::size_t i = 0; i < 3; ++i) {
    runs[i].instance_id = instances[i].id;
    runs[i].duration = 3725s;
  }
  runs[0].exit_code = 0;
  runs[0].output = "fine";
  RunStep failed;
  failed.name = "step";
  failed.description = "d";
  failed.expected_results = "e";
  failed.actual_results = "a";
  failed.status = StepStatus::failed;
  failed.files.push_back({"trace.txt", std::string("\0\xff", 2)});
  runs[1].steps = {failed};
  runs[1].files.push_back({"empty.txt", ""});
  RunStep skipped;
  skipped.name = "skipped";
  skipped.status = StepStatus::not_applicable;
  runs[2].steps = {skipped};
  const auto recorded = done(session.run(practitest.create_runs(runs)));
  BOOST_TEST(recorded.size() == 3U);

  const auto after = session.run(practitest.all_instances(of_set));
  const auto status_of = [&after](Id id) {
    const auto here = [id](const Instance& instance) { return instance.id == id; };
    return std::find_if(after.begin(), after.end(), here)->run_status;
  };
  BOOST_TEST(status_of(runs[0].instance_id) == "PASSED");
  BOOST_TEST(status_of(runs[1].instance_id) == "FAILED");
  BOOST_TEST(status_of(runs[2].instance_id) == "N/A");

  RunQuery of_instance;
  of_instance.instance_ids = {runs[0].instance_id};
  of_instance.updated_hours_ago = 1;
  const auto history = session.run(practitest.all_runs(of_instance));
  BOOST_TEST_REQUIRE(history.size() == 1U);
  BOOST_TEST(history.front().output == "fine");
  BOOST_TEST(history.front().status == "PASSED");
  BOOST_TEST(!history.front().created_at.empty());
}

BOOST_AUTO_TEST_CASE(auto_create_tells_what_was_new) {
  Session session;
  NewTestSet new_set;
  new_set.name = "auto";
  const auto set = done(session.run(session.practitest.create_set(new_set)));
  AutoRun run;
  run.set_id = set.id;
  run.test.name = "never seen";
  run.test.description = "as told";
  run.run.exit_code = 1;
  run.run.duration = 1s;
  const auto first = done(session.run(session.practitest.auto_create(run)));
  BOOST_TEST(first.created_test);
  BOOST_TEST(first.created_instance);
  BOOST_TEST(first.test_id > 0);
  BOOST_TEST(first.run.status == "FAILED");

  const auto second = done(session.run(session.practitest.auto_create(run)));
  BOOST_TEST(!second.created_test);
  BOOST_TEST(!second.created_instance);
  BOOST_TEST(second.run.instance_id == first.run.instance_id);

  run.test_id = make_test(session, "known");
  const auto third = done(session.run(session.practitest.auto_create(run)));
  BOOST_TEST(!third.created_test);
  BOOST_TEST(third.created_instance);
  BOOST_TEST(third.test_id == *run.test_id);
}

BOOST_AUTO_TEST_CASE(reads_lists_of_many_pages_and_queries_of_many_ids) {
  Session session;
  NewTestSet new_set;
  new_set.name = "large";
  for (int i = 0; i < 230; ++i) {
    new_set.test_ids.push_back(make_test(session, "test " + std::to_string(i)));
  }
  const auto set = done(session.run(session.practitest.create_set(new_set)));
  InstanceQuery of_set;
  of_set.set_ids = {set.id};
  const auto instances = session.run(session.practitest.all_instances(of_set));
  BOOST_TEST(instances.size() == 230U);
  const auto page = session.run(session.practitest.instances(of_set, 3));
  BOOST_TEST(page.items.size() == 30U);
  BOOST_TEST(page.total_count == 230U);
  BOOST_TEST(page.total_pages == 3U);

  InstanceQuery of_tests;
  of_tests.test_ids.assign(new_set.test_ids.begin(), new_set.test_ids.begin() + 120);
  BOOST_TEST(session.run(session.practitest.all_instances(of_tests)).size() == 120U);
}

BOOST_AUTO_TEST_CASE(a_refusal_carries_the_servers_words) {
  Session session;
  NewRun run;
  run.instance_id = 999'999'999;
  run.exit_code = 0;
  const auto written = session.run(session.practitest.create_runs({run}));
  BOOST_CHECK(written.fate == Fate::refused);
  BOOST_TEST(written.error->status() == 422);
  BOOST_TEST(written.error->call() == "POST runs.json");
  BOOST_TEST(!written.error->words().empty());
}

BOOST_AUTO_TEST_CASE(the_fields_of_the_project_can_be_read) {
  Session session;
  for (const auto& field : session.run(session.practitest.fields())) {
    BOOST_TEST(field.id > 0);
    BOOST_TEST(!field.name.empty());
    BOOST_TEST(!field.entities.empty());
  }
}

BOOST_AUTO_TEST_CASE(custom_fields_are_written_and_their_lists_extended) {
  Session session;
  auto& practitest = session.practitest;
  const auto fields = session.run(practitest.custom_fields());
  const auto of_format = [&fields](const std::string& format) {
    const auto fits = [&format](const Field& field) { return field.format == format; };
    return *std::find_if(fields.begin(), fields.end(), fits);
  };
  const auto list = of_format("list");
  const auto multilist = of_format("multilist");
  NewTest test;
  test.name = "with fields";
  test.fields = {
      {custom_field_key(list.id), "Lynx"},
      {custom_field_key(multilist.id), std::vector{multilist.possible_values[0]}}};
  const auto refused = session.run(practitest.create_test(test));
  BOOST_CHECK(refused.fate == Fate::refused);
  BOOST_TEST(refused.error->status() == 422);

  auto values = list.possible_values;
  values.push_back("Lynx");
  const auto updated = done(session.run(practitest.set_possible_values(list.id, values)));
  BOOST_TEST(updated.possible_values == values, boost::test_tools::per_element());
  BOOST_TEST(session.run(practitest.custom_field(list.id)).possible_values.back() == "Lynx");
  done(session.run(practitest.create_test(test)));
}

// Faults on the way.

BOOST_AUTO_TEST_CASE(reads_outlive_whatever_may_pass) {
  Session session(Session::unlimited(
      {"GET tests.json #1: drop",
       "GET tests.json #2: cut",
       "GET tests.json #3: 502",
       "GET tests.json #4: drop after"}
  ));
  make_test(session, "here");
  BOOST_TEST(session.run(session.practitest.all_tests({})).size() == 1U);
  const auto& lines = session.notes.lines;
  BOOST_TEST(std::count(lines.begin(), lines.end(), "GET tests.json -> 0") == 3);
  BOOST_TEST(std::count(lines.begin(), lines.end(), "GET tests.json -> 502") == 1);
}

BOOST_AUTO_TEST_CASE(a_write_that_met_a_fault_is_unknown_and_was_sent_once) {
  for (const std::string effect :
       {"drop", "drop after", "cut", "502", "502 after", "500", "503", "504", "html", "garbage"}) {
    Session session(Session::unlimited({"POST tests.json: " + effect}));
    NewTest test;
    test.name = "once";
    BOOST_TEST_CONTEXT(effect) {
      const auto written = session.run(session.practitest.create_test(test));
      BOOST_CHECK(written.fate == Fate::unknown);
      BOOST_TEST(written.error.has_value());
      BOOST_TEST(session.notes.lines.size() == 1U);
      BOOST_TEST(session.run(session.practitest.all_tests({})).size() <= 1U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_write_answered_429_is_sent_again) {
  Session session(Session::unlimited({"POST tests.json #1-3: 429 retry-after 2"}));
  make_test(session, "at last");
  BOOST_TEST(session.run(session.practitest.all_tests({})).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_trickling_answer_is_read_to_its_end) {
  Session session(Session::unlimited({"GET projects/*.json: trickle"}));
  BOOST_TEST(!session.run(session.practitest.project()).name.empty());
}

BOOST_AUTO_TEST_CASE(an_unknown_token_is_refused) {
  const auto options = Session::unlimited({});
  const sandbox::Sandbox sandbox(options);
  auto settings = Session::settings_of(sandbox.address());
  settings.token = "canary-nobody";
  boost::asio::io_context context;
  HttpsTransport transport(settings);
  HurriedClock clock;
  Caller caller(settings, transport, clock, nullptr);
  PractiTest practitest(settings, caller, sandbox.address().project_id);
  BOOST_CHECK_EXCEPTION(
      support::run(context, practitest.project()),
      ApiError,
      [](const ApiError& error) {
        BOOST_TEST(std::string(error.what()).find("canary") == std::string::npos);
        return error.status() == 401;
      }
  );
}

BOOST_AUTO_TEST_SUITE_END()
