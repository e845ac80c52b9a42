#pragma once

#include <memory>

#include "base/http/server.h"

namespace menting::http {

class Core;
class Connection;

/// The Exchange that the server hands out for one request of `connection`.
ExchangePtr make_exchange(std::shared_ptr<Core> core, std::shared_ptr<Connection> connection, Request request);

}  // namespace menting::http
