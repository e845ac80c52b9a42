#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "server_sync/hq/open_store.h"

namespace menting::hq {

/// Branches that wait for their next directive, without a thread each. One thread looks every quarter of a second
/// whether some version has moved, whoever moved it, and only while somebody waits.
class DirectiveWaits {
 public:
  using Clock = std::chrono::steady_clock;
  /// Decides on a request anew; `last`: whatever comes of it is the answer. Must not block.
  using Resume = std::function<void(bool last)>;

  explicit DirectiveWaits(Place place) : place_(std::move(place)) {}
  ~DirectiveWaits() { stop(); }
  DirectiveWaits(const DirectiveWaits&) = delete;
  DirectiveWaits& operator=(const DirectiveWaits&) = delete;

  void start();
  void stop();  ///< who waits still is resumed for the last time
  /// `branch`, which has `have`, is resumed once there is another version, and for the last time at `until`. Any
  /// thread.
  void add(const std::string& branch, std::int64_t have, Clock::time_point until, Resume resume);

 private:
  struct Wait {
    std::string branch;
    std::int64_t have;
    Clock::time_point until;
    Resume resume;
  };

  void run();
  void look(sql::Connection& connection);
  bool has_moved(const Wait& wait) const;
  void resume_due(bool all);

  const Place place_;
  std::mutex mutex_;  ///< of the next three
  std::condition_variable bell_;
  std::vector<Wait> waits_;
  bool stopping_ = false;
  std::thread thread_;

  // Of the thread alone: the versions as they were when their sum was this.
  std::int64_t sum_ = -1;
  std::map<std::string, std::int64_t> versions_;
};

}  // namespace menting::hq
