#include <utility>

#include "base/crypto/crypto.h"
#include "kiosk/ui/flow.h"

// An appointment that was booked at headquarters becomes a number in the queue.

namespace menting::ui {

void Flow::enter_check_in(std::int64_t now_ms) {
  touched_ms_ = now_ms;
  if (!state_.wants_phone) {
    std::string number = domain::normal_appointment_number(state_.typed);
    if (number.empty()) {
      state_.not_so = domain::Refusal{domain::RefusalCode::appointment_unknown, {}};
      return;
    }
    show(Page::check_in, now_ms);
    state_.appointment = std::move(number);
    state_.wants_phone = true;
    return;
  }
  if (state_.typed.size() < phone_digits) return;
  state_.repair_wait_s = guesses_.wait_s(state_.appointment, now_ms);
  if (state_.repair_wait_s > 0) return crypto::wipe(state_.typed);
  domain::CheckIn command;
  command.number = state_.appointment;
  command.phone_last4 = std::exchange(state_.typed, {});
  command.language = state_.language;
  send(std::move(command), 0, now_ms);
}

void Flow::check_in_code(const std::string& code, const std::string& branch, std::int64_t now_ms) {
  domain::CheckIn command;
  command.code = crypto::normal_code(code);
  command.branch = branch;
  command.language = state_.language;
  send(std::move(command), 0, now_ms);
}

/// Where number or telephone are wrong, the page says so and they are typed again.
bool Flow::check_in_refused(const domain::Refusal& refusal, std::int64_t now_ms) {
  const bool typed = state_.page == Page::check_in && state_.wants_phone;
  if (!typed || refusal.code != domain::RefusalCode::appointment_unknown) return false;
  guesses_.wrong(state_.appointment, now_ms);
  state_.not_so = refusal;
  return true;
}

}  // namespace menting::ui
