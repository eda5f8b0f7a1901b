#include "importer/look_up.hpp"

#include "importer/look_costs.hpp"
#include "importer/look_up_ids.hpp"
#include "importer/look_up_instances.hpp"
#include "importer/look_up_set.hpp"
#include "importer/look_up_tests.hpp"
#include "importer/settle_fields.hpp"

#include <algorithm>
#include <iterator>

namespace asio = boost::asio;

namespace importer {

namespace {

/// Names of the tests that are to get runs, in the form of match_key(), each once.
std::vector<std::string> names_of(const Gathered& gathered) {
  std::vector<std::string> names;
  // Into `names`, whose elements stay where they are: there is room for all.
  std::unordered_set<std::string_view> known;
  names.reserve(gathered.tests.size());
  known.reserve(gathered.tests.size());
  for (const auto& test : gathered.tests) {
    if (!test.said && has_runs_left(test)) {
      names.push_back(match_key(test.name));
      if (!known.insert(names.back()).second) {
        names.pop_back();
      }
    }
  }
  return names;
}

/// Ids of the tests that are to get runs and go by them, each once.
std::vector<TestId> said_ids_of(const Gathered& gathered) {
  std::vector<TestId> ids;
  for (const auto& test : gathered.tests) {
    if (test.id() != nullptr && test.said->contradiction.empty() && has_runs_left(test)) {
      ids.push_back(*test.id());
    }
  }
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return ids;
}

std::vector<std::string> without_instance(
    const std::vector<std::string>& names, const Remote& remote
) {
  std::vector<std::string> without;
  std::ranges::copy_if(names, std::back_inserter(without), [&remote](const std::string& name) {
    return !remote.instances.contains(name);
  });
  return without;
}

class LookUp {
public:
  LookUp(
      client::PractiTest& practitest,
      const Gathered& gathered,
      const ImportOptions& options,
      const Memory& memory,
      const CloneSet& clone
  )
      : practitest_(practitest),
        options_(options),
        memory_(memory),
        trusted_(memory.trusted ? memory : nothing_),
        clone_(clone),
        names_(names_of(gathered)),
        ids_(said_ids_of(gathered)) {
    remote_.auto_create = options.auto_create && !memory.lacks_auto_create &&
                          !options.settings.author_id && options.create.instances &&
                          options.match == Match::exact && !needs_creation_of_its_own(gathered) &&
                          options.on_ambiguous == OnAmbiguous::lowest_id;
    remote_.bulk_search =
        options.bulk_search && !memory.lacks_bulk_search && options.match == Match::exact;
  }

  asio::awaitable<Remote> look_up() {
    remember_set();
    if (!remote_.set) {
      co_await look_up_set(practitest_, names_, ids_.size(), options_, remote_);
      if (remote_.clone_of) {
        co_await clone_or_pretend();
      }
      forget_set_that_is_gone();
      forget_instances_that_are_gone();
    }
    if (remote_.set || options_.create.sets) {
      co_await look_up_ids(practitest_, ids_, memory_, trusted_, remote_);
      take_instances_of_ids(trusted_, remote_);
    }
    const auto wanted = names_whose_tests_matter();
    const auto unknown = named_by_ids(remember_tests(wanted));
    co_await look_up_tests(practitest_, unknown, options_, trusted_, remote_);
    forget_tests_that_are_gone();
    co_await look_for_instances(practitest_, remote_);
    if (!options_.unmentioned) {
      remote_.in_set = {};
    }
    co_return std::move(remote_);
  }

private:
  /// Takes the set from memory, unless so many names are unknown there that it is in doubt.
  void remember_set() {
    if (!trusted_.set || options_.unmentioned) {  // Memory does not know how they stand.
      return;
    }
    std::unordered_map<client::Id, client::Id> instance_of;
    instance_of.reserve(trusted_.instances.size());
    remote_.instances.reserve(trusted_.instances.size());
    for (const auto& instance : trusted_.instances) {
      instance_of.emplace(instance.test_id, instance.id);
    }
    for (const auto& test : trusted_.tests) {
      const auto found = instance_of.find(test.id);
      if (found != instance_of.end()) {
        remote_.instances[match_key(test.name)].push_back({found->second, test.id, true});
      }
    }
    const auto unknown =
        without_instance(names_, remote_).size() + count_without_instance(ids_, trusted_);
    const auto pages = 1 + calls_for(trusted_.instances.size(), client::max_page_size);
    if (doubt_memory(unknown, pages)) {
      remote_.instances.clear();
      return;
    }
    for (auto& [name, known] : remote_.instances) {
      std::ranges::sort(known, {}, &KnownInstance::test_id);
    }
    remote_.set.emplace();
    remote_.set->id = *trusted_.set;
    remote_.set->name = options_.set_id ? std::string() : match_key(options_.set_name);
    remote_.coverage = Coverage::remembered;
  }

