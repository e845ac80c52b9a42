#include "kiosk/desk/board.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "kiosk/domain/estimate.h"
#include "kiosk/domain/queue.h"

namespace menting::desk {

using namespace domain;

namespace {

constexpr std::size_t calls_shown = 12;
constexpr std::size_t unanswered_shown = 100;
constexpr std::int64_t estimates_kept_ms = 1'000;
constexpr std::int64_t estimates_kept_unchanged_ms = 10'000;
constexpr std::size_t queue_part = 20;  ///< a twentieth more or fewer people are the same queue

template <class List, class Key, class Member>
auto find_in(const List& list, const Key& key, Member member) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.*member == key; });
  return found == list.end() ? nullptr : &*found;
}

struct ById {
  bool operator()(const TicketPtr& a, const TicketPtr& b) const { return a->id < b->id; }
  bool operator()(const TicketPtr& a, const TicketId& b) const { return a->id < b; }
};

/// Of other days: who is still here or was last at a counter. By id.
std::vector<TicketPtr> strangers(const Branch& branch, BusinessDay day) {
  const std::string today = ticket_id(day, 'A', 0).substr(0, 8), behind = today + '~';
  const auto& active = branch.active();
  std::set<TicketId> ids(active.begin(), active.lower_bound(today));
  ids.insert(active.upper_bound(behind), active.end());
  for (const auto& [number, counter] : branch.state().counters) ids.insert(counter.last_ticket);
  std::vector<TicketPtr> found;
  for (const TicketId& id : ids) {
    const Ticket* ticket = branch.ticket(id);
    if (ticket != nullptr && ticket->day != day) found.push_back(std::make_shared<const Ticket>(*ticket));
  }
  return found;
}

CallView call_view(const Ticket& t) {
  return {t.id, t.letter, t.number, t.counter, t.called_at_ms, t.calls > 1};
}

std::vector<CallView> newest_calls(const Branch& branch, const Board& board) {
  std::vector<CallView> calls;
  for (const Ticket* t : branch.index().called()) {
    if (calls.size() == calls_shown) break;
    if (t->day != board.day && board.ticket(t->id) == nullptr) continue;
    calls.push_back(call_view(*t));
  }
  // Who is still being called is shown, however many were called since.
  const std::size_t newest = calls.size();
  for (const CounterPlan& plan : branch.plan().counters) {
    const Ticket* t = board.ticket(branch.counter(plan.number).ticket);
    if (t == nullptr || t->state != TicketState::called) continue;
    if (std::ranges::none_of(calls, [t](const CallView& call) { return call.ticket == t->id; })) {
      calls.push_back(call_view(*t));
    }
  }
  std::sort(calls.begin() + static_cast<std::ptrdiff_t>(newest), calls.end(),
            [](const CallView& a, const CallView& b) { return a.at_ms > b.at_ms; });
  return calls;
}

void show_repairs(const Branch& branch, Board& board) {
  for (std::size_t state = 0; state < board.repairs.size(); ++state) {
    board.repairs[state] = branch.repairs().count(static_cast<RepairState>(state));
  }
  for (const TicketId& id : branch.active()) {
    if (const RepairOrder* order = branch.repairs().of_ticket(id)) board.repair_tickets[id] = order->number;
  }
}

std::vector<RatingView> newest_unanswered(const Branch& branch) {
  std::vector<RatingView> ratings;
  const auto& all = branch.index().unanswered();
  for (auto at = all.rbegin(); at != all.rend() && ratings.size() < unanswered_shown; ++at) {
    const Ticket& t = **at;
    ratings.push_back({t.id, ticket_name(t), t.service, t.counter, t.staff, t.score, t.rated_at_ms});
  }
  return ratings;
}

bool at_counter(const Ticket& ticket) {
  return ticket.state == TicketState::called || ticket.state == TicketState::serving;
}

/// For whoever waits: a slip that came out, a rating, or that who was called has come makes nobody's wait another one.
bool stands_the_same(const Ticket& a, const Ticket& b) {
  return (a.state == b.state || (at_counter(a) && at_counter(b))) && a.service == b.service && a.lane == b.lane &&
         a.for_counter == b.for_counter && a.since_steady_ms == b.since_steady_ms &&
         a.called_steady_ms == b.called_steady_ms;
}

}  // namespace

const Ticket* Board::ticket(const TicketId& id) const {
  const auto found = std::lower_bound(tickets.begin(), tickets.end(), id, ById{});
  return found == tickets.end() || (*found)->id != id ? nullptr : found->get();
}

const Ticket* Board::find(std::string_view code_or_name) const {
  const auto found = std::find_if(tickets.begin(), tickets.end(), [&](const TicketPtr& ticket) {
    return ticket->code == code_or_name || ticket->id == code_or_name ||
           (ticket->day == day && ticket_name(*ticket) == code_or_name);
  });
  return found == tickets.end() ? nullptr : found->get();
}

const Counter* Board::counter(CounterNumber number) const {
  return find_in(counters, number, &Counter::number);
}

const ServiceView* Board::service(ServiceLetter letter) const {
  return find_in(services, letter, &ServiceView::letter);
}

void BoardMaker::changed(const Ticket& ticket) {
  if (ticket.day != day_) {  // looked up anew for every Board
    hall_changed_ = true;
    return;
  }
  auto changed = std::make_shared<const Ticket>(ticket);
  const auto at = std::lower_bound(today_.begin(), today_.end(), changed, ById{});
  if (at != today_.end() && (*at)->id == ticket.id) {
    hall_changed_ = hall_changed_ || !stands_the_same(**at, ticket);
    *at = std::move(changed);
  } else {
    hall_changed_ = true;
    today_.insert(at, std::move(changed));
  }
}

