#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "base/http/server.h"
#include "server_sync/hq/open_store.h"
#include "tests/server_sync/hq/web_client.h"
#include "tests/support/scratch_folder.h"

namespace menting::tests {

/// The real program menting-hq as a process of its own.
class HqProcess {
 public:
  /// With `tls` it answers on https alone.
  explicit HqProcess(const hq::Place& place, const http::TlsFiles& tls = {});
  ~HqProcess();  ///< kills it
  HqProcess(const HqProcess&) = delete;
  HqProcess& operator=(const HqProcess&) = delete;

  void start();  ///< until it answers
  void kill();   ///< SIGKILL
  int stop();    ///< SIGTERM; the exit code
  std::uint16_t port() const { return port_; }
  std::int64_t memory_bytes() const;  ///< resident
  double cpu_s() const;               ///< that it has used, in all threads

 private:
  bool answers() const;

  ScratchFolder folder_;
  std::uint16_t port_;
  std::string data_folder_;
  bool encrypted_;
  pid_t pid_ = 0;
};

}  // namespace menting::tests
