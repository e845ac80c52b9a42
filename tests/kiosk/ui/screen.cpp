#include "tests/kiosk/ui/screen.h"

#include <imgui.h>

#include <stdexcept>
#include <utility>

#include "base/text/catalog.h"
#include "kiosk/desk/event_json.h"
#include "kiosk/ui/fresh_codes.h"
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

Screen::Screen(int w, int h, Plan plan) : Screen(ScreenSetup{.width = w, .height = h, .plan = std::move(plan)}) {}

Screen::Screen(ScreenSetup setup)
    : desk(std::move(setup.plan), "0.1.0", "digest", journal, clock, health),
      width(setup.width),
      height(setup.height),
      stage(setup.stage),
      fonts(std::string(noto) + "Regular.ttc", std::string(noto) + "Bold.ttc"),
      interface(setup.interface, desk.plan(), ports(), engines(setup.engines)) {
  load_texts();
  if (stage == nullptr) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().DisplaySize = ImVec2(static_cast<float>(width), static_cast<float>(height));
    fonts.build(*ImGui::GetIO().Fonts);
  }
  interface.listen(&heard);
  settle();
}

ui::Ports Screen::ports() {
  ui::Ports ports;
  ports.board = [this] { return desk.board(); };
  ports.printer = [this] { return health.printer(); };
  ports.post = [this](Command command, std::function<void(const desk::Receipt&)> done) {
    if (refuse_post) return false;
    static int codes = 0;
    ui::put_codes(command);
    if (auto* take = std::get_if<TakeTicket>(&command)) take->code = "CODE" + std::to_string(++codes);
    return desk.post(desk::Request{std::move(command), {}, {}, std::move(done)});
  };
  ports.ask_repair = [this](ui::AskRepair asked, std::function<void(ui::RepairAnswer)> done) {
    return !refuse_post && desk.post(ui::repair_lookup(std::move(asked), std::move(done)));
  };
  ports.print_repair = [this](const ui::PrintRepair& slip, const std::function<void(PrintState)>&) {
    slips.push_back(slip);
  };
  ports.able = [this] { return able; };
  if (stage != nullptr) {
    ports.picture = [this](const std::string& file, int w, int h) { return stage->pictures().find(file, w, h); };
  }
  ports.staff.check_pin = [this](const ui::CheckPin& check, const std::function<void(ui::PinVerdict)>& done) {
    using Kind = ui::PinVerdict::Kind;
    const bool right = check.pin == pin && desk.plan().person(check.staff) != nullptr;
    done({.kind = right ? Kind::right : Kind::wrong, .retry_after_s = 0});
  };
  ports.staff.run = [this](const ui::StaffOrder& order, const std::function<void(std::string, bool)>& done) {
    tasks.push_back(order.task);
    done("打印机已就绪。", false);
  };
  ports.staff.facts = [](const std::string& language) {
    const bool zh = language == "zh-CN";
    return std::vector<ui::StaffFact>{
        {zh ? "打印机" : "Printer", zh ? "打印机已就绪。" : "The printer is ready.", false},
        {zh ? "总部" : "Headquarters", zh ? "连接不上，本厅照常营业" : "Cannot be reached; the branch works on", true},
        {zh ? "待上传" : "To be sent", "12", false, true},
        {zh ? "窗口访问地址" : "Address for counters", "192.168.8.20:8470", false, true},
        {zh ? "声音" : "Sound", zh ? "音量 70" : "Volume 70", false},
        {zh ? "存储" : "Storage", zh ? "正常，剩余 10240 MB" : "Works; 10240 MB free", false},
        {zh ? "版本" : "Version", "0.1.0", false, true}};
  };
  ports.staff.volume = [] { return 70; };
  ports.reading.read = [this](const std::string& text, const std::string&) { read_aloud.push_back(text); };
  ports.reading.hush = [] {};
  ports.nearby = [this](ServiceLetter) { return nearby; };
  return ports;
}

ui::TextEngines Screen::engines(bool wanted) {
  if (!wanted) return {};
  ui::Fonts& used = stage != nullptr ? stage->fonts() : fonts;
  const input::Shows shows = [&used](char32_t c) { return used.has(c); };
  return {
      std::make_shared<input::Pinyin>(input::PinyinFolders{.staging = MENTING_BUILD_DIR "/assets/input/pinyin"}, shows),
      std::make_shared<input::Handwriting>(shows)};
}

Screen::~Screen() {
  if (stage == nullptr) ImGui::DestroyContext();
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
  ++drawn;
  const auto picture = [this](ImDrawList& list, ui::Fonts& used, int w, int h) {
    interface.draw(list, used, w, h, now_ms, clock.now().at_ms);
  };
  if (stage != nullptr) return stage->show(picture, [this] { return interface.ground(); });
  int rounds = 0;
  do {
    ImGui::NewFrame();
    picture(*ImGui::GetBackgroundDrawList(), fonts, width, height);
    ImGui::Render();
    REQUIRE(++rounds <= 2);  // what had no room has it in an empty store
  } while (fonts.again());
  fonts.take_patches();
}

void Screen::tap_at(float x, float y) {
  now_ms += 400;  // a person's pace
  interface.put({ui::Input::Kind::press, x, y});
  interface.put({ui::Input::Kind::release, x, y});
  settle();
}

void Screen::tap(const std::string& id) {
  const ui::Target* target = interface.targets().find(id);
  if (target == nullptr) throw std::runtime_error("no " + id + " to tap on " + page());
  const float scale = ui::make_canvas(width, height).scale;
  tap_at(target->box.cx() * scale, target->box.cy() * scale);
}

void Screen::type(const std::string& text) {
  for (const char c : text) {
    if (c == '\n') {
      interface.put({ui::Input::Kind::enter});
    } else if (c == '\b') {
      interface.put({ui::Input::Kind::erase});
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
  std::optional<desk::Receipt> receipt;
  desk.post(desk::Request{std::move(command), {}, {}, [&](const desk::Receipt& came) { receipt = came; }});
  while (desk.run_once(std::chrono::milliseconds(0)) > 0) {
  }
  REQUIRE(receipt);
  INFO(desk::receipt_json(*receipt));
  REQUIRE_FALSE(std::holds_alternative<Refusal>(*receipt));
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
