#pragma once

#include "tests/e2e/bench.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace e2e {

/// A workbench for `ptimport backfill`.
class Backfills : public Bench {
public:
  Told backfill(const std::vector<std::string>& arguments) const;
  /// By as many calls as were planned. Requires that all is recorded.
  Told as_planned(std::vector<std::string> arguments) const;

  /// Builds of the job `shop` of Jenkins, a day after the other, each with these cases. Gives the
  /// home's path.
  std::string jenkins(std::size_t builds, const std::vector<Case>& cases) const;
  /// One of them, from 1.
  void jenkins_build(std::size_t build, const std::vector<Case>& cases) const;

  /// "PASSED FAILED", of all runs of the test.
  std::string statuses_of(const std::string& test) const;
  /// How many builds the JSON tells to be so.
  static std::size_t state(const Told& told, const char* name);
};

/// Seven builds in which `adds` always passes, and `pays` fails in the third and fourth.
class ChangingBuilds : public Backfills {
public:
  ChangingBuilds();

  std::string home;
};

}  // namespace e2e