std::vector<TicketPtr> BoardMaker::tickets_to_show(const Branch& branch, BusinessDay day) {
  if (day != day_) {
    day_ = day;
    today_.clear();
    const auto& all = branch.state().tickets;
    for (auto at = all.lower_bound(ticket_id(day, 'A', 0)); at != all.end() && at->second.day == day; ++at) {
      today_.push_back(std::make_shared<const Ticket>(at->second));
    }
  }
  const std::vector<TicketPtr> others = strangers(branch, day);
  if (others.empty()) return today_;
  std::vector<TicketPtr> shown;
  shown.reserve(today_.size() + others.size());
  std::merge(others.begin(), others.end(), today_.begin(), today_.end(), std::back_inserter(shown), ById{});
  return shown;
}

void BoardMaker::estimate(const Branch& branch, const Moment& moment) {
  std::vector<std::pair<CounterState, std::string>> counters;
  counters.reserve(branch.plan().counters.size());
  for (const CounterPlan& plan : branch.plan().counters) {
    const Counter counter = branch.counter(plan.number);
    counters.emplace_back(counter.state, counter.services);
  }
  const std::int64_t age_ms = moment.steady_ms - estimated_steady_ms_;
  const bool same_counters = !counters.empty() && counters == told_counters_ && age_ms >= 0;
  owes_estimates_ = false;
  if (same_counters && !hall_changed_ && age_ms < estimates_kept_unchanged_ms) return;
  // In a rush the ranges may be a moment old, but never those of another queue.
  const std::size_t waiting = branch.active().size(), told = told_waiting_;
  const bool same_queue = (waiting > told ? waiting - told : told - waiting) <= told / queue_part;
  owes_estimates_ = same_counters && same_queue && age_ms < estimates_kept_ms;
  if (owes_estimates_) return;
  estimates_ = estimate_waits(branch, moment);
  hall_changed_ = false;
  told_waiting_ = waiting;
  told_counters_ = std::move(counters);
  estimated_steady_ms_ = moment.steady_ms;
}

Board BoardMaker::make(const Branch& branch, const Moment& moment, const JournalPosition& journal) {
  Board board;
  board.at_ms = moment.at_ms;
  board.steady_ms = moment.steady_ms;
  board.day = moment.day;
  board.open = branch.plan().open_at(moment.minute_of_day);
  if (const Break* pause = branch.plan().break_at(moment.minute_of_day)) board.break_until_minute = pause->to_minute;
  board.journal = journal;
  board.told = branch.index().tally(moment.day).told();
  board.told_before = branch.history().tally.told();
  board.sessions = branch.sessions();
  for (const auto& [number, call] : branch.state().assistance) board.assistance.push_back(call);
  board.tickets = tickets_to_show(branch, moment.day);
  show_repairs(branch, board);
  for (const auto& [id, one] : branch.state().appointments) {
    const bool coming = one.state == AppointmentState::booked || one.state == AppointmentState::checked_in;
    if (coming && one.day >= moment.day) ++board.appointments;
  }
  board.calls = newest_calls(branch, board);
  board.unanswered = newest_unanswered(branch);
  board.waiting.reserve(branch.active().size());
  estimate(branch, moment);
  for (const Service& service : branch.plan().services) {
    const auto order = waiting_in_order(branch, service.letter, moment);
    for (const Ticket* ticket : order) board.waiting.push_back(ticket->id);
    const StateCounts counts = branch.index().counts(moment.day, service.letter);
    board.services.push_back({service.letter, service.name, service.group, counts.of(TicketState::waiting),
                              estimates_[board.services.size()], !intake_obstacle(branch, service, moment), counts,
                              branch.priority_run(service.letter), std::nullopt});
    if (const ServiceClosure* closure = branch.closure(service.letter)) board.services.back().closure = *closure;
  }
  for (const CounterPlan& plan : branch.plan().counters) {
    board.counters.push_back(branch.counter(plan.number));
    for (const Ticket* ticket : branch.index().sent_to(plan.number)) board.waiting.push_back(ticket->id);
  }
  std::sort(board.counters.begin(), board.counters.end(),
            [](const Counter& a, const Counter& b) { return a.number < b.number; });
  board.unprinted.reserve(branch.index().unprinted().size());
  for (const Ticket* ticket : branch.index().unprinted()) {
    if (ticket->day != board.day && board.ticket(ticket->id) == nullptr) continue;
    board.unprinted.push_back(ticket->id);
    const RepairOrder* order = branch.repairs().of_ticket(ticket->id);
    if (order != nullptr && order->ticket == ticket->id) board.repair_slips.emplace(ticket->id, *order);
  }
  return board;
}

BoardPtr BoardHolder::get() const {
  const std::lock_guard lock(mutex_);
  return board_;
}

void BoardHolder::publish(BoardPtr board) {
  std::vector<std::function<void()>> wakes;
  {
    const std::lock_guard lock(mutex_);
    board_ = std::move(board);
    wakes = wakes_;
  }
  for (const auto& wake : wakes) wake();
}

void BoardHolder::replace(BoardPtr board) {
  const std::lock_guard lock(mutex_);
  board_ = std::move(board);
}

void BoardHolder::subscribe(std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  wakes_.push_back(std::move(wake));
}

}  // namespace menting::desk
