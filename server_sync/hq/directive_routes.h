#pragma once

#include <string>

#include "base/http/server.h"
#include "server_sync/hq/directive_waits.h"
#include "server_sync/hq/directives.h"
#include "server_sync/hq/inbox.h"
#include "server_sync/hq/settings.h"

namespace menting::hq {

/// GET /sync/v1/directives?have=V&wait_s=N: what headquarters has for the branch that asks, at once or as soon as
/// there is something.
class DirectiveRoutes {
 public:
  DirectiveRoutes(const Settings& settings, Inbox& inbox, const Place& place);

  void get(const http::ExchangePtr& exchange);
  const std::string& signing_key() const { return key_.public_key; }
  void start() { waits_.start(); }
  void stop() { waits_.stop(); }

 private:
  struct Asking;
  void ask(const std::shared_ptr<Asking>& asking);
  Decision decide(Asking& asking, Store& store) const;

  const Settings& settings_;
  Inbox& inbox_;
  const SigningKey key_;
  DirectiveWaits waits_;
};

class Router;
void add_directive_routes(Router& router, DirectiveRoutes& directives);

}  // namespace menting::hq
