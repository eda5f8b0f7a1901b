#include "importer/body_size.hpp"

#include "client/wire_size.hpp"

namespace importer {

std::size_t body_size_of(const NamedTest& test) {
  constexpr std::size_t name_and_fields = 4'096;
  const auto& scenario = test.scenario;
  return name_and_fields + (scenario ? client::wire_size_of_text("scenario", scenario->text) : 0);
}

void measure(Gathered& gathered, const StatusTable& statuses) {
  constexpr std::size_t added = 512;  // Behind the output its key, or what gives a run its day.
  for (auto& test : gathered.tests) {
    for (auto& execution : test.executions) {
      if (!execution.status) {
        continue;
      }
      execution.body_size = added + client::wire_size(run_of(execution, statuses));
      for (const auto& file : files_of(execution)) {
        execution.body_size += client::wire_size_of_file(file.filename, file.size);
      }
    }
  }
}

}  // namespace importer
