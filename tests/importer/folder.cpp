#include "tests/importer/folder.hpp"

#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace fs = std::filesystem;

Folder::Folder() {
  auto pattern = (fs::canonical(fs::temp_directory_path()) / "ptimport-test-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    throw std::runtime_error("no temporary folder can be made");
  }
  path_ = pattern;
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string Folder::write(const std::string& name, const std::string& text) const {
  const auto file = path_ / name;
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) {
    throw std::runtime_error("cannot write " + file.string());
  }
  return file.string();
}

void Folder::make_folder(const std::string& name) const { fs::create_directories(path_ / name); }

void Folder::link(const std::string& name, const std::string& target) const {
  fs::create_directories((path_ / name).parent_path());
  fs::create_symlink(target, path_ / name);
}
