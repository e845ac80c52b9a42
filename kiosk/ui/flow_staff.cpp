#include <utility>

#include "kiosk/ui/flow.h"

// The staff's corner: a hidden gesture, a staff number and a PIN.

namespace menting::ui {

namespace {

constexpr std::size_t corner_taps = 5;
constexpr std::int64_t corner_ms = 4'000;
constexpr std::int64_t restart_again_ms = 5'000;

}  // namespace

void Flow::tap_corner(std::int64_t now_ms) {
  std::erase_if(corner_taps_ms_, [&](std::int64_t t) { return t < now_ms - corner_ms; });
  corner_taps_ms_.push_back(now_ms);
  if (corner_taps_ms_.size() >= corner_taps) show(Page::staff_sign_in, now_ms);
}

void Flow::enter_staff(std::int64_t now_ms) {
  if (!state_.corner.wants_pin) {
    state_.corner.staff = std::exchange(state_.typed, {});
    state_.corner.wants_pin = true;
    return;
  }
  // Handed on with its place in memory, so that no copy is left behind.
  send(CheckPin{state_.corner.staff, std::exchange(state_.typed, {})}, 0, now_ms);
}

void Flow::answered(std::uint64_t serial, const PinVerdict& verdict, std::int64_t now_ms) {
  if (!settle(serial, now_ms)) return;
  if (verdict.kind != PinVerdict::Kind::right) {
    state_.corner.verdict = verdict;
    return;
  }
  const domain::StaffId staff = state_.corner.staff;
  show(Page::staff, now_ms);
  state_.corner.staff = staff;
}

void Flow::do_task(StaffTask task, std::int64_t now_ms) {
  if (state_.page != Page::staff) return;
  state_.corner.said.clear();
  state_.corner.copied = false;
  const bool sure = std::exchange(state_.corner.restart_asked, false);
  if (task == StaffTask::restart && !sure) {
    state_.corner.restart_asked = true;
    restart_until_ms_ = now_ms + restart_again_ms;
    return;
  }
  if (task == StaffTask::set_aside || task == StaffTask::put_back) {
    state_.set_aside = task == StaffTask::set_aside;
    return;
  }
  send(StaffOrder{task, state_.language}, 0, now_ms);
}

void Flow::print_again(const domain::TicketId& ticket, std::int64_t now_ms) {
  if (state_.page != Page::staff) return;
  state_.corner.said.clear();
  state_.corner.copied = state_.corner.restart_asked = false;
  send(domain::ReprintTicket{ticket, state_.corner.staff}, 0, now_ms);
}

void Flow::answered(std::uint64_t serial, const std::string& said, bool bad, std::int64_t now_ms) {
  if (!settle(serial, now_ms)) return;
  state_.corner.said = said;
  state_.corner.said_bad = bad;
}

}  // namespace menting::ui
