#pragma once

#include <string_view>

#include "kiosk/ui/flow.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/catch.h"

namespace menting::tests {

/// The flow alone, on a board with A001 (finished), A002 (waits) and A003 (finished and rated).
struct FlowHall {
  desk::Board board;
  ui::Flow flow;
  std::int64_t now = 1'000'000;

  explicit FlowHall(ui::FlowSettings settings = {}, ui::TextEngines engines = {})
      : flow(std::move(settings), demo_plan(), std::move(engines)) {
    board.day = {20261123};
    board.open = true;
    add(1, "K7K7K7K7K7K7", domain::TicketState::finished, 0);
    add(2, "W4W4W4W4W4W4", domain::TicketState::waiting, 0);
    add(3, "R9R9R9R9R9R9", domain::TicketState::finished, 4);
    flow.tick(board, now);
  }
  void go(const ui::Intent& intent) { flow.carry_out(intent, board, now); }
  void pass(std::int64_t ms) {
    now += ms;
    flow.tick(board, now);
  }
  void key(char c) {
    flow.type(c, board, now);
    pass(150);
  }
  /// As a person does.
  void type(std::string_view text) {
    for (const char c : text) key(c);
  }
  void enter() { key('\n'); }
  /// As a scanner does that is a keyboard.
  void scan_keys(std::string_view text) {
    for (const char c : text) flow.type(c, board, now += 2);
    flow.type('\n', board, now += 2);
  }
  /// What went out, and must have.
  ui::Outgoing out() {
    auto outgoing = flow.take_outgoing();
    REQUIRE(outgoing);
    return std::move(*outgoing);
  }
  template <class Asked>
  Asked asked(const ui::Outgoing& outgoing) {
    return std::get<Asked>(std::get<domain::Command>(outgoing.what));
  }
  ui::Page page() const { return flow.state().page; }
  const ui::FlowState& state() const { return flow.state(); }

 private:
  void add(int number, std::string code, domain::TicketState state, int score) {
    domain::Ticket ticket;
    ticket.id = domain::ticket_id(board.day, 'A', number);
    ticket.day = board.day;
    ticket.number = number;
    ticket.code = std::move(code);
    ticket.state = state;
    ticket.score = score;
    board.tickets.push_back(std::make_shared<const domain::Ticket>(ticket));
  }
};

}  // namespace menting::tests
