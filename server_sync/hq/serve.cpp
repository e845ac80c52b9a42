#include <pthread.h>

#include <csignal>
#include <iostream>

#include "server_sync/hq/commands.h"
#include "server_sync/hq/headquarters.h"

namespace menting::hq {

int serve(const Settings& settings, const std::string& data_folder, const std::string& assets_folder) {
  // Blocked before the first thread is made, so that all inherit it and only sigwait() below sees the signal.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  Headquarters headquarters(settings, data_folder, assets_folder);
  headquarters.start();
  std::cout << "Headquarters: " << (settings.public_url.empty() ? "http://" + settings.listen : settings.public_url)
            << "/\nData: " << data_folder << std::endl;
  if (settings.public_url.rfind("https://", 0) != 0) {
    std::cout << "Plain HTTP: for this machine only, such as a demonstration." << std::endl;
  }
  int received = 0;
  sigwait(&signals, &received);
  headquarters.stop();
  std::cout << "Stopped." << std::endl;
  return 0;
}

}  // namespace menting::hq
