#pragma once

#include <optional>
#include <string>

#include "base/http/server.h"
#include "server_sync/hq/attempt_limit.h"
#include "server_sync/hq/inbox.h"
#include "server_sync/hq/known_devices.h"
#include "server_sync/hq/plain_batch.h"
#include "server_sync/hq/settings.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// What branches say to headquarters. All run inside the inbox's transaction; their answers are true after its commit.
class SyncRoutes {
 public:
  /// `secret` keys the proofs of erasures; `signing_key` is what headquarters signs its directives with.
  SyncRoutes(const Settings& settings, std::string sealing_key, std::string secret, std::string signing_key);

  /// What one request to join keeps when its transaction is done again: else it would meet its own traces.
  struct Joining {
    std::string credential;
    bool counted = false;
  };
  static Joining new_joining();

  /// POST /sync/v1/enrol
  Decision enrol(const http::Request& request, Store& store, Joining& joining);
  /// POST /sync/v1/batches
  Decision batches(const http::Request& request, Store& store);
  /// What of it needs no database; none where batches() has to look at all of it.
  std::optional<PlainBatch> read_plainly(const http::Request& request) const;
  /// POST /sync/v1/personal
  Decision personal(const http::Request& request, Store& store) const;
  /// POST /sync/v1/now: how the branch is, beside its events
  Decision now(const http::Request& request, Store& store) const;
  /// POST /sync/v1/rotate: the device goes on under a new key and credential, which it made itself.
  Decision rotate(const http::Request& request, Store& store) const;

 private:
  std::string source(const http::Request& request) const;

  const Settings& settings_;
  const std::string sealing_key_;
  const std::string secret_;
  const std::string signing_key_;
  AttemptLimit wrong_codes_;
  KnownDevices devices_;
};

}  // namespace menting::hq
