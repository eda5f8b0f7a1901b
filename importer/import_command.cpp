#include "importer/import_command.hpp"

#include "importer/error.hpp"
#include "importer/load_plans.hpp"
#include "importer/no_core_dump.hpp"
#include "importer/one_import.hpp"
#include "importer/plan_options.hpp"
#include "importer/report_page.hpp"
#include "importer/save_plan.hpp"
#include "importer/session.hpp"
#include "importer/setup.hpp"
#include "importer/tell_import.hpp"
#include "importer/write_plan.hpp"
#include "importer/write_report.hpp"
#include "pages/embedded.hpp"

#include <ostream>

namespace importer {

namespace {

class Import {
public:
  /// `plans` are what --plan names, or none.
  Import(const ImportOptions& options, const Streams& streams, std::vector<SavedPlan> plans)
      : options_(options),
        streams_(streams),
        ledger_(options, streams.environment),
        progress_(
            streams.err, options.verbosity, streams.err_is_terminal, !forbids_colour(streams)
        ),
        import_(options, streams, ledger_, progress_, std::move(plans)) {}

  ExitCode run() {
    if (options_.offline) {
      return read_only();
    }
    if (import_.is_decided() && options_.dry_run) {
      return show();
    }
    const NoCoreDump no_core_dump;
    auto token = token_for(options_, streams_);
    import_.read();
    const bool to_do = summary().gathered.results != 0 && import_.start();
    if (to_do) {
      reach_practitest(std::move(token));
    }
    import_.end();
    if (!options_.out.empty()) {
      import_.save_plan();
    }
    import_.finish();
    summary().exit_code =
        graver(summary().exit_code, write_page(options_, streams_, pages::import_mustache, [this] {
                 return report_page(summary());
               }));
    return tell();
  }

private:
  /// `plan --offline`: what the reports hold, for an import elsewhere.
  ExitCode read_only() {
    import_.read_files();
    for (const auto& report : summary().reports.read) {
      summary().gathered.results += report.results.size();
    }
    save_plan_file(options_.out, [this](std::ostream& out) {
      write_part(out, options_, summary().reports);
    });
    summary().saved_to = options_.out;
    import_.finish();
    return tell();
  }

  /// `plan --plan FILE`: a decided plan as it was saved. Nobody is asked.
  ExitCode show() {
    import_.read();
    import_.show_plan();
    if (!options_.out.empty()) {
      import_.save_plan();
    }
    import_.finish();
    return tell();
  }

  void reach_practitest(client::Secret token) {
    Session session(options_, std::move(token), progress_, ledger_.shared_calls());
    session.every(between_signs_of_life, [this] { ledger_.renew(); });
    session.every(std::chrono::seconds(1), [this] { progress_.tick(); });
    progress_.allow(calls_a_minute(options_));
    session.run(import_.import(session));
    held_ = session.held();
  }

  ExitCode tell() {
    tell_import(summary(), held_, import_.failed_open(), options_, streams_);
    return summary().exit_code;
  }

  Summary& summary() { return import_.summary(); }

  const ImportOptions& options_;
  const Streams& streams_;
  ImportLedger ledger_;
  Progress progress_;
  OneImport import_;
  std::vector<sandbox::HeldInstance> held_;
};

}  // namespace

ExitCode import_reports(const ImportOptions& options, const Streams& streams) {
  if (options.plans.empty()) {
    return Import(options, streams, {}).run();
  }
  auto plans = load_plans(options.plans, streams);
  const auto whole = options_with(options, plans);
  return Import(whole, streams, std::move(plans)).run();
}

}  // namespace importer
