#include "importer/look_up.hpp"

#include "importer/look_costs.hpp"
#include "importer/look_up_field.hpp"
#include "importer/look_up_ids.hpp"
#include "importer/look_up_instances.hpp"
#include "importer/look_up_set.hpp"
#include "importer/look_up_sets.hpp"
#include "importer/look_up_tests.hpp"
#include "importer/wanted_tests.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

namespace asio = boost::asio;

namespace importer {

namespace {

std::vector<std::string> without_instance(
    const std::vector<std::string>& names, const RemoteSet& set
) {
  std::vector<std::string> without;
  std::ranges::copy_if(names, std::back_inserter(without), [&set](const std::string& name) {
    return !set.instances.contains(name);
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
      KnownFields& fields,
      const CloneSet& clone
  )
      : practitest_(practitest),
        gathered_(gathered),
        options_(options),
        memory_(memory),
        nothing_(gathered.sets.size()),
        trusted_(memory.trusted ? memory : nothing_),
        fields_(fields),
        clone_(clone),
        set_names_(gathered.sets),
        remote_(gathered.sets.size()) {
    remote_.auto_create =
        options.auto_create && !memory.lacks_auto_create && !options.settings.author_id &&
        !options.date_runs && options.create.instances && options.match == Match::exact &&
        !needs_creation_of_its_own(gathered) && options.on_ambiguous == OnAmbiguous::lowest_id;
    remote_.bulk_search =
        options.bulk_search && !memory.lacks_bulk_search && options.match == Match::exact;
  }

  asio::awaitable<Remote> look_up() {
    co_await look_up_field(practitest_, gathered_, options_, memory_, trusted_, fields_, remote_);
    names_ = names_by_set(gathered_, remote_);
    ids_ = said_ids_by_set(gathered_, remote_);
    note_names_in_several_sets();
    remember_instances();
    std::vector<std::size_t> unknown_sets;
    for (std::size_t set = 0; set < remote_.sets.size(); ++set) {
      remember_set(set);
      const bool is_wanted = remote_.sets.size() == 1 || !names_[set].empty() || !ids_[set].empty();
      if (!remote_.sets[set].set && is_wanted) {
        unknown_sets.push_back(set);
      }
    }
    co_await look_up_unknown(unknown_sets);
    for (const auto set : unknown_sets) {
      forget_set_that_is_gone(set);
      forget_instances_that_are_gone(set);
    }
    const bool any_set_can_be =
        std::ranges::any_of(remote_.sets, [this](const RemoteSet& set) { return can_be(set); });
    if (any_set_can_be) {
      const auto ids = together(ids_);
      co_await look_up_ids(practitest_, ids, memory_, trusted_, remote_);
      take_instances_of_ids(ids_, trusted_, remote_);
    }
    auto wanted = together(names_whose_tests_matter());
    const auto unknown = named_by_ids(remember_tests(wanted));
    co_await look_up_tests(practitest_, unknown, options_, trusted_, remote_);
    forget_tests_that_are_gone();
    co_await look_for_instances(practitest_, names_, remote_);
    if (!options_.unmentioned) {
      for (auto& set : remote_.sets) {
        set.in_set = {};
      }
    }
    co_return std::move(remote_);
  }

private:
  void note_names_in_several_sets() {
    if (names_.size() == 1) {
      return;
    }
    std::unordered_set<std::string_view> known;
    for (const auto& of_set : names_) {
      for (const auto& name : of_set) {
        if (!known.insert(name).second) {
          remote_.in_several_sets.insert(name);
        }
      }
    }
  }

  /// It exists, or may be made.
  bool can_be(const RemoteSet& set) const { return set.set || options_.create.sets; }

  asio::awaitable<void> look_up_unknown(const std::vector<std::size_t>& sets) {
    if (sets.empty()) {
      co_return;
    }
    if (remote_.sets.size() > 1) {
      co_await look_up_sets(practitest_, set_names_, sets, options_.settings.connections, remote_);
      co_return;
    }
    co_await look_up_set(
        practitest_, set_names_.front(), names_.front(), ids_.front().size(), options_, remote_
    );
    if (remote_.sets.front().clone_of) {
      co_await clone_or_pretend(remote_.sets.front());
    }
  }

  /// What memory has of the sets' instances, by the names of their tests.
  void remember_instances() {
    struct Place {
      client::Id test_id;
      std::size_t set;
      client::Id instance_id;
    };
    std::vector<Place> places;
    for (std::size_t set = 0; set < trusted_.sets.size(); ++set) {
      const auto& instances = trusted_.sets[set].instances;
      for (const auto& instance : instances) {
        places.push_back({instance.test_id, set, instance.id});
      }
      remote_.sets[set].instances.reserve(instances.size());
    }
    std::ranges::sort(places, {}, [](const Place& place) {
      return std::tuple(place.test_id, place.set, place.instance_id);
    });
    for (const auto& test : trusted_.tests) {
      auto place = std::ranges::lower_bound(places, test.id, {}, &Place::test_id);
      if (place == places.end() || place->test_id != test.id) {
        continue;
      }
      const auto key = match_key(test.name);
      const Place* before = nullptr;
      for (; place != places.end() && place->test_id == test.id; ++place) {
        if (before == nullptr || before->set != place->set) {
          remote_.sets[place->set].instances[key].push_back({place->instance_id, test.id, true});
        }
        before = &*place;
      }
    }
  }

  /// Takes the set from memory, unless so many names are unknown there that it is in doubt.
  void remember_set(std::size_t index) {
    const auto& remembered = trusted_.sets[index];
    auto& set = remote_.sets[index];
    if (!remembered.id || options_.unmentioned) {  // Memory does not know how they stand.
      set.instances.clear();
      return;
    }
    const auto unknown = without_instance(names_[index], set).size() +
                         count_without_instance(ids_[index], trusted_, index);
    const auto pages = 1 + calls_for(remembered.instances.size(), client::max_page_size);
    if (doubt_memory(unknown, pages)) {
      set.instances.clear();
      return;
    }
    for (auto& [name, known] : set.instances) {
      std::ranges::sort(known, {}, &KnownInstance::test_id);
    }
    set.set.emplace();
    set.set->id = *remembered.id;
    set.set->name = match_key(set_names_[index]);
    set.coverage = Coverage::remembered;
  }

  asio::awaitable<void> clone_or_pretend(RemoteSet& set) {
    if (clone_) {
      set.set = co_await clone_(*set.clone_of);
      co_await read_instances(practitest_, set.set->id, set, remote_);
      co_return;
    }
    co_await read_instances(practitest_, set.clone_of->id, set, remote_);
    for (auto& [name, known] : set.instances) {
      for (auto& instance : known) {
        instance.id = 0;
      }
    }
    for (auto& instance : set.in_set) {
      instance.id = 0;
      instance.run_status = name_of(RunStatus::no_run);  // As those of the copy will be.
    }
  }

  void forget_set_that_is_gone(std::size_t index) {
    const auto& known = memory_.sets[index].id;
    const auto& set = remote_.sets[index].set;
    if (known && (!set || set->id != *known)) {
      remote_.seen.gone_sets.push_back(*known);
    }
  }

  /// Only what was remembered before the look can be gone: another import may have made more since.
  void forget_instances_that_are_gone(std::size_t index) {
    const auto& set = remote_.sets[index];
    const auto& known = memory_.sets[index];
    if (set.coverage != Coverage::all || !set.set || set.set->id != known.id) {
      return;
    }
    std::unordered_set<client::Id> there;
    for (const auto& instance : remote_.seen.instances) {
      there.insert(instance.id);
    }
    for (const auto& instance : known.instances) {
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

  /// By set. The others cost no call.
  std::vector<std::vector<std::string>> names_whose_tests_matter() const {
    std::vector<std::vector<std::string>> names;
    for (std::size_t i = 0; i < remote_.sets.size(); ++i) {
      names.push_back(names_whose_tests_matter(names_[i], remote_.sets[i]));
    }
    return names;
  }

  std::vector<std::string> names_whose_tests_matter(
      const std::vector<std::string>& names, const RemoteSet& set
  ) const {
    const bool may_come_into_it = can_be(set) && options_.create.instances;
    if (options_.on_ambiguous == OnAmbiguous::refuse) {
      return may_come_into_it ? names : with_instance(names, set);
    }
    return may_come_into_it ? without_instance(names, set) : std::vector<std::string>();
  }

  static std::vector<std::string> with_instance(
      const std::vector<std::string>& names, const RemoteSet& set
  ) {
    std::vector<std::string> with;
    std::ranges::copy_if(names, std::back_inserter(with), [&set](const std::string& name) {
      return set.instances.contains(name);
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
    if (!memory_.trusted || options_.on_ambiguous == OnAmbiguous::refuse || remote_.by_id.empty()) {
      return names;
    }
    const std::unordered_set<std::string> wanted(names.begin(), names.end());
    for (const auto& test : remote_.seen.tests) {
      auto key = test.id > 0 && is_found_by_id(test.id) ? match_key(test.name) : std::string();
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

  bool is_found_by_id(client::Id test) const {
    return std::ranges::any_of(remote_.sets, [test](const RemoteSet& set) {
      return set.instances_by_test.contains(test);
    });
  }

  client::PractiTest& practitest_;
  const Gathered& gathered_;
  const ImportOptions& options_;
  const Memory& memory_;
  const Memory nothing_;
  const Memory& trusted_;
  KnownFields& fields_;
  const CloneSet& clone_;
  const std::vector<std::string>& set_names_;
  std::vector<std::vector<std::string>> names_;  ///< By set.
  std::vector<std::vector<TestId>> ids_;         ///< Likewise.
  Remote remote_;
};

}  // namespace

asio::awaitable<Remote> look_up(
    client::PractiTest& practitest,
    const Gathered& gathered,
    const ImportOptions& options,
    const Memory& memory,
    KnownFields& fields,
    const CloneSet& clone
) {
  LookUp looking(practitest, gathered, options, memory, fields, clone);
  co_return co_await looking.look_up();
}

}  // namespace importer
