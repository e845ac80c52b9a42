#include "tests/simulation/day/people.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "tests/simulation/day/durations.h"

namespace menting::simulation {

using namespace domain;

namespace {

const Ticket* somebody(const desk::Board& board, Chance& chance) {
  return board.tickets.empty() ? nullptr : chance.one_of(board.tickets).get();
}

char service_of(const Plan& plan, Chance& chance) {
  return chance.one_of(plan.services).letter;
}

/// As the clerk's page shows it.
bool waits_here(const World& world, int counter) {
  const auto& services = world.plan().counter(counter)->services;
  return std::ranges::any_of(world.board().waiting, [&](const TicketId& id) {
    const Ticket& ticket = *world.board().ticket(id);
    if (ticket.for_counter != 0) return ticket.for_counter == counter;
    return std::ranges::find(services, ticket.service) != services.end();
  });
}

}  // namespace

std::int64_t Customers::step(World& world) {
  const bool open = world.open();
  if (!open && !chance_.happens(0.05)) return 15 * minute_ms;
  const double lane = chance_.uniform();
  std::string code = "S" + std::to_string(world.scenario().seed) + "-" + std::to_string(++slips_);
  std::string key = "slip-" + code;
  if (world.scenario().troubles && chance_.happens(0.3)) key.clear();
  world.press({TakeTicket{service_of(world.plan(), chance_),
                          lane < 0.2   ? Lane::care
                          : lane < 0.3 ? Lane::vip
                                       : Lane::standard,
                          std::move(code), chance_.happens(0.8) ? "zh-CN" : "en"},
               std::move(key), "kiosk"});
  if (chance_.happens(0.03)) {
    static const std::array<const char*, 4> places{"kiosk", "entrance", "counter_1", "waiting_area"};
    world.press({CallAssistance{"zh-CN", chance_.one_of(places)}});
  }
  const int minutes = world.plan().closes_minute - world.plan().opens_minute;
  return static_cast<std::int64_t>(chance_.exponential(minutes * 60'000.0 / world.scenario().visits_a_day));
}

std::int64_t Raters::step(World& world) {
  const Ticket* ticket = somebody(world.board(), chance_);
  if (ticket != nullptr) {
    RateVisit rating;
    rating.score = chance_.between(1, 5);
    const int by = chance_.between(0, 3);
    if (by == 0) rating.code = ticket->code;
    if (by == 1) rating.ticket = ticket_name(*ticket);
    if (by == 2) rating.counter = std::max(1, ticket->counter);
    if (by == 3) {
      rating.counter = std::max(1, ticket->counter);
      rating.ticket = ticket_name(*ticket);
    }
    if (chance_.happens(0.3)) rating.aspects = {"speed", "skill"};
    if (chance_.happens(0.1)) rating.comment = "等了很久";
    world.press({rating});
  }
  return static_cast<std::int64_t>(
      chance_.exponential(static_cast<double>(8 * 60 * minute_ms) / world.scenario().visits_a_day));
}

void Clerk::press(World& world, Command command) {
  std::string key;
  if (chance_.happens(world.scenario().troubles ? 0.6 : 1)) key = staff_ + "-" + std::to_string(++presses_);
  world.press({std::move(command), std::move(key), staff_});
}

std::int64_t Clerk::step(World& world) {
  const desk::Board& board = world.board();
  const Counter* own = nullptr;
  for (const Counter& counter : board.counters) {
    if (counter.state != CounterState::closed && counter.staff == staff_) own = &counter;
  }
  const Ticket* ticket = own == nullptr ? nullptr : board.ticket(own->ticket);
  if (!world.open() && (ticket == nullptr || chance_.happens(0.05))) return go_home(world, own);
  if (own == nullptr) return come_to_work(world);
  counter_ = own->number;
  if (ticket == nullptr) return at_free_counter(world);
  return ticket->state == TicketState::called ? with_called(world, *ticket) : with_served(world, *ticket);
}

std::int64_t Clerk::come_to_work(World& world) {
  done_at_ms_ = 0;
  if (token_.empty()) {
    token_ = staff_ + "-token-" + std::to_string(++sign_ins_);
    press(world, SignIn{staff_, token_});
  }
  const auto& counters = world.plan().counters;
  if (world.scenario().troubles && chance_.happens(0.1)) counter_ = chance_.one_of(counters).number;
  press(world, OpenCounter{counter_, staff_});
  const bool free = world.board().counter(counter_)->state == CounterState::closed;
  return chance_.between(5, 120) * second_ms * (free ? 1 : 6);  // somebody else has it
}

std::int64_t Clerk::go_home(World& world, const Counter* own) {
  if (own != nullptr && chance_.happens(0.7)) press(world, CloseCounter{own->number, staff_});
  if (!token_.empty() && chance_.happens(0.5)) press(world, SignOut{staff_, std::exchange(token_, {})});
  return chance_.between(10, 40) * minute_ms;
}

std::int64_t Clerk::at_free_counter(World& world) {
  done_at_ms_ = 0;
  const desk::Board& board = world.board();
  const Counter& own = *board.counter(counter_);
  if (own.state == CounterState::paused) {
    press(world, OpenCounter{counter_, staff_});
    return chance_.between(10, 60) * second_ms;
  }
  const double what = world.scenario().troubles ? chance_.uniform() : 1;
  if (what < 0.01) {
    press(world, PauseCounter{counter_, staff_, chance_.happens(0.5) ? "meal" : "去仓库取货"});
    return chance_.between(1, 30) * minute_ms;
  }
  if (what < 0.02) {
    press(world, CloseCounter{counter_, staff_});
    counter_ = chance_.one_of(world.plan().counters).number;
    return chance_.between(1, 20) * minute_ms;
  }
  if (what < 0.06 && !board.tickets.empty()) {
    const Ticket& chosen = *somebody(board, chance_);
    press(world, CallTicket{counter_, staff_, chance_.happens(0.5) ? chosen.id : ticket_name(chosen)});
  } else if (what < 0.07) {
    press(world, FinishServing{counter_, staff_, ""});  // too early, a slip of the hand
  } else if (waits_here(world, counter_) || (world.scenario().troubles && chance_.happens(0.1))) {
    press(world, CallNext{counter_, staff_});
  }
  return chance_.between(4, 30) * second_ms;
}

std::int64_t Clerk::with_called(World& world, const Ticket& ticket) {
  const double what = world.scenario().troubles ? chance_.uniform() : 0;
  if (what < 0.7) {
    press(world, StartServing{counter_, staff_});
    const double minutes = std::exp(std::log(world.scenario().service_minutes) + 0.5 * chance_.normal());
    done_at_ms_ = world.clock().true_ms() + static_cast<std::int64_t>(minutes * static_cast<double>(minute_ms));
  } else if (what < 0.8) {
    press(world, ticket.calls < world.plan().no_show_after_calls ? Command(Recall{counter_, staff_})
                                                                 : Command(MarkNoShow{counter_, staff_}));
  } else if (what < 0.85) {
    press(world, MarkNoShow{counter_, staff_});
  } else if (what < 0.9) {
    press(world, HoldTicket{counter_, staff_, "documents"});
  } else if (what < 0.93) {
    press(world, CancelTicket{ticket.id, staff_, ""});
  } else if (what < 0.95) {
    press(world, CallNext{counter_, staff_});  // pressed twice
  }
  return chance_.between(5, 30) * second_ms;
}

std::int64_t Clerk::with_served(World& world, const Ticket& ticket) {
  const bool troubles = world.scenario().troubles;
  if (troubles && chance_.happens(0.002)) return 5 * 60 * minute_ms;  // goes away and forgets the customer
  if (troubles && chance_.happens(0.03)) press(world, AddService{ticket.id, staff_, service_of(world.plan(), chance_)});
  const std::int64_t left_ms = done_at_ms_ - world.clock().true_ms();
  if (left_ms > 0) return std::min(left_ms, troubles ? 2 * minute_ms : left_ms);
  done_at_ms_ = 0;
  const double what = troubles ? chance_.uniform() : 1;
  if (what < 0.06) {
    press(world, TransferTicket{counter_, staff_, service_of(world.plan(), chance_), 0});
  } else if (what < 0.1) {
    press(world, TransferTicket{counter_, staff_, std::nullopt, chance_.one_of(world.plan().counters).number});
  } else if (what < 0.15) {
    press(world, HoldTicket{counter_, staff_, chance_.happens(0.5) ? "form" : "回家拿证件"});
  } else {
    press(world, FinishServing{counter_, staff_, chance_.happens(0.8) ? "" : "partly"});
  }
  return chance_.between(2, 20) * second_ms;
}

std::int64_t Chief::step(World& world) {
  const desk::Board& board = world.board();
  const auto press = [&](Command command) {
    std::string key;
    if (chance_.happens(0.6)) key = staff_ + "-" + std::to_string(++presses_);
    world.press({std::move(command), std::move(key), staff_});
  };
  if (!board.assistance.empty() && chance_.happens(0.5)) {
    press(AnswerAssistance{chance_.one_of(board.assistance).number, staff_});
  }
  // Who is on hold or was missed comes back, sooner or later.
  for (const desk::TicketPtr& ticket : board.tickets) {
    if (ticket->state == TicketState::held && chance_.happens(0.15)) press(ResumeTicket{ticket->id, staff_});
    if (ticket->state == TicketState::no_show && chance_.happens(0.03))
      press(ReturnTicket{ticket_name(*ticket), staff_});
  }
  const Ticket* ticket = somebody(board, chance_);
  const int counter = chance_.one_of(world.plan().counters).number;
  const int what = chance_.between(0, 23);
  if (ticket != nullptr) {
    if (what < 3) press(CancelTicket{ticket->id, staff_, chance_.happens(0.5) ? "" : "等不及走了"});
    if (what >= 3 && what < 8) {
      press(ChangeLane{ticket->id, staff_, chance_.happens(0.5) ? Lane::care : Lane::standard, "elderly"});
    }
    if (what == 8) press(AddService{ticket_name(*ticket), staff_, service_of(world.plan(), chance_)});
    if (what == 9 || what == 10) press(ReprintTicket{ticket_name(*ticket), staff_});
    if (what == 11) press(ReturnTicket{ticket->id, staff_});
    if (what == 16 || what == 17) press(LetPass{ticket->id, chance_.between(1, 5)});
  }
  if (what == 12) press(CloseCounter{counter, staff_});
  if (what == 13) press(HoldTicket{counter, staff_, "other"});
  if (what == 14) press(TransferTicket{counter, staff_, std::nullopt, chance_.one_of(world.plan().counters).number});
  if (what == 15) press(TransferTicket{counter, staff_, service_of(world.plan(), chance_), 0});
  return static_cast<std::int64_t>(chance_.exponential(world.open() ? 5 * minute_ms : 60 * minute_ms));
}

}  // namespace menting::simulation
