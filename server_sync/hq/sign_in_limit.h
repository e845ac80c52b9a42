#pragma once

#include <chrono>
#include <string>

#include "server_sync/hq/attempt_limit.h"

namespace menting::hq {

/// Slows down guessing of passwords: of one user from one address, of all users from one address, and of one user from
/// everywhere. The last bound is high, so that nobody locks a user out for everyone with a handful of wrong passwords.
class SignInLimit {
 public:
  using Time = AttemptLimit::Time;

  /// An attempt begins and counts as wrong until succeeded(). False: not now.
  bool begin(const std::string& user, const std::string& address, Time now);
  void succeeded(const std::string& user, const std::string& address);
  /// The attempt was neither right nor wrong: it counts no more.
  void take_back(const std::string& user, const std::string& address);
  std::chrono::seconds pause() const { return both_.pause(); }

 private:
  AttemptLimit both_{5, std::chrono::seconds(60)};
  AttemptLimit address_{30, std::chrono::seconds(60)};
  AttemptLimit user_{100, std::chrono::seconds(60)};
};

}  // namespace menting::hq
