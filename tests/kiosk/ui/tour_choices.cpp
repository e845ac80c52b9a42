#include "tests/kiosk/ui/tour.h"
#include "tests/support/catch.h"

namespace menting::tests {

using namespace domain;

namespace {

struct Named {
  ServiceGroup group;
  const char* zh;
  const char* en;
};

constexpr Named names[] = {
    {ServiceGroup::new_business, "新号开户", "New phone line"},
    {ServiceGroup::new_business, "宽带与家庭网络", "Broadband and home network"},
    {ServiceGroup::new_business, "靓号与实名过户", "Transfer of a number"},
    {ServiceGroup::enquiry, "话费查询", "Charges and bills"},
    {ServiceGroup::enquiry, "套餐变更", "Change of plan"},
    {ServiceGroup::enquiry, "国际漫游", "Roaming abroad"},
    {ServiceGroup::after_sales, "手机维修", "Phone repair"},
    {ServiceGroup::after_sales, "退换货", "Returns and exchange"},
    {ServiceGroup::after_sales, "补卡换卡", "SIM card replacement"},
    {ServiceGroup::complaint, "投诉受理", "Complaints"},
    {ServiceGroup::complaint, "意见建议", "Suggestions"},
    {ServiceGroup::complaint, "费用争议", "Disputed charges"},
};

void begin(Screen& screen, const std::string& language, Mode mode) {
  screen.wait_ms(200'000);  // whoever was here before is forgotten
  if (screen.page() == "attract") screen.tap("attract.touch");
  if (screen.state().language != language) screen.tap("lang." + language);
  if (mode == Mode::elderly) screen.tap("elderly.on");
  if (mode == Mode::low_reach) screen.tap("low_reach.on");
}

TicketId take(Screen& screen, char service) {
  screen.tap("home.take_number");
  if (screen.page() == "choose_lane") screen.tap("lane.standard");
  screen.tap(std::string("service.") + service);
  REQUIRE(screen.page() == "ticket_taken");
  return screen.state().taken.id;
}

}  // namespace

ScreenSetup large_hall(int width, int height) {
  ScreenSetup setup = furnished(width, height);
  Plan& plan = setup.plan;
  plan.services.clear();
  char letter = 'A';
  for (const Named& named : names) {
    Service service;
    service.letter = letter++;
    service.name = {{"zh-CN", named.zh}, {"en", named.en}};
    service.group = named.group;
    plan.services.push_back(service);
  }
  plan.services[3].online = {"https://example.com/self-service/bills",
                             {{"zh-CN", "查话费、改套餐不用排队"}, {"en", "Bills and plans without queueing"}}};
  plan.services[6].online = {"https://example.com/repair-status",
                             {{"zh-CN", "查维修进度不用排队"}, {"en", "See how far a repair is"}}};
  plan.services[9].last_number = 2;
  plan.counters = {{1, {'A', 'B', 'C'}}, {2, {'A', 'D', 'E', 'F'}}, {3, {'G', 'H', 'I', 'J', 'K', 'L'}}};
  return setup;
}

void tour_choices(Screen& screen, const std::string& language, Mode mode,
                  const std::function<void(const std::string&)>& look) {
  screen.branch(OpenCounter{1, "1002"});
  for (int i = 0; i < 3; ++i) screen.serve();
  int code = 0;
  for (const char service : std::string("AAAAAAAAAAAABBBDDDDDDEEEGGGJJ")) {
    screen.branch(TakeTicket{service, Lane::standard, "LARGE" + std::to_string(++code), language});
  }
  begin(screen, language, mode);
  screen.tap("home.take_number");
  if (screen.page() == "choose_lane") screen.tap("lane.standard");
  look("choose_service-large");
  for (int leaf = 2; screen.has("more") && leaf < 4; ++leaf) {
    screen.tap("more");
    look("choose_service-large-" + std::to_string(leaf));
  }
}

void tour_tickets(Screen& screen, const std::string& language, Mode mode,
                  const std::function<void(const std::string&)>& look) {
  screen.serve();
  begin(screen, language, mode);
  TicketId id = take(screen, 'A');
  look("ticket_taken-printing");
  screen.branch(RecordPrinted{id});
  look("ticket_taken-printed");
  screen.branch(CallTicket{2, "1001", id});
  look("ticket_taken-called");
  screen.tap("home");
  screen.type("A002\n");
  look("ticket_found-called");
  screen.branch(StartServing{2, "1001"});
  look("ticket_found-serving");
  screen.branch(FinishServing{2, "1001", "done"});
  look("ticket_found-finished");
  screen.tap("found.rate");
  screen.tap("rate.score.5");
  screen.tap("rate.submit");
  look("rated");
  screen.tap("home");
  screen.type("A002\n");
  look("ticket_found-rated");
  screen.tap("home");
  id = take(screen, 'B');
  screen.wait_ms(9'000);
  look("ticket_taken-late");
  screen.branch(RecordPrintFailed{id, "no_reply"});
  look("ticket_taken-unconfirmed");
  screen.tap("home");
  id = take(screen, 'D');
  screen.branch(RecordPrintFailed{id, "paper_out"});
  look("ticket_taken-no_counter-failed");
  screen.tap("home");
  screen.type("B001\n");
  look("ticket_found-next");
  screen.branch(CallTicket{2, "1001", "B001"});
  for (int i = 0; i < 3; ++i) {
    screen.clock.advance_ms(11'000);
    if (i > 0) screen.branch(Recall{2, "1001"});
  }
  screen.branch(MarkNoShow{2, "1001"});
  look("ticket_found-no_show");
  screen.wait_ms(mode == Mode::elderly ? 97'000 : 65'000);
  look("ticket_found-idle");
  screen.tap("idle.stay");
  screen.tap("help");
  look("help-called");
}

}  // namespace menting::tests
