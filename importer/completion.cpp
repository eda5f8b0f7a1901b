#include "importer/completion.hpp"

#include "importer/commands.hpp"
#include "importer/error.hpp"
#include "importer/option_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

namespace importer {

namespace {

/// What stands behind an option.
struct Value {
  enum class Kind { none, choice, file, folder, other };
  Kind kind = Kind::none;
  std::vector<std::string> choices = {};
};

bool is_word(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](unsigned char c) {
    return std::islower(c) || std::isdigit(c) || c == '-';
  });
}

/// From the name that the help gives to the value: "us|eu" chooses, "FILE" is a file's path, also
/// where something else may stand in its place ("FILE|URI|none").
Value value_of(const boost::program_options::option_description& option) {
  if (is_switch(option)) {
    return {};
  }
  // "--format (=text)" on the command line's help: the name is that of the description.
  auto name = option.semantic()->name();
  name = name.substr(0, name.find(' '));
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= name.size();) {
    const auto end = std::min(name.find('|', begin), name.size());
    parts.push_back(name.substr(begin, end - begin));
    begin = end + 1;
  }
  if (parts.size() > 1 && std::ranges::all_of(parts, is_word)) {
    return {Value::Kind::choice, parts};
  }
  if (parts.front() == "DIR") {
    return {Value::Kind::folder};
  }
  return {parts.front() == "FILE" ? Value::Kind::file : Value::Kind::other};
}

template <class Words>
std::string joined(const Words& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

std::vector<std::string> option_words(const CommandNames& command) {
  std::vector<std::string> words;
  for (const auto& option : command.options.options()) {
    words.push_back("--" + option->long_name());
  }
  return words;
}

/// A text within single quotes of a shell.
std::string in_quotes(std::string_view text) {
  std::string safe = "'";
  for (const char c : text) {
    safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return safe + "'";
}

// --format means something else to each command, so values go by command and option.
std::string bash_values(const CommandNames& command) {
  std::string cases;
  for (const auto& option : command.options.options()) {
    const auto value = value_of(*option);
    const auto reply = [&value]() -> std::string {
      switch (value.kind) {
      case Value::Kind::choice:
        return fmt::format("words={}", in_quotes(joined(value.choices)));
      case Value::Kind::file:
        return "kind=file";
      case Value::Kind::folder:
        return "kind=folder";
      case Value::Kind::other:
        return "kind=other";
      case Value::Kind::none:
        break;
      }
      return {};
    }();
    if (!reply.empty()) {
      cases += fmt::format("    {}:--{}) {} ;;\n", command.name, option->long_name(), reply);
    }
  }
  return cases;
}

std::string bash() {
  const auto commands = all_commands();
  std::vector<std::string_view> names;
  std::string words;
  std::string values;
  for (const auto& command : commands) {
    names.push_back(command.name);
    if (!command.words.empty()) {
      words += fmt::format("    {}) words={} ;;\n", command.name, in_quotes(joined(command.words)));
    } else {
      words += fmt::format(
          "    {}) words={}; kind=file ;;\n", command.name, in_quotes(joined(option_words(command)))
      );
    }
    values += bash_values(command);
  }
  return fmt::format(
      R"(# Completion of ptimport for bash. Source it, or install it as
# /usr/share/bash-completion/completions/ptimport.
_ptimport() {{
  local current="${{COMP_WORDS[COMP_CWORD]}}" before="${{COMP_WORDS[COMP_CWORD - 1]}}"
  local command="${{COMP_WORDS[1]}}" words='' kind=''
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '{0}' -- "$current"))
    return
  fi
  case "$command:$before" in
{1}    *) case "$command" in
{2}    esac ;;
  esac
  case "$current" in
    -*) kind='' ;;
    *) [ "$kind" = file ] && words='' ;;
  esac
  case "$kind" in
    file) compopt -o filenames; COMPREPLY=($(compgen -f -- "$current")) ;;
    folder) compopt -o filenames; COMPREPLY=($(compgen -d -- "$current")) ;;
    other) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
  esac
}}
complete -F _ptimport ptimport
)",
      joined(names),
      values,
      words
  );
}

