#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace menting::hq {

/// Slows down guessing: so many wrong attempts under one key, then a pause. Any thread.
class AttemptLimit {
 public:
  using Time = std::chrono::steady_clock::time_point;
  AttemptLimit(int wrong_max, std::chrono::seconds pause) : wrong_max_(wrong_max), pause_(pause) {}

  /// An attempt begins and counts as wrong until succeeded(): many at the same time gain nothing. False: not now.
  bool begin(const std::string& key, Time now);
  /// What begin() would say.
  bool allows(const std::string& key, Time now);
  void succeeded(const std::string& key);
  /// One attempt that began was right; the others under the key still count.
  void take_back(const std::string& key);
  std::chrono::seconds pause() const { return pause_; }

 private:
  struct Count {
    int wrong = 0;
    Time last;
  };
  bool has_room(Time now);
  void forget_old(Time now);

  const int wrong_max_;
  const std::chrono::seconds pause_;
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

}  // namespace menting::hq
