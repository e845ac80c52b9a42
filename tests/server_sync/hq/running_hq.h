#pragma once

#include <memory>
#include <string>
#include <vector>

#include "server_sync/hq/headquarters.h"
#include "server_sync/hq/sqlite_store.h"
#include "tests/server_sync/hq/web_client.h"
#include "tests/support/scratch_folder.h"

namespace menting::tests {

/// A whole headquarters on a free port. Users: admin, viewer, quality, operations by their roles, "north" is a viewer
/// of 华北, "nobody" has no role; the password is "menting-demo".
class RunningHq {
 public:
  explicit RunningHq(const std::string& public_url = "");
  /// Stops it and starts it anew on the same data (and another port).
  void restart();
  /// The same with other settings.
  template <typename Change>
  void change(const Change& change) {
    change(settings_);
    restart();
  }

  std::uint16_t port() const { return hq_->port(); }
  const std::vector<hq::Route>& routes() const { return hq_->routes(); }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port()); }
  /// A connection of its own, as the commands have it.
  hq::SqliteStore open() const { return hq::SqliteStore(folder_.file("hq.db")); }

  /// A one-time code for a branch, which is added when it is not there; `age_ms` makes it older.
  std::string code_for(const std::string& branch, std::int64_t age_ms = 0);
  /// Joins as `branch` and returns the credential.
  std::string join(const std::string& branch);
  WebAnswer enrol(const std::string& code, const std::string& more = "");
  WebAnswer send(const std::string& credential, const wire::Batch& batch);
  /// The cookie of somebody who has signed in, as a header.
  std::string sign_in(const std::string& user = "admin");
  std::vector<std::int64_t> seqs(const std::string& branch);

 private:
  ScratchFolder folder_;
  hq::Settings settings_;
  std::unique_ptr<hq::Headquarters> hq_;
};

}  // namespace menting::tests
