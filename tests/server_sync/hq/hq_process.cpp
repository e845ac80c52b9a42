#include "tests/server_sync/hq/hq_process.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/support/http_client.h"

namespace menting::tests {
namespace {

std::uint16_t free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (bind(probe, reinterpret_cast<sockaddr*>(&address), size) != 0) throw std::runtime_error("no port is free");
  getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size);
  close(probe);
  return ntohs(address.sin_port);
}

}  // namespace

HqProcess::HqProcess(const hq::Place& place, const http::TlsFiles& tls)
    : port_(free_port()), data_folder_(place.data_folder), encrypted_(!tls.certificate.empty()) {
  std::ofstream config(folder_.file("hq.toml"));
  config << "listen = \"127.0.0.1:" << port_ << "\"\ndatabase = \"" << place.database << "\"\n";
  if (encrypted_) config << "[tls]\ncertificate = \"" << tls.certificate << "\"\nkey = \"" << tls.key << "\"\n";
  config << "[[user]]\nid = \"admin\"\nroles = [\"administrator\"]\npassword_hash = "
            "\"$argon2id$v=19$m=65536,t=2,p=1$mCS1uUSCR44R2OywIdevLg$6Fw45+jbuPk0AiZjVKaPypguP0+cd/"
            "1EVqvgMqWXU4Q\"\n";  // menting-demo
}

HqProcess::~HqProcess() {
  kill();
}

void HqProcess::start() {
  const std::string program = MENTING_BUILD_DIR "/bin/menting-hq";
  const std::string config = folder_.file("hq.toml");
  const std::vector<const char*> words = {program.c_str(), "--config",           config.c_str(),
                                          "--data",        data_folder_.c_str(), nullptr};
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  const std::string log = folder_.file("log");
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  const int failed =
      posix_spawn(&pid_, program.c_str(), &files, nullptr, const_cast<char* const*>(words.data()), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0) throw std::runtime_error("menting-hq cannot be started");
  for (int tries = 0; tries < 600; ++tries) {
    if (answers()) return;
    if (waitpid(pid_, nullptr, WNOHANG) == pid_) pid_ = 0;
    if (pid_ == 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  std::ifstream said(log);
  throw std::runtime_error("menting-hq does not answer: " + std::string(std::istreambuf_iterator<char>(said), {}));
}

bool HqProcess::answers() const {
  if (!encrypted_) return ask(port_, "GET", "/api/v1/health").status == 200;
  try {
    const RawConnection accepted(port_);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

std::int64_t HqProcess::memory_bytes() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
  std::int64_t all = 0;
  std::int64_t resident = 0;
  file >> all >> resident;
  return resident * sysconf(_SC_PAGESIZE);
}

double HqProcess::cpu_s() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
  std::string word;
  std::getline(file, word, ')');  // the name may hold spaces
  for (int field = 3; field < 14; ++field) file >> word;
  double user = 0;
  double system = 0;
  file >> user >> system;
  return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

void HqProcess::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  waitpid(pid_, nullptr, 0);
  pid_ = 0;
}

int HqProcess::stop() {
  int status = -1;
  ::kill(pid_, SIGTERM);
  waitpid(pid_, &status, 0);
  pid_ = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace menting::tests
