#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/program/configuration.h"
#include "kiosk/program/directives.h"
#include "kiosk/program/nearby.h"
#include "kiosk/program/now_outbox.h"
#include "kiosk/program/outbox.h"
#include "kiosk/program/overlay.h"
#include "kiosk/program/personal_outbox.h"
#include "kiosk/program/serve.h"
#include "server_sync/client/directive_loop.h"
#include "server_sync/client/sync_loop.h"

namespace menting::program {

/// Both ways between the branch and headquarters: what goes up on the sync thread, what comes down on the directives',
/// and who takes what comes. `health` outlives the program's threads; `desk` outlives the link.
class HeadquartersLink {
 public:
  struct Ways {
    std::function<void()> restart;                 ///< with another configuration; any thread
    std::function<std::int64_t()> untouched_ms{};  ///< see Configuration::Ways
  };

  HeadquartersLink(const Chosen& chosen, const ServeWords& words, desk::Desk& desk, desk::Health& health, Ways ways);

  void start();
  void stop();  ///< before the desk stops
  std::vector<ui::NearbyOffer> nearby(domain::ServiceLetter service);

 private:
  Outbox outbox_;
  PersonalOutbox personal_;
  LaterParts later_;
  NowOutbox now_;
  sync::SyncLoop sync_;
  Directives directives_;
  sync::DirectiveLoop from_above_;
  Configuration configuration_;
  Nearby nearby_;
};

}  // namespace menting::program
