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

std::string missing_project(Session& session) {
  std::string seen;
  const auto look = [&seen](client::PractiTest& practitest) -> asio::awaitable<void> {
    seen = co_await visible_projects(practitest);
  };
  try {
    session.run(look(session.practitest()));
  } catch (const std::exception&) {
    return fmt::format(
        "there is no project {} for this token: the id is the number after /p/ in PractiTest's "
        "address line",
        session.project()
    );
  }
  return fmt::format(
      "there is no project {} for this token; it can see: {}", session.project(), seen
  );
}

}  // namespace importer
