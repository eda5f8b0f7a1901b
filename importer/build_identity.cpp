#include "importer/build_identity.hpp"

#include "importer/ci_system.hpp"
#include "importer/digest.hpp"
#include "importer/error.hpp"
#include "importer/report_place.hpp"

#include <fmt/format.h>

#include <random>

namespace importer {

namespace {

const std::string reports_word = "reports ";

std::string digest_of(const Reports& reports) {
  Digest digest;
  for (const auto& report : reports.seen) {
    digest.add(report_place(report.path));
    digest.add(report.modified);
    digest.add(report.digest);
  }
  return digest.hexadecimal();
}

/// 128 random bits.
std::string never_before() {
  std::random_device random;
  return fmt::format("{:08x}{:08x}{:08x}{:08x}", random(), random(), random(), random());
}

}  // namespace

std::string build_identity(
    const ImportOptions& options, const Environment& environment, const Reports& reports
) {
  if (options.identity) {
    const auto now = reports_word + digest_of(reports);
    if (options.identity->starts_with(reports_word) && !options.identity->starts_with(now)) {
      throw UsageError(
          "the reports are not those that the interrupted import read; when they are of another "
          "build, import them as such: `ptimport import` with the same options"
      );
    }
    return *options.identity;
  }
  auto build = options.build.empty() ? ci_attempt(environment) : "build " + options.build;
  if (build.empty()) {
    build = reports_word + digest_of(reports);
  }
  return options.again ? fmt::format("{} again {}", build, never_before()) : build;
}

}  // namespace importer
