// A week of 200 repairs, made up: technicians, customers and a manager do what they like, in virtual time.
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/domain/luhn.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/domain/repair_figures.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/verify.h"
#include "tests/kiosk/domain/repair_hall.h"
#include "tests/simulation/day/passing_journal.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::domain;
using menting::tests::good_repair;
using menting::tests::step;

namespace repairs_test {

namespace {

constexpr std::int64_t minute_ms = 60'000;

/// Keeps what was written beside.
class Recording : public simulation::PassingJournal {
 public:
  std::vector<Event> events;
  void append(const Event& event) override {
    events.push_back(event);
    PassingJournal::append(event);
  }
};

/// The real desk on the real journal, which may be stopped and started again.
class RealHall {
 public:
  RealHall() { start(); }

  /// The refusal, or nothing when it was done.
  std::optional<Refusal> run(Command command) {
    const desk::Receipt receipt = desk_->ask(std::move(command));
    if (const auto* refusal = std::get_if<Refusal>(&receipt)) return *refusal;
    answer = std::get<desk::Answer>(receipt);
    return std::nullopt;
  }
  const Branch& branch() {
    const Branch* seen = nullptr;
    desk_->post(desk::Look{[&seen](const Branch& branch) { seen = &branch; }});
    desk_->run_once(std::chrono::milliseconds(0));
    return *seen;
  }
  void restart() {
    desk_.reset();
    journal_.reset();
    start();
  }
  std::vector<std::string> differences() const { return storage::verify(folder_.path().string()).differences; }
  desk::Journal& journal() { return *journal_; }

  tests::TestClock clock;
  Recording tap;
  desk::Answer answer;  ///< of the newest command that was done

 private:
  void start() {
    journal_ = std::make_unique<storage::SqliteJournal>(folder_.path().string());
    tap.lead_to(*journal_);
    desk_ = std::make_unique<desk::Desk>(tests::demo_plan(), "1", "digest", tap, clock, health_);
  }

  tests::ScratchFolder folder_{tests::Kept::in_memory};
  desk::Health health_;
  std::unique_ptr<storage::SqliteJournal> journal_;
  std::unique_ptr<desk::Desk> desk_;
};

class Week {
 public:
  explicit Week(unsigned seed) : random_(seed) {
    for (int i = 1; i <= 12; ++i) REQUIRE_FALSE(hall.run(AddLoaner{"9001", "L-" + std::to_string(i), "Redmi 12"}));
  }

  /// Some device that is not here already; whoever brings one that is, is sent to its order.
  void hand_in() {
    for (;;) {
      OpenRepair command = some_device();
      const auto refusal = hall.run(command);
      if (!refusal) break;
      REQUIRE(refusal->code == RefusalCode::device_already_here);
      ++sent_away;
    }
    numbers.push_back(hall.answer.repair->number);
  }

  /// Somebody tries something on some order, sensible or not.
  void act() {
    if (numbers.empty()) return;
    const RepairNumber number = numbers[random_() % numbers.size()];
    const RepairOrder before = *hall.branch().repair(number);
    const auto what = random_() % 100;
    if (what < 8) {
      hall.run(LendLoaner{number, "1003", "L-" + std::to_string(1 + random_() % 12), "good", {}});
    } else if (what < 20) {
      hall.run(ReturnLoaner{number, "1003", random_() % 2 == 0 ? "worn" : "屏幕有划痕"});
    } else if (what < 24) {
      hall.run(FetchRepair{number, "F" + std::to_string(++fetches_), "zh-CN"});
    } else if (what < 28) {
      CorrectRepair command{number, "1003", {}, {}};
      command.changes.phone = "1390013" + std::to_string(1000 + random_() % 9000);
      hall.run(command);
    } else if (what < 30) {
      hall.run(PromiseRepair{number, "1003", {20261210}, "parts_late"});
    } else if (what < 31) {
      hall.run(EraseRepair{number, "9001"});
    } else {
      advance(before);
    }
  }

