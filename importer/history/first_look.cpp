#include "importer/history/first_look.hpp"

#include "importer/attachments.hpp"
#include "importer/attempt.hpp"
#include "importer/history/evidence_places.hpp"
#include "importer/history/packed_evidence.hpp"
#include "importer/inputs.hpp"
#include "importer/span.hpp"
#include "importer/written_path.hpp"

#include "parsers/archives.hpp"

#include <unordered_set>
#include <utility>
#include <variant>

namespace importer::history {

namespace {

/// Where an archive has them is not looked for yet: that takes the paths of all of its files.
std::vector<std::uint64_t> files_named_in(const parsers::Report& report) {
  std::unordered_set<std::uint64_t> names;
  for (const auto& result : report.results) {
    for (const auto& attachment : result.evidence().attachments) {
      if (attachment.packing != parsers::Packing::none || names.size() == most_paths) {
        continue;
      }
      const auto read = read_path(std::string(attachment.path));
      if (const auto* const path = std::get_if<WrittenPath>(&read)) {
        names.insert(hash_of_name(name_in(*path)));
      }
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace

FirstLook first_look(
    const std::string& shown,
    const std::function<std::string()>& read,
    bool is_packed,
    const LookFor& look_for
) {
  FirstLook look;
  std::string bytes;
  try {
    bytes = read();
  } catch (const parsers::archives::Error& error) {
    look.refusal = Unreadable{shown, 0, 0, as_text(error.what())};
    return look;
  }
  look.bytes = bytes.size();
  Input input;
  input.shown = shown;
  auto attempt = importer::attempt(input, std::move(bytes), 0, look_for.reading.parser);
  look.is_no_report = attempt.is_no_report;
  if (!attempt.report) {
    look.refusal = std::move(attempt.refusal);
    return look;
  }
  const auto& report = *attempt.report;
  look.digest = std::move(attempt.seen->digest);
  look.results = report.results.size();
  look.outcomes = outcomes_of(report, look_for.statuses);
  if (const auto span = span_of(report)) {
    look.begin = Time(since_epoch(span->begin));
  }
  if (is_packed) {
    look.named_files = files_named_in(report);
  }
  look.lacks_set = look_for.sets != nullptr && look_for.sets->lacks_set_for_one(report);
  return look;
}

}  // namespace importer::history
