#include "tests/kiosk/ui/tour.h"

#include <initializer_list>
#include <stdexcept>
#include <tuple>

#include "base/crypto/crypto.h"
#include "kiosk/settings/devices.h"

namespace menting::tests {

using namespace domain;

namespace {

/// One walk through the hall; each part begins and ends on home.
class Tour {
 public:
  Tour(Screen& screen, std::string language, Mode mode, const std::function<void(const std::string&)>& look)
      : screen_(screen), language_(std::move(language)), mode_(mode), look_(look) {}

  void go() {
    arrive();
    look_("home-quiet");
    fill_hall();
    look_("home");
    take_number();
    find_number();
    rate();
    repair();
    help();
    staff();
    appointment();
    bad_days();
  }

 private:
  void arrive() {
    screen_.wait_ms(100'000);  // whoever was here before is forgotten
    if (screen_.page() == "attract") screen_.tap("attract.touch");
    if (screen_.interface.flow().state().language != language_) screen_.tap("lang." + language_);
    if (mode_ == Mode::elderly) screen_.tap("elderly.on");
    if (mode_ == Mode::low_reach) screen_.tap("low_reach.on");
  }

  /// The page after the last tap, which may have met something else.
  void must_be(const std::string& page) const {
    if (screen_.page() != page) throw std::runtime_error(page + " was to come, not " + screen_.page());
  }

  void home() {
    screen_.tap("home");
    must_be("home");
  }

  void fill_hall() {
    for (int i = 0; i < 3; ++i) screen_.serve();
    screen_.branch(TakeTicket{'C', Lane::standard, "TOUR-C", language_});
    screen_.branch(TakeTicket{'A', Lane::standard, "TOUR-A", language_});
    screen_.branch(CallNext{2, "1001"});
    for (int i = 0; i < 12; ++i) {
      screen_.branch(TakeTicket{i % 3 == 0 ? 'B' : 'A', Lane::standard, "TOUR" + std::to_string(i), language_});
    }
  }

  void to_services() {
    screen_.tap("home.take_number");
    if (screen_.page() == "choose_lane") screen_.tap("lane.standard");
  }

  void take_number() {
    screen_.tap("home.take_number");
    if (screen_.page() == "choose_lane") {
      look_("choose_lane");
      screen_.tap("lane.standard");
    }
    look_("choose_service");
    screen_.nearby = {{{{"zh-CN", "西单北大街营业厅"}, {"en", "Xidan North Street Hall"}}, {}, 5, 820, 0}};
    screen_.wait_ms(1'000);
    look_("choose_service-nearby");
    screen_.nearby.clear();
    if (screen_.has("lane.care")) {
      screen_.tap("lane.care");
      look_("choose_service-care");
      screen_.tap("lane.standard");
    }
    screen_.hold_desk = true;
    screen_.tap("service.A");
    look_("asked");
    screen_.wait_ms(10'500);
    look_("slow");
    screen_.hold_desk = false;
    screen_.settle();
    look_("ticket_taken");
    screen_.branch(RecordPrinted{screen_.state().taken.id});
    look_("ticket_taken-printed");
    home();
    to_services();
    screen_.tap("service.C");
    screen_.branch(RecordPrintFailed{screen_.state().taken.id, "paper_out"});
    look_("ticket_taken-no_slip");
    home();
    to_services();
    screen_.refuse_post = true;
    screen_.tap("service.B");
    look_("notice");
    screen_.refuse_post = false;
    screen_.tap("home");
  }

  void find_number() {
    if (screen_.has("home.find_ticket")) {
      screen_.tap("home.find_ticket");
      look_("find_ticket");
      home();
    }
    screen_.type("A012\n");
    must_be("ticket_found");
    look_("ticket_found-waiting");
    home();
    screen_.type("A004\n");
    look_("ticket_found-called");
    home();
  }

  void rate() {
    screen_.tap("home.rate");
    look_("find_visit");
    screen_.type("A999\n");
    look_("find_visit-unknown");
    screen_.type("\b");
    screen_.tap("key.mode");
    look_("find_visit-code");
    screen_.wait_ms(screen_.state().manner.elderly ? 91'000 : 61'000);
    look_("idle");
    screen_.tap("idle.stay");
    screen_.tap("back");
    screen_.tap("home.rate");
    screen_.type("A001\n");
    look_("rate");
    screen_.tap("rate.score.2");
    look_("rate-poor");
    screen_.tap("rate.score.5");
    screen_.tap("rate.aspect.attitude");
    look_("rate-good");
    comment();
    screen_.tap("rate.submit");
    look_("rated");
    home();
  }

  void comment() {
    screen_.tap("rate.comment");
    look_("comment");
    screen_.tap("key.mode.letters");
    screen_.type(std::string(200, 'a'));
    screen_.wait_ms(100);
    look_("comment-full");
    screen_.tap("key.clear");
    if (screen_.has("key.mode.pinyin")) {
      screen_.tap("key.mode.pinyin");
      for (const char* key : {"key.f", "key.u", "key.w", "key.u"}) screen_.tap(key);
      look_("comment-pinyin");
      screen_.tap("candidate.more");
      look_("comment-more");
      while (!screen_.label("candidate.0").starts_with("服务")) screen_.tap("candidate.more");
      screen_.tap("candidate.0");
      for (const char* key : {"key.h", "key.a", "key.o"}) screen_.tap(key);
      screen_.tap("candidate.0");
    }
    if (screen_.has("key.mode.handwriting")) {
      screen_.tap("key.mode.handwriting");
      write_character();
      look_("comment-handwriting");
      screen_.tap("candidate.0");
    }
    screen_.tap("key.mode.letters");
    screen_.tap("key.shift");
    look_("comment-letters");
    screen_.tap("key.mode.digits");
    look_("comment-digits");
    screen_.tap("key.enter");
    must_be("rate");
    look_("rate-comment");
  }

  /// "十": a line across and one down.
  void write_character() {
    const ui::Box pad = screen_.interface.targets().find("handwriting")->box;
    const float scale = ui::make_canvas(screen_.width, screen_.height).scale;
    const auto put = [&](ui::Input::Kind kind, float x, float y) {
      screen_.interface.put({.kind = kind, .x = (pad.x + pad.w * x) * scale, .y = (pad.y + pad.h * y) * scale});
      screen_.settle();
    };
    const auto stroke = [&](float x0, float y0, float x1, float y1) {
      screen_.now_ms += 400;
      put(ui::Input::Kind::press, x0, y0);
      for (int i = 1; i <= 8; ++i) {
        const float part = static_cast<float>(i) / 8;
        put(ui::Input::Kind::move, x0 + (x1 - x0) * part, y0 + (y1 - y0) * part);
      }
      put(ui::Input::Kind::release, x1, y1);
    };
    stroke(0.3F, 0.45F, 0.7F, 0.45F);
    stroke(0.5F, 0.15F, 0.5F, 0.85F);
  }

  void repair() {
    screen_.tap("home.repair");
    look_("repair");
    screen_.tap("repair.status");
    look_("repair_status");
    screen_.type("R2611250016\n");
    screen_.wait_ms(100);
    look_("repair_status-phone");
    for (const char* key : {"key.1", "key.2", "key.3", "key.4", "key.enter"}) screen_.tap(key);
    look_("repair_status-unknown");
    home();
  }

  void help() {
    screen_.tap("help");
    must_be("help");
    look_("help");
    screen_.branch(AnswerAssistance{screen_.state().help, "1002"});
    look_("help-answered");
    home();
  }

  void staff() {
    for (int i = 0; i < 5; ++i) screen_.tap("staff.corner");
    look_("staff_sign_in");
    screen_.type("1001\n");
    screen_.wait_ms(100);
    screen_.type("0000\n");
    screen_.wait_ms(100);
    look_("staff_sign_in-wrong");
    screen_.type("2468\n");
    screen_.wait_ms(100);
    must_be("staff");
    look_("staff");
    screen_.tap("staff.print_test");
    look_("staff-done");
    screen_.tap("staff.restart");
    look_("staff-restart");
    screen_.tap("staff.set_aside");
    screen_.tap("home");
    look_("out_of_order-set_aside");
    for (int i = 0; i < 5; ++i) screen_.tap("staff.corner");
    screen_.type("1001\n");
    screen_.wait_ms(100);
    screen_.type("2468\n");
    screen_.wait_ms(100);
    screen_.tap("staff.put_back");
    screen_.tap("home");
  }

  /// One whose time is now, and one of the afternoon.
  void appointment() {
    const Moment now = screen_.clock.now();
    NoteAppointments list{now.day, {}};
    for (const auto& [id, number, from] :
         {std::tuple{"now", "P4821", now.minute_of_day}, std::tuple{"later", "P4822", now.minute_of_day + 180}}) {
      list.slots.push_back(
          {{id, number, now.day, from, from + 30, 'A', AppointmentState::booked, {}},
           {id, crypto::hash_hex(code_proof_text(id)), crypto::hash_hex(phone_proof_text(id, "1234"))}});
    }
    screen_.branch(std::move(list));
    screen_.wait_ms(100);
    look_("home-appointments");
    screen_.tap("home.appointment");
    look_("check_in");
    key_in({"key.4", "key.8", "key.2", "key.1", "key.enter"});
    look_("check_in-phone");
    key_in({"key.0", "key.0", "key.0", "key.0", "key.enter"});
    look_("check_in-unknown");
    key_in({"key.1", "key.2", "key.3", "key.4", "key.enter"});
    must_be("ticket_taken");
    look_("ticket_taken-appointment");
    screen_.tap("ticket.done");
    arrive();
    screen_.tap("home.appointment");
    key_in({"key.4", "key.8", "key.2", "key.2", "key.enter", "key.1", "key.2", "key.3", "key.4", "key.enter"});
    look_("check_in-early");
    screen_.tap("home");
  }

  void key_in(std::initializer_list<const char*> keys) {
    for (const char* key : keys) screen_.tap(key);
    screen_.wait_ms(100);
  }

  void bad_days() {
    screen_.health.set_printer(desk::PrinterState::paper_out);
    screen_.wait_ms(100);
    look_("home-no_paper");
    screen_.health.set_printer(desk::PrinterState::ready);
    screen_.able = false;
    screen_.wait_ms(100);
    look_("out_of_order");
    screen_.able = true;
    screen_.wait_ms(130'000);  // the manner ends with the visit
    screen_.wait_ms(130'000);
    if (mode_ == Mode::normal && screen_.page() == "attract") look_("attract");
    screen_.wait_ms(16'000);
    if (mode_ == Mode::normal && screen_.page() == "attract") look_("attract-2");
    if (screen_.page() == "attract") screen_.tap("attract.touch");
    arrive();
    screen_.clock.advance_ms(14 * 3'600'000);
    screen_.desk.post(desk::Request{SignOut{"1001", "none"}, {}, {}, {}});  // the desk looks at the clock
    screen_.wait_ms(100);
    if (screen_.page() == "closed") look_("closed");
  }

  Screen& screen_;
  std::string language_;
  Mode mode_;
  const std::function<void(const std::string&)>& look_;
};

}  // namespace

ScreenSetup furnished(int width, int height) {
  ScreenSetup setup;
  setup.width = width;
  setup.height = height;
  setup.engines = true;
  setup.interface.brand.reduced_motion = true;  // each picture is where it will stay
  Plan& plan = setup.plan;
  plan.opens_minute = 9 * 60;
  plan.closes_minute = 18 * 60;
  plan.service_phone = "10086";
  plan.elsewhere = {
      {{{"zh-CN", "复兴门营业厅"}, {"en", "Fuxingmen Hall"}},
       {{"zh-CN", "复兴门外大街 12 号，步行 8 分钟"}, {"en", "12 Fuxingmenwai Street, 8 minutes on foot"}}},
      {{{"zh-CN", "西四营业厅"}, {"en", "Xisi Hall"}},
       {{"zh-CN", "西四北大街 3 号，公交 2 站"}, {"en", "3 Xisi North Street, two stops by bus"}}}};
  plan.services[0].area = {{"zh-CN", "一楼左侧"}, {"en", "Ground floor, left"}};
  plan.services[1].online = {"https://example.com/self-service",
                             {{"zh-CN", "查话费、改套餐不用排队"}, {"en", "Bills and plans without queueing"}}};
  const std::string pictures = MENTING_SOURCE_DIR "/assets/images/announcements/";
  setup.interface.announcements = {
      {{{"zh-CN", "千兆宽带免费上门测速"}, {"en", "Gigabit broadband, tested at your home"}},
       {{"zh-CN", "今天在柜台预约，三天内师傅上门。"},
        {"en", "Ask at any counter today; a technician comes within three days."}},
       pictures + "fibre.png",
       {},
       {}},
      {{{"zh-CN", "银龄手机课堂，每周三上午"}, {"en", "Phone lessons for seniors, Wednesdays"}},
       {{"zh-CN", "一对一教您视频通话、线上挂号、防骗识骗，向工作人员报名即可。"},
        {"en", "Video calls, booking a doctor, spotting fraud: one to one and free. Just ask our staff."}},
       pictures + "class.png",
       {},
       {}}};
  setup.interface.flow.devices = settings::load_devices(MENTING_SOURCE_DIR "/assets/devices/devices.toml").list;
  return setup;
}

void tour(Screen& screen, const std::string& language, Mode mode, const std::function<void(const std::string&)>& look) {
  Tour(screen, language, mode, look).go();
}

}  // namespace menting::tests
