#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace e2e {

/// A folder of its own for a test; removed with all it holds.
class Workspace {
public:
  Workspace();
  ~Workspace();
  Workspace(const Workspace&) = delete;
  Workspace& operator=(const Workspace&) = delete;

  const std::filesystem::path& path() const { return path_; }
  /// Writes a file, with the folders above it; gives its whole path.
  std::string write(const std::string& name, const std::string& content) const;

private:
  std::filesystem::path path_;
};

/// All bytes of a file; empty when it cannot be read.
std::string content_of(const std::filesystem::path& file);

/// A testcase element.
struct Case {
  std::string name;
  std::string inside;  ///< Its children, as XML.
  std::string class_name = "shop.Cart";
  std::string time = "0.1";
};

Case passed(std::string name);
Case failed(
    std::string name,
    const std::string& message = "expected 3 but was 4",
    const std::string& stack = "at shop.Cart.total(Cart.java:17)"
);
Case skipped(std::string name, const std::string& reason = "needs a printer");

/// "adds0", "adds1", …, all passed.
std::vector<Case> many(std::size_t count, const std::string& prefix = "adds");

/// A report of one suite, every testcase on one line: the first stands on line 3.
std::string junit(const std::vector<Case>& cases, const std::string& suite = "shop");
constexpr int first_case_line = 3;

}  // namespace e2e
