#include "importer/one_import.hpp"

#include "client/error.hpp"
#include "importer/body_size.hpp"
#include "importer/build_identity.hpp"
#include "importer/call_counts.hpp"
#include "importer/carry_out.hpp"
#include "importer/choose_files.hpp"
#include "importer/error.hpp"
#include "importer/fill_fields.hpp"
#include "importer/join_tests.hpp"
#include "importer/load_plans.hpp"
#include "importer/look_up.hpp"
#include "importer/look_up_field.hpp"
#include "importer/make_set.hpp"
#include "importer/plan_options.hpp"
#include "importer/planned_ids.hpp"
#include "importer/recorded_runs.hpp"
#include "importer/refusal.hpp"
#include "importer/replan.hpp"
#include "importer/save_plan.hpp"
#include "importer/setup.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/unmentioned.hpp"
#include "importer/update_tests.hpp"
#include "importer/which_project.hpp"
#include "importer/write_plan.hpp"

#include <fmt/format.h>

namespace asio = boost::asio;

namespace importer {

OneImport::OneImport(
    const ImportOptions& options,
    const Streams& streams,
    ImportLedger& ledger,
    Progress& progress,
    std::vector<SavedPlan> plans
)
    : options_(options),
      streams_(streams),
      ledger_(ledger),
      progress_(progress),
      plans_(std::move(plans)),
      calls_before_(progress.calls()),
      calls_made_before_(progress.made().size()) {}

void OneImport::read_files() {
  summary_.dry_run = options_.dry_run;
  summary_.reports =
      plans_.empty()
          ? read_reports(
                find_inputs(options_.inputs), options_.reading, streams_, options_.verbosity >= 0
            )
          : merge(plans_);
  if (!options_.features.empty()) {
    summary_.scenarios = find_scenarios(summary_.reports, options_.features);
  }
  const auto files = files_on_disk(options_.reading.attachments_roots, !plans_.empty());
  summary_.attachments = find_attachments(summary_.reports.read, files);
}

void OneImport::read() {
  if (is_decided()) {
    auto& plan = plans_.front();
    summary_.dry_run = options_.dry_run;
    summary_.reports = std::move(plan.reports);
    summary_.gathered = std::move(plan.gathered);
    find_planned_files(summary_.gathered, options_.reading.attachments_roots);
    identity_ = plan.identity;
    already_when_saved_ = count_already(summary_.gathered);
    return;
  }
  read_files();
  gather_and_choose({});
}

void OneImport::take(
    Reports reports, const FilesOf& files_of, std::string root, const TakeOut& take_out
) {
  summary_.dry_run = options_.dry_run;
  summary_.reports = std::move(reports);
  summary_.attachments = find_attachments(summary_.reports.read, files_of);
  gather_and_choose(std::move(root), take_out);
}

void OneImport::gather_and_choose(std::string root, const TakeOut& take_out) {
  const NameTemplate names(options_.name_template, options_.grain);
  const auto map = options_.map.empty() ? NameMap() : NameMap::read(options_.map);
  summary_.gathered = gather(summary_.reports, names, options_, map);
  fill_fields(summary_.gathered, options_.fields);
  identity_.base_url = base_url_word(options_);
  identity_.project = options_.project.value_or(0);
  identity_.set = set_word(options_);
  identity_.root = std::move(root);
  identity_.build = build_identity(options_, streams_.environment, summary_.reports);
  give_keys(summary_.gathered, identity_);
  if (take_out) {
    take_out(summary_.gathered);
  }
  if (options_.attach.report) {
    summary_.attachments.reports = find_report_files(
        summary_.reports.read, options_.reading.attachments_roots, !plans_.empty()
    );
  }
  summary_.files_left_out = choose_files(summary_.gathered, summary_.attachments, options_);
}

void OneImport::show_plan() {
  summary_.plan = std::move(plans_.front().plan);
  summary_.project = identity_.project;
  summary_.rate = calls_a_minute(options_);
}

void OneImport::save_plan() {
  if (summary_.recorded_before) {
    summary_.plan = make_plan(summary_.gathered, Remote(summary_.gathered.sets.size()), options_);
  }
  if (summary_.plan) {
    save_plan_file(options_.out, [this](std::ostream& out) {
      write_plan(out, identity_, options_, summary_.reports, *summary_.plan);
    });
    summary_.saved_to = options_.out;
  }
}

bool OneImport::holds_saved_plan() const {
  return is_decided() && !options_.resume && !ledger_.started_before() &&
         !ledger_.must_look_in_practitest() &&
         count_already(summary_.gathered) == already_when_saved_ &&
         !copies_set(plans_.front().plan);
}

bool OneImport::start() {
  // Without a project it ends by asking which, and there is nothing to go on with later.
  const bool look_only = options_.dry_run || (!options_.project && !options_.sandbox);
  const auto began =
      ledger_.start(identity_, options_, summary_.reports, summary_.gathered, look_only);
  held_ = began == ImportLedger::Start::held;
  if (held_) {
    fail(
        ExitCode::not_all,
        "another ptimport is recording this very import at this moment: let it come to its end, "
        "or give this one a --build of its own when it is another build"
    );
    return false;
  }
  if (auto obstacle = ledger_.obstacle(); !obstacle.empty()) {
    fail(ExitCode::not_all, std::move(obstacle));
    return false;
  }
  started_ = true;
  // Which tests no report mentions only a look at the set tells.
  const bool may_be_more = options_.unmentioned && !ledger_.is_complete();
  if (!anything_left(summary_.gathered) && count_already(summary_.gathered) != 0 && !may_be_more) {
    summary_.recorded_before = ledger_.ended_before().value_or(std::chrono::system_clock::now());
    return false;
  }
  return true;
}

asio::awaitable<void> OneImport::look_and_plan(const Means& means) {
  if (is_decided()) {
    summary_.planned_again =
        copies_set(plans_.front().plan)
            ? "the set is to be made as a copy, and only the copy tells its instances"
            : "this import was started before, and only what is left is to be recorded";
  }
  const auto* const set_fields = summary_.gathered.set_fields;
  // Not as a conditional within co_await: GCC 12 destroys that one twice.
  CloneSet clone = [&](const client::TestSet& source) {
    return clone_set(means, options_, set_fields, source);
  };
  if (options_.dry_run) {
    clone = nullptr;
  }
  // A set is copied while PractiTest is looked at: before that, all must be right.
  const bool copies = !options_.clone_set.empty();
  std::vector<ListExtension> extensions;
  if (copies) {
    auto all = all_fields(summary_.gathered);
    extensions = co_await settle(means, std::move(all));
  }
  auto memory = ledger_.memory(summary_.gathered, options_);
  auto remote =
      co_await look_up(means.practitest, summary_.gathered, options_, memory, means.fields, clone);
  mark_matched_by_name(summary_.gathered, remote);
  memory = Memory();  // 100 bytes for each test of the project, which may be large.
  if (options_.unmentioned) {
    add_unmentioned_tests(remote);
  }
  std::vector<client::Id> sets;
  for (const auto& set : remote.sets) {
    if (set.set) {
      sets.push_back(set.set->id);
    }
  }
  if (!sets.empty() && (options_.resume || ledger_.must_look_in_practitest())) {
    const auto since = options_.resume ? std::nullopt : ledger_.recorded_since();
    const auto keys = co_await keys_in_sets(means.practitest, std::move(sets), since);
    const auto found = mark_recorded(summary_.gathered, keys);
    if (!options_.dry_run) {
      ledger_.found(found);
    }
  }
  auto plan = make_plan(summary_.gathered, remote, options_);
  if (join_tests_of_one_id(summary_.gathered, plan, summary_.files_left_out)) {
    measure(summary_.gathered, options_.statuses);
    plan = make_plan(summary_.gathered, remote, options_);
  }
  if (!copies) {
    auto sent = fields_sent(plan, options_.update_tests);
    extensions = co_await settle(means, std::move(sent));
  }
  if (options_.update_tests) {
    plan.updates = co_await find_updates(means.practitest, plan, options_.settings.connections);
  }
  summary_.looks = only_looks(calls_of_this());
  plan.extensions = std::move(extensions);
  complete(plan);
  summary_.plan = std::move(plan);
  if (!options_.dry_run) {
    remember_values(*summary_.plan, remote.seen);
    means.journal.seen(std::move(remote.seen));
  }
}

void OneImport::add_unmentioned_tests(Remote& remote) {
  auto& gathered = summary_.gathered;
  const auto first = gathered.tests.size();
  const auto plan = make_plan(gathered, remote, options_);
  if (add_unmentioned(gathered, remote, plan, *options_.unmentioned) != 0) {
    fill_fields(gathered, options_.fields, first);
    give_keys(gathered, identity_, first);
    ledger_.mark_added(gathered);
    measure(gathered, options_.statuses);
  }
}

asio::awaitable<std::vector<ListExtension>> OneImport::settle(
    const Means& means, std::vector<SentFields> sent
) {
  auto settled = co_await settle_fields(
      means.practitest, std::move(sent), options_.fields.extend_lists, means.fields
  );
  summary_.fields_warning = std::move(settled.warning);
  summary_.field_names = std::move(settled.names);
  co_return std::move(settled.extensions);
}

asio::awaitable<void> OneImport::import(Session& session) {
  summary_.project = session.project();
  summary_.rate = calls_a_minute(options_);
  const auto begin = std::chrono::steady_clock::now();
  bool has_project = true;
  try {
    co_await look_and_record(session);
  } catch (const client::Interrupted&) {
    fail(ExitCode::interrupted, "interrupted before anything was recorded");
  } catch (const client::Unreachable& error) {
    fail(ExitCode::unreachable, error.what());
  } catch (const UsageError& error) {
    fail(ExitCode::usage, error.what());
  } catch (const TakenOver& error) {
    fail(ExitCode::not_all, error.what());
  } catch (const client::ApiError& error) {
    has_project = error.status() != 404;
    fail(ends_import(error).value_or(ExitCode::refused), explain(error));
  }
  if (!has_project) {
    auto why = co_await missing_project(session.practitest(), summary_.project);
    fail(ExitCode::refused, std::move(why));
  }
  summary_.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - begin
  );
}

