#include "tests/support/postgres_server.h"

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace menting::tests {
namespace {

namespace fs = std::filesystem;

/// The newest version that is installed.
std::string find_programs() {
  std::vector<std::string> found;
  std::error_code missing;
  for (const auto& version : fs::directory_iterator("/usr/lib/postgresql", missing)) {
    if (fs::exists(version.path() / "bin" / "initdb")) found.push_back((version.path() / "bin").string());
  }
  if (found.empty()) throw std::runtime_error("PostgreSQL's server is missing: packaging/packages.sh build run test");
  return *std::max_element(found.begin(), found.end());
}

const passwd* owner() {
  if (geteuid() != 0) return getpwuid(geteuid());
  const passwd* user = getpwnam("postgres");
  return user != nullptr ? user : getpwnam("nobody");
}

/// In the child: becomes the owner and the program; what it says goes into `log`.
[[noreturn]] void become(const std::string& program, const std::vector<std::string>& arguments, const std::string& log,
                         const passwd& user) {
  const int out = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  dup2(out, STDOUT_FILENO);
  dup2(out, STDERR_FILENO);
  const int nothing = open("/dev/null", O_RDONLY);
  dup2(nothing, STDIN_FILENO);
  // The server outlives this child and must not hold the test's own files.
  for (int file = 3; file < 256; ++file) close(file);
  if (geteuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(user.pw_gid) != 0 || setuid(user.pw_uid) != 0)) {
    _exit(126);
  }
  std::vector<char*> words = {const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  execv(program.c_str(), words.data());
  _exit(127);
}

}  // namespace

PostgresServer::PostgresServer(Kept kept) : folder_(kept), programs_(find_programs()) {
  if (geteuid() == 0) {
    fs::permissions(folder_.path(), fs::perms::owner_all | fs::perms::group_exec | fs::perms::others_exec);
    if (chown(folder_.path().c_str(), owner()->pw_uid, owner()->pw_gid) != 0) {
      throw std::runtime_error("the folder of PostgreSQL cannot be given to its user");
    }
  }
  run("initdb", {"-D", folder_.file("data"), "-E", "UTF8", "--locale=C", "-A", "trust", "-U", "menting", "--no-sync"});
  start();
}

PostgresServer::~PostgresServer() {
  try {
    stop("immediate");
  } catch (const std::exception&) {  // it is not running
    return;
  }
}

void PostgresServer::start() {
  run("pg_ctl", {"-D", folder_.file("data"), "-l", folder_.file("server.log"), "-w", "-t", "60", "-o",
                 "-k " + folder_.path().string() +
                     " -c listen_addresses='' -c max_connections=60 -c shared_buffers=32MB -c max_wal_size=128MB",
                 "start"});
}

void PostgresServer::stop(const std::string& mode) {
  run("pg_ctl", {"-D", folder_.file("data"), "-m", mode, "-w", "-t", "60", "stop"});
}

std::string PostgresServer::new_database() {
  const std::string name = "hq" + std::to_string(++databases_);
  run("createdb", {"-h", folder_.path().string(), "-U", "menting", name});
  return url(name);
}

std::string PostgresServer::url(const std::string& database) const {
  return "postgresql:///" + database + "?host=" + folder_.path().string() + "&user=menting";
}

void PostgresServer::run(const std::string& program, const std::vector<std::string>& arguments) const {
  const std::string log = folder_.file("programs.log");
  const passwd user = *owner();
  const pid_t child = fork();
  if (child == 0) become(programs_ + "/" + program, arguments, log, user);
  int status = -1;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0) {
    std::ifstream said(log);
    throw std::runtime_error(program + " failed: " + std::string(std::istreambuf_iterator<char>(said), {}));
  }
}

PostgresServer& shared_postgres() {
  static PostgresServer server;
  return server;
}

}  // namespace menting::tests
