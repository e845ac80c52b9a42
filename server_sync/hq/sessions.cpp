#include "server_sync/hq/sessions.h"

#include "base/crypto/crypto.h"

namespace menting::hq {
namespace {

constexpr std::int64_t sessions_max = 5'000;
constexpr std::size_t token_bytes = 32;
constexpr std::int64_t lifetime_ms = std::chrono::milliseconds(session_lifetime).count();

}  // namespace

std::string open_session(Store& store, const std::string& user, const std::string& address, std::int64_t now_ms) {
  std::string token = crypto::to_base64(crypto::random_bytes(token_bytes));
  store.forget_sessions(now_ms - lifetime_ms, sessions_max - 1);
  store.save_session(crypto::hash_hex(token), user, address, now_ms);
  return token;
}

std::optional<std::string> find_session(Store& store, std::string_view token, std::int64_t now_ms) {
  if (token.empty()) return std::nullopt;
  const auto found = store.session(crypto::hash_hex(token));
  if (!found || now_ms - found->opened_at_ms >= lifetime_ms) return std::nullopt;
  return found->user;
}

void close_session(Store& store, std::string_view token) {
  if (token.empty()) return;
  store.erase_session(crypto::hash_hex(token));
}

}  // namespace menting::hq
