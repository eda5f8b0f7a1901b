#pragma once

#include "client/entities.hpp"
#include "client/transport.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace importer::history {

/// Of these there is one for each test of each set: a million of a long history.
struct ImaginedInstance {
  client::Id id = 0;
  client::Id test_id = 0;
};

/// What a project would hold: names as PractiTest stores them.
struct ImaginedProject {
  std::vector<client::Test> tests;
  std::vector<client::TestSet> sets;
  std::unordered_map<client::Id, std::vector<ImaginedInstance>> instances;  ///< By set.
  std::unordered_map<client::Id, std::string> names;  ///< Of the tests that have instances.
  std::string field;  ///< The one that --match-field names, as FieldChoice has it; empty without.
  std::unordered_map<client::Id, std::string> values;  ///< Of tests, in that field.
};

/// The field of tests that has this name, as the project would tell it.
client::Field field_named(const std::string& name);

/// Answers the looks of an import from an imagined project, and counts them; nothing leaves the
/// machine. Knows the queries that look_up() makes, and refuses every other call.
class ImaginedPractiTest final : public client::Transport {
public:
  /// `project` must outlive this.
  explicit ImaginedPractiTest(const ImaginedProject& project) : project_(project) {}

  boost::asio::awaitable<client::Response> send(client::Request request) override;

private:
  const ImaginedProject& project_;
};

}  // namespace importer::history
