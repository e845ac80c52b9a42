#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "server_sync/client/curl_post.h"
#include "server_sync/client/sync_plan.h"
#include "server_sync/hq/sqlite_store.h"
#include "tests/support/scratch_folder.h"

namespace menting::simulation {

/// Headquarters as a branch meets it: the real store and the real intake, without network and threads.
class FarEnd {
 public:
  explicit FarEnd(const std::string& branch);

  /// What it answers to a post. `dies`: it ends after storing and before the commit, and nobody answers.
  sync::Answer hear(const sync::SyncPlan::Post& post, std::int64_t now_ms, bool dies = false);
  /// A copy of all that it has, for later.
  void back_up();
  /// What it got since the copy was made is gone.
  void restore();
  bool has_backup() const { return backed_up_; }

  void each_event(const std::function<void(const hq::ReceivedEvent&)>& take);
  std::vector<std::string> verify() { return store_->verify(); }

 private:
  void open();

  std::string branch_;
  tests::ScratchFolder folder_{tests::Kept::in_memory};
  std::unique_ptr<hq::SqliteStore> store_;
  bool backed_up_ = false;
};

}  // namespace menting::simulation
