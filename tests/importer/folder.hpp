#pragma once

#include <filesystem>
#include <string>

/// An empty folder of its own, gone with the object.
class Folder {
public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// The path of something in it, as an argument of the command line.
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

  /// Makes the file and the folders that lead to it; gives its path.
  std::string write(const std::string& name, const std::string& text = "<testsuite/>") const;
  void make_folder(const std::string& name) const;
  void link(const std::string& name, const std::string& target) const;

private:
  std::filesystem::path path_;
};
