#include "kiosk/desk/alerts.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace menting::desk {

using namespace domain;

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;

class Collection {
 public:
  explicit Collection(const AlertSources& from) : from_(from) {}

  void waits() {
    for (const TicketId& id : from_.board.waiting) {
      const Ticket* ticket = from_.board.ticket(id);
      const Service* service = ticket == nullptr ? nullptr : from_.plan.service(ticket->service);
      if (service != nullptr) wait(*ticket, *service);
    }
  }

  void counters() {
    for (const ServiceView& service : from_.board.services) {
      if (service.waiting == 0 || is_served(service.letter)) continue;
      Alert& alert = add(AlertKind::no_counter, AlertLevel::warning, std::string(1, service.letter));
      alert.service = service.letter;
      alert.amount = service.waiting;
      alert.since_ms = oldest_waiting_ms(service.letter);
    }
  }

  void ratings() {
    for (const RatingView& rating : from_.board.unanswered) {
      if (from_.now_ms - rating.at_ms > from_.limits.low_rating_days * day_ms) continue;
      Alert& alert =
          add(AlertKind::low_rating, rating.score == 1 ? AlertLevel::urgent : AlertLevel::warning, rating.ticket);
      alert.since_ms = rating.at_ms;
      alert.ticket = rating.ticket;
      alert.ticket_name = rating.name;
      alert.service = rating.service;
      alert.counter = rating.counter;
      alert.staff = rating.staff;
      alert.amount = rating.score;
    }
  }

  void assistance() {
    for (const AssistanceCall& call : from_.board.assistance) {
      Alert& alert = add(AlertKind::assistance, AlertLevel::urgent, std::to_string(call.number));
      alert.since_ms = call.at_ms;
      alert.about = call.place;
      alert.amount = call.number;
    }
  }

  void repairs() {
    for (const RepairAlert& trouble : from_.repairs) {
      const bool is_late = trouble.trouble == RepairTrouble::repair_overdue;
      Alert& alert = add(kind_of(trouble.trouble), is_late ? AlertLevel::urgent : AlertLevel::warning,
                         trouble.loaner.empty() ? trouble.repair : trouble.loaner);
      alert.since_ms = trouble.since_ms;
      alert.repair = trouble.repair;
      alert.day = trouble.day;
      alert.about = trouble.loaner.empty() ? std::string(domain::to_string(trouble.state)) : trouble.loaner;
      alert.amount = std::max<std::int64_t>(0, from_.now_ms - trouble.since_ms) / (60 * minute_ms);
    }
  }

  void printer() {
    const PrinterState state = from_.health.printer();
    const std::int64_t state_since_ms = from_.health.printer_since_ms();
    if (state == PrinterState::paper_low) {
      add(AlertKind::paper_low, AlertLevel::warning, {}).since_ms = state_since_ms;
    } else if (state == PrinterState::paper_out || state == PrinterState::offline) {
      Alert& alert = add(AlertKind::printer, AlertLevel::urgent, {});
      alert.since_ms = state_since_ms;
      alert.about = to_string(state);
    } else if (const std::int64_t since_ms = from_.health.since_ms("printer"); since_ms != 0) {
      Alert& alert = add(AlertKind::printer, AlertLevel::warning, {});
      alert.since_ms = since_ms;
      alert.about = "unknown";
    }
  }

  void disk_and_storage() {
    if (const std::int64_t since_ms = from_.health.since_ms("storage"); since_ms != 0) {
      add(AlertKind::storage, AlertLevel::urgent, {}).since_ms = since_ms;
    }
    const std::int64_t fault_since_ms = from_.health.since_ms("disk");
    const bool full = from_.disk_free_mb >= 0 && from_.disk_free_mb < from_.limits.disk_free_mb;
    if (fault_since_ms == 0 && !full) return;
    Alert& alert = add(AlertKind::disk, fault_since_ms != 0 ? AlertLevel::urgent : AlertLevel::warning, {});
    alert.since_ms = fault_since_ms;
    alert.amount = std::max<std::int64_t>(0, from_.disk_free_mb);
    alert.about = full ? "full" : "fault";
  }

  void headquarters() {
    const HqState state = from_.health.hq();
    const JournalPosition& journal = from_.board.journal;
    if (state == HqState::not_enrolled || journal.unacked_since_ms == 0) return;
    if (from_.now_ms - journal.unacked_since_ms < from_.limits.hq_lag_minutes * minute_ms) return;
    // A branch that is refused does not get better by itself.
    const bool is_refused = state == HqState::refused;
    Alert& alert = add(AlertKind::hq_lag, is_refused ? AlertLevel::urgent : AlertLevel::warning, {});
    alert.since_ms = journal.unacked_since_ms;
    alert.amount = journal.seq - journal.acked;
    alert.about = to_string(state);
  }

