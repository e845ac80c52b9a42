#include "server_sync/hq/sessions.h"

#include <algorithm>

#include "base/crypto/crypto.h"

namespace menting::hq {
namespace {

constexpr std::size_t sessions_max = 5'000;
constexpr std::size_t token_bytes = 32;

}  // namespace

std::string Sessions::open(const std::string& user, Time now) {
  std::erase_if(sessions_, [now](const auto& entry) { return now - entry.second.opened >= lifetime; });
  if (sessions_.size() >= sessions_max) {
    sessions_.erase(std::min_element(sessions_.begin(), sessions_.end(),
                                     [](const auto& a, const auto& b) { return a.second.opened < b.second.opened; }));
  }
  std::string token = crypto::to_base64(crypto::random_bytes(token_bytes));
  sessions_[crypto::hash_hex(token)] = {user, now};
  return token;
}

std::optional<std::string> Sessions::find(std::string_view token, Time now) {
  if (token.empty()) return std::nullopt;
  const auto found = sessions_.find(crypto::hash_hex(token));
  if (found == sessions_.end() || now - found->second.opened >= lifetime) return std::nullopt;
  return found->second.user;
}

void Sessions::close(std::string_view token) {
  sessions_.erase(crypto::hash_hex(token));
}

}  // namespace menting::hq
