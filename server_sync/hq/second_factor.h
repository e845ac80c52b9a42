#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// The second step of signing in: codes of an authenticator program, and recovery codes for who has lost it. All in the
/// caller's transaction; what uses a code up needs a writing one.
class SecondFactor {
 public:
  /// The secrets' rows are sealed with a key made from `secret`.
  explicit SecondFactor(std::string_view secret);

  static bool is_on(sql::Connection& connection, const std::string& user);

  struct Begun {
    std::string secret;           ///< base 32, for typing in
    std::string otpauth;          ///< otpauth://…, what the QR code holds
    std::vector<std::string> qr;  ///< its rows, of '0' and '1'
  };
  /// A new secret, which counts once it is confirmed.
  Begun begin(sql::Connection& connection, const std::string& user) const;
  static bool has_begun(sql::Connection& connection, const std::string& user);
  /// With a code of the secret that was begun; returns the recovery codes, which are known this one time.
  std::optional<std::vector<std::string>> confirm(sql::Connection& connection, const std::string& user,
                                                  const std::string& typed, std::int64_t now_ms) const;
  /// Whether it is a code of now, a step before or after, or a recovery code; no code is right twice.
  bool take(sql::Connection& connection, const std::string& user, const std::string& typed, std::int64_t now_ms) const;
  static void turn_off(sql::Connection& connection, const std::string& user);
  static std::int64_t recovery_codes_left(sql::Connection& connection, const std::string& user);

 private:
  bool take_step(sql::Connection& connection, const std::string& user, const std::string& code,
                 std::int64_t now_ms) const;

  const std::string key_;
};

}  // namespace menting::hq
