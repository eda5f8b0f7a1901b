#include "parsers/archives.hpp"
#include "tests/fuzz/archive_recipe.hpp"
#include "tests/fuzz/require.hpp"
#include "tests/fuzz/tally.hpp"

#include <unistd.h>
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace archives = parsers::archives;

namespace {

/// Small, so that inputs reach each of them.
archives::Limits small_limits() {
  archives::Limits limits;
  limits.depth = 3;
  limits.files = 20;
  limits.ratio = 20;
  limits.always_allowed = 256U << 10U;
  limits.largest_file = 64U << 10U;
  return limits;
}

/// The file that the archives are written to, gone with the program.
class Place {
public:
  static const Place& of_program() {
    static const Place place;
    return place;
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  std::string write(bool is_zip, std::string_view bytes) const {
    const auto path = folder_ / (is_zip ? "a.zip" : "a.tar");
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    fuzz::require(file.flush().good(), "the archive cannot be written to the disk");
    return path.string();
  }

private:
  Place()
      : folder_(
            std::filesystem::temp_directory_path() / ("ptimport-fuzz-" + std::to_string(::getpid()))
        ) {
    std::filesystem::create_directories(folder_);
  }
  ~Place() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::filesystem::path folder_;
};

void check_path(std::string_view path) {
  fuzz::require(!path.empty() && path.front() != '/', "a path is absolute");
  fuzz::require(path.find('\\') == path.npos, "a path has a separator of Windows");
  while (!path.empty()) {
    const auto end = std::min(path.find('/'), path.size());
    const auto element = path.substr(0, end);
    fuzz::require(!element.empty() && element != "." && element != "..", "a path leads out");
    path.remove_prefix(std::min(path.size(), end + 1));
  }
}

/// What came of reading an archive.
struct Seen {
  std::vector<fuzz::MadeArchive::File> files;
  std::vector<std::string> damaged;
  bool is_refused = false;
};

class Looking {
public:
  /// `choice` says which files are read, and after how many no further is wanted.
  Looking(const archives::Limits& limits, unsigned choice) : limits_(limits), choice_(choice) {}

  Seen at(const std::string& archive) {
    const auto packed = std::filesystem::file_size(archive);
    try {
      archives::for_each_file(
          archive,
          limits_,
          [this](const archives::File& file) { return take(file); },
          [this](const std::string& path, const std::string& why) {
            check_path(path);
            fuzz::require(!why.empty(), "a damage has no words");
            seen_.damaged.push_back(path);
          }
      );
    } catch (const archives::Error& error) {
      fuzz::require(*error.what() != '\0', "a refusal has no words");
      seen_.is_refused = true;
    }
    fuzz::require(
        unpacked_ <= limits_.always_allowed + limits_.ratio * packed, "more is read than allowed"
    );
    fuzz::require(seen_.files.size() <= limits_.files, "more files are given than allowed");
    return std::move(seen_);
  }

  bool stops_early() const { return most() < limits_.files; }
  bool reads_all() const { return choice_ % 4 != 0; }

private:
  std::size_t most() const { return choice_ % 8 == 7 ? choice_ / 8 % 4 + 1 : limits_.files; }

  bool take(const archives::File& file) {
    fuzz::require(!is_over_, "a file is given after the last that was wanted");
    check_path(file.path);
    fuzz::require(
        file.archive == 0 ||
            (file.archive < file.path.size() && file.path[file.archive] == '/' &&
             archives::is_named_like_one(std::string_view(file.path).substr(0, file.archive))),
        "a file is in no archive"
    );
    std::string bytes;
    if (reads_all() || seen_.files.size() % 2 == 0) {
      try {
        bytes = file.read();
        fuzz::require(bytes.size() <= limits_.largest_file, "a file is larger than allowed");
        unpacked_ += bytes.size();
      } catch (const archives::Error& error) {
        fuzz::require(*error.what() != '\0', "a refusal has no words");
        seen_.is_refused = true;
      }
    }
    seen_.files.push_back({file.path, std::move(bytes)});
    is_over_ = seen_.files.size() == most();
    return !is_over_;
  }

  const archives::Limits& limits_;
  unsigned choice_;
  Seen seen_;
  std::uint64_t unpacked_ = 0;
  bool is_over_ = false;
};

void count(const Seen& seen) {
  fuzz::Tally::of_program().count(
      seen.is_refused && seen.files.empty() ? "refused"
      : seen.is_refused                     ? "read in part"
      : !seen.damaged.empty()               ? "read but for archives within"
      : seen.files.empty()                  ? "read, no file in them"
                                            : "read whole"
  );
}

/// A recipe says nothing to whoever looks at a finding.
void tell_difference(const fuzz::MadeArchive& made, const Seen& seen) {
  const auto tell = [](const char* what, const auto& paths, auto path_of) {
    for (const auto& path : paths) {
      std::fprintf(stderr, "%s: %s\n", what, path_of(path).c_str());
    }
  };
  const auto path_of_file = [](const fuzz::MadeArchive::File& file) {
    return file.path + " of " + std::to_string(file.bytes.size()) + " bytes";
  };
  const auto as_it_is = [](const std::string& path) { return path; };
  tell("packed", made.files, path_of_file);
  tell("given", seen.files, path_of_file);
  tell("packed too deep", made.too_deep, as_it_is);
  tell("damaged", seen.damaged, as_it_is);
}

void read_as_it_is(bool is_zip, unsigned choice, std::string_view bytes) {
  const auto limits = small_limits();
  count(Looking(limits, choice).at(Place::of_program().write(is_zip, bytes)));
}

void read_made(unsigned choice, std::span<const std::uint8_t> recipe) {
  const auto limits = small_limits();
  auto made = fuzz::make_archive(recipe, limits.depth);
  Looking looking(limits, choice);
  const auto seen = looking.at(Place::of_program().write(made.is_zip, made.bytes));
  count(seen);
  const bool fits = made.entries < limits.files && made.unpacked < limits.always_allowed &&
                    std::ranges::all_of(made.files, [&](const auto& file) {
                      return file.bytes.size() <= limits.largest_file;
                    });
  if (made.is_whole && fits && looking.reads_all() && !looking.stops_early()) {
    if (seen.is_refused || seen.damaged != made.too_deep || seen.files != made.files) {
      tell_difference(made, seen);
    }
    fuzz::require(!seen.is_refused, "a sound archive is refused");
    fuzz::require(seen.damaged == made.too_deep, "an archive within is damaged that was not");
    fuzz::require(seen.files == made.files, "files are given otherwise than they were packed");
    fuzz::Tally::of_program().count("compared with what was packed");
  }
}

}  // namespace

// What libFuzzer calls, by its name. The first byte says what the others are: "z" and "t" a zip and
// a tar, anything else a recipe; the second what Looking does.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const std::span<const std::uint8_t> rest(data + 2, size - 2);
  if (data[0] == 'z' || data[0] == 't') {
    read_as_it_is(
        data[0] == 'z', data[1], {reinterpret_cast<const char*>(rest.data()), rest.size()}
    );
  } else {
    read_made(data[1], rest);
  }
  return 0;
}
