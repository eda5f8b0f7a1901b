#include "importer/init_command.hpp"

#include "client/error.hpp"
#include "importer/call_counter.hpp"
#include "importer/configuration_text.hpp"
#include "importer/counted_calls.hpp"
#include "importer/doctor_remote.hpp"
#include "importer/error.hpp"
#include "importer/init_options.hpp"
#include "importer/no_core_dump.hpp"
#include "importer/refusal.hpp"
#include "importer/session.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <istream>
#include <iterator>
#include <ostream>
#include <system_error>

namespace asio = boost::asio;
namespace fs = std::filesystem;

namespace importer {

namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(file), {}};
  if (!file) {
    throw UsageError(
        fmt::format("--from-firecracker {}: {}", path, std::generic_category().message(errno))
    );
  }
  return content;
}

/// Whole or not at all: a file that is there stays until its successor is complete.
void write_whole(const std::string& path, const std::string& text) {
  const auto draft = path + ".new";
  std::ofstream file(draft, std::ios::binary);
  std::error_code error;
  if (file << text << std::flush) {
    file.close();
    fs::rename(draft, path, error);
  } else {
    error = std::error_code(errno, std::generic_category());
  }
  if (error) {
    std::error_code ignored;
    fs::remove(draft, ignored);
    throw UsageError(fmt::format("{} cannot be written: {}", path, error.message()));
  }
}

class Init {
public:
  Init(const InitOptions& options, const Streams& streams, bool may_ask)
      : options_(options),
        streams_(streams),
        may_ask_(may_ask),
        given_(options.given),
        calls_(streams.err) {}

  ExitCode run() {
    refuse_existing();
    if (!options_.from_firecracker.empty()) {
      translate();
    }
    if (may_ask_ && !has("region") && !has("url")) {
      give("region", ask("Region of the account, us or eu", "us"));
    }
    const bool is_checked = check();
    const auto text = configuration_text(given_, left_);
    refuse_existing();  // Asking took its time.
    write_whole(options_.file, text);
    tell(is_checked);
    return ExitCode::ok;
  }

private:
  void refuse_existing() const {
    std::error_code unknown;
    if (!options_.force && fs::exists(fs::symlink_status(options_.file, unknown))) {
      throw UsageError(fmt::format(
          "{} is there already, and is left as it is: --force replaces it, `ptimport config` shows "
          "what it says",
          options_.file
      ));
    }
  }

  bool has(std::string_view name) const {
    return std::ranges::any_of(given_, [name](const auto& option) { return option.first == name; });
  }

  std::string value_of(std::string_view name) const {
    return std::ranges::find(given_, name, [](const auto& option) { return option.first; })->second;
  }

  void give(const std::string& name, const std::string& value) { given_.emplace_back(name, value); }

  /// What the command line gives beats what is translated.
  void translate() {
    auto translated =
        translate_firecracker(content_of(options_.from_firecracker), options_.from_firecracker);
    left_ = std::move(translated.left);
    for (const auto& [name, value] : translated.options) {
      const bool contradicts =
          (name == "region" && has("url")) || (name == "set" && has("set-id")) ||
          (name == "set-id" && has("set")) || (name == "granularity" && has("parameters")) ||
          (name == "test-name" && (has("granularity") || has("parameters")));
      if (!has(name) && !contradicts) {
        give(name, value);
      }
    }
  }

  /// The answer, or `usual` for an empty line.
  std::string ask(const std::string& question, const std::string& usual = {}) {
    streams_.err << question << (usual.empty() ? ": " : fmt::format(" [{}]: ", usual))
                 << std::flush;
    std::string line;
    if (!std::getline(streams_.in, line)) {
      throw UsageError("no answer came, and nothing is written");
    }
    const auto answer = text::trimmed(line);
    return answer.empty() ? usual : std::string(answer);
  }

