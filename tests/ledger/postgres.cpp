#include "tests/ledger/postgres.hpp"

#include "tests/importer/folder.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <grp.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <stdexcept>
#include <vector>

namespace postgres {

namespace {

namespace fs = std::filesystem;

/// Debian keeps the server's programs out of PATH, in a folder of its version.
std::optional<fs::path> programs() {
  std::vector<fs::path> found;
  std::error_code ignored;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", ignored)) {
    if (fs::exists(version.path() / "bin/initdb") && fs::exists(version.path() / "bin/postgres")) {
      found.push_back(version.path() / "bin");
    }
  }
  if (found.empty()) {
    return std::nullopt;
  }
  return *std::max_element(found.begin(), found.end());
}

int free_port() {
  const int any = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = bind(any, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
                     getsockname(any, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  close(any);
  if (!bound) {
    throw std::runtime_error("no free port");
  }
  return ntohs(address.sin_port);
}

/// A server refuses to run as root.
const passwd* other_user() {
  if (geteuid() != 0) {
    return nullptr;
  }
  const auto* user = getpwnam("postgres");
  return user != nullptr ? user : getpwnam("nobody");
}

/// Starts a program with standard error in `errors`, which ends with this one.
pid_t spawn(std::vector<std::string> words, int errors) {
  const auto* user = other_user();
  std::vector<char*> arguments;
  for (auto& word : words) {
    arguments.push_back(word.data());
  }
  arguments.push_back(nullptr);
  const pid_t pid = fork();
  if (pid == 0) {
    if (user != nullptr &&
        (setgroups(0, nullptr) != 0 || setgid(user->pw_gid) != 0 || setuid(user->pw_uid) != 0)) {
      _exit(126);
    }
    prctl(PR_SET_PDEATHSIG, SIGQUIT);
    const int nothing = open("/dev/null", O_RDWR);
    dup2(nothing, 0);
    dup2(nothing, 1);
    dup2(errors, 2);
    setenv("LC_ALL", "C", 1);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  return pid;
}

class Server {
public:
  explicit Server(const fs::path& bin) : bin_(bin), port_(free_port()) {
    if (const auto* user = other_user(); user != nullptr) {
      if (chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) {
        throw std::runtime_error("cannot give the server its folder");
      }
    }
    const int log = open((folder_ / "initdb.log").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    const auto pid = spawn(
        {bin_ / "initdb",
         "-D",
         data(),
         "-U",
         "admin",
         "-A",
         "trust",
         "-E",
         "UTF8",
         "--locale=C",
         "--no-sync"},
        log
    );
    close(log);
    int status = 0;
    waitpid(pid, &status, 0);
    if (status != 0) {
      throw std::runtime_error("initdb failed; see " + (folder_ / "initdb.log"));
    }
    // Who comes as "locked" needs a password.
    std::ofstream(fs::path(data()) / "pg_hba.conf")
        << "host all locked 127.0.0.1/32 scram-sha-256\n"
           "host all all 127.0.0.1/32 trust\n";
    start();
  }
  ~Server() { stop(SIGQUIT); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start() {
    std::array<int, 2> errors{};
    if (pipe2(errors.data(), O_CLOEXEC) != 0) {
      throw std::runtime_error("no pipe");
    }
    pid_ = spawn(
        {bin_ / "postgres",
         "-D",
         data(),
         "-p",
         std::to_string(port_),
         "-k",
         folder_.path(),
         "-c",
         "listen_addresses=127.0.0.1",
         "-c",
         "fsync=off",
         "-c",
         "max_connections=50"},
        errors[1]
    );
    close(errors[1]);
    std::string said;
    std::array<char, 4096> part{};
    while (said.find("ready to accept connections") == std::string::npos) {
      const auto size = read(errors[0], part.data(), part.size());
      if (size <= 0) {
        throw std::runtime_error("PostgreSQL did not start: " + said);
      }
      said.append(part.data(), static_cast<std::size_t>(size));
    }
    log_ = errors[0];
  }

  void stop(int signal) {
    kill(pid_, signal);
    waitpid(pid_, nullptr, 0);
    close(log_);
  }

  int port() const { return port_; }

private:
  std::string data() const { return folder_ / "data"; }

  Folder folder_;
  fs::path bin_;
  int port_;
  pid_t pid_ = -1;
  int log_ = -1;
};

std::unique_ptr<Server>& slot() {
  static std::unique_ptr<Server> server;
  return server;
}

Server& server() {
  if (!slot()) {
    slot() = std::make_unique<Server>(programs().value());
  }
  return *slot();
}

}  // namespace

bool available() {
  static const bool there = [] {
    if (!programs()) {
      std::cout << "PostgreSQL tests skipped: the package postgresql is not installed\n";
      return false;
    }
    return true;
  }();
  return there;
}

int port() { return server().port(); }

std::string admin() { return fmt::format("postgresql://admin@127.0.0.1:{}/postgres", port()); }

std::string new_database(const std::string& options) {
  static int count = 0;
  const auto name = fmt::format("ledger_{}", ++count);
  run(admin(), fmt::format("create database {} {}", name, options));
  return fmt::format("postgresql://admin@127.0.0.1:{}/{}", port(), name);
}

std::string run(const std::string& uri, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(
      PQconnectdb(uri.c_str()), &PQfinish
  );
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(
      PQexec(connection.get(), sql.c_str()), &PQclear
  );
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
    throw std::runtime_error(PQerrorMessage(connection.get()));
  }
  const auto rows = PQntuples(result.get());
  return rows == 0 ? std::string() : PQgetvalue(result.get(), rows - 1, 0);
}

void stop() { server().stop(SIGQUIT); }

void start() { server().start(); }

}  // namespace postgres
