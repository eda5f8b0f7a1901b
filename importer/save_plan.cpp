#include "importer/save_plan.hpp"

#include "importer/error.hpp"

#include <fmt/format.h>

#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <fstream>
#include <system_error>

namespace importer {

void save_plan_file(const std::string& file, const std::function<void(std::ostream&)>& write) {
  // Beside it, so that nobody ever reads half a plan.
  const auto unfinished = fmt::format("{}.{}.tmp", file, ::getpid());
  const auto fail = [&] {
    const auto reason = std::generic_category().message(errno == 0 ? EIO : errno);
    std::remove(unfinished.c_str());
    throw UsageError(fmt::format("--out {}: the plan cannot be saved there: {}", file, reason));
  };
  errno = 0;
  std::ofstream out(unfinished, std::ios::binary);
  if (!out) {
    fail();
  }
  write(out);
  out.close();
  if (!out || std::rename(unfinished.c_str(), file.c_str()) != 0) {
    fail();
  }
}

}  // namespace importer
