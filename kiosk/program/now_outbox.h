#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "kiosk/desk/desk.h"
#include "kiosk/phone/phone_line.h"
#include "kiosk/settings/settings.h"
#include "server_sync/client/now_outbox.h"

namespace menting::program {

/// The sync loop's view of how the branch is.
class NowOutbox : public sync::NowOutbox {
 public:
  NowOutbox(phone::PhoneSettings settings, desk::Desk& desk, desk::Health& health)
      : line_(std::move(settings), desk, health) {}

  std::optional<std::string> next(const std::string& branch, Time now) override { return line_.next(branch, now); }
  std::chrono::milliseconds quiet(Time now) override { return line_.quiet(now); }
  bool answered(const std::string& body, Time now) override { return line_.answered(body, now); }
  void unanswered() override { line_.unanswered(); }

  phone::PhoneLine& line() { return line_; }

 private:
  phone::PhoneLine line_;
};

/// What the line needs of parts that are made after it; set before the sync loop starts.
struct LaterParts {
  std::function<void()> wake = [] {};  ///< the sync loop; any thread
  std::function<phone::ConfigStanding()> config = [] { return phone::ConfigStanding{}; };
};

/// What phones are shown is made by what the hall shows. `later` must outlive the line.
phone::PhoneSettings phone_settings(const settings::Settings& from, const std::string& data, bool has_screen,
                                    desk::Desk& desk, const LaterParts& later);

}  // namespace menting::program
