#pragma once

namespace importer {

/// What the process tells its caller. Part of the interface: README.md lists the same table.
enum class ExitCode {
  ok = 0,
  not_all = 1,        ///< Something could not be recorded, read or written, or a report failed.
  usage = 2,          ///< Wrong command line or configuration.
  no_results = 3,     ///< No report found, none readable, or no result in them.
  refused = 4,        ///< PractiTest refuses: token, permission, project.
  unreachable = 5,    ///< PractiTest out of reach.
  tests_failed = 10,  ///< All recorded, and --fail-on-failures was asked for.
  interrupted = 130,
};

/// The graver of two: 2, 4, 5, 130, 3, 1, 10, 0 in falling order.
ExitCode graver(ExitCode one, ExitCode other);

}  // namespace importer
