#include "tests/simulation/day/oracle.h"

#include <algorithm>
#include <array>
#include <variant>
#include <vector>

#include "tests/simulation/day/broken.h"
#include "tests/simulation/day/durations.h"

namespace menting::simulation {

using namespace domain;

namespace {

constexpr std::int64_t receipt_kept_ms = 7 * 24 * 60 * minute_ms;
constexpr std::int64_t left_behind_ms = 4 * 60 * minute_ms;
constexpr std::int64_t look_ms = 25 * minute_ms;  ///< the desk looks every ten minutes; it may be off for some

const Refusal* refusal_in(const desk::Receipt* receipt) {
  return receipt == nullptr ? nullptr : std::get_if<Refusal>(receipt);
}

/// The ticket that was called in it; null: none.
const TicketCalled* call_in(const Written& written) {
  for (const Event& event : written.events) {
    if (const auto* called = std::get_if<TicketCalled>(&event.fact)) return called;
  }
  return nullptr;
}

}  // namespace

const desk::Receipt* Oracle::known_answer(const std::string& key) const {
  const auto found = keys_.find(key);
  return found == keys_.end() || !found->second.receipt ? nullptr : &*found->second.receipt;
}

void Oracle::take(const Written& written) {
  for (const Event& event : written.events) ledger_.take(event);
}

void Oracle::day_turned(const Written& written, const Moment& moment, bool night) {
  take(written);
  if (!night) return;
  for (const TicketId& id : ledger_.here()) {
    const Visit& visit = ledger_.visit(id);
    if (visit.state == TicketState::serving) continue;
    must(visit.day >= moment.day && moment.steady_ms - visit.taken_ms <= left_behind_ms, "the day is over, and ", id,
         " is not");
  }
  for (const auto& [number, place] : ledger_.places()) {
    const bool all_day = ledger_.plan().opens_minute == 0 && ledger_.plan().closes_minute >= 24 * 60;
    must(all_day || place.state == CounterState::closed || !place.visit.empty(), "the day is over, and counter ",
         number, " is open");
  }
}

void Oracle::answered(const Press& press, const desk::Receipt* receipt, const Written* written, const Moment& moment) {
  const Refusal* refusal = refusal_in(receipt);
  if (written == nullptr) {
    must(receipt == nullptr || (refusal != nullptr && refusal->code == RefusalCode::branch_unable),
         "it was answered, and nothing of it is durable");
    return;
  }
  must(refusal == nullptr || written->events.empty(), "it was refused, and something happened");
  if (!press.key.empty()) judge_key(press, receipt, *written, moment);
  judge_call(press, receipt, *written, moment);
  take(*written);
}

void Oracle::judge_key(const Press& press, const desk::Receipt* receipt, const Written& written, const Moment& moment) {
  const Refusal* refusal = refusal_in(receipt);
  const auto before = keys_.find(press.key);
  const bool remembered = before != keys_.end() && moment.steady_ms - before->second.made_ms < receipt_kept_ms;
  if (!remembered) {
    const bool failed = refusal != nullptr && refusal->code == RefusalCode::branch_unable && written.keys.empty();
    const bool reused = refusal != nullptr && refusal->code == RefusalCode::idempotency_key_reused;
    must(failed || reused || before != keys_.end() || written.keys == std::vector{press.key},
         "an answer was given under a key and is not kept");
    if (written.keys.empty()) return;
    keys_[press.key] = {press.fingerprint, receipt == nullptr ? std::nullopt : std::optional(*receipt),
                        moment.steady_ms};
    return;
  }
  Kept& kept = before->second;
  must(written.events.empty() && written.keys.empty(), "the same key happened twice: ", press.key);
  if (receipt == nullptr) return;
  if (press.fingerprint != kept.fingerprint) {
    must(refusal != nullptr && refusal->code == RefusalCode::idempotency_key_reused, "a key was taken by another");
    return;
  }
  if (!kept.receipt) kept.receipt = *receipt;
  must(*kept.receipt == *receipt, "the same key was answered differently: ", press.key);
}

void Oracle::judge_call(const Press& press, const desk::Receipt* receipt, const Written& written,
                        const Moment& moment) {
  const TicketCalled* called = call_in(written);
  if (const auto* next = std::get_if<CallNext>(&press.command)) {
    if (called != nullptr) {
      must(called->counter == next->counter && called->staff == next->staff, "a call for another counter");
      fairness_.next_called(ledger_, next->counter, called->ticket_id, moment.steady_ms);
    }
    const Refusal* refusal = refusal_in(receipt);
    // A repeated press is answered with what was true then.
    const bool repeated = !press.key.empty() && written.keys.empty();
    if (refusal != nullptr && refusal->code == RefusalCode::queue_empty && !repeated) {
      Fairness::nobody(ledger_, next->counter);
    }
  } else if (const auto* chosen = std::get_if<CallTicket>(&press.command); chosen != nullptr && called != nullptr) {
    fairness_.chosen(ledger_, chosen->counter, called->ticket_id);
  } else {
    must(called == nullptr, "somebody was called by what is no call");
  }
}

void Oracle::compare(const desk::Board& board) {
  must(!version_ || board.version >= *version_, "the Board went back to an older version");
  must(!version_ || board.version > *version_ || ledger_.changed().empty(), "the Board changed and kept its version");
  version_ = board.version;
  ledger_.clear_changed();
  if (journal_.empty()) journal_ = board.journal.id;
  // A forked journal's numbers begin anew; verify counts the events of all.
  must(board.journal.seq == ledger_.count() || board.journal.id != journal_,
       "the journal has another number of events than were written");
  compare_lists(board);
  compare_counters(board);
  compare_counts(board);
}

void Oracle::compare_lists(const desk::Board& board) const {
  std::size_t expected = 0;
  for (const desk::TicketPtr& ticket : board.tickets) {
    const Visit& visit = ledger_.visit(ticket->id);
    expected += visit.here() ? 1 : 0;
    must(ticket->state == visit.state, visit.id, " has a state on the Board that is not its events'");
    must(ticket->service == visit.service && ticket->lane == visit.lane && ticket->for_counter == visit.for_counter,
         visit.id, " waits for something else than its events say");
    must(visit.state != TicketState::waiting || ticket->since_steady_ms == visit.place_ms, visit.id,
         " has another place in the queue than its events say");
    must(ticket->score == visit.score && ticket->added == visit.added && ticket->code == visit.code, visit.id,
         " is not what its events say");
    must((ticket->print == PrintState::pending) == visit.slip_due, visit.id, ": its slip is not what its events say");
  }
  must(expected == ledger_.here().size(), "somebody is in the hall and not on the Board");

  std::map<std::tuple<char, bool, int>, std::tuple<std::int64_t, TicketId>> lines;
  std::set<TicketId> waiting;
  for (const TicketId& id : board.waiting) {
    const Visit& visit = ledger_.visit(id);
    must(waiting.insert(id).second, id, " waits twice on the Board");
    must(visit.state == TicketState::waiting, id, " waits on the Board alone");
    const bool sent = visit.for_counter != 0;
    auto& last = lines[{sent ? ' ' : visit.service, !sent && visit.priority(), visit.for_counter}];
    must(last < std::tuple<std::int64_t, TicketId>(visit.order()), id, " is shown behind somebody who came later");
    last = visit.order();
  }
  for (const TicketId& id : ledger_.here()) {
    must(ledger_.visit(id).state != TicketState::waiting || waiting.contains(id), id, " waits and is not shown");
  }

  const std::set<TicketId> slips(board.unprinted.begin(), board.unprinted.end());
  must(slips.size() == board.unprinted.size(), "a slip is to be printed twice at once");
  for (const TicketId& id : slips) {
    must(board.ticket(id) != nullptr && ledger_.visit(id).slip_due, "a print job without its ticket: ", id);
  }
  for (const desk::TicketPtr& ticket : board.tickets) {
    must(ticket->print != PrintState::pending || slips.contains(ticket->id), ticket->id, " is never printed");
  }
}

void Oracle::compare_counters(const desk::Board& board) const {
  std::set<TicketId> at_counters;
  std::set<StaffId> staff;
  for (const Counter& counter : board.counters) {
    const std::string name = "counter " + std::to_string(counter.number);
    const auto known = ledger_.places().find(counter.number);
    const Place place = known == ledger_.places().end() ? Place{} : known->second;
    must(counter.state == place.state && counter.staff == place.staff, name, " is not as its events say");
    must(counter.ticket == place.visit, name, " has another ticket than its events say");
    must(counter.last_ticket == place.last_visit, name, " asks somebody else for a rating than was there");
    must(counter.staff.empty() || staff.insert(counter.staff).second, counter.staff, " is at two counters");
    if (counter.ticket.empty()) continue;
    must(at_counters.insert(counter.ticket).second, counter.ticket, " is at two counters");
    const Ticket* ticket = board.ticket(counter.ticket);
    must(ticket != nullptr && ticket->counter == counter.number, name, " has a ticket that is not there");
    must(ticket->state == TicketState::called || ticket->state == TicketState::serving, counter.ticket,
         " is at a counter and neither called nor served");
  }
  for (const TicketId& id : ledger_.here()) {
    must(ledger_.visit(id).at_counter() == at_counters.contains(id), id, " is at no counter, or ought not to be");
  }
}

// Waiting is taken less left: each day's tickets are in exactly one state each, and the Board counts them so.
void Oracle::compare_counts(const desk::Board& board) const {
  std::map<char, std::array<int, 7>> states;
  const TicketId first = ticket_id(board.day, 'A', 0);
  int taken = 0;
  for (auto at = ledger_.visits().lower_bound(first); at != ledger_.visits().end() && at->second.day == board.day;
       ++at) {
    ++states[at->second.service].at(static_cast<std::size_t>(at->second.state));
    ++taken;
  }
  for (const TicketId& id : ledger_.here()) {
    const Visit& visit = ledger_.visit(id);
    if (visit.day == board.day) continue;
    ++states[visit.service].at(static_cast<std::size_t>(visit.state));
    ++taken;
  }
  int counted = 0;
  for (const desk::ServiceView& service : board.services) {
    for (std::size_t state = 0; state < 7; ++state) {
      const int count = service.counts.of(static_cast<TicketState>(state));
      counted += count;
      must(count == states[service.letter][state], "service ", service.letter, " counts ", count, " tickets as ",
           to_string(static_cast<TicketState>(state)), ", there are ", states[service.letter][state]);
    }
    must(service.waiting == service.counts.of(TicketState::waiting), "a service shows another number of people");
  }
  must(counted == taken, "taken and left do not add up");

  must(board.assistance.size() == ledger_.calls_for_help().size(), "a call for help got lost, or came from nowhere");
  for (const AssistanceCall& call : board.assistance) {
    must(ledger_.calls_for_help().contains(call.number), "a call for help that nobody made");
  }
}

void Oracle::nobody_left_behind(const Moment& moment) {
  if (moment.day != seen_day_) seen_day_ms_ = moment.steady_ms;
  seen_day_ = moment.day;
  for (const TicketId& id : ledger_.here()) {
    const Visit& visit = ledger_.visit(id);
    if (visit.day >= moment.day) continue;
    const std::int64_t over_ms = visit.state == TicketState::serving
                                     ? visit.started_ms + left_behind_ms
                                     : std::max(visit.taken_ms + left_behind_ms, visit.changed_ms);
    must(moment.steady_ms - std::max(over_ms, seen_day_ms_) <= look_ms, id, " was left behind and never ends");
  }
}

}  // namespace menting::simulation
