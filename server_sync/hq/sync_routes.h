#pragma once

#include <string>

#include "base/http/server.h"
#include "server_sync/hq/attempt_limit.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// What branches say to headquarters. Both run inside the inbox's transaction; their answers are true after its commit.
class SyncRoutes {
 public:
  /// `secret` keys the proofs of erasures.
  SyncRoutes(std::string sealing_key, std::string secret);

  /// POST /sync/v1/enrol
  http::Response enrol(const http::Request& request, Store& store);
  /// POST /sync/v1/batches
  http::Response batches(const http::Request& request, Store& store) const;
  /// POST /sync/v1/personal
  http::Response personal(const http::Request& request, Store& store) const;

 private:
  const std::string sealing_key_;
  const std::string secret_;
  AttemptLimit wrong_codes_;
};

}  // namespace menting::hq
