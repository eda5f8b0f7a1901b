#include "tests/e2e/workspace.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <system_error>

namespace fs = std::filesystem;

namespace e2e {

Workspace::Workspace() {
  auto name = (fs::temp_directory_path() / "ptimport-e2e-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), "mkdtemp");
  }
  path_ = name;
}

Workspace::~Workspace() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string Workspace::write(const std::string& name, const std::string& content) const {
  const auto path = path_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  if (!(file << content << std::flush)) {
    throw std::runtime_error("cannot write " + path.string());
  }
  return path.string();
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

Case passed(std::string name) {
  Case made;
  made.name = std::move(name);
  return made;
}

Case failed(std::string name, const std::string& message, const std::string& stack) {
  auto made = passed(std::move(name));
  made.inside =
      fmt::format(R"(<failure type="AssertionError" message="{}">{}</failure>)", message, stack);
  return made;
}

Case skipped(std::string name, const std::string& reason) {
  auto made = passed(std::move(name));
  made.inside = fmt::format(R"(<skipped message="{}"/>)", reason);
  return made;
}

std::vector<Case> many(std::size_t count, const std::string& prefix) {
  std::vector<Case> cases;
  for (std::size_t i = 0; i < count; ++i) {
    cases.push_back(passed(fmt::format("{}{}", prefix, i)));
  }
  return cases;
}

std::string junit(const std::vector<Case>& cases, const std::string& suite) {
  auto text = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"{}\" tests=\"{}\">\n",
      suite,
      cases.size()
  );
  for (const auto& each : cases) {
    text += fmt::format(
        "<testcase classname=\"{}\" name=\"{}\" time=\"{}\">{}</testcase>\n",
        each.class_name,
        each.name,
        each.time,
        each.inside
    );
  }
  return text + "</testsuite>\n";
}

}  // namespace e2e
