#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server_sync/client/link_state.h"
#include "server_sync/client/now_outbox.h"
#include "server_sync/client/outbox.h"
#include "server_sync/client/personal_outbox.h"

namespace menting::sync {

struct SyncSettings {
  std::string data_folder;  ///< enrolment.json is looked for here, also while running
  std::string url;          ///< from [hq] url; empty: the enrolment's
  std::string ca;           ///< from [hq] ca; empty: the enrolment's
  bool allow_plain_http = false;
  std::string branch{};  ///< the configured id; an enrolment of another branch is refused; empty: any
  int key_days = 0;      ///< the device's key is changed after so many days; 0: never by itself
};

/// Carries the journal to headquarters on a thread of its own: does what a SyncPlan says, over libcurl.
class SyncLoop {
 public:
  /// `changed` is told each new state, on the sync thread.
  SyncLoop(SyncSettings settings, Outbox& outbox, std::function<void(const LinkState&)> changed,
           PersonalOutbox* personal = nullptr, NowOutbox* now_outbox = nullptr);
  ~SyncLoop();
  void start();
  void stop();  ///< within a second, also in the middle of a post
  void wake();  ///< there may be new events; any thread, cheap

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::sync
