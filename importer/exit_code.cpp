#include "importer/exit_code.hpp"

namespace importer {

namespace {

int gravity(ExitCode code) {
  switch (code) {
  case ExitCode::ok:
    return 0;
  case ExitCode::tests_failed:
    return 1;
  case ExitCode::not_all:
    return 2;
  case ExitCode::no_results:
    return 3;
  case ExitCode::interrupted:
    return 4;
  case ExitCode::unreachable:
    return 5;
  case ExitCode::refused:
    return 6;
  case ExitCode::usage:
    return 7;
  }
  return 7;
}

}  // namespace

ExitCode graver(ExitCode one, ExitCode other) {
  return gravity(one) >= gravity(other) ? one : other;
}

}  // namespace importer
