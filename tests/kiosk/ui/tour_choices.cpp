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
  if (screen.page() == "attract") screen.tap("attract.touch");
  if (screen.state().language != language) screen.tap("lang." + language);
  if (mode == Mode::elderly) screen.tap("elderly.on");
  if (mode == Mode::low_reach) screen.tap("low_reach.on");
  screen.tap("home.take_number");
  if (screen.page() == "choose_lane") screen.tap("lane.standard");
  look("choose_service-large");
  for (int leaf = 2; screen.has("more") && leaf < 4; ++leaf) {
    screen.tap("more");
    look("choose_service-large-" + std::to_string(leaf));
  }
}

}  // namespace menting::tests
