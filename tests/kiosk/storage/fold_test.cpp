#include "kiosk/storage/fold.h"

#include <memory>
#include <random>
#include <string>

#include "kiosk/desk/desk.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/storage/scribe.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using storage::SqliteJournal;
using tests::ScratchFolder;

namespace {

/// People who press whatever they like: most of it is refused, the rest makes every kind of event.
class Crowd {
 public:
  explicit Crowd(unsigned seed) : random_(seed) {}

  Command command() {
    const CounterNumber counter = upto(6);
    const StaffId staff = std::to_string(1001 + upto(2));
    switch (upto(26)) {
      case 0:
      case 1:
      case 2:
        return TakeTicket{static_cast<char>('A' + upto(4)), static_cast<Lane>(upto(3)), code(), "zh-CN"};
      case 3:
        return OpenCounter{counter, staff};
      case 4:
        return PauseCounter{counter, staff, upto(1) == 0 ? "meal" : "接孩子"};
      case 5:
        return upto(3) == 0 ? Command(CloseCounter{counter, staff}) : Command(CallNext{counter, staff});
      case 6:
      case 7:
        return CallNext{counter, staff};
      case 8:
        return CallTicket{counter, staff, name()};
      case 9:
        return Recall{counter, staff};
      case 10:
        return StartServing{counter, staff};
      case 11:
        return FinishServing{counter, staff, upto(1) == 0 ? "done" : "换了一张卡"};
      case 12:
        return MarkNoShow{counter, staff};
      case 13:
        return RateVisit{"", "", counter, 1 + upto(4), {"speed"}, "不错"};
      case 14:
        return ReprintTicket{name(), staff};
      case 15:
        return CallAssistance{"en", upto(1) == 0 ? "kiosk" : "counter_1"};
      case 16:
        return AnswerAssistance{1 + upto(5), staff};
      case 17:
        return HoldTicket{counter, staff, upto(1) == 0 ? "form" : "去取身份证"};
      case 18:
        if (upto(1) == 0) return TransferTicket{counter, staff, {}, upto(5)};
        return TransferTicket{counter, staff, static_cast<char>('A' + upto(4)), 0};
      case 19:
        return ResumeTicket{name(), staff};
      case 20:
        return ReturnTicket{name(), staff};
      case 21:
        return upto(2) == 0 ? Command(CancelTicket{name(), staff, ""}) : Command(CloseCounter{counter, "9001"});
      case 22:
        return AddService{name(), staff, static_cast<char>('A' + upto(4))};
      case 23:
        return ChangeLane{name(), staff, static_cast<Lane>(upto(3)), "elderly"};
      case 24:
        return manager();
      default:
        return upto(1) == 0 ? Command(RecordPrinted{id()}) : Command(SignIn{staff, code()});
    }
  }

  int upto(int most) { return std::uniform_int_distribution<int>(0, most)(random_); }

  BusinessDay today;

 private:
  Command manager() {
    const auto letter = static_cast<char>('A' + upto(4));
    switch (upto(4)) {
      case 0:
        return CloseService{letter, "9001", upto(1) == 0 ? "full" : "人手不够"};
      case 1:
        return ReopenService{letter, "9001"};
      case 2:
        return ReassignCounter{upto(6), "9001", upto(1) == 0 ? std::string() : std::string("D") + letter};
      default:
        return AnswerRating{name(), "9001", "explained", "已致电"};
    }
  }
  std::string code() { return "CODE" + std::to_string(++codes_); }
  std::string name() { return ticket_name(static_cast<char>('A' + upto(3)), 1 + upto(9)); }
  TicketId id() { return ticket_id(today, static_cast<char>('A' + upto(3)), 1 + upto(9)); }

  std::mt19937 random_;
  int codes_ = 0;
};

}  // namespace

TEST_CASE("the rows are what the events say, whatever people do, day after day and start after start", "[storage]") {
  const ScratchFolder folder;
  const std::string data = folder.file("data");
  const unsigned seed = GENERATE(1U, 2U, 3U);
  CAPTURE(seed);
  Crowd crowd(seed);
  tests::TestClock clock;
  std::int64_t done = 0;
  for (int start = 0; start < 6; ++start) {
    SqliteJournal journal(data);
    desk::Health health;
    desk::Desk desk(tests::demo_plan(), "1.0", "digest" + std::to_string(start / 2), journal, clock, health);
    for (int group = 0; group < 30; ++group) {
      crowd.today = clock.now().day;
      for (int i = crowd.upto(20); i >= 0; --i) {
        desk.post(desk::Request{crowd.command(), {}, {}, [&](const desk::Receipt& receipt) {
                                  const auto* answer = std::get_if<desk::Answer>(&receipt);
                                  // Pressing for help again is answered and makes no event.
                                  if (answer != nullptr && !answer->assistance && !answer->service) ++done;
                                }});
      }
      desk.run_once(std::chrono::milliseconds(0));
      clock.advance_ms(crowd.upto(3) == 0 ? 3'600'000 : 15'000);
    }
    if (start == 3) clock.advance_ms(20 * 24 * 3'600'000LL);  // longer than the desk remembers ended visits
  }
  CHECK(done > 300);
  const storage::Verified result = storage::verify(data);
  for (const std::string& difference : result.differences) UNSCOPED_INFO(difference);
  CHECK(result.sound());
  CHECK(result.events > done);
  CHECK(result.tickets > 50);
  CHECK(result.notes > 0);
}

TEST_CASE("a rating of an earlier day finds its ticket in the fold", "[storage]") {
  const ScratchFolder folder;
  {
    SqliteJournal journal(folder.path().string());
    tests::Scribe scribe(journal);
    const TicketId old = scribe.take('A', {20261120});
    scribe.commit(CounterOpened{1, "1001"});
    scribe.commit(TicketCalled{old, 1, "1001", 5, Why::first_come});
    scribe.commit(ServingStarted{old, 1, "1001"});
    scribe.commit(VisitFinished{old, 1, "1001", "done", 5});
    scribe.take('A', {20261121});
    scribe.take('A', {20261123});
    scribe.commit(VisitRated{old, 1, "1001", 5, {}});
  }
  const storage::Verified result = storage::verify(folder.path().string());
  for (const std::string& difference : result.differences) UNSCOPED_INFO(difference);
  CHECK(result.sound());
  CHECK(result.tickets == 3);
}

TEST_CASE("a fold keeps every ticket and does the work of one day at a time", "[storage]") {
  storage::Fold fold;
  Branch whole{Plan{}};
  std::int64_t at = 0;
  for (int day = 1; day <= 5; ++day) {
    for (int number = 1; number <= 4; ++number) {
      TicketTaken taken;
      taken.day = {20261100 + day};
      taken.number = number;
      taken.ticket_id = ticket_id(taken.day, 'A', number);
      taken.code = taken.ticket_id;
      for (const Fact& fact : {Fact(taken), Fact(TicketCancelled{taken.ticket_id, 0, "", "closed"})}) {
        const Event event{fact, ++at, at};
        fold.apply(event);
        whole.apply(event);
      }
    }
  }
  CHECK(fold.state() == whole.state());
  CHECK(fold.newest_day() == BusinessDay{20261105});
}
