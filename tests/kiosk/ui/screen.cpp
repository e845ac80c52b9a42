#include "tests/kiosk/ui/screen.h"

#include <imgui.h>

#include "base/text/catalog.h"
#include "kiosk/desk/event_json.h"
#include "tests/support/catch.h"

namespace menting::tests {

using namespace domain;

namespace {

constexpr const char* noto = "/usr/share/fonts/opentype/noto/NotoSansCJK-";

}  // namespace

void load_texts() {
  static const bool loaded = [] {
    text::load(std::string(MENTING_BUILD_DIR) + "/assets/text");
    return true;
  }();
  REQUIRE(loaded);
}

Screen::Screen(int w, int h, Plan plan)
    : desk(std::move(plan), "0.1.0", "digest", journal, clock, health),
      width(w),
      height(h),
      fonts(std::string(noto) + "Regular.ttc", std::string(noto) + "Bold.ttc"),
      interface({}, "Asia/Shanghai", desk.plan(),
                {.board = [this] { return desk.board(); },
                 .printer = [this] { return health.printer(); },
                 .post =
                     [this](Command command, std::function<void(const desk::Receipt&)> done) {
                       if (refuse_post) return false;
                       static int codes = 0;
                       if (auto* take = std::get_if<TakeTicket>(&command))
                         take->code = "CODE" + std::to_string(++codes);
                       return desk.post(desk::Request{std::move(command), {}, {}, std::move(done)});
                     }}) {
  load_texts();
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  ImGui::GetIO().DisplaySize = ImVec2(static_cast<float>(w), static_cast<float>(h));
  fonts.build(*ImGui::GetIO().Fonts);
  interface.listen(&heard);
  settle();
}

Screen::~Screen() {
  ImGui::DestroyContext();
}

void Screen::settle() {
  for (int i = 0; i < 20; ++i) {
    if (!hold_desk) desk.run_once(std::chrono::milliseconds(0));
    if (!interface.step(now_ms, clock.now().at_ms)) {
      if (hold_desk || desk.run_once(std::chrono::milliseconds(0)) == 0) return;
      continue;
    }
    draw();
  }
  FAIL("the picture never comes to rest");
}

void Screen::draw() {
  int rounds = 0;
  do {
    ImGui::NewFrame();
    interface.draw(*ImGui::GetBackgroundDrawList(), fonts, width, height, now_ms, clock.now().at_ms);
    ImGui::Render();
    REQUIRE(++rounds <= 2);  // every page's characters have room together
  } while (fonts.again());
  fonts.take_patches();
  ++drawn;
}

void Screen::tap_at(float x, float y) {
  now_ms += 400;  // a person's pace
  interface.put({ui::Input::Kind::press, x, y});
  interface.put({ui::Input::Kind::release, x, y});
  settle();
}

void Screen::tap(const std::string& id) {
  INFO("tap " << id << " on " << page());
  const ui::Target* target = interface.targets().find(id);
  REQUIRE(target != nullptr);
  const float scale = ui::make_canvas(width, height).scale;
  tap_at(target->box.cx() * scale, target->box.cy() * scale);
}

void Screen::type(const std::string& text) {
  for (const char c : text) {
    if (c == '\n') {
      interface.put({ui::Input::Kind::enter});
    } else {
      interface.put({.kind = ui::Input::Kind::character, .character = c});
    }
  }
  settle();
}

void Screen::wait_ms(std::int64_t ms) {
  now_ms += ms;
  clock.advance_ms(ms);
  settle();
}

bool Screen::enabled(const std::string& id) const {
  const ui::Target* target = interface.targets().find(id);
  return target != nullptr && target->enabled;
}

std::string Screen::label(const std::string& id) const {
  const ui::Target* target = interface.targets().find(id);
  return target == nullptr ? std::string() : target->label;
}

void Screen::branch(Command command) {
  bool refused = true;
  desk.post(desk::Request{std::move(command), {}, {}, [&](const desk::Receipt& receipt) {
                            refused = std::holds_alternative<Refusal>(receipt);
                          }});
  while (desk.run_once(std::chrono::milliseconds(0)) > 0) {
  }
  REQUIRE_FALSE(refused);
  settle();
}

TicketId Screen::serve(char service) {
  static int codes = 0;
  if (desk.board()->counter(2)->state == CounterState::closed) branch(OpenCounter{2, "1001"});
  branch(TakeTicket{service, Lane::standard, "SERVED" + std::to_string(++codes), "zh-CN"});
  branch(CallNext{2, "1001"});
  TicketId id = desk.board()->counter(2)->ticket;
  branch(StartServing{2, "1001"});
  clock.advance_ms(60'000);
  branch(FinishServing{2, "1001", "done"});
  return id;
}

int Screen::events(std::string_view kind) const {
  int count = 0;
  for (const Event& event : journal.durable.events) count += desk::event_kind(event.fact) == kind ? 1 : 0;
  return count;
}

}  // namespace menting::tests
