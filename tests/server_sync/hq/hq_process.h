#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "server_sync/hq/open_store.h"
#include "tests/server_sync/hq/web_client.h"
#include "tests/support/scratch_folder.h"

namespace menting::tests {

/// The real program menting-hq as a process of its own.
class HqProcess {
 public:
  explicit HqProcess(const hq::Place& place);
  ~HqProcess();  ///< kills it
  HqProcess(const HqProcess&) = delete;
  HqProcess& operator=(const HqProcess&) = delete;

  void start();  ///< until it answers
  void kill();   ///< SIGKILL
  int stop();    ///< SIGTERM; the exit code
  std::uint16_t port() const { return port_; }

 private:
  ScratchFolder folder_;
  std::uint16_t port_;
  std::string data_folder_;
  pid_t pid_ = 0;
};

}  // namespace menting::tests
