#include "importer/options.hpp"
#include "importer/error.hpp"
#include "importer/naming.hpp"
#include "importer/nearest.hpp"
#include "importer/option_names.hpp"
#include "importer/sandbox_options.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using importer::Command;
using importer::ImportOptions;
using importer::parse_options;
using importer::RunStatus;
using importer::UsageError;
using parsers::Status;
using Arguments = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(options)

namespace {

Arguments import_with(const Arguments& more) {
  Arguments all = {"import", "--set", "Nightly", "report.xml"};
  all.insert(all.end(), more.begin(), more.end());
  return all;
}

ImportOptions read(const Arguments& more) { return parse_options(import_with(more)).import; }

/// What skipped results become; absent: they are left out.
std::optional<RunStatus> skipped(const Arguments& more) {
  return read(more).statuses[Status::skipped];
}

/// What the refusal says; empty when there was none.
std::string refusal(const Arguments& arguments) {
  try {
    parse_options(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return {};
}

struct Mistake {
  Arguments arguments;
  std::vector<std::string_view> told;  ///< Fragments of the message.
};

void check(const Mistake& mistake) {
  std::string line;
  for (const auto& argument : mistake.arguments) {
    line += argument + ' ';
  }
  const auto said = refusal(mistake.arguments);
  BOOST_TEST_CONTEXT("ptimport " << line << "-> " << said) {
    BOOST_TEST(!said.empty());
    for (const auto fragment : mistake.told) {
      BOOST_TEST((said.find(fragment) != std::string::npos), "does not say: " << fragment);
    }
    BOOST_TEST((said.find('\n') == std::string::npos));
  }
}

void check_import(const Arguments& more, const std::vector<std::string_view>& told) {
  check({import_with(more), told});
}

}  // namespace

BOOST_AUTO_TEST_CASE(reports_and_a_set_are_enough) {
  const auto options = parse_options({"import", "--set", "Nightly", "a.xml", "b"});
  BOOST_TEST((options.command == Command::import));
  const auto& import = options.import;
  BOOST_TEST(import.inputs == (Arguments{"a.xml", "b"}), boost::test_tools::per_element());
  BOOST_TEST(import.set_name == "Nightly");
  BOOST_TEST(!import.set_id);
  BOOST_TEST(!import.project);
  BOOST_TEST(import.settings.base_url == "https://api.practitest.com");
  BOOST_TEST(import.settings.rate == 30);
  BOOST_TEST(!import.rate_given);
  BOOST_TEST(import.settings.connections == 8U);
  BOOST_TEST(!import.settings.author_id);
  BOOST_TEST(import.settings.token.empty());
  BOOST_TEST(import.token_file.empty());
  BOOST_TEST(!import.proxy);
  BOOST_TEST(import.name_template == importer::default_name_template);
  BOOST_TEST((import.create.tests && import.create.instances && import.create.sets));
  BOOST_TEST((import.on_ambiguous == importer::OnAmbiguous::lowest_id));
  BOOST_TEST(import.statuses[Status::skipped].value() == RunStatus::not_applicable);
  BOOST_TEST(!import.run_errors_as_results);
  BOOST_TEST(!import.sandbox);
  BOOST_TEST(!import.dry_run);
  BOOST_TEST(!import.allow_empty);
  BOOST_TEST(!import.fail_open);
  BOOST_TEST(!import.fail_on_failures);
  BOOST_TEST((import.form == importer::SummaryForm::text));
  BOOST_TEST(import.verbosity == 0);
}

BOOST_AUTO_TEST_CASE(every_option_of_import_is_heard) {
  BOOST_TEST(read({"--project", "12"}).project.value() == 12);
  BOOST_TEST(read({"--region", "us"}).settings.base_url == "https://api.practitest.com");
  BOOST_TEST(read({"--region", "eu"}).settings.base_url == "https://eu1-prod-api.practitest.app");
  BOOST_TEST(read({"--url", "https://pt.example"}).settings.base_url == "https://pt.example");
  BOOST_TEST(read({"--token-file", "secret"}).token_file == "secret");
  BOOST_TEST(read({"--token-file", "-"}).token_file == "-");
  BOOST_TEST(read({"--author-id", "7"}).settings.author_id.value() == "7");
  BOOST_TEST(read({"--test-name", "{class}: {name}"}).name_template == "{class}: {name}");
  BOOST_TEST((read({"--on-ambiguous", "refuse"}).on_ambiguous == importer::OnAmbiguous::refuse));
  BOOST_TEST((read({"--on-ambiguous", "lowest"}).on_ambiguous == importer::OnAmbiguous::lowest_id));
  BOOST_TEST(skipped({"--skipped", "na"}).value() == RunStatus::not_applicable);
  BOOST_TEST(skipped({"--skipped", "no-run"}).value() == RunStatus::no_run);
  BOOST_TEST(skipped({"--skipped", "blocked"}).value() == RunStatus::blocked);
  BOOST_TEST(!skipped({"--skipped", "omit"}));
  BOOST_TEST(!skipped({"--status", "errored=blocked,skipped=omit"}));
  BOOST_TEST(read({"--run-errors", "result"}).run_errors_as_results);
  BOOST_TEST(!read({"--run-errors", "summary"}).run_errors_as_results);
  BOOST_TEST(read({"--rate", "100"}).settings.rate == 100);
  BOOST_TEST(read({"--rate", "30"}).rate_given);
  BOOST_TEST(read({"--rate", "0"}).settings.rate == 0);
  BOOST_TEST(read({"--rate-share", "0.5"}).settings.rate == 15);
  BOOST_TEST(read({"--rate-share", "0.5", "--rate", "101"}).settings.rate == 50);
  BOOST_TEST(read({"--rate-share", "0.01"}).settings.rate == 1);
  BOOST_TEST(read({"--rate-share", "1"}).settings.rate == 30);
  BOOST_TEST(read({"--proxy", "http://p:3128"}).proxy.value() == "http://p:3128");
  BOOST_TEST(read({"--proxy", ""}).proxy.value() == "");
  BOOST_TEST(read({"--ca-file", "ca.pem"}).settings.ca_file == "ca.pem");
  const auto certified = read({"--client-cert", "c.pem", "--client-key", "k.pem"});
  BOOST_TEST(certified.settings.client_cert == "c.pem");
  BOOST_TEST(certified.settings.client_key == "k.pem");
  BOOST_TEST(read({"--retries", "0"}).settings.max_attempts == 1);
  BOOST_TEST(read({"--retries", "9"}).settings.max_attempts == 10);
  BOOST_TEST(read({"--dry-run"}).dry_run);
  BOOST_TEST((read({"--format", "json"}).form == importer::SummaryForm::json));
  BOOST_TEST((read({"--format", "text"}).form == importer::SummaryForm::text));
  BOOST_TEST(read({"--allow-empty"}).allow_empty);
  BOOST_TEST(read({"--fail-open"}).fail_open);
  BOOST_TEST(read({"--fail-on-failures"}).fail_on_failures);
  BOOST_TEST(read({"-v"}).verbosity == 1);
  BOOST_TEST(read({"--verbose"}).verbosity == 1);
  BOOST_TEST(read({"-q"}).verbosity == -1);
  BOOST_TEST(read({"--quiet"}).verbosity == -1);
  BOOST_TEST(parse_options({"import", "--set-id", "5", "a"}).import.set_id.value() == 5);
}

BOOST_AUTO_TEST_CASE(an_option_may_be_written_with_an_equal_sign) {
  BOOST_TEST(parse_options({"import", "--set=A = B", "a"}).import.set_name == "A = B");
  BOOST_TEST(read({"--rate=9"}).settings.rate == 9);
  BOOST_TEST(parse_options({"import", "--set=--rate", "a"}).import.set_name == "--rate");
}

BOOST_AUTO_TEST_CASE(options_and_reports_may_come_in_any_order) {
  const auto import =
      parse_options({"import", "a.xml", "--set", "S", "b.xml", "-v", "c.xml"}).import;
  BOOST_TEST(
      import.inputs == (Arguments{"a.xml", "b.xml", "c.xml"}), boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(after_two_dashes_everything_is_a_report) {
  const auto import = parse_options({"import", "--set", "S", "--", "--set.xml", "-v"}).import;
  BOOST_TEST(import.inputs == (Arguments{"--set.xml", "-v"}), boost::test_tools::per_element());
  BOOST_TEST(import.verbosity == 0);
}

BOOST_AUTO_TEST_CASE(what_may_be_made_is_all_or_none_or_a_list) {
  const auto made = [](const std::string& what) {
    const auto create = read({"--create", what}).create;
    return std::string(create.tests ? "t" : "") + (create.instances ? "i" : "") +
           (create.sets ? "s" : "");
  };
  BOOST_TEST(made("all") == "tis");
  BOOST_TEST(made("none") == "");
  BOOST_TEST(made("tests") == "t");
  BOOST_TEST(made("instances") == "i");
  BOOST_TEST(made("sets") == "s");
  BOOST_TEST(made("tests,sets") == "ts");
  BOOST_TEST(made("sets,instances,tests") == "tis");
}

BOOST_AUTO_TEST_CASE(a_longer_timeout_gives_the_answer_more_time_and_a_shorter_one_every_step_less
) {
  const auto longer = read({"--timeout", "600"}).settings;
  BOOST_TEST((longer.call_timeout == std::chrono::minutes(10)));
  BOOST_TEST((longer.read_timeout == std::chrono::minutes(10)));
  BOOST_TEST((longer.connect_timeout == std::chrono::seconds(10)));
  const auto shorter = read({"--timeout", "5"}).settings;
  for (const auto step :
       {shorter.connect_timeout,
        shorter.handshake_timeout,
        shorter.write_timeout,
        shorter.read_timeout,
        shorter.call_timeout}) {
    BOOST_TEST((step == std::chrono::seconds(5)));
  }
}

BOOST_AUTO_TEST_CASE(plan_is_an_import_that_carries_nothing_out) {
  const auto options = parse_options({"plan", "--set", "S", "a.xml"});
  BOOST_TEST((options.command == Command::import));
  BOOST_TEST(options.import.dry_run);
}

BOOST_AUTO_TEST_CASE(the_sandbox_needs_no_set_and_no_project) {
  const auto import = parse_options({"import", "--sandbox", "a.xml"}).import;
  BOOST_TEST(import.sandbox);
  BOOST_TEST(!import.set_name.empty());
  BOOST_TEST(parse_options({"import", "--sandbox", "--set", "S", "a"}).import.set_name == "S");
  const auto kept = parse_options({"import", "--sandbox-data", "box.db", "a.xml"}).import;
  BOOST_TEST(kept.sandbox);
  BOOST_TEST(kept.sandbox_data == "box.db");
}

BOOST_AUTO_TEST_CASE(a_sandbox_has_a_ledger_only_where_it_is_kept) {
  const std::vector<std::string> plain = {"import", "--sandbox", "a.xml", "--ledger"};
  const auto with_ledger = [&plain](const std::string& ledger) {
    auto arguments = plain;
    arguments.push_back(ledger);
    return arguments;
  };
  check({with_ledger("l.sqlite"), {"--ledger has no meaning with --sandbox", "--sandbox-data"}});
  BOOST_TEST(parse_options(with_ledger("none")).import.ledger.value() == "none");
  auto kept = with_ledger("l.sqlite");
  kept.insert(kept.end(), {"--sandbox-data", "box.db"});
  BOOST_TEST(parse_options(kept).import.ledger.value() == "l.sqlite");
}

BOOST_AUTO_TEST_CASE(the_set_of_the_others_wants_a_name_and_a_set_that_asks_results) {
  check({{"import", "--set", "{suite}", "--set-else", " ", "a.xml"}, {"--set-else takes the name"}}
  );
  check({{"import", "--set", "S", "--set-else", "Other", "a.xml"}, {"asks results for nothing"}});
  check({{"import", "--set-id", "5", "--set-else", "Other", "a.xml"}, {"asks results for nothing"}}
  );
}

BOOST_AUTO_TEST_CASE(every_option_of_the_sandbox_is_heard) {
  const auto plain = parse_options({"sandbox"});
  BOOST_TEST((plain.command == Command::sandbox));
  BOOST_TEST(plain.sandbox.port == 0);
  BOOST_TEST(plain.sandbox.rate == 30);
  BOOST_TEST(plain.sandbox.data_file.empty());
  BOOST_TEST(!plain.sandbox.ca_file.empty());
  const auto all = parse_options({"sandbox",
                                  "--port",
                                  "8443",
                                  "--data",
                                  "box.db",
                                  "--rate",
                                  "0",
                                  "--ca-file",
                                  "ca.pem",
                                  "--fault",
                                  "one",
                                  "--fault",
                                  "two"})
                       .sandbox;
  BOOST_TEST(all.port == 8443);
  BOOST_TEST(all.data_file == "box.db");
  BOOST_TEST(all.rate == 0);
  BOOST_TEST(all.ca_file == "ca.pem");
  BOOST_TEST(all.faults == (Arguments{"one", "two"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(help_and_version_are_found_under_all_their_names) {
  BOOST_TEST((parse_options({}).command == Command::help));
  for (const auto* word : {"help", "--help", "-h"}) {
    const auto options = parse_options({word});
    BOOST_TEST((options.command == Command::help));
    BOOST_TEST(options.help_topic == "");
  }
  BOOST_TEST(parse_options({"help", "plan"}).help_topic == "plan");
  BOOST_TEST(parse_options({"import", "--help"}).help_topic == "import");
  BOOST_TEST(parse_options({"sandbox", "-h"}).help_topic == "sandbox");
  for (const auto* word : {"version", "--version"}) {
    BOOST_TEST((parse_options({word}).command == Command::version));
  }
}

BOOST_AUTO_TEST_CASE(the_help_names_every_option) {
  const auto text = importer::help_text("import");
  const auto known = importer::import_option_names();
  for (const auto& option : known.options()) {
    BOOST_TEST((text.find("--" + option->long_name()) != std::string::npos), option->long_name());
  }
  const auto sandbox = importer::help_text("sandbox");
  const auto known_to_sandbox = importer::sandbox_option_names();
  for (const auto& option : known_to_sandbox.options()) {
    BOOST_TEST(
        (sandbox.find("--" + option->long_name()) != std::string::npos), option->long_name()
    );
  }
  for (const auto* code :
       {"\n    0", "\n    1", "\n    2", "\n    3", "\n    4", "\n    5", "\n   10", "\n  130"}) {
    BOOST_TEST((importer::help_text("exit-codes").find(code) != std::string::npos), code);
  }
  BOOST_CHECK_THROW(importer::help_text("imprt"), UsageError);
}

BOOST_AUTO_TEST_CASE(a_mistyped_option_is_refused_with_the_one_that_was_meant) {
  check_import({"--projct", "12"}, {"--projct", "did you mean --project"});
  check_import({"--failopen"}, {"did you mean --fail-open"});
  check_import({"--skiped=omit"}, {"--skiped", "did you mean --skipped"});
  check_import({"--nonsense-altogether"}, {"--nonsense-altogether", "ptimport help"});
  check_import({"-x"}, {"-x"});
  check({{"sandbox", "--prot", "1"}, {"did you mean --port"}});
}

BOOST_AUTO_TEST_CASE(an_option_of_another_command_is_refused_with_that_command) {
  check({{"sandbox", "--set", "S"}, {"--set is an option of `ptimport import`"}});
  check_import({"--date-runs"}, {"--date-runs is an option of `ptimport backfill`"});
}

BOOST_AUTO_TEST_CASE(an_abbreviation_is_refused) {
  for (const auto* abbreviation : {"--proj=1", "--dry", "--fail", "--verb", "--al"}) {
    check_import({abbreviation}, {"unknown option"});
  }
  check({{"import", "--se", "S", "a.xml"}, {"--se", "did you mean --set"}});
}

BOOST_AUTO_TEST_CASE(a_token_on_the_command_line_is_refused_and_not_repeated) {
  const std::string secret = "s3cr3tt0k3n";
  const Arguments attempts[] = {
      {"--token", secret},
      {"--token=" + secret},
      {"--api-token", secret},
      {"--api_token=" + secret},
  };
  for (const auto& attempt : attempts) {
    check_import(attempt, {"PRACTITEST_TOKEN", "--token-file"});
    BOOST_TEST((refusal(import_with(attempt)).find(secret) == std::string::npos));
  }
  const Arguments others[] = {
      {"--tokn=" + secret},
      {"-t" + secret},
      {"--pt-token=" + secret},
      {"--Token", secret},
      {"--verbose=" + secret}};
  for (const auto& attempt : others) {
    BOOST_TEST(!refusal(import_with(attempt)).empty());
    BOOST_TEST((refusal(import_with(attempt)).find(secret) == std::string::npos));
  }
}

BOOST_AUTO_TEST_CASE(no_option_is_taken_for_the_value_of_another) {
  check(
      {{"import", "--set", "--rate", "5", "a.xml"},
       {"--set needs a value", "--rate", "--set=--rate"}}
  );
  check({{"import", "a.xml", "--set", "-v"}, {"--set"}});
  check({{"import", "a.xml", "--set"}, {"--set"}});
  check({{"import", "a.xml", "--set="}, {"--set"}});
}

BOOST_AUTO_TEST_CASE(an_option_given_twice_is_refused) {
  check({{"import", "--set", "A", "--set", "B", "a.xml"}, {"--set", "more than once"}});
  check_import({"--rate", "1", "--rate", "2"}, {"--rate", "more than once"});
}

BOOST_AUTO_TEST_CASE(an_import_needs_reports_and_one_set) {
  check({{"import", "--set", "S"}, {"no report named", "-"}});
  check({{"import"}, {"no report named"}});
  check({{"import", "a.xml"}, {"--set NAME", "--set-id"}});
  check({{"import", "--set", "", "a.xml"}, {"--set NAME"}});
  check({{"import", "--set", "  ", "a.xml"}, {"--set NAME"}});
  check({{"import", "--sandbox", "--set", " ", "a.xml"}, {"--set NAME"}});
  check_import({"--set-id", "3"}, {"--set", "--set-id", "one of them"});
}

BOOST_AUTO_TEST_CASE(numbers_out_of_their_range_are_refused) {
  for (const auto* option : {"--project", "--author-id"}) {
    for (const auto* value :
         {"0", "-1", "x", "1x", "1.5", "", "99999999999999999999", " 1", "+1"}) {
      check_import({option, value}, {option, "whole number"});
    }
  }
  check({{"import", "--set-id", "0", "a.xml"}, {"--set-id", "whole number"}});
  check({{"import", "--set-id", "Nightly", "a.xml"}, {"--set-id", "whole number", "Nightly"}});
  check_import({"--rate", "-1"}, {"--rate", "0", "-1"});
  check_import({"--rate", "many"}, {"--rate", "many"});
  check_import({"--rate", "1000000000"}, {"--rate"});
  for (const auto* share : {"0", "-1", "1.1", "50%", "half", "nan", ""}) {
    check_import({"--rate-share", share}, {"--rate-share", "0.5", share});
  }
  check_import({"--rate-share", "0.5", "--rate", "0"}, {"--rate-share", "--rate 0"});
  check_import({"--timeout", "0"}, {"--timeout", "1", "3600"});
  check_import({"--timeout", "1e3"}, {"--timeout"});
  check_import({"--retries", "-1"}, {"--retries"});
  check_import({"--retries", "101"}, {"--retries", "100"});
  check({{"sandbox", "--port", "65536"}, {"--port", "65535"}});
  check({{"sandbox", "--port", "-1"}, {"--port"}});
  check({{"sandbox", "--rate", "-1"}, {"--rate"}});
}

BOOST_AUTO_TEST_CASE(a_word_that_an_option_does_not_know_is_refused_with_those_that_it_knows) {
  check_import({"--region", "asia"}, {"--region", "us", "eu", "asia"});
  check_import({"--skipped", "no-run", "--status", "skipped=blocked"}, {"--skipped", "--status"});
  check_import({"--skipped", "n/a"}, {"--skipped", "na", "no-run", "blocked", "omit", "n/a"});
  check_import({"--on-ambiguous", "newest"}, {"--on-ambiguous", "lowest", "refuse"});
  check_import({"--run-errors", "yes"}, {"--run-errors", "summary", "result"});
  check_import({"--format", "xml"}, {"--format", "text", "json"});
  for (const auto* what : {"everything", "tests,,sets", "all,tests", "Tests", ""}) {
    check_import({"--create", what}, {"--create", "tests,instances,sets"});
  }
  check_import({"--test-name", "{nmae}"}, {"--test-name", "{nmae}"});
  check_import({"--test-name", "{class}"}, {"--test-name", "{name}"});
}

BOOST_AUTO_TEST_CASE(a_switch_takes_no_value) { check_import({"--dry-run=no"}, {"--dry-run"}); }

BOOST_AUTO_TEST_CASE(a_token_is_never_sent_unencrypted) {
  for (const auto* url : {"http://pt.example", "pt.example", "ftp://pt.example", "//pt.example"}) {
    check_import({"--url", url}, {"--url", "https://"});
  }
}

BOOST_AUTO_TEST_CASE(options_that_contradict_each_other_are_refused) {
  check_import({"--url", "https://pt.example", "--region", "eu"}, {"--url", "--region"});
  check_import({"--client-cert", "c.pem"}, {"--client-cert", "--client-key"});
  check_import({"--client-key", "k.pem"}, {"--client-cert", "--client-key"});
  check_import({"--sandbox", "--url", "https://pt.example"}, {"--url", "--sandbox"});
  check_import({"--sandbox", "--region", "eu"}, {"--region", "--sandbox"});
  check_import({"--sandbox", "--project", "1"}, {"--project", "--sandbox"});
  check_import({"--sandbox", "--token-file", "t"}, {"--token-file", "--sandbox"});
  check_import({"--sandbox-data", "box.db", "--project", "1"}, {"--project", "--sandbox"});
  check_import({"--token-file", "-", "-"}, {"standard input", "not both"});
  check({{"sandbox", "report.xml"}, {"takes no files", "import --sandbox"}});
}

BOOST_AUTO_TEST_CASE(an_unknown_command_is_refused_with_what_was_meant) {
  check({{"imprt", "a.xml"}, {"imprt", "did you mean `ptimport import`"}});
  check({{"upload", "a.xml"}, {"upload", "ptimport import", "ptimport help"}});
  check({{"report.xml"}, {"report.xml", "ptimport import"}});
  check({{"--set", "S", "report.xml"}, {"ptimport import"}});
  check({{""}, {"ptimport help"}});
}

BOOST_AUTO_TEST_CASE(a_suggestion_is_made_only_where_it_is_near) {
  const Arguments commands = {"import", "plan", "sandbox"};
  BOOST_TEST(importer::nearest("inport", commands).value() == "import");
  BOOST_TEST(importer::nearest("sand-box", commands).value() == "sandbox");
  BOOST_TEST(!importer::nearest("upload", commands));
  BOOST_TEST(!importer::nearest("import", {}));
}

BOOST_AUTO_TEST_CASE(how_reports_are_read_is_said_alike_for_import_and_inspect) {
  const Arguments how = {
      "--report-format",
      "robot",
      "--step-depth",
      "3",
      "--split-parameters",
      "brackets,slash",
      "--attachments-root",
      "/",
      "--attachments-root",
      "."};
  Arguments inspect = {"inspect", "report.xml"};
  inspect.insert(inspect.end(), how.begin(), how.end());
  for (const auto& reading : {read(how).reading, parse_options(inspect).inspect.reading}) {
    BOOST_TEST(reading.parser.format == "robot");
    BOOST_TEST(reading.parser.step_depth == 3U);
    BOOST_TEST(reading.split.brackets);
    BOOST_TEST(!reading.split.parentheses);
    BOOST_TEST(reading.split.slash);
    BOOST_TEST(
        reading.attachments_roots == Arguments({"/", "."}), boost::test_tools::per_element()
    );
  }
  const auto usual = read({}).reading;
  BOOST_TEST(usual.parser.format.empty());
  BOOST_TEST(usual.parser.step_depth == 1U);
  BOOST_TEST(!usual.split.any());
}

BOOST_AUTO_TEST_CASE(mistakes_in_how_reports_are_read_are_told_with_what_there_is) {
  const auto told = [](const Arguments& arguments, std::string_view words) {
    const auto why = refusal(import_with(arguments));
    BOOST_TEST(why.find(words) != std::string::npos, why);
  };
  told({"--report-format", "jnit"}, "one of junit, nunit3, ");
  told({"--report-format", "jnit"}, "did you mean junit?");
  told({"--report-format", "allure-results"}, "not 'allure-results'");
  told({"--step-depth", "0"}, "a whole number from 1 to 20, not '0'");
  told({"--step-depth", "21"}, "from 1 to 20");
  told({"--split-parameters", "bracket"}, "did you mean brackets?");
  told({"--split-parameters", ""}, "a list of brackets,parentheses,slash");
  told({"--attachments-root", "/dev/null"}, "takes a folder, and '/dev/null' is none");
  told({"--attachments-root", "/no/such"}, "is not there");
}

BOOST_AUTO_TEST_SUITE_END()
