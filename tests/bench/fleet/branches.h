#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server_sync/hq/open_store.h"
#include "tests/server_sync/hq/signing_device.h"

namespace menting::bench {

/// A branch as headquarters meets it: it signs what it sends and chains its events; nothing that was sent is kept.
class FleetBranch {
 public:
  explicit FleetBranch(int number);

  const tests::SigningDevice& device() const { return device_; }
  /// The whole request with the next 2 to 10 events of its visits; the same again until answered().
  const std::string& next_request();
  void answered() { request_.clear(); }
  std::int64_t last_seq() const { return seq_; }
  int last_events() const { return events_; }

 private:
  std::string body_of(std::int64_t seq) const;

  tests::SigningDevice device_;
  std::string journal_;
  std::string prev_hash_;
  std::string request_;  ///< that waits for its answer
  std::int64_t seq_ = 0;
  int events_ = 0;  ///< of the last request
  int requests_ = 0;
  int number_;
};

/// As many branches, which headquarters in `place` knows already.
std::vector<FleetBranch> enrolled_branches(const hq::Place& place, int count);

}  // namespace menting::bench
