#include "tests/kiosk/domain/random_day.h"

#include <algorithm>
#include <iterator>

namespace menting::tests {

using namespace domain;

namespace {

constexpr std::int64_t step_ms = 30'000;
const std::map<CounterNumber, StaffId> clerks{{1, "1001"}, {3, "1002"}, {4, "1003"}, {5, "9001"}};

bool offers(const Branch& branch, CounterNumber counter, ServiceLetter service) {
  const auto services = branch.services_at(counter);
  return std::find(services.begin(), services.end(), service) != services.end();
}

}  // namespace

std::int64_t longest_wait_ms(const Plan& plan, const Ticket& ticket) {
  return static_cast<std::int64_t>(plan.max_wait_factor * plan.service(ticket.service)->target_wait_minutes * 60'000.0);
}

RandomDay::RandomDay(unsigned seed, Load load) : random_(seed), load_(load) {
  hall.branch = Branch(demo_plan());
  for (const auto& [counter, staff] : clerks) hall.open(counter, staff);
}

void RandomDay::step() {
  hall.clock.advance_ms(step_ms);
  if (upto(119) < load_.arrivals_per_hour) arrive();
  for (const auto& [counter, staff] : clerks) work(counter, staff);
  if (load_.verbs && chance(15)) meddle();
}

void RandomDay::turn_day() {
  hall.clock.advance_ms(24 * 3'600'000);
  hall.run(TurnDay{});
}

void RandomDay::arrive() {
  const int lane = upto(9);
  hall.run(TakeTicket{static_cast<char>('A' + upto(3)),
                      lane < 2   ? Lane::care
                      : lane < 3 ? Lane::vip
                                 : Lane::standard,
                      "CODE" + std::to_string(++codes_), "zh-CN"});
}

void RandomDay::work(CounterNumber number, const StaffId& staff) {
  const Counter counter = hall.branch.counter(number);
  if (counter.state != CounterState::open) {
    if (!load_.verbs || chance(30)) hall.run(OpenCounter{number, staff});
    return;
  }
  if (const Ticket* ticket = hall.branch.ticket(counter.ticket)) return work_with(*ticket, number, staff);
  if (load_.verbs && chance(2)) {
    hall.run(chance(50) ? Command(PauseCounter{number, staff, "meal"}) : Command(CloseCounter{number, staff}));
  } else if (const Ticket* chosen = any_ticket(); load_.verbs && chosen != nullptr && chance(5)) {
    call(CallTicket{number, staff, chosen->id}, number);
  } else {
    call(CallNext{number, staff}, number);
  }
}

void RandomDay::work_with(const Ticket& ticket, CounterNumber number, const StaffId& staff) {
  if (ticket.state == TicketState::called) {
    if (!load_.verbs || chance(70)) {
      hall.run(StartServing{number, staff});
    } else if (!hall.run(MarkNoShow{number, staff})) {
      hall.run(Recall{number, staff});
    }
    return;
  }
  const std::int64_t served_ms = hall.clock.now().steady_ms - ticket.started_steady_ms;
  if (served_ms < load_.service_s_max * std::int64_t{1000} && !chance(10)) return;
  const int what = load_.verbs ? upto(19) : 0;
  if (what == 1) {
    hall.run(HoldTicket{number, staff, "form"});
  } else if (what == 2) {
    hall.run(TransferTicket{number, staff, static_cast<char>('A' + upto(3)), 0});
  } else if (what == 3) {
    hall.run(TransferTicket{number, staff, std::nullopt, 1 + upto(4)});
  } else {
    if (what == 4) hall.run(AddService{ticket.id, staff, static_cast<char>('A' + upto(3))});
    hall.run(FinishServing{number, staff, ""});
  }
}

void RandomDay::call(const Command& command, CounterNumber number) {
  std::map<TicketId, Ticket> could;
  for (const TicketId& id : hall.branch.active()) {
    const Ticket& ticket = *hall.branch.ticket(id);
    const bool own =
        ticket.for_counter == 0 ? offers(hall.branch, number, ticket.service) : ticket.for_counter == number;
    if (ticket.state == TicketState::waiting && own) could.emplace(id, ticket);
  }
  const auto called = hall.run(command);
  if (!called) {
    if (std::holds_alternative<CallNext>(command) && !could.empty())
      throw std::runtime_error("somebody waits for this counter and is not called");
    return;
  }
  const TicketId& id = called.value().ticket;
  Call made{could.at(id), hall.branch.ticket(id)->why, number, hall.clock.now().steady_ms, {}};
  could.erase(id);
  for (auto& [other, ticket] : could) made.others.push_back(std::move(ticket));
  calls.push_back(std::move(made));
}

void RandomDay::arrange() {
  const auto letter = static_cast<char>('A' + upto(3));
  switch (upto(3)) {
    case 0:
      hall.run(CloseService{letter, "9001", "full"});
      return;
    case 1:
    case 2:
      hall.run(ReopenService{letter, "9001"});
      return;
    default:
      hall.run(ReassignCounter{1 + upto(4), "9001", chance(50) ? std::string() : std::string(1, letter)});
      return;
  }
}

void RandomDay::meddle() {
  if (chance(10)) arrange();
  const Ticket* ticket = any_ticket();
  if (ticket == nullptr) return;
  switch (upto(9)) {
    case 0:
      hall.run(CancelTicket{ticket->id, "1001", ""});
      return;
    case 1:
      hall.run(ChangeLane{ticket->id, "1001", chance(50) ? Lane::care : Lane::standard, "elderly"});
      return;
    case 2:
      hall.run(AddService{ticket->id, "1001", static_cast<char>('A' + upto(3))});
      return;
    case 3:
      hall.run(CloseCounter{1 + upto(4), "9001"});  // the manager, perhaps with somebody at it
      return;
    default:
      break;
  }
  // Whoever can, comes back.
  for (const auto& [id, other] : hall.branch.state().tickets) {
    if (other.state == TicketState::held && chance(50)) return void(hall.run(ResumeTicket{id, "1001"}));
    if (other.state == TicketState::no_show && chance(20)) return void(hall.run(ReturnTicket{id, "1001"}));
  }
}

const Ticket* RandomDay::any_ticket() {
  const auto& active = hall.branch.active();
  if (active.empty()) return nullptr;
  return hall.branch.ticket(*std::next(active.begin(), upto(static_cast<int>(active.size()) - 1)));
}

}  // namespace menting::tests
