#include "server_sync/hq/second_factor.h"

#include <algorithm>

#include "base/crypto/crypto.h"
#include "base/crypto/one_time.h"
#include "base/log/log.h"
#include "server_sync/hq/qr_rows.h"

namespace menting::hq {
namespace {

constexpr int recovery_count = 8;
constexpr std::size_t recovery_length = 10;  ///< of 5 bits each
constexpr std::size_t totp_length = 6;

std::string context_of(const std::string& user) {
  return "totp:" + user;
}

std::string percent_encoded(const std::string& text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string all;
  for (const char c : text) {
    const bool plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
    const auto byte = static_cast<unsigned char>(c);
    all += plain ? std::string(1, c) : std::string{'%', digits[byte >> 4], digits[byte & 15U]};
  }
  return all;
}

/// "123 456" as "123456"; empty for what is no such code.
std::string six_digits_in(const std::string& typed) {
  std::string code;
  for (const char c : typed) {
    if (c >= '0' && c <= '9') code += c;
    if ((c < '0' || c > '9') && c != ' ') return "";
  }
  return code.size() == totp_length ? code : "";
}

}  // namespace

SecondFactor::SecondFactor(std::string_view secret)
    : key_(crypto::from_hex(crypto::keyed_hash_hex(secret, "menting second factor")).value()) {}

bool SecondFactor::is_on(sql::Connection& connection, const std::string& user) {
  auto& found = connection.statement("SELECT 1 FROM person WHERE user_id = $1 AND totp_on = 1").bind(1, user);
  const bool on = found.step();
  found.reset();
  return on;
}

bool SecondFactor::has_begun(sql::Connection& connection, const std::string& user) {
  auto& found =
      connection.statement("SELECT 1 FROM person WHERE user_id = $1 AND totp_on = 0 AND totp <> ''").bind(1, user);
  const bool begun = found.step();
  found.reset();
  return begun;
}

SecondFactor::Begun SecondFactor::begin(sql::Connection& connection, const std::string& user) const {
  const std::string secret = crypto::random_bytes(crypto::totp_secret_bytes);
  connection
      .statement(
          "INSERT INTO person (user_id, totp) VALUES ($1, $2) ON CONFLICT (user_id) DO UPDATE SET totp = "
          "excluded.totp, totp_on = 0, totp_step = 0")
      .bind(1, user)
      .bind(2, crypto::to_base64(crypto::seal(key_, secret, context_of(user))))
      .run();
  Begun begun;
  begun.secret = crypto::to_base32(secret);
  begun.otpauth = "otpauth://totp/Menting:" + percent_encoded(user) + "?secret=" + begun.secret +
                  "&issuer=Menting&algorithm=SHA1&digits=6&period=30";
  begun.qr = qr_rows(begun.otpauth);
  return begun;
}

bool SecondFactor::take_step(sql::Connection& connection, const std::string& user, const std::string& code,
                             std::int64_t now_ms) const {
  // Locked: the same code shown twice at the same time is right once.
  auto& found = connection.statement(std::string("SELECT totp, totp_step FROM person WHERE user_id = $1") +
                                     connection.for_update());
  found.bind(1, user);
  if (!found.step()) return false;
  const auto sealed = crypto::from_base64(found.text(0));
  const std::int64_t used = found.integer(1);
  found.reset();
  const auto secret = sealed ? crypto::unseal(key_, *sealed, context_of(user)) : std::nullopt;
  if (!secret) {
    log::error("web",
               "the second factor of " + user + " was sealed with another sealing key: turn it off and on again");
    return false;
  }
  const std::int64_t now = now_ms / 1000 / crypto::totp_step_s;
  for (std::int64_t step = now - 1; step <= now + 1; ++step) {
    if (step <= used || !crypto::equal_secret(crypto::totp_code(*secret, step), code)) continue;
    connection.statement("UPDATE person SET totp_step = $2 WHERE user_id = $1").bind(1, user).bind(2, step).run();
    return true;
  }
  return false;
}

std::optional<std::vector<std::string>> SecondFactor::confirm(sql::Connection& connection, const std::string& user,
                                                              const std::string& typed, std::int64_t now_ms) const {
  const std::string code = six_digits_in(typed);
  if (code.empty() || !take_step(connection, user, code, now_ms)) return std::nullopt;
  connection.statement("UPDATE person SET totp_on = 1 WHERE user_id = $1").bind(1, user).run();
  connection.statement("DELETE FROM recovery_code WHERE user_id = $1").bind(1, user).run();
  std::vector<std::string> codes;
  for (int i = 0; i < recovery_count; ++i) {
    const std::string recovery = crypto::random_code(recovery_length);
    connection.statement("INSERT INTO recovery_code (user_id, hash) VALUES ($1, $2)")
        .bind(1, user)
        .bind(2, crypto::hash_hex(recovery))
        .run();
    codes.push_back(recovery.substr(0, recovery_length / 2) + "-" + recovery.substr(recovery_length / 2));
  }
  return codes;
}

bool SecondFactor::take(sql::Connection& connection, const std::string& user, const std::string& typed,
                        std::int64_t now_ms) const {
  if (const std::string code = six_digits_in(typed); !code.empty()) return take_step(connection, user, code, now_ms);
  const std::string hash = crypto::hash_hex(crypto::normal_code(typed));
  auto& found = connection.statement(std::string("SELECT 1 FROM recovery_code WHERE user_id = $1 AND hash = $2") +
                                     connection.for_update());
  found.bind(1, user).bind(2, hash);
  const bool there = found.step();
  found.reset();
  if (there) {
    connection.statement("DELETE FROM recovery_code WHERE user_id = $1 AND hash = $2")
        .bind(1, user)
        .bind(2, hash)
        .run();
  }
  return there;
}

void SecondFactor::turn_off(sql::Connection& connection, const std::string& user) {
  connection.statement("DELETE FROM recovery_code WHERE user_id = $1").bind(1, user).run();
  connection.statement("UPDATE person SET totp = '', totp_on = 0, totp_step = 0 WHERE user_id = $1")
      .bind(1, user)
      .run();
}

std::int64_t SecondFactor::recovery_codes_left(sql::Connection& connection, const std::string& user) {
  auto& found = connection.statement("SELECT count(*) FROM recovery_code WHERE user_id = $1").bind(1, user);
  const std::int64_t count = found.step() ? found.integer(0) : 0;
  found.reset();
  return count;
}

}  // namespace menting::hq