  /// Whether PractiTest was asked.
  bool check() {
    auto options = import_of(given_, streams_.environment);
    const NoCoreDump no_core_dump;
    client::Secret token;
    try {
      token = read_token(options, streams_.environment, streams_.in);
    } catch (const UsageError&) {
      if (options_.from_firecracker.empty()) {
        throw;
      }
      return false;  // Translating needs no account.
    }
    if (const auto warning = open_to_others(options)) {
      streams_.err << fmt::format("ptimport: warning: {}\n", shown(*warning, 1'000));
    }
    const auto projects = read_projects(options, token);
    if (!options.project) {
      give("project", choose(projects));
      options = import_of(given_, streams_.environment);
    }
    accept(check_project(projects, options));
    if (!has("set") && !has("set-id") && may_ask_) {
      give("set", ask("Test set that takes the results; it is made when it is missing"));
      options = import_of(given_, streams_.environment);
    }
    if (has("set") && options.set_name.empty()) {
      streams_.out << fmt::format(
          "set '{}' has its name from each build, and was not looked for\n", shown(value_of("set"))
      );
    } else if (has("set") || has("set-id")) {
      check_set_of(options, std::move(token));
    } else if (options_.from_firecracker.empty()) {
      throw UsageError("which test set takes the results? Give --set NAME or --set-id ID");
    }
    return true;
  }

  std::vector<client::Project> read_projects(
      const ImportOptions& options, const client::Secret& token
  ) {
    std::vector<client::Project> projects;
    CountedCalls counted(options, streams_.environment);
    Session session(options, token, calls_, counted.budget());
    const auto look = [&projects](client::PractiTest& practitest) -> asio::awaitable<void> {
      projects = co_await practitest.projects();
    };
    session.run(look(session.practitest()));
    return projects;
  }

  void check_set_of(const ImportOptions& options, client::Secret token) {
    Finding finding;
    CountedCalls counted(options, streams_.environment);
    Session session(options, std::move(token), calls_, counted.budget());
    const auto look = [&](client::PractiTest& practitest) -> asio::awaitable<void> {
      finding = co_await check_set(practitest, options);
    };
    session.run(look(session.practitest()));
    accept(finding);
  }

  std::string choose(const std::vector<client::Project>& projects) {
    if (projects.empty()) {
      throw UsageError(
          "the token sees no project: ask an administrator of PractiTest to add its owner to one"
      );
    }
    if (!may_ask_) {
      throw UsageError(
          fmt::format("which project? --project takes one of {}", project_list(projects))
      );
    }
    for (const auto& project : projects) {
      streams_.err << fmt::format("  {:>8}  {}\n", project.id, shown(project.name));
    }
    const bool is_one = projects.size() == 1;
    return ask("Project", is_one ? std::to_string(projects[0].id) : "");
  }

  /// Tells what was found, and refuses to write what an import could not work with.
  void accept(const Finding& finding) {
    if (finding.state == Finding::State::trouble) {
      throw UsageError(
          finding.advice.empty() ? finding.found
                                 : fmt::format("{}: {}", finding.found, finding.advice)
      );
    }
    streams_.out << fmt::format("{} {}\n", finding.subject, finding.found);
    if (!finding.advice.empty()) {
      streams_.out << fmt::format("  {}\n", finding.advice);
    }
  }

  void tell(bool is_checked) const {
    streams_.out << fmt::format("{} is written.\n", shown(options_.file, 300));
    if (!left_.empty()) {
      streams_.out << "\nNot translated:\n";
      for (const auto& [key, why] : left_) {
        streams_.out << fmt::format("  {}: {}\n", key, why);
      }
      streams_.out << '\n';
    }
    if (!is_checked) {
      streams_.out << "There was no API token to check it with: set PRACTITEST_TOKEN, then "
                      "`ptimport doctor`.\n";
    }
    streams_.out << "Next: `ptimport plan REPORT…` shows what an import would do.\n";
  }

  const InitOptions& options_;
  const Streams& streams_;
  bool may_ask_;
  std::vector<std::pair<std::string, std::string>> given_;
  std::vector<Translated::Left> left_;
  CallCounter calls_;
};

}  // namespace

ExitCode write_configuration(const InitOptions& options, const Streams& streams, bool may_ask) {
  try {
    return Init(options, streams, may_ask).run();
  } catch (const client::ApiError& error) {
    streams.err << fmt::format("ptimport: {}\n", shown(explain(error), 1'000));
    return ends_import(error).value_or(ExitCode::refused);
  }
}

}  // namespace importer