  std::vector<Alert> in_order() {
    std::stable_sort(alerts_.begin(), alerts_.end(), [](const Alert& a, const Alert& b) {
      return std::tie(a.level, a.since_ms, a.id) < std::tie(b.level, b.since_ms, b.id);
    });
    std::map<AlertKind, std::size_t> listed;
    std::erase_if(alerts_, [&](const Alert& alert) { return ++listed[alert.kind] > alerts_of_kind_max; });
    return std::move(alerts_);
  }

 private:
  static AlertKind kind_of(RepairTrouble trouble) {
    switch (trouble) {
      case RepairTrouble::repair_overdue:
        return AlertKind::repair_overdue;
      case RepairTrouble::repair_due:
        return AlertKind::repair_due;
      case RepairTrouble::repair_stuck:
        return AlertKind::repair_stuck;
      case RepairTrouble::loaner_overdue:
        return AlertKind::loaner_overdue;
    }
    return AlertKind::repair_due;
  }

  Alert& add(AlertKind kind, AlertLevel level, const std::string& whose) {
    Alert alert;
    alert.kind = kind;
    alert.level = level;
    alert.id = std::string(domain::to_string(kind)) + (whose.empty() ? "" : ":" + whose);
    alerts_.push_back(std::move(alert));
    return alerts_.back();
  }

  void wait(const Ticket& ticket, const Service& service) {
    // Who came early by appointment waits by choice until the slot begins.
    const std::int64_t early_ms = std::max<std::int64_t>(0, ticket.due_steady_ms - ticket.since_steady_ms);
    const std::int64_t since_ms = ticket.since_at_ms + early_ms;
    const std::int64_t waited_ms = from_.now_ms - since_ms;
    const std::int64_t target_ms = service.target_wait_minutes * minute_ms;
    const std::int64_t near_ms = target_ms * from_.limits.near_percent / 100;
    // What the slip says speaks of the place that was taken then.
    const bool was_told = ticket.since_at_ms == ticket.taken_at_ms && ticket.service == ticket.letter &&
                          ticket.estimate_when_taken.low_minutes >= service.target_wait_minutes;
    const bool is_passed = waited_ms > target_ms;
    if (!is_passed && waited_ms < near_ms && !was_told) return;
    const bool is_longest =
        static_cast<double>(waited_ms) > from_.plan.max_wait_factor * static_cast<double>(target_ms);
    Alert& alert = add(is_passed ? AlertKind::target_passed : AlertKind::target_near,
                       is_passed && is_longest ? AlertLevel::urgent : AlertLevel::warning, ticket.id);
    alert.since_ms = since_ms + (is_passed ? target_ms : waited_ms >= near_ms && !was_told ? near_ms : 0);
    alert.ticket = ticket.id;
    alert.ticket_name = ticket_name(ticket);
    alert.service = ticket.service;
    alert.counter = ticket.for_counter;
    alert.amount = std::max<std::int64_t>(0, waited_ms) / minute_ms;
  }

  bool is_served(ServiceLetter service) const {
    return std::any_of(from_.board.counters.begin(), from_.board.counters.end(), [&](const Counter& counter) {
      const auto services = services_of(from_.plan, counter);
      return counter.state == CounterState::open &&
             std::find(services.begin(), services.end(), service) != services.end();
    });
  }

  std::int64_t oldest_waiting_ms(ServiceLetter service) const {
    std::int64_t oldest_ms = from_.now_ms;
    for (const TicketId& id : from_.board.waiting) {
      const Ticket* ticket = from_.board.ticket(id);
      if (ticket != nullptr && ticket->service == service) oldest_ms = std::min(oldest_ms, ticket->since_at_ms);
    }
    return oldest_ms;
  }

  const AlertSources& from_;
  std::vector<Alert> alerts_;
};

}  // namespace

std::vector<Alert> alerts_now(const AlertSources& sources) {
  Collection collection(sources);
  collection.waits();
  collection.counters();
  collection.ratings();
  collection.assistance();
  collection.repairs();
  collection.printer();
  collection.disk_and_storage();
  collection.headquarters();
  return collection.in_order();
}

}  // namespace menting::desk
