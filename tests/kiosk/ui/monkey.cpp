#include "tests/kiosk/ui/monkey.h"

#include <array>
#include <set>
#include <stdexcept>

namespace menting::tests {

using namespace domain;

namespace {

struct Size {
  int width, height;
};

constexpr std::array<Size, 5> sizes = {{{1080, 1920}, {1920, 1080}, {1366, 768}, {540, 960}, {1024, 768}}};
constexpr std::size_t remembered = 40;
constexpr int taps_home_max = 6;

bool is_home(const std::string& page) {
  return page == "home" || page == "closed" || page == "out_of_order";
}

}  // namespace

Monkey::Monkey(std::uint64_t seed) : seed_(seed), random_(seed) {}
Monkey::~Monkey() = default;

const std::vector<Violation>& Monkey::violations() const {
  return rules_->violations();
}

void Monkey::remember(const std::string& what) {
  done_.push_back(what + " on " + screen_->page());
  if (done_.size() > remembered) done_.pop_front();
}

void Monkey::complain(const std::string& what) const {
  std::string story = what + "\nseed " + std::to_string(seed_) + ", " + std::to_string(screen_->width) + "x" +
                      std::to_string(screen_->height) + ", on " + screen_->page() + " after:";
  for (const std::string& one : done_) story += "\n  " + one;
  throw std::runtime_error(story);
}

void Monkey::play(int steps) {
  const Size size = sizes[below(sizes.size())];
  screen_.reset();  // one ImGui at a time
  done_.clear();
  ScreenSetup setup = furnished(size.width, size.height);
  setup.interface.brand.reduced_motion = one_in(2);
  setup.engines = one_in(2);
  screen_ = std::make_unique<Screen>(std::move(setup));
  rules_ = std::make_unique<LookRules>(*screen_, std::to_string(size.width) + "x" + std::to_string(size.height));
  try {
    for (int i = 0; i < steps; ++i) {
      step();
      must_hold();
      if (i % 25 == 24) must_lead_home();
    }
  } catch (const std::runtime_error& fault) {
    if (std::string(fault.what()).find("\nseed ") != std::string::npos) throw;
    complain(fault.what());
  }
}

void Monkey::step() {
  const std::size_t dice = below(100);
  if (dice < 58) return tap_target();
  if (dice < 64) return tap_anywhere();
  if (dice < 71) return press_keys();
  if (dice < 75) return scan();
  if (dice < 79) return write();
  if (dice < 88) return pass_time();
  if (dice < 97) return work();
  if (dice < 99) return break_something();
  repair_all();
}

void Monkey::tap_target() {
  const auto& all = screen_->interface.targets().all();
  const std::string id = all[below(all.size())].id;
  remember("tap " + id);
  if (one_in(8)) screen_->now_ms -= 390;  // two fingers, or one in a hurry
  screen_->tap(id);
}

void Monkey::tap_anywhere() {
  const auto x = static_cast<float>(below(static_cast<std::size_t>(screen_->width)));
  const auto y = static_cast<float>(below(static_cast<std::size_t>(screen_->height)));
  remember("tap at " + std::to_string(x) + "," + std::to_string(y));
  ui::Interface& face = screen_->interface;
  switch (below(4)) {
    case 0:  // a palm that never lets go
      face.put({.kind = ui::Input::Kind::press, .x = x, .y = y});
      return screen_->settle();
    case 1:
      face.put({.kind = ui::Input::Kind::release, .x = x, .y = y});
      return screen_->settle();
    case 2:
      face.put({.kind = ui::Input::Kind::cancel});
      return screen_->settle();
    default:
      return screen_->tap_at(x, y);
  }
}

void Monkey::press_keys() {
  static const std::array<std::string, 8> texts = {"A001\n", "A004", "\n", "\b\b", "1001\n", "2468\n", "zz 9-<", "B0"};
  const std::string& text = texts[below(texts.size())];
  remember("type " + text);
  screen_->type(text);
  screen_->wait_ms(100);
}

void Monkey::scan() {
  const auto& tickets = screen_->desk.board()->tickets;
  std::string text = "R261125-" + std::to_string(100 + below(900));
  if (one_in(2))
    text = tickets.empty() || one_in(4) ? std::string(below(600), '7') : tickets[below(tickets.size())]->code;
  remember("scan " + text.substr(0, 20));
  screen_->interface.put({.kind = ui::Input::Kind::scan, .text = text});
  screen_->settle();
}

void Monkey::write() {
  const ui::Target* pad = screen_->interface.targets().find("handwriting");
  if (pad == nullptr) return tap_target();
  remember("write");
  const float scale = ui::make_canvas(screen_->width, screen_->height).scale;
  const ui::Box box = pad->box;
  const auto put = [&](ui::Input::Kind kind) {
    screen_->interface.put({.kind = kind,
                            .x = (box.x + box.w * static_cast<float>(below(120)) / 100) * scale,
                            .y = (box.y + box.h * static_cast<float>(below(120)) / 100) * scale});
  };
  screen_->now_ms += 400;
  put(ui::Input::Kind::press);
  for (std::size_t i = below(20); i > 0; --i) put(ui::Input::Kind::move);
  if (!one_in(6)) put(ui::Input::Kind::release);
  screen_->settle();
}

void Monkey::pass_time() {
  static constexpr std::array<std::int64_t, 7> spans = {20, 90, 1'100, 11'000, 30'000, 61'000, 150'000};
  const std::int64_t span = spans[below(spans.size())];
  remember("wait " + std::to_string(span));
  screen_->wait_ms(span);
  if (one_in(60)) screen_->clock.advance_ms(3 * 3'600'000);
}

void Monkey::work() {
  remember("the branch works");
  const auto post = [&](Command command) { screen_->desk.post(desk::Request{std::move(command), {}, {}, {}}); };
  const desk::BoardPtr board = screen_->desk.board();
  const std::string last = board->tickets.empty() ? std::string() : board->tickets.back()->id;
  switch (below(9)) {
    case 0:
      post(OpenCounter{2, "1001"});
      break;
    case 1:
      post(CallNext{2, "1001"});
      break;
    case 2:
      post(StartServing{2, "1001"});
      break;
    case 3:
      post(FinishServing{2, "1001", "done"});
      break;
    case 4:
      if (board->tickets.size() < 60) {
        post(TakeTicket{static_cast<char>('A' + below(4)), Lane::standard, "MONKEY" + std::to_string(random_()), "en"});
      }
      break;
    case 5:
      post(RecordPrinted{last});
      break;
    case 6:
      post(RecordPrintFailed{last, one_in(2) ? "paper_out" : "no_reply"});
      break;
    case 7:
      post(AnswerAssistance{screen_->state().help, "1002"});
      break;
    default:
      post(CloseCounter{2, "1001"});
      break;
  }
  screen_->settle();
}

void Monkey::break_something() {
  remember("something breaks");
  switch (below(5)) {
    case 0:
      screen_->hold_desk = true;
      break;
    case 1:
      screen_->refuse_post = true;
      break;
    case 2:
      screen_->able = false;
      break;
    case 3:
      screen_->health.set_printer(one_in(2) ? desk::PrinterState::paper_out : desk::PrinterState::offline);
      break;
    default:
      screen_->journal.fail_commit = true;
      break;
  }
  screen_->settle();
}

void Monkey::repair_all() {
  remember("all is repaired");
  screen_->hold_desk = screen_->refuse_post = screen_->journal.fail_commit = false;
  screen_->able = true;
  screen_->health.set_printer(desk::PrinterState::ready);
  screen_->settle();
}

void Monkey::must_hold() {
  if (screen_->interface.targets().all().empty()) complain("nothing can be touched");
  if (screen_->state().typed.size() > 20) complain("too much was typed");
  const ui::Entry& entry = screen_->interface.flow().entry();
  if (entry.characters() > entry.characters_max() && entry.characters() > 0) complain("too much was written");
  rules_->look(screen_->page());
}

/// Whatever was done before: a few taps, and the kiosk is anybody's again.
void Monkey::must_lead_home() {
  for (int tap = 0; tap < taps_home_max; ++tap) {
    if (is_home(screen_->page()) && screen_->has("elderly.on")) return;
    if (screen_->state().pending) screen_->wait_ms(10'500);
    const char* way = nullptr;
    for (const char* id : {"home", "attract.touch", "ticket.done", "rate.done", "help.done", "found.done",
                           "notice.close", "idle.stay", "elderly.off"}) {
      if (way == nullptr && screen_->enabled(id)) way = id;
    }
    if (way == nullptr) break;
    remember(std::string("go home by ") + way);
    screen_->tap(way);
    must_hold();
  }
  if (!is_home(screen_->page()) || !screen_->has("elderly.on")) complain("no way home");
}

}  // namespace menting::tests
