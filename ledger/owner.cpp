#include "ledger/owner.hpp"

#include "ledger/columns.hpp"

#include <fmt/format.h>
#include <signal.h>
#include <sys/types.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

namespace ledger {

namespace {

constexpr std::string_view not_known = "-";

struct Parts {
  std::string host;
  std::string boot;
  std::string name_space;
  std::string pid;
  std::string started;  ///< Ticks since the boot.
};

std::string first_line_of(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

struct Stat {
  char state = '?';
  std::string started;
};

/// Source: proc(5): "pid (comm) state …", start time is the 22nd; comm may hold anything.
std::optional<Stat> stat_of(const std::string& pid) {
  const auto line = first_line_of("/proc/" + pid + "/stat");
  const auto name_end = line.rfind(')');
  if (name_end == std::string::npos) {
    return std::nullopt;
  }
  std::istringstream rest(line.substr(name_end + 1));
  Stat stat;
  rest >> stat.state;
  for (int field = 4; field <= 22; ++field) {
    rest >> stat.started;
  }
  return rest ? std::optional(stat) : std::nullopt;
}

std::string name_space() {
  std::array<char, 64> name{};
  const auto size = readlink("/proc/self/ns/pid", name.data(), name.size());
  return size > 0 ? std::string(name.data(), static_cast<std::size_t>(size)) : "";
}

std::string or_not_known(std::string text) {
  for (auto& letter : text) {
    if (letter == ' ' || static_cast<unsigned char>(letter) < 0x20) {
      letter = '_';
    }
  }
  return text.empty() ? std::string(not_known) : text;
}

Parts own_parts() {
  std::array<char, 256> host{};
  gethostname(host.data(), host.size() - 1);
  const auto stat = stat_of("self");
  return {
      .host = or_not_known(host.data()),
      .boot = or_not_known(first_line_of("/proc/sys/kernel/random/boot_id")),
      .name_space = or_not_known(name_space()),
      .pid = std::to_string(getpid()),
      .started = or_not_known(stat ? stat->started : ""),
  };
}

Parts parts_of(const std::string& owner) {
  std::istringstream words(owner);
  Parts parts;
  if (!(words >> parts.host >> parts.boot >> parts.name_space >> parts.pid >> parts.started)) {
    throw Damaged();
  }
  return parts;
}

pid_t pid_of(const Parts& parts) {
  pid_t pid = 0;
  const auto& text = parts.pid;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pid);
  if (error != std::errc() || end != text.data() + text.size() || pid <= 0) {
    throw Damaged();
  }
  return pid;
}

}  // namespace

std::string this_process() {
  const auto own = own_parts();
  return fmt::format("{} {} {} {} {}", own.host, own.boot, own.name_space, own.pid, own.started);
}

Life life_of(const std::string& owner, bool one_kernel) {
  const auto own = own_parts();
  const auto other = parts_of(owner);
  const auto pid = pid_of(other);
  if (own.boot == not_known || other.boot == not_known) {
    return Life::unknown;
  }
  if (own.boot != other.boot) {
    return one_kernel ? Life::dead : Life::unknown;
  }
  if (own.name_space == not_known || own.name_space != other.name_space) {
    return Life::unknown;
  }
  if (kill(pid, 0) != 0 && errno == ESRCH) {
    return Life::dead;
  }
  const auto stat = stat_of(other.pid);
  if (!stat || other.started == not_known) {
    return Life::unknown;  // /proc may hide other users' processes.
  }
  const bool ended = stat->state == 'Z' || stat->state == 'X' || stat->state == 'x';
  return ended || stat->started != other.started ? Life::dead : Life::alive;
}

}  // namespace ledger
