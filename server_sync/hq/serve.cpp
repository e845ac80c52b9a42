#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <iostream>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include "server_sync/hq/commands.h"
#include "server_sync/hq/headquarters.h"
#include "server_sync/hq/open_store.h"

namespace menting::hq {

namespace {

/// The one headquarters that serves from a data folder; the commands beside it need no lock. Freed by the system
/// however the process ends.
class ServingLock {
 public:
  explicit ServingLock(const std::string& data_folder) {
    database_file(data_folder);  // makes the folder
    const std::string file = data_folder + "/hq.lock";
    file_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file_ < 0) throw std::runtime_error("cannot write in the data folder: " + file);
    // One that was killed a moment ago holds it until the system has cleared it away.
    for (int tries = 0; ::flock(file_, LOCK_EX | LOCK_NB) != 0; ++tries) {
      if (tries == 20) {
        ::close(file_);
        throw std::runtime_error("the data folder " + data_folder +
                                 " is in use by another headquarters: stop that one first, or give this one another "
                                 "folder with --data");
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  ~ServingLock() { ::close(file_); }
  ServingLock(const ServingLock&) = delete;
  ServingLock& operator=(const ServingLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace

int serve(const Settings& settings, const std::string& data_folder, const std::string& assets_folder) {
  // Blocked before the first thread is made, so that all inherit it and only sigwait() below sees the signal.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGHUP);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  // One file has one server; on PostgreSQL several work side by side.
  std::optional<ServingLock> lock;
  if (settings.database == "sqlite") lock.emplace(data_folder);
  Headquarters headquarters(settings, data_folder, assets_folder);
  headquarters.start();
  std::cout << "Headquarters: " << settings.address() << "/\nData: " << data_folder << std::endl;
  if (!settings.address().starts_with("https://")) {
    std::cout << "Plain HTTP: for this machine only, such as a demonstration." << std::endl;
  }
  int received = 0;
  sigwait(&signals, &received);
  headquarters.stop();
  std::cout << "Stopped." << std::endl;
  return 0;
}

}  // namespace menting::hq
