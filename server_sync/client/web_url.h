#pragma once

#include <string>

namespace menting::sync {

/// Throws std::runtime_error unless `url` is "https://HOST[:PORT]", or "http://" to a loopback address where
/// `allow_plain_http` says so. Returns it without a final slash. `ca` must name the CA's file for https.
std::string checked_url(const std::string& url, const std::string& ca, bool allow_plain_http);

}  // namespace menting::sync
