#pragma once

#include <string>
#include <vector>

#include "base/http/address.h"
#include "base/http/server.h"

namespace menting::hq {

/// Whose request it is, for limits on guessing. Behind a web server on this machine, or one of `trusted`, which adds
/// its client as the last element of X-Forwarded-For, that client; what others write there is not believed.
std::string client_address(const http::Request& request, const std::vector<http::Network>& trusted);

/// True when another server passed the request on: whoever asks is not who is connected.
bool was_forwarded(const http::Request& request);

}  // namespace menting::hq
