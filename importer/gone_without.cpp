#include "importer/gone_without.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>

namespace importer {

namespace {

/// What a file that was only prepared says.
constexpr timespec never{0, 0};

void set_time(int file, timespec time) {
  const timespec times[] = {{0, UTIME_OMIT}, time};
  static_cast<void>(futimens(file, times));
}

}  // namespace

GoneWithout::GoneWithout(const std::filesystem::path& ledger) : file_(ledger) {
  file_ += "-missed";
}

void GoneWithout::prepare() const {
  if (file_.empty()) {
    return;
  }
  const int made = open(file_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    set_time(made, never);
    close(made);
  }
}

void GoneWithout::note_now() const {
  if (file_.empty()) {
    return;
  }
  const int file = open(file_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0) {
    set_time(file, {0, UTIME_NOW});
    close(file);
  }
}

std::optional<ledger::Time> GoneWithout::last() const {
  struct stat status {};
  if (file_.empty() || stat(file_.c_str(), &status) != 0 || status.st_mtim.tv_sec == 0) {
    return std::nullopt;
  }
  const auto since_epoch = std::chrono::seconds(status.st_mtim.tv_sec) +
                           std::chrono::nanoseconds(status.st_mtim.tv_nsec);
  return ledger::Time(std::chrono::ceil<ledger::Time::duration>(since_epoch));
}

}  // namespace importer
