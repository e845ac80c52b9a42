#pragma once

#include <string>

#include "base/http/server.h"

namespace menting::hq {

/// Whose request it is, for limits on guessing. Behind a web server on this machine, which adds its client as the last
/// element of X-Forwarded-For, that client; what others write there is not believed.
std::string client_address(const http::Request& request);

}  // namespace menting::hq