  asio::awaitable<void> clone_or_pretend() {
    if (clone_) {
      remote_.set = co_await clone_(*remote_.clone_of);
      co_await read_instances(practitest_, remote_.set->id, remote_);
      co_return;
    }
    co_await read_instances(practitest_, remote_.clone_of->id, remote_);
    for (auto& [name, known] : remote_.instances) {
      for (auto& instance : known) {
        instance.id = 0;
      }
    }
    for (auto& instance : remote_.in_set) {
      instance.id = 0;
      instance.run_status = name_of(RunStatus::no_run);  // As those of the copy will be.
    }
  }

  void forget_set_that_is_gone() {
    if (memory_.set && (!remote_.set || remote_.set->id != *memory_.set)) {
      remote_.seen.gone_sets.push_back(*memory_.set);
    }
  }

  /// Only what was remembered before the look can be gone: another import may have made more since.
  void forget_instances_that_are_gone() {
    if (remote_.coverage != Coverage::all || !remote_.set || remote_.set->id != memory_.set) {
      return;
    }
    std::unordered_set<client::Id> there;
    for (const auto& instance : remote_.seen.instances) {
      there.insert(instance.id);
    }
    for (const auto& instance : memory_.instances) {
      if (!there.contains(instance.id)) {
        remote_.seen.gone_instances.push_back(instance.id);
      }
    }
  }

  /// Those of names that were looked for just now.
  void forget_tests_that_are_gone() {
    for (const auto& test : memory_.tests) {
      const auto found = remote_.tests.find(match_key(test.name));
      if (found != remote_.tests.end() &&
          std::ranges::find(found->second, test.id, &KnownTest::id) == found->second.end()) {
        remote_.seen.gone_tests.push_back(test.id);
      }
    }
  }

  /// The others cost no call.
  std::vector<std::string> names_whose_tests_matter() const {
    const bool set_can_be = remote_.set || options_.create.sets;
    if (options_.on_ambiguous == OnAmbiguous::refuse) {
      return set_can_be && options_.create.instances ? names_ : with_instance();
    }
    return set_can_be && options_.create.instances ? without_instance(names_, remote_)
                                                   : std::vector<std::string>();
  }

  std::vector<std::string> with_instance() const {
    std::vector<std::string> with;
    std::ranges::copy_if(names_, std::back_inserter(with), [this](const std::string& name) {
      return remote_.instances.contains(name);
    });
    return with;
  }

  /// Takes what memory has of these, and gives those of which nothing is known yet.
  std::vector<std::string> remember_tests(const std::vector<std::string>& names) {
    std::unordered_set<std::string_view> wanted(names.begin(), names.end());
    std::erase_if(wanted, [this](auto name) { return remote_.tests.contains(std::string(name)); });
    for (const auto& test : trusted_.tests) {
      auto key = match_key(test.name);
      if (wanted.contains(key)) {
        remote_.tests[std::move(key)].push_back({test.id, true});
      }
    }
    std::vector<std::string> others;
    for (const auto& name : names) {
      const auto found = remote_.tests.find(name);
      if (found == remote_.tests.end()) {
        others.push_back(name);
      } else {
        std::ranges::sort(found->second, {}, &KnownTest::id);
      }
    }
    return others;
  }

  /// Takes names that tests which were found by their ids turned out to have, and gives the others:
  /// a result that says its id and one that does not are then of one test. Not where every test of
  /// a name has to be known.
  std::vector<std::string> named_by_ids(std::vector<std::string> names) {
    if (!memory_.trusted || options_.on_ambiguous == OnAmbiguous::refuse || ids_.empty()) {
      return names;
    }
    const std::unordered_set<std::string> wanted(names.begin(), names.end());
    for (const auto& test : remote_.seen.tests) {
      auto key = test.id > 0 && remote_.instances_by_test.contains(test.id) ? match_key(test.name)
                                                                            : std::string();
      if (wanted.contains(key)) {
        remote_.tests[std::move(key)].push_back({test.id, false});
      }
    }
    std::erase_if(names, [this](const std::string& name) {
      const auto found = remote_.tests.find(name);
      if (found == remote_.tests.end()) {
        return false;
      }
      auto& tests = found->second;
      std::ranges::sort(tests, {}, &KnownTest::id);
      const auto same = [](const KnownTest& one, const KnownTest& other) {
        return one.id == other.id;
      };
      tests.erase(std::unique(tests.begin(), tests.end(), same), tests.end());
      return true;
    });
    return names;
  }

  client::PractiTest& practitest_;
  const ImportOptions& options_;
  const Memory& memory_;
  const Memory nothing_;
  const Memory& trusted_;
  const CloneSet& clone_;
  std::vector<std::string> names_;
  std::vector<TestId> ids_;
  Remote remote_;
};

}  // namespace

asio::awaitable<Remote> look_up(
    client::PractiTest& practitest,
    const Gathered& gathered,
    const ImportOptions& options,
    const Memory& memory,
    const CloneSet& clone
) {
  LookUp looking(practitest, gathered, options, memory, clone);
  co_return co_await looking.look_up();
}

}  // namespace importer