asio::awaitable<void> OneImport::look_and_record(Session& session) {
  auto& practitest = session.practitest();
  if (summary_.project == 0) {
    co_await ask_for_project(practitest);
  }
  progress_.phase(fmt::format("looking at project {}", summary_.project));
  if (!options_.dry_run) {
    co_await ledger_.settle(practitest, options_, summary_.gathered);
  }
  const Means means{practitest, ledger_.journal(), options_.settle, session.fields()};
  if (holds_saved_plan()) {
    summary_.plan = std::move(plans_.front().plan);
    means.journal.seen(planned_ids(*summary_.plan));
  } else {
    co_await look_and_plan(means);
    if (options_.dry_run) {
      co_return;
    }
  }
  co_await carry_out_plan(means);
}

asio::awaitable<void> OneImport::carry_out_plan(const Means& means) {
  summary_.done = nothing_done_yet(*summary_.plan);
  auto runs = tests_alone(*summary_.plan).size();
  for (const auto& batch : summary_.plan->batches) {
    runs += batch.size();
  }
  const auto& sets = summary_.plan->sets;
  progress_.phase(
      sets.size() == 1 ? fmt::format("recording in '{}'", shown(sets.front().name))
                       : fmt::format("recording in {}", text::counted(sets.size(), "test set"))
  );
  progress_.expect(runs, total(summary_.plan->calls));
  const std::function<void(std::size_t)> recorded = [this](std::size_t results) {
    progress_.recorded(results);
  };
  auto& plan = *summary_.plan;
  auto& done = *summary_.done;
  co_await carry_out(plan, options_, means, done, recorded);
  const bool may_go_on_without = has_only_looked() && !ledger_.is_shared_by_workers();
  if (!done.ledger_failure.empty() && may_go_on_without) {
    // A disk that became full, say: without a ledger from the start it would have gone on, too.
    ledger_.go_on_without(done.ledger_failure);
    const Means without{means.practitest, ledger_.journal(), means.settle, means.fields};
    co_await carry_out_plan(without);
    co_return;
  }
  // Twice: what was remembered may be gone, and then the call be missing that makes it anew.
  for (int round = 0; round < 2 && !done.moved.empty() && done.stopped == ExitCode::ok; ++round) {
    progress_.phase("looking again, as PractiTest has changed since it was last seen");
    auto memory = ledger_.memory(summary_.gathered, options_);
    co_await plan_and_carry_out_anew(plan, options_, std::move(memory), means, done, recorded);
  }
  summary_.error = summary_.done->stop_reason;
}

