#include "importer/history/packed_evidence.hpp"

#include "importer/history/paths.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <unordered_set>
#include <utility>

namespace archives = parsers::archives;

namespace importer::history {

namespace {

bool names(const Build& build, std::string_view name) {
  return std::ranges::binary_search(build.named_files, hash_of_name(name));
}

}  // namespace

std::uint64_t hash_of_name(std::string_view name) { return std::hash<std::string_view>()(name); }

void PackedEvidence::begin_look(
    const std::string& archive, const std::vector<const Build*>& builds
) {
  archive_ = archive;
  const std::unordered_set<const Build*> go_on(builds.begin(), builds.end());
  for (auto one = builds_.begin(); one != builds_.end();) {
    const auto before = one++;
    if (!go_on.contains(before->first)) {
      let_go(before);
    }
  }
  by_root_.clear();
  by_turn_.clear();
  std::size_t turn = 0;
  for (const auto* const build : builds) {
    const bool is_there = std::ranges::find(build->sources, archive) != build->sources.end();
    if (build->named_files.empty() || (!is_there && !builds_.contains(build))) {
      continue;
    }
    auto& of_build = builds_[build];
    of_build.turn = turn;
    by_turn_.emplace(turn, build);
    ++turn;
    if (is_there) {
      of_build.looked.insert(archive);
      by_root_.emplace(build->root, build);
    }
  }
}

bool PackedEvidence::knows(const std::string& archive, const Build& build) const {
  const auto of_build = builds_.find(&build);
  return build.named_files.empty() ||
         (of_build != builds_.end() && of_build->second.looked.contains(archive));
}

void PackedEvidence::take(const Leaf& leaf) {
  const auto& path = leaf.spot.path;
  const auto owner = owner_of(path);
  if (owner == builds_.end() || !has_room_to_note(owner)) {
    return;
  }
  const auto [at, is_new] = owner->second.files.try_emplace(path);
  auto& noted = at->second;
  if (!is_new) {
    return;  // A tar may have a file twice; of a second look all is known.
  }
  ++noted_;
  noted.archive = archive_;
  noted.size = leaf.size;
  if (leaf.size <= room_.largest && make_room(leaf.size, owner->second)) {
    read(noted, owner->second, leaf);
  }
}

PackedEvidence::Builds::iterator PackedEvidence::owner_of(std::string_view path) {
  for (auto slash = path.rfind('/'); slash != path.npos && slash != 0;
       slash = path.rfind('/', slash - 1)) {
    const auto build = by_root_.find(path.substr(0, slash));
    if (build != by_root_.end()) {
      return names(*build->second, last_name(path)) ? builds_.find(build->second) : builds_.end();
    }
  }
  return builds_.end();
}

/// The builds that come last go first: when their turn comes they get a look of their own.
bool PackedEvidence::has_room_to_note(Builds::iterator owner) {
  while (noted_ >= room_.files) {
    const auto last = builds_.find(std::prev(by_turn_.end())->second);
    if (last == owner && owner->second.turn == 0) {
      owner->second.has_too_many = true;
      return false;
    }
    const bool was_its_own = last == owner;
    let_go(last);
    if (was_its_own) {
      return false;
    }
  }
  return true;
}

bool PackedEvidence::make_room(std::uint64_t bytes, const OfBuild& owner) {
  for (auto last = by_turn_.rbegin(); last != by_turn_.rend() && bytes_ + bytes > room_.most;
       ++last) {
    if (last->first <= owner.turn) {
      break;
    }
    drop_bytes(builds_.find(last->second)->second);
  }
  return bytes_ + bytes <= room_.most;
}

void PackedEvidence::read(Noted& noted, OfBuild& owner, const Leaf& leaf) {
  try {
    auto bytes = leaf.read();
    if (noted.size == 0) {
      noted.size = bytes.size();  // The archive did not tell.
    }
    if (bytes.size() != noted.size) {
      noted.trouble = "it has another size than its archive says, or than it had before";
      return;
    }
    owner.bytes += bytes.size();
    bytes_ += bytes.size();
    noted.bytes = std::move(bytes);
  } catch (const archives::Error& error) {
    noted.trouble = error.what();
  }
}

void PackedEvidence::drop_bytes(OfBuild& owner) {
  if (owner.bytes == 0) {
    return;
  }
  for (auto& [path, noted] : owner.files) {
    noted.bytes.reset();
  }
  bytes_ -= std::exchange(owner.bytes, 0);
}

void PackedEvidence::let_go(Builds::iterator build) {
  drop_bytes(build->second);
  noted_ -= build->second.files.size();
  by_turn_.erase(build->second.turn);
  by_root_.erase(build->first->root);
  builds_.erase(build);
}

SoughtFile PackedEvidence::find(const Build& build, const std::string& path) {
  const auto of_build = builds_.find(&build);
  if (of_build == builds_.end()) {
    return NotFound{};
  }
  const auto& files = of_build->second.files;
  const auto noted = files.find(path);
  if (noted == files.end()) {
    return of_build->second.has_too_many
               ? NotFound{fmt::format(
                     "its archive holds more than {} files of such names", room_.files
                 )}
               : NotFound{};
  }
  if (!noted->second.trouble.empty()) {
    return NotFound{noted->second.trouble};
  }
  return PackedFile{this, path, noted->second.size};
}

std::variant<std::string, NotFound> PackedEvidence::content(const std::string& path) {
  const auto of_build = std::ranges::find_if(builds_, [&](const auto& one) {
    return one.second.files.contains(path);
  });
  if (of_build == builds_.end()) {
    return NotFound{"it is not there any more"};
  }
  auto& owner = of_build->second;
  auto& wanted = owner.files.at(path);
  if (!wanted.bytes && wanted.trouble.empty()) {
    fetch(path, owner);
  }
  if (!wanted.bytes) {
    return NotFound{wanted.trouble.empty() ? "it is not in its archive any more" : wanted.trouble};
  }
  if (bytes_ <= room_.most) {
    return *wanted.bytes;
  }
  bytes_ -= wanted.bytes->size();
  owner.bytes -= wanted.bytes->size();
  return *std::exchange(wanted.bytes, std::nullopt);
}

void PackedEvidence::fetch(const std::string& path, OfBuild& owner) {
  // Most of what was kept of its build is sent by now. What is not may make another look necessary.
  drop_bytes(owner);
  const auto& wanted = owner.files.at(path);
  bool is_there = false;
  for_each_file_in(wanted.archive, limits_, [&](const Leaf& leaf) {
    const auto one = owner.files.find(leaf.spot.path);
    if (one == owner.files.end() || one->second.bytes || !one->second.trouble.empty()) {
      return true;
    }
    auto& noted = one->second;
    const bool is_it = leaf.spot.path == path;
    const auto reserved = is_there ? 0 : wanted.size;
    const bool fits = noted.size <= room_.largest && make_room(noted.size + reserved, owner);
    if (is_it || fits) {
      read(noted, owner, leaf);
    }
    is_there = is_there || is_it;
    return !is_there || fits || is_it;
  });
}

}  // namespace importer::history
