// Every verb on a ticket in every state: allowed, or which refusal.
#include <array>
#include <optional>

#include "tests/kiosk/domain/hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::Hall;

namespace rules_table_test {

namespace {

using Ruling = std::optional<RefusalCode>;  // none: allowed
constexpr Ruling yes = std::nullopt;
using R = RefusalCode;

constexpr std::array states{TicketState::waiting, TicketState::called,    TicketState::serving, TicketState::held,
                            TicketState::no_show, TicketState::cancelled, TicketState::finished};

void miss(Hall& hall) {
  hall.call_next(1, "1001");
  for (int call = 1; call < 3; ++call) {
    hall.clock.advance_ms(10'000);
    hall.done(Recall{1, "1001"});
  }
  hall.done(MarkNoShow{1, "1001"});
}

/// Counter 1 is 1001's and A001 in that state, at the counter where the state says so; counter 2 is open.
void bring(Hall& hall, TicketState state) {
  hall.take('A');
  hall.open(1, "1001");
  hall.open(2, "1002");
  hall.done(RecordPrinted{"20261123-A001"});
  switch (state) {
    case TicketState::waiting:
      return;
    case TicketState::no_show:
      return miss(hall);
    case TicketState::cancelled:
      hall.done(CancelTicket{"A001", "1001", ""});
      return;
    case TicketState::called:
    case TicketState::serving:
    case TicketState::held:
    case TicketState::finished:
      break;
  }
  hall.call_next(1, "1001");
  hall.clock.advance_ms(10'000);
  if (state == TicketState::held) hall.done(HoldTicket{1, "1001", "form"});
  if (state == TicketState::serving || state == TicketState::finished) hall.done(StartServing{1, "1001"});
  if (state == TicketState::finished) hall.done(FinishServing{1, "1001", ""});
}

struct Row {
  const char* verb;
  Command command;
  std::array<Ruling, 7> verdicts;  ///< waiting, called, serving, held, no_show, cancelled, finished
};

std::vector<Row> table() {
  constexpr R none_there = R::counter_has_no_ticket, over = R::visit_over, busy = R::counter_busy,
              away = R::ticket_not_waiting, early = R::no_show_too_early, begun = R::ticket_not_called,
              unfinished = R::visit_not_finished, missed = R::ticket_not_missed, not_held = R::ticket_not_held;
  return {
      // verb, command, waiting, called, serving, held, no_show, cancelled, finished
      {"call-next",
       CallNext{1, "1001"},
       {yes, busy, busy, R::queue_empty, R::queue_empty, R::queue_empty, R::queue_empty}},
      {"call", CallTicket{1, "1001", "A001"}, {yes, busy, busy, away, away, away, away}},
      {"call elsewhere", CallTicket{2, "1002", "A001"}, {yes, away, away, away, away, away, away}},
      {"recall", Recall{1, "1001"}, {none_there, yes, begun, none_there, none_there, none_there, none_there}},
      {"start", StartServing{1, "1001"}, {none_there, yes, begun, none_there, none_there, none_there, none_there}},
      {"finish",
       FinishServing{1, "1001", ""},
       {none_there, R::ticket_not_serving, yes, none_there, none_there, none_there, none_there}},
      {"no-show", MarkNoShow{1, "1001"}, {none_there, early, begun, none_there, none_there, none_there, none_there}},
      {"hold", HoldTicket{1, "1001", "form"}, {none_there, yes, yes, none_there, none_there, none_there, none_there}},
      {"transfer",
       TransferTicket{1, "1001", 'B', 0},
       {none_there, yes, yes, none_there, none_there, none_there, none_there}},
      {"let pass",
       LetPass{"A001", 1},
       {R::nobody_behind, R::ticket_not_waiting, R::ticket_not_waiting, R::ticket_not_waiting, over, over, over}},
      {"resume", ResumeTicket{"A001", "1001"}, {not_held, not_held, not_held, yes, not_held, not_held, not_held}},
      {"return", ReturnTicket{"A001", "1001"}, {missed, missed, missed, missed, yes, missed, missed}},
      {"cancel", CancelTicket{"A001", "1001", ""}, {yes, yes, R::ticket_at_counter, yes, over, over, over}},
      {"add-service", AddService{"A001", "1001", 'B'}, {yes, yes, yes, yes, over, over, over}},
      {"lane", ChangeLane{"A001", "1001", Lane::care, "elderly"}, {yes, yes, yes, yes, over, over, over}},
      {"reprint", ReprintTicket{"A001", "1001"}, {yes, yes, yes, yes, over, over, over}},
      {"rate",
       RateVisit{"", "A001", 0, 5, {}, ""},
       {unfinished, unfinished, unfinished, unfinished, unfinished, R::rating_closed, yes}},
      {"pause", PauseCounter{1, "1001", ""}, {yes, busy, busy, yes, yes, yes, yes}},
      {"close", CloseCounter{1, "1001"}, {yes, busy, busy, yes, yes, yes, yes}},
      {"open again", OpenCounter{1, "1001"}, {yes, yes, yes, yes, yes, yes, yes}},
      {"open another",
       OpenCounter{3, "1001"},
       {R::clerk_at_other_counter, R::clerk_at_other_counter, R::clerk_at_other_counter, R::clerk_at_other_counter,
        R::clerk_at_other_counter, R::clerk_at_other_counter, R::clerk_at_other_counter}},
      {"print done",
       RecordPrinted{"20261123-A001"},
       {R::print_not_pending, R::print_not_pending, R::print_not_pending, R::print_not_pending, R::print_not_pending,
        R::print_not_pending, R::print_not_pending}},
  };
}

std::string said(const Ruling& verdict) {
  return verdict ? std::string(to_string(*verdict)) : "allowed";
}

}  // namespace

TEST_CASE("every verb in every state is allowed or refused as the table says") {
  for (const Row& row : table()) {
    for (std::size_t i = 0; i < states.size(); ++i) {
      Hall hall;
      bring(hall, states[i]);
      REQUIRE(hall.branch.ticket_by_name("A001", {20261123})->state == states[i]);
      const auto before = hall.branch.state();
      const auto decision = hall.run(row.command);
      INFO(row.verb << " of one " << to_string(states[i]));
      CHECK(said(decision ? Ruling{} : Ruling(decision.refusal().code)) == said(row.verdicts.at(i)));
      if (!decision) CHECK(hall.branch.state() == before);
    }
  }
}

TEST_CASE("every verb of a counter needs a counter that is one's own") {
  for (const Command& command :
       {Command(CallNext{1, "1001"}), Command(CallTicket{1, "1001", "A001"}), Command(Recall{1, "1001"}),
        Command(StartServing{1, "1001"}), Command(FinishServing{1, "1001", ""}), Command(MarkNoShow{1, "1001"}),
        Command(HoldTicket{1, "1001", "form"}), Command(TransferTicket{1, "1001", 'B', 0}),
        Command(PauseCounter{1, "1001", ""}), Command(CloseCounter{1, "1001"})}) {
    Hall hall;
    hall.take('A');
    CHECK(hall.refused(command) == R::counter_closed);
    hall.open(1, "1002");
    CHECK(hall.refused(command) == R::counter_open_elsewhere);
  }
}

TEST_CASE("every verb of a ticket needs one that there is") {
  Hall hall;
  hall.open(1, "1001");
  for (const Command& command :
       {Command(CallTicket{1, "1001", "A009"}), Command(ResumeTicket{"A009", "1001"}),
        Command(ReturnTicket{"A009", "1001"}), Command(CancelTicket{"A009", "1001", ""}),
        Command(AddService{"A009", "1001", 'B'}), Command(ChangeLane{"A009", "1001", Lane::care, "elderly"}),
        Command(ReprintTicket{"A009", "1001"})}) {
    CHECK(hall.refused(command) == R::ticket_unknown);
  }
}

}  // namespace rules_table_test
