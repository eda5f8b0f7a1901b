#include "importer/look_up_ids.hpp"

#include <algorithm>
#include <charconv>

namespace asio = boost::asio;

namespace importer {

namespace {

class IdSearch {
public:
  IdSearch(const std::vector<TestId>& ids, const Memory& memory, Remote& remote)
      : ids_(ids), memory_(memory), remote_(remote) {}

  /// Takes what needs no look, and gives the display ids that do.
  std::vector<client::Id> believe(const Memory& trusted) {
    std::vector<client::Id> unknown;
    for (const auto& id : ids_) {
      if (id.kind == TestId::Kind::system) {
        remote_.by_id[id] = KnownTest{id.number, true};
      } else if (id.kind == TestId::Kind::field) {
        continue;  // look_up_field() has found it.
      } else if (const auto known = trusted.ids.find(id.number); known != trusted.ids.end()) {
        remote_.by_id[id] = KnownTest{known->second, true};
      } else {
        unknown.push_back(id.number);
      }
    }
    return unknown;
  }

  /// Whether one of them cannot be looked for.
  bool has_system_ids() const {
    return std::ranges::any_of(ids_, [](const TestId& id) {
      return id.kind == TestId::Kind::system;
    });
  }

  /// These are all of the project, or all that have one of `display_ids`.
  void take(const std::vector<client::Test>& tests, const std::vector<client::Id>& display_ids) {
    for (const auto id : display_ids) {
      remote_.by_id[{TestId::Kind::display, id}] = std::nullopt;
    }
    for (const auto& test : tests) {
      const auto display = display_id_of(test);
      take({TestId::Kind::display, display}, test);
      take({TestId::Kind::system, test.id}, test);
    }
    for (const auto id : display_ids) {
      const auto known = memory_.ids.find(id);
      if (!remote_.by_id[{TestId::Kind::display, id}] && known != memory_.ids.end()) {
        remote_.seen.gone_tests.push_back(gone_id({TestId::Kind::display, id}));
        remote_.seen.gone_tests.push_back(known->second);
      }
    }
  }

  void doubt_system_ids() {
    for (const auto& id : ids_) {
      if (id.kind == TestId::Kind::system) {
        remote_.by_id[id] = std::nullopt;
      }
    }
  }

private:
  /// 0 when it has none that is a number.
  static client::Id display_id_of(const client::Test& test) {
    client::Id id = 0;
    const auto* const end = test.display_id.data() + test.display_id.size();
    const auto read = std::from_chars(test.display_id.data(), end, id);
    return read.ec == std::errc{} && read.ptr == end ? id : 0;
  }

  void take(const TestId& id, const client::Test& test) {
    const auto wanted = remote_.by_id.find(id);
    if (wanted == remote_.by_id.end()) {
      return;
    }
    wanted->second = KnownTest{test.id, false};
    remote_.seen.tests.push_back({test.name, test.id});
    if (is_remembered(id)) {
      remote_.seen.tests.push_back(seen_id(id, test.id));
    }
  }

  const std::vector<TestId>& ids_;
  const Memory& memory_;
  Remote& remote_;
};

}  // namespace

asio::awaitable<void> look_up_ids(
    client::PractiTest& practitest,
    const std::vector<TestId>& ids,
    const Memory& memory,
    const Memory& trusted,
    Remote& remote
) {
  IdSearch search(ids, memory, remote);
  auto unknown = search.believe(trusted);
  client::TestQuery query;
  if (memory.doubts_ids && search.has_system_ids()) {
    search.doubt_system_ids();
  } else if (unknown.empty()) {
    co_return;
  } else {
    query.display_ids = unknown;
  }
  const auto tests = co_await practitest.all_tests(std::move(query));
  search.take(tests, unknown);
}

}  // namespace importer
