#include "tests/system/program.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace menting::tests {
namespace {

void redirect(const std::string& file, int flags, int to) {
  const int opened = ::open(file.c_str(), flags, 0600);
  if (opened < 0) _exit(126);
  ::dup2(opened, to);
  ::close(opened);
}

}  // namespace

std::string read_bytes(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  return bytes.str();
}

void write_bytes(const std::string& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

Program::Program(const std::string& name, const std::vector<std::string>& words, const std::string& input) {
  write_bytes(folder_.file("in"), input);
  const std::string file = std::string(MENTING_BUILD_DIR) + "/bin/" + name;
  std::vector<std::string> all = {file};
  all.insert(all.end(), words.begin(), words.end());
  std::vector<char*> argv;
  argv.reserve(all.size() + 1);
  for (std::string& word : all) argv.push_back(word.data());
  argv.push_back(nullptr);
  const std::string in = folder_.file("in");
  const std::string out = folder_.file("out");
  const std::string err = folder_.file("err");
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("cannot start another process");
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // no orphan when the test is killed
    redirect(in, O_RDONLY, STDIN_FILENO);
    redirect(out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO);
    redirect(err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO);
    ::execv(file.c_str(), argv.data());
    _exit(127);
  }
}

Program::~Program() {
  if (!running()) return;
  signal(SIGKILL);
  wait();
}

void Program::signal(int number) {
  if (!ended_) ::kill(pid_, number);
}

void Program::reap(int status) {
  ended_ = true;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

long Program::cpu_ms() const {
  if (ended_) return -1;
  const std::string stat = read_bytes("/proc/" + std::to_string(pid_) + "/stat");
  const std::size_t name_end = stat.rfind(')');  // the name may hold anything
  if (name_end == std::string::npos) return -1;
  std::istringstream fields(stat.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  long user = 0, system = 0;
  fields >> user >> system;
  return (user + system) * 1000 / sysconf(_SC_CLK_TCK);
}

bool Program::running() {
  int status = 0;
  if (!ended_ && ::waitpid(pid_, &status, WNOHANG) == pid_) reap(status);
  return !ended_;
}

int Program::wait(int timeout_ms) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_ms);
  while (running() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return running() ? -1 : exit_code_;
}

std::string Program::output() const {
  return read_bytes(folder_.file("out"));
}
std::string Program::errors() const {
  return read_bytes(folder_.file("err"));
}

Ran run_program(const std::string& name, const std::vector<std::string>& words, const std::string& input) {
  Program program(name, words, input);
  Ran ran;
  ran.exit_code = program.wait(60'000);
  ran.output = program.output();
  ran.errors = program.errors();
  return ran;
}

}  // namespace menting::tests
