#include "tests/kiosk/ui/virtual_display.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
namespace {
bool drivers_loaded = false;
}
// The leak checker's own thread crashes over the software renderer's; what ran before it was loaded is checked then.
extern "C" int __lsan_is_turned_off();
extern "C" int __lsan_is_turned_off() {
  return drivers_loaded ? 1 : 0;
}
#endif

namespace menting::tests {

namespace {

void check_leaks_so_far() {
#if defined(__SANITIZE_ADDRESS__)
  if (!drivers_loaded && __lsan_do_recoverable_leak_check() != 0)
    throw std::runtime_error("something leaked; see above");
  drivers_loaded = true;
#endif
}

pid_t start(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    const int nowhere = open("/dev/null", O_WRONLY);
    dup2(nowhere, 1);  // who reads this program's output waits for its end, not for the child's
    dup2(nowhere, 2);
    prctl(PR_SET_PDEATHSIG, SIGTERM);  // nobody ends it after a crash
    execvp(arguments[0], arguments.data());
    _exit(127);
  }
  return child;
}

void run(const std::vector<std::string>& words) {
  int status = 0;
  waitpid(start(words), &status, 0);
  if (status != 0) throw std::runtime_error(words.front() + " failed; install the package " + words.front());
}

}  // namespace

VirtualDisplay::VirtualDisplay(int width, int height) {
  check_leaks_so_far();
  int ends[2] = {};
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  server_ = start({"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0",
                   std::to_string(width) + "x" + std::to_string(height) + "x24", "-nolisten", "tcp"});
  close(ends[1]);
  std::string number;
  for (char c = 0; read(ends[0], &c, 1) == 1 && c != '\n';) number += c;
  close(ends[0]);
  if (number.empty()) throw std::runtime_error("Xvfb did not start; install the package xvfb");
  if (const char* before = std::getenv("DISPLAY")) before_ = before;
  setenv("DISPLAY", (":" + number).c_str(), 1);
}

VirtualDisplay::~VirtualDisplay() {
  kill(server_, SIGTERM);
  waitpid(server_, nullptr, 0);
  before_.empty() ? unsetenv("DISPLAY") : setenv("DISPLAY", before_.c_str(), 1);
}

void VirtualDisplay::click(int x, int y) {
  run({"xdotool", "mousemove", std::to_string(x), std::to_string(y), "click", "1"});
}

void VirtualDisplay::type_line(const std::string& text) {
  run({"xdotool", "type", "--delay", "5", text});
  run({"xdotool", "key", "Return"});
}

}  // namespace menting::tests