  RealHall hall;
  std::vector<RepairNumber> numbers;
  int refused = 0;
  int sent_away = 0;

 private:
  OpenRepair some_device() {
    constexpr unsigned devices = 150;
    OpenRepair command = good_repair(++handed_in_);
    const auto device = static_cast<unsigned>(random_() % devices);
    const auto kinds = device_kinds();
    const DeviceKind& kind = kinds[device % kinds.size()];
    const std::string digits = "49015420" + std::to_string(900'000 + device);
    command.intake.kind = kind.code;
    command.intake.imei = kind.has_imei ? digits + luhn_digit(digits) : std::string();
    command.intake.serial = kind.has_imei ? std::string() : "SN" + digits;
    command.intake.faults = {std::string(kind.faults[random_() % (kind.faults.size() - 1)])};
    command.intake.bought = random_() % 2 == 0 ? "2026-03" : "2023-03-01";
    command.staff = random_() % 2 == 0 ? "" : "1003";
    return command;
  }

  void advance(const RepairOrder& before) {
    const bool wild = random_() % 10 == 0;
    const auto possible = steps_from(before.state);
    if (!wild && possible.empty()) return;
    auto which = wild ? static_cast<RepairStep>(random_() % repair_steps) : possible[random_() % possible.size()];
    // Most repairs come to a good end.
    const bool gives_up = which == RepairStep::return_unrepaired || which == RepairStep::decline;
    if (!wild && gives_up && random_() % 5 != 0) which = possible.front();
    AdvanceRepair command = step(before.number, which);
    if (which == RepairStep::quote) {
      command.cost = RepairCost{static_cast<std::int64_t>(random_() % 90'000), 5'000, "CNY"};
    }
    // Some answer a quote that they saw before.
    if (random_() % 8 != 0) command.total_minor = before.cost.total_minor();
    if (random_() % 20 == 0) command.reason = "goodwill";
    if (random_() % 3 == 0) command.shelf = "A" + std::to_string(random_() % 40);
    if (random_() % 30 == 0) {
      command.staff = "9001";
      command.loaner_waived = "lost";
    }
    if (hall.run(command)) ++refused;
  }

  std::mt19937 random_;
  int handed_in_ = 0;
  int fetches_ = 0;
};

/// Where each device is: on one place of the shelf, at a repair centre, not handed over yet, or gone.
void check_places(const Branch& branch) {
  std::set<std::string> shelves;
  std::set<LoanerNumber> lent;
  std::set<std::string> devices;
  for (const auto& [number, order] : branch.state().repairs.orders) {
    INFO(number << " " << to_string(order.state));
    if (is_in_branch(order.state)) {
      REQUIRE_FALSE(order.shelf.empty());
      REQUIRE(shelves.insert(order.shelf).second);
      REQUIRE(branch.repairs().on_shelf(order.shelf) == number);
    } else {
      REQUIRE(order.shelf.empty());
    }
    if (is_open(order.state)) REQUIRE(devices.insert(order.device.device_hash).second);
    for (const TicketId& id : {order.ticket, order.pickup_ticket}) {
      const Ticket* ticket = branch.ticket(id);
      REQUIRE((is_open(order.state) || ticket == nullptr || ticket->state != TicketState::waiting));
    }
    if (order.loaner == 0) continue;
    REQUIRE(lent.insert(order.loaner).second);
    REQUIRE(branch.loaner(order.loaner)->repair == number);
    REQUIRE((is_open(order.state) || !order.loaner_waived.empty()));
  }
  for (const auto& [number, loaner] : branch.state().repairs.loaners) {
    REQUIRE((loaner.state == LoanerState::lent) == lent.contains(number));
  }
}

/// Added up from the events alone.
struct Account {
  std::map<RepairNumber, std::int64_t> quoted_minor;
  std::map<RepairNumber, std::int64_t> agreed_minor;
  std::map<RepairNumber, int> ended;
  std::int64_t paid_minor = 0;
};

Account account_of(const std::vector<Event>& events) {
  Account account;
  for (const Event& event : events) {
    const auto* moved = std::get_if<RepairAdvanced>(&event.fact);
    if (moved == nullptr) continue;
    const RepairNumber& number = moved->repair_id;
    const RepairStep which = moved->move.step;
    if (which == RepairStep::quote) account.quoted_minor[number] = moved->cost.parts_minor + moved->cost.labour_minor;
    if (which == RepairStep::approve) account.agreed_minor[number] = account.quoted_minor[number];
    const bool given_back = which == RepairStep::ready && moved->move.from == RepairState::declined;
    if (given_back || which == RepairStep::return_unrepaired) account.agreed_minor.erase(number);
    if (is_open(moved->move.to)) continue;
    ++account.ended[number];
    const auto agreed = account.agreed_minor.find(number);
    const bool pays = which == RepairStep::hand_over && !moved->warranty && agreed != account.agreed_minor.end();
    if (pays) account.paid_minor += agreed->second;
  }
  return account;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

void check_books(Week& week) {
  const Account account = account_of(week.hall.tap.events);
  const std::vector<RepairOrder> orders = week.hall.journal().repairs({20261101}, {20261231});
  REQUIRE(orders.size() == 200);
  int ended = 0;
  std::int64_t due_minor = 0;
  for (const RepairOrder& order : orders) {
    INFO(order.number);
    const auto ends = account.ended.find(order.number);
    CHECK((ends == account.ended.end() ? 0 : ends->second) == (is_open(order.state) ? 0 : 1));
    ended += is_open(order.state) ? 0 : 1;
    due_minor += order.state == RepairState::handed_over ? order.due_minor() : 0;
  }
  CHECK(ended > 60);
  CHECK(due_minor == account.paid_minor);
  CHECK(account.paid_minor > 0);
  const auto figures = repair_figures(orders, {20261101}, {20261231}, {20261130});
  CHECK(figures.totals.opened == 200);
  CHECK(figures.totals.ended == ended);
  CHECK(figures.totals.due_minor == account.paid_minor);
  int by_kind = 0, by_age = 0, by_cause = 0;
  for (const auto& [kind, tally] : figures.by_kind) by_kind += tally.opened;
  for (const auto& [age, tally] : figures.by_age) by_age += tally.opened;
  for (const auto& [cause, tally] : figures.by_cause) by_cause += tally.opened;
  CHECK(by_kind == 200);
  CHECK(by_age == 200);
  CHECK(by_cause == 200);  // one fault each
}

}  // namespace

TEST_CASE("a week of 200 repairs: each device has one place, money adds up, each order ends once or is open",
          "[repairs]") {
  for (const unsigned seed : {1U, 2U, 3U}) {
    INFO("seed " << seed);
    Week week(seed);
    for (int day = 0; day < 7; ++day) {
      for (int hour = 0; hour < 8; ++hour) {
        for (int i = 0; i < 60; ++i) {
          if (i % 15 == 0 && week.numbers.size() < 200) week.hand_in();
          for (int presses = 0; presses < 3; ++presses) week.act();
          week.hall.clock.advance_ms(minute_ms);
        }
        check_places(week.hall.branch());
      }
      week.hall.clock.advance_ms(16 * 60 * minute_ms);
      const RepairBook before = week.hall.branch().state().repairs;
      week.hall.restart();
      REQUIRE(week.hall.branch().state().repairs == before);
    }
    REQUIRE(week.numbers.size() == 200);
    CHECK(std::set<RepairNumber>(week.numbers.begin(), week.numbers.end()).size() == 200);
    CHECK(week.refused > 50);
    CHECK(week.sent_away > 0);
    check_books(week);
    // What the events fold to is what the rows say, note by note.
    CHECK(joined(week.hall.differences()) == "");
  }
}

}  // namespace repairs_test
