#include <stdexcept>

#include "tests/kiosk/ui/hand_in.h"
#include "tests/kiosk/ui/tour.h"

namespace menting::tests {

using namespace domain;

namespace {

class RepairTour {
 public:
  RepairTour(Screen& screen, std::string language, Mode mode, const std::function<void(const std::string&)>& look)
      : screen_(screen), language_(std::move(language)), mode_(mode), look_(look) {}

  void go() {
    screen_.branch(OpenCounter{3, "1001"});
    arrive();
    device();
    state();
    person();
    taken();
    status();
  }

 private:
  void arrive() {
    screen_.wait_ms(200'000);
    if (screen_.page() == "attract") screen_.tap("attract.touch");
    if (screen_.state().language != language_) screen_.tap("lang." + language_);
    if (mode_ == Mode::elderly) screen_.tap("elderly.on");
    if (mode_ == Mode::low_reach) screen_.tap("low_reach.on");
  }

  void must_be(const std::string& page) const {
    if (screen_.page() != page) throw std::runtime_error(page + " was to come, not " + screen_.page());
  }

  void enter(const std::string& text) {
    write(screen_, text);
    if (screen_.enabled("key.enter")) screen_.tap("key.enter");
  }

  void device() {
    screen_.tap("home.repair");
    screen_.tap("repair.begin");
    look_("repair_kind");
    tap_option(screen_, "repair.kind.router");
    look_("repair_brand-router");
    screen_.tap("back");
    tap_option(screen_, "repair.kind.phone");
    must_be("repair_brand");
    look_("repair_brand");
    screen_.tap("repair.search");
    look_("repair_words-brand");
    for (const char* key : {"key.m", "key.a", "key.t", "key.e"}) screen_.tap(key);
    look_("repair_words-found");
    screen_.tap("back");
    tap_option(screen_, "repair.brand.huawei");
    must_be("repair_model");
    look_("repair_model");
    if (screen_.has("more")) {
      screen_.tap("more");
      look_("repair_model-more");
    }
    tap_option(screen_, "repair.model.0");
    must_be("repair_serial");
    look_("repair_serial");
    screen_.type("490154203237519");
    screen_.wait_ms(100);
    look_("repair_serial-wrong");
    screen_.tap("repair.serial.other");
    look_("repair_serial-serial");
    screen_.tap("repair.serial.other");
    enter("490154203237518");
    must_be("repair_faults");
  }

  void state() {
    look_("repair_faults");
    tap_option(screen_, "repair.fault.screen");
    tap_option(screen_, "repair.fault.other");
    look_("repair_faults-other");
    screen_.tap("repair.fault.words");
    look_("repair_words");
    if (screen_.has("key.mode.letters")) screen_.tap("key.mode.letters");
    write(screen_, "It fell on the stairs.");
    look_("repair_words-written");
    screen_.tap("key.enter");
    must_be("repair_faults");
    screen_.tap("repair.next");
    must_be("repair_body");
    look_("repair_body");
    screen_.tap("repair.body.front.1");
    screen_.tap("repair.body.back.4");
    look_("repair_body-marked");
    screen_.tap("repair.next");
    look_("repair_bought");
    const int year = year_of(screen_);
    tap_option(screen_, "repair.bought." + std::to_string(year - 1));
    look_("repair_bought-month");
    tap_option(screen_, "repair.bought.month.12");
    look_("repair_bought-warranty");
    screen_.tap("repair.bought.year");
    tap_option(screen_, "repair.bought." + std::to_string(year - 2));
    tap_option(screen_, "repair.bought.month.2");
    look_("repair_bought-over");
    screen_.tap("repair.next");
    look_("repair_left_with");
    tap_option(screen_, "repair.left_with.charger");
    tap_option(screen_, "repair.left_with.case");
    look_("repair_left_with-some");
    screen_.tap("repair.next");
    look_("repair_data");
    screen_.tap("repair.data.yes");
    look_("repair_lock");
    screen_.tap("repair.next");
  }

  void person() {
    look_("repair_consent");
    screen_.tap("repair.next");
    look_("repair_name");
    screen_.tap("key.mode.letters");
    enter("Li Na");
    must_be("repair_phone");
    look_("repair_phone");
    write(screen_, "10800138000");
    look_("repair_phone-wrong");
    screen_.tap("repair.phone.abroad");
    look_("repair_phone-abroad");
    screen_.tap("repair.phone.abroad");
    for (int i = 0; i < 11; ++i) screen_.tap("key.backspace");
    enter("13800138000");
    must_be("repair_terms");
    look_("repair_terms");
    screen_.tap("repair.next");
    look_("repair_sign");
    sign(screen_);
    look_("repair_sign-signed");
    screen_.tap("repair.next");
    must_be("repair_review");
    look_("repair_review");
    if (screen_.has("more")) {
      screen_.tap("more");
      look_("repair_review-more");
    }
    screen_.wait_ms(mode_ == Mode::elderly ? 92'000 : 62'000);
    look_("repair_review-idle");
    screen_.tap("idle.stay");
  }

  void taken() {
    screen_.hold_desk = true;
    screen_.tap("repair.submit");
    look_("repair_review-asked");
    screen_.hold_desk = false;
    screen_.settle();
    must_be("repair_taken");
    number_ = screen_.state().story->order.number;
    code_ = screen_.state().story->order.code;
    look_("repair_taken");
    const TicketId ticket = screen_.state().taken.id;
    screen_.branch(RecordPrinted{ticket});
    look_("repair_taken-printed");
    screen_.branch(ReprintTicket{ticket, "1001"});
    screen_.branch(RecordPrintFailed{ticket, "paper_out"});
    look_("repair_taken-no_slip");
    screen_.branch(ReprintTicket{ticket, "1001"});
    screen_.branch(RecordPrintFailed{ticket, "no_reply"});
    look_("repair_taken-unconfirmed");
    screen_.branch(CallTicket{3, "1001", screen_.state().taken.id});
    look_("repair_taken-called");
    screen_.tap("ticket.done");
    arrive();
  }

  void ask() {
    screen_.interface.put({.kind = ui::Input::Kind::scan, .text = code_});
    screen_.settle();
    must_be("repair_found");
  }

  void step(RepairStep step, const std::string& note = {}) {
    AdvanceRepair command;
    command.repair = number_;
    command.staff = "1003";
    command.step = step;
    command.note_customer = note;
    if (step == RepairStep::quote) command.cost = RepairCost{68'000, 12'000, "CNY"};
    screen_.branch(command);
  }

  void status() {
    ask();
    look_("repair_found");
    screen_.tap("home");
    step(RepairStep::receive);
    step(RepairStep::diagnose);
    screen_.branch(AddLoaner{"9001", "L-01", "HUAWEI nova 12"});
    screen_.branch(LendLoaner{number_, "1003", "L-01", "good", {}});
    step(RepairStep::quote,
         language_ == "en" ? "The screen has to be replaced; the frame is fine." : "需要更换屏幕，边框完好。");
    ask();
    look_("repair_found-quoted");
    screen_.tap("repair.decline");
    look_("repair_answer-decline");
    screen_.tap("repair.answer.no");
    screen_.tap("repair.approve");
    look_("repair_answer-approve");
    screen_.tap("repair.answer.yes");
    must_be("repair_found");
    look_("repair_found-approved");
    screen_.tap("home");
    step(RepairStep::repair);
    step(RepairStep::test);
    step(RepairStep::ready);
    ask();
    look_("repair_found-ready");
    screen_.tap("repair.fetch");
    must_be("ticket_taken");
    look_("repair-fetch");
    screen_.tap("home");
    // Wrong guesses.
    screen_.tap("home.repair_status");
    for (const char* key : {"key.1", "key.2", "key.3", "key.enter"}) screen_.tap(key);
    screen_.wait_ms(100);
    look_("repair_status-no_number");
    screen_.tap("home");
    screen_.tap("home.repair_status");
    screen_.type(number_ + "\n");
    screen_.wait_ms(100);
    for (int i = 0; i < 6; ++i) {
      enter("0000");
    }
    look_("repair_status-locked");
    screen_.tap("home");
  }

  Screen& screen_;
  std::string language_;
  Mode mode_;
  const std::function<void(const std::string&)>& look_;
  RepairNumber number_;
  std::string code_;
};

}  // namespace

void tour_repairs(Screen& screen, const std::string& language, Mode mode,
                  const std::function<void(const std::string&)>& look) {
  RepairTour(screen, language, mode, look).go();
}

}  // namespace menting::tests
