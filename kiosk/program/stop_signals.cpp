#include "kiosk/program/stop_signals.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

namespace menting::program {
namespace {

sigset_t stop_set() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGHUP);  // the terminal it was started from is gone
  return set;
}

}  // namespace

StopSignals::StopSignals() {
  const sigset_t set = stop_set();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  // A peer that went away is an error of that write, not the end of the branch.
  signal(SIGPIPE, SIG_IGN);
  thread_ = std::thread([this] {
    const sigset_t waited = stop_set();
    int signal_number = 0;
    sigwait(&waited, &signal_number);
    stop_ = true;
    stop_.notify_all();
  });
}

StopSignals::~StopSignals() {
  // Ends the waiting thread where the program ends for another reason.
  if (!stop_) kill(getpid(), SIGTERM);
  thread_.join();
}

void StopSignals::stop_now() {
  if (!stop_) kill(getpid(), SIGTERM);
}

void StopSignals::wait() {
  stop_.wait(false);
}

}  // namespace menting::program
