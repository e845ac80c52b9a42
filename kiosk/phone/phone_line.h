#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "kiosk/desk/desk.h"
#include "kiosk/desk/health.h"
#include "kiosk/phone/asks.h"
#include "kiosk/phone/hall_now.h"
#include "kiosk/phone/slips.h"

namespace menting::phone {

struct PhoneSettings {
  std::string timezone;
  std::function<HallFacts()> facts;  ///< any moment; the sync thread
  Pictures pictures;
  std::function<void()> wake;  ///< there is something to say; any thread, must not block
};

/// What the branch tells headquarters beside its events, so that customers' phones follow it: how it is, the slips that
/// are looked at, and what came of what customers asked; and what it hears back. Used by the sync thread alone, but for
/// nudge(). `desk` and `health` must outlive it.
class PhoneLine {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Wait = std::chrono::milliseconds;

  PhoneLine(PhoneSettings settings, desk::Desk& desk, desk::Health& health);

  /// The next document, JSON; none: there is nothing to say now.
  std::optional<std::string> next(const std::string& branch, Time now);
  /// How long that stays so unless something happens.
  Wait quiet(Time now) const;
  /// False: this is no answer of headquarters.
  bool answered(const std::string& json, Time now);
  void unanswered();
  /// Headquarters has something to say in answer; the directive `phone` with where customers' pages are. Any thread.
  void nudge(const std::string& directive_json);

 private:
  bool due(const HallNow& hall, const SlipNews& news, Time now);

  const PhoneSettings settings_;
  desk::Desk& desk_;
  desk::Health& health_;
  Slips slips_;
  Asks asks_;
  std::atomic<bool> nudged_ = true;
  std::atomic<bool> answering_ = false;  ///< the desk has answered an ask

  std::optional<Time> said_at_;  ///< the last document; none: headquarters knows nothing
  std::optional<Time> whole_at_;
  bool asked_ = false;  ///< headquarters waits for answers
  std::string said_digest_, saying_digest_;
  bool saying_whole_ = false;
  Time due_at_{};
};

}  // namespace menting::phone