/// The first sentence, which is what fits beside an option.
std::string gist(const std::string& description) {
  const auto end =
      std::min({description.find(". "), description.find(": "), description.find("; ")});
  return description.substr(0, end);
}

/// In zsh's specifications brackets and colons have a meaning.
std::string zsh_text(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') {
      safe += '\\';
    }
    safe += c;
  }
  return safe;
}

std::string zsh_specification(const boost::program_options::option_description& option) {
  const auto value = value_of(option);
  std::string action;
  switch (value.kind) {
  case Value::Kind::choice:
    action = fmt::format(":value:({})", joined(value.choices));
    break;
  case Value::Kind::file:
    action = ":file:_files";
    break;
  case Value::Kind::folder:
    action = ":folder:_files -/";
    break;
  case Value::Kind::other:
    action = ":value: ";
    break;
  case Value::Kind::none:
    break;
  }
  return in_quotes(
      fmt::format("--{}[{}]{}", option.long_name(), zsh_text(gist(option.description())), action)
  );
}

std::string zsh() {
  std::string names;
  std::string cases;
  for (const auto& command : all_commands()) {
    names += fmt::format("    {}\n", in_quotes(fmt::format("{}:{}", command.name, command.what)));
    if (!command.words.empty()) {
      cases += fmt::format(
          "    {}) _arguments {} ;;\n",
          command.name,
          in_quotes(fmt::format("1:what:({})", joined(command.words)))
      );
      continue;
    }
    cases += fmt::format("    {}) _arguments", command.name);
    for (const auto& option : command.options.options()) {
      cases += fmt::format(" \\\n      {}", zsh_specification(*option));
    }
    cases += " \\\n      '*:report:_files' ;;\n";
  }
  return fmt::format(
      R"(#compdef ptimport
# Completion of ptimport for zsh: install it as _ptimport in a folder of $fpath.
_ptimport() {{
  local -a commands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
{}  esac
}}
_ptimport "$@"
)",
      names,
      cases
  );
}

std::string fish_option(
    std::string_view command, const boost::program_options::option_description& option
) {
  const auto value = value_of(option);
  std::string takes;
  switch (value.kind) {
  case Value::Kind::choice:
    takes = fmt::format(" -x -a {}", in_quotes(joined(value.choices)));
    break;
  case Value::Kind::file:
    takes = " -r -F";
    break;
  case Value::Kind::folder:
    takes = " -x -a '(__fish_complete_directories)'";
    break;
  case Value::Kind::other:
    takes = " -x";
    break;
  case Value::Kind::none:
    break;
  }
  return fmt::format(
      "complete -c ptimport -n '__fish_seen_subcommand_from {}' -l {}{} -d {}\n",
      command,
      option.long_name(),
      takes,
      in_quotes(gist(option.description()))
  );
}

std::string fish() {
  std::string script =
      "# Completion of ptimport for fish: install it as ptimport.fish in a folder of\n"
      "# $fish_complete_path, e.g. ~/.config/fish/completions.\n";
  for (const auto& command : all_commands()) {
    script += fmt::format(
        "complete -c ptimport -n __fish_use_subcommand -f -a {} -d {}\n",
        command.name,
        in_quotes(command.what)
    );
    if (!command.words.empty()) {
      script += fmt::format(
          "complete -c ptimport -n '__fish_seen_subcommand_from {}' -f -a {}\n",
          command.name,
          in_quotes(joined(command.words))
      );
    }
    for (const auto& option : command.options.options()) {
      script += fish_option(command.name, *option);
    }
  }
  return script;
}

}  // namespace

std::string completion_script(const std::string& shell) {
  if (shell == "bash") {
    return bash();
  }
  if (shell == "zsh") {
    return zsh();
  }
  if (shell == "fish") {
    return fish();
  }
  throw UsageError(fmt::format(
      "there is no completion for '{}': `ptimport completion bash`, zsh or fish prints one", shell
  ));
}

}  // namespace importer
