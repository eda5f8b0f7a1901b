#include "importer/which_project.hpp"

#include "importer/error.hpp"
#include "importer/terminal.hpp"

#include <fmt/format.h>

#include <exception>

namespace asio = boost::asio;

namespace importer {

namespace {

asio::awaitable<std::string> visible_projects(client::PractiTest& practitest) {
  const auto projects = co_await practitest.projects();
  std::string list;
  for (const auto& project : projects) {
    list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", project.id, shown(project.name, 60));
  }
  co_return list.empty() ? std::string("none: ask an administrator to add its owner to the project")
                         : list;
}

}  // namespace

asio::awaitable<void> ask_for_project(client::PractiTest& practitest) {
  const auto seen = co_await visible_projects(practitest);
  throw UsageError(fmt::format("which project? Give --project ID; the token can see: {}", seen));
}

asio::awaitable<std::string> missing_project(client::PractiTest& practitest, client::Id project) {
  std::string seen;
  try {
    seen = co_await visible_projects(practitest);
  } catch (const std::exception&) {
    seen.clear();
  }
  if (seen.empty()) {
    co_return fmt::format(
        "there is no project {} for this token: the id is the number after /p/ in PractiTest's "
        "address line",
        project
    );
  }
  co_return fmt::format("there is no project {} for this token; it can see: {}", project, seen);
}

}  // namespace importer
