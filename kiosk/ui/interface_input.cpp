#include <algorithm>
#include <cmath>
#include <utility>

#include "kiosk/ui/interface.h"

// What people do at the glass, and what goes out to the branch because of it.

namespace menting::ui {

namespace {

// A second tap of an impatient finger: at the same place, at once.
constexpr std::int64_t double_tap_ms = 300;
constexpr float double_tap_reach = 24;
constexpr float nowhere = -1'000'000;

}  // namespace

void Interface::Answers::put(Answer answer) {
  std::function<void()> then;
  {
    const std::lock_guard lock(mutex);
    waiting.push_back(std::move(answer));
    then = wake;
  }
  if (then) then();
}

void Interface::take(const Input& input, const desk::Board& board, std::int64_t now_ms) {
  const float x = input.x / scale_, y = input.y / scale_;
  // A page that a slip or a key turns was turned by no tap: none is a second one.
  const bool by_hand = input.kind == Input::Kind::press || input.kind == Input::Kind::move ||
                       input.kind == Input::Kind::release || input.kind == Input::Kind::cancel;
  if (!by_hand) tapped_x_ = tapped_y_ = nowhere;
  switch (input.kind) {
    case Input::Kind::press:
      return press(x, y, now_ms);
    case Input::Kind::move:
      return move(x, y);
    case Input::Kind::release:
      return release(x, y, board, now_ms);
    case Input::Kind::cancel:
      pressed_.clear();
      if (std::exchange(pad_, std::nullopt)) flow_.stroke_ends();
      return;
    case Input::Kind::character:
      return flow_.type(input.character, board, now_ms);
    case Input::Kind::erase:
      return flow_.type('\b', board, now_ms);
    case Input::Kind::enter:
      return flow_.type('\n', board, now_ms);
    case Input::Kind::scan:
      return flow_.scanned(input.text, board, now_ms);
  }
}

bool Interface::outdated(const Input& input) const {
  if (input.kind != Input::Kind::press || flow_.version() == drawn_.flow) return false;
  const Target* target = targets_.at(input.x / scale_, input.y / scale_);
  return target != nullptr && !target->enabled;
}

void Interface::press(float x, float y, std::int64_t now_ms) {
  const bool again = now_ms - turned_ms_ < double_tap_ms && std::hypot(x - turned_x_, y - turned_y_) < double_tap_reach;
  if (flow_.state().page == Page::attract) {
    // Whoever comes to the glass wants it as it is without them: at once, and the same tap chooses nothing.
    tapped_x_ = x;
    tapped_y_ = y;
    const bool inviting = drawn_.screen == screen_name(Page::attract);
    flow_.touch(now_ms);
    if (inviting) return;  // a hall that closed meanwhile shows its home already
  }
  const Target* target = again ? nullptr : targets_.at(x, y);
  pressed_ = target != nullptr && target->enabled ? target->id : std::string();
  // Anywhere on the glass: somebody is there. A question about it is answered by the touch itself, except "home".
  if (pressed_.empty()) return flow_.touch(now_ms);
  if (!std::holds_alternative<WriteHere>(target->intent)) return;
  pad_ = target->box;
  // One unit for both: a character must keep its shape.
  flow_.stroke_begins((x - pad_->x) / pad_->h, (y - pad_->y) / pad_->h, now_ms);
}

void Interface::move(float x, float y) {
  if (!pad_) return;
  flow_.stroke_goes_on((std::clamp(x, pad_->x, pad_->right()) - pad_->x) / pad_->h,
                       (std::clamp(y, pad_->y, pad_->bottom()) - pad_->y) / pad_->h);
}

void Interface::release(float x, float y, const desk::Board& board, std::int64_t now_ms) {
  const std::string pressed = std::exchange(pressed_, {});
  if (std::exchange(pad_, std::nullopt)) return flow_.stroke_ends();
  const Target* target = pressed.empty() ? nullptr : targets_.find(pressed);
  // A finger that slid off has thought better of it; a little beside still counts, fingers roll.
  if (target == nullptr || !target->enabled || !target->box.inset(-24).contains(x, y)) return;
  tapped_x_ = x;
  tapped_y_ = y;
  const Intent intent = target->intent;
  flow_.carry_out(intent, board, now_ms);
}

void Interface::print_slip() {
  std::optional<PrintRepair> slip = flow_.take_slip();
  if (!slip) return;
  const domain::RepairNumber number = slip->order.number;
  if (!ports_.print_repair) return flow_.slip_came(number, domain::PrintState::none);
  ports_.print_repair(std::move(*slip), [answers = answers_, number](domain::PrintState print) {
    answers->put([number, print](Flow& flow, std::int64_t) { flow.slip_came(number, print); });
  });
}

void Interface::post(std::int64_t now_ms) {
  print_slip();
  std::optional<Outgoing> out = flow_.take_outgoing();
  if (!out) return;
  const std::uint64_t serial = out->serial;
  const auto answers = answers_;
  if (auto* command = std::get_if<domain::Command>(&out->what)) {
    const bool taken = ports_.post(std::move(*command), [answers, serial](const desk::Receipt& receipt) {
      answers->put([serial, receipt](Flow& flow, std::int64_t at_ms) { flow.answered(serial, receipt, at_ms); });
    });
    if (!taken) flow_.answered(serial, domain::Refusal{domain::RefusalCode::branch_unable, {}}, now_ms);
  } else if (auto* check = std::get_if<CheckPin>(&out->what)) {
    if (!ports_.staff.check_pin) return flow_.answered(serial, PinVerdict{}, now_ms);
    ports_.staff.check_pin(std::move(*check), [answers, serial](PinVerdict verdict) {
      answers->put([serial, verdict](Flow& flow, std::int64_t at_ms) { flow.answered(serial, verdict, at_ms); });
    });
  } else if (auto* ask = std::get_if<AskRepair>(&out->what)) {
    const bool taken = ports_.ask_repair && ports_.ask_repair(std::move(*ask), [answers, serial](RepairAnswer answer) {
      answers->put([serial, answer = std::move(answer)](Flow& flow, std::int64_t at_ms) {
        flow.answered(serial, answer, at_ms);
      });
    });
    if (!taken) flow_.answered(serial, RepairAnswer{}, now_ms);
  } else {
    if (!ports_.staff.run) return flow_.answered(serial, std::string(), true, now_ms);
    ports_.staff.run(std::get<StaffOrder>(out->what), [answers, serial](const std::string& said, bool bad) {
      answers->put([serial, said, bad](Flow& flow, std::int64_t at_ms) { flow.answered(serial, said, bad, at_ms); });
    });
  }
}

}  // namespace menting::ui
