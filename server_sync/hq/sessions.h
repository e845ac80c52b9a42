#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/hq/settings.h"

namespace menting::hq {

/// Who is signed in, in memory: after a restart people sign in again. Used on the server's thread only.
class Sessions {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::hours lifetime{12};

  /// The new session's token, 256 random bits. The one who has been signed in longest goes when there are too many.
  std::string open(const std::string& user, Time now);
  /// The user of a token; none when it is unknown or older than `lifetime`.
  std::optional<std::string> find(std::string_view token, Time now);
  void close(std::string_view token);

 private:
  struct Session {
    std::string user;
    Time opened;
  };
  std::map<std::string, Session> sessions_;  ///< by the token's hash, so that a look-up's time tells nothing
};

}  // namespace menting::hq