void OneImport::end() {
  const auto state = summary_.done && judge(summary_) == ExitCode::ok ? ledger::State::complete
                                                                      : ledger::State::incomplete;
  if (summary_.recorded_before) {
    ledger_.end(ledger::State::complete, count_already(summary_.gathered));
  } else {
    ledger_.end(
        state,
        summary_.done
            ? count(*summary_.done, Outcome::recorded) + count(*summary_.done, Outcome::already)
            : 0
    );
  }
  const bool ended_by_it = summary_.done && !summary_.done->ledger_failure.empty();
  summary_.ledger_trouble = ended_by_it ? std::string() : ledger_.trouble();
}

void OneImport::fail(ExitCode code, std::string why) {
  failure_ = code;
  summary_.error = std::move(why);
}

void OneImport::finish() {
  progress_.finish();
  summary_.calls = calls_of_this();
  const auto& made = progress_.made();
  summary_.made.assign(made.begin() + static_cast<std::ptrdiff_t>(calls_made_before_), made.end());
  auto code = graver(judge(summary_), failure_);
  if (options_.allow_empty && code == ExitCode::no_results) {
    code = judge_reports(summary_.reports);
  }
  if (code == ExitCode::ok && options_.fail_on_failures && has_failures(summary_.gathered)) {
    code = ExitCode::tests_failed;
  }
  failed_open_ = options_.fail_open && (code == ExitCode::refused || code == ExitCode::unreachable);
  summary_.exit_code = failed_open_ ? judge_reports(summary_.reports) : code;
  if (code == ExitCode::no_results && summary_.error.empty()) {
    summary_.error = why_no_results();
  }
}

std::string OneImport::why_no_results() const {
  const auto& reports = summary_.reports;
  if (!reports.read.empty()) {
    return "the reports hold no result: did the tests run? --allow-empty accepts this";
  }
  if (!reports.unreadable.empty()) {
    return "none of the files is a report that can be read";
  }
  return "no report found: check the paths, and that the tests ran before this step "
         "(--allow-empty accepts this)";
}

bool OneImport::has_only_looked() const {
  const auto calls = calls_of_this();
  return total(calls) == total(only_looks(calls));
}

CallCounts OneImport::calls_of_this() const { return difference(progress_.calls(), calls_before_); }

}  // namespace importer
