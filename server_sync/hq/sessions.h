#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server_sync/hq/store.h"

namespace menting::hq {

/// Who is signed in: rows, so that a restart signs nobody out and every headquarters on the database knows them. Only a
/// token's hash is stored. These run in the caller's transaction.
inline constexpr std::chrono::hours session_lifetime{12};

/// The new session's token, 256 random bits. Those who have been signed in longest go when there are too many.
std::string open_session(Store& store, const std::string& user, const std::string& address, std::int64_t now_ms);
/// The user of a token; none when it is unknown or older than `session_lifetime`.
std::optional<std::string> find_session(Store& store, std::string_view token, std::int64_t now_ms);
void close_session(Store& store, std::string_view token);

}  // namespace menting::hq
