#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/program/configuration.h"
#include "kiosk/program/directives.h"
#include "kiosk/program/nearby.h"
#include "kiosk/program/now_outbox.h"
#include "kiosk/program/outbox.h"
#include "kiosk/program/personal_outbox.h"
#include "server_sync/client/directive_loop.h"
#include "server_sync/client/sync_loop.h"

namespace menting::program {

/// When somebody touched the screen last; never, where there is none.
class LastTouch {
 public:
  void touched() { at_ms_ = now_ms(); }
  std::int64_t untouched_ms() const { return now_ms() - at_ms_; }

 private:
  static std::int64_t now_ms();
  std::atomic<std::int64_t> at_ms_ = -1'000'000'000'000;
};

/// All that goes up to headquarters and comes down from it, each on a thread of its own.
class HeadquartersLink {
 public:
  /// `restart` lets the program begin anew. `desk` and `health` must outlive it.
  HeadquartersLink(const Chosen& chosen, const ServeWords& words, desk::Desk& desk, desk::Health& health,
                   std::function<void()> restart);

  void start();
  void stop();  ///< within a second

  /// From the screen's thread.
  void touched() { touch_.touched(); }
  std::vector<ui::NearbyOffer> nearby(domain::ServiceLetter service) const;

 private:
  phone::PhoneSettings phone_settings_of(const settings::Settings& from, const ServeWords& words);

  desk::Desk& desk_;
  LastTouch touch_;
  Outbox outbox_;
  PersonalOutbox personal_;
  NowOutbox now_;
  sync::SyncLoop sync_;
  Directives directives_;
  sync::DirectiveLoop from_above_;
  Configuration configuration_;
  Nearby nearby_;
};

}  // namespace menting::program
