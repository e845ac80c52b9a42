#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "kiosk/domain/appointment.h"
#include "kiosk/domain/assistance.h"
#include "kiosk/domain/counter.h"
#include "kiosk/domain/event.h"
#include "kiosk/domain/index.h"
#include "kiosk/domain/moment.h"
#include "kiosk/domain/plan.h"
#include "kiosk/domain/repair_index.h"
#include "kiosk/domain/service_closure.h"
#include "kiosk/domain/tally.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

/// A signed-in browser. Not an event's matter: it has a row of its own.
struct Session {
  std::string token_hash;
  StaffId staff;
  std::int64_t since_ms = 0;
  std::int64_t since_steady_ms = 0;
  bool operator==(const Session&) const = default;
};

/// Everything that events make: what the state rows of storage hold.
struct BranchState {
  std::map<TicketId, Ticket> tickets;
  std::map<CounterNumber, Counter> counters;
  std::map<std::pair<BusinessDay, ServiceLetter>, int> last_numbers;
  /// Priority calls in a row since the last standard one, by service.
  std::map<ServiceLetter, int> priority_runs;
  /// Open ones; who was helped is in the events.
  std::map<AssistanceNumber, AssistanceCall> assistance;
  AssistanceNumber last_assistance = 0;
  /// Services that a manager closed for today.
  std::map<ServiceLetter, ServiceClosure> closed_services;
  /// Repairs that are open, or whose personal data is kept, or that ended lately; and the loaners.
  RepairBook repairs;
  /// Of the days to come and of the days whose tickets are known.
  std::map<AppointmentId, Appointment> appointments;
  std::string config_digest;
  std::int64_t steady_ms = 0;  ///< of the newest event
  std::int64_t at_ms = 0;      ///< of the newest event

  bool operator==(const BranchState&) const = default;
};

/// The rows that an event changed and storage must write again.
struct Touched {
  std::optional<TicketId> ticket;
  std::optional<CounterNumber> counter;
  std::optional<std::pair<BusinessDay, ServiceLetter>> number;
  std::optional<ServiceLetter> priority_run;
  std::optional<AssistanceNumber> assistance;
  std::optional<ServiceLetter> closed_service;
  std::optional<RepairNumber> repair;
  std::optional<LoanerNumber> loaner;
  std::optional<AppointmentId> appointment;
  bool config = false;
};

class Branch {
 public:
  explicit Branch(Plan plan, BranchState state = {}, std::map<std::string, Session> sessions = {});
  // The index points into the state: it moves along, but a copy would point into the other one.
  Branch(const Branch&) = delete;
  Branch& operator=(const Branch&) = delete;
  Branch(Branch&&) = default;
  Branch& operator=(Branch&&) = default;
  ~Branch() = default;

  /// The only way the state changes. Uses the event alone, never the plan or a clock.
  Touched apply(const Event& event);

  const Plan& plan() const { return plan_; }
  const BranchState& state() const { return state_; }

  const Ticket* ticket(const TicketId& id) const;
  /// Everybody whose visit is not over, by id.
  const std::set<TicketId>& active() const { return index_.active(); }
  /// The tickets by what is asked of them: who waits, whose slip is to be printed, who was called.
  const Index& index() const { return index_; }
  /// By the slip's code.
  const Ticket* ticket_by_code(std::string_view code) const;
  /// By number ("A001", any case) on `day`, else of somebody of another day who is still here; or by id.
  const Ticket* ticket_by_name(std::string_view name, BusinessDay day) const;
  /// With this number, of whatever day, and its visit not over.
  const Ticket* somebody_here(ServiceLetter letter, int number) const;
  /// The counter's state; a counter of the plan that never opened is closed.
  Counter counter(CounterNumber number) const;
  /// What the counter serves today, preferred first; nothing when the plan does not have it.
  std::span<const ServiceLetter> services_at(CounterNumber number) const;
  /// Null: no manager closed it.
  const ServiceClosure* closure(ServiceLetter service) const;
  /// The counter this clerk has open, or 0.
  CounterNumber counter_of(const StaffId& staff) const;
  int last_number(BusinessDay day, ServiceLetter service) const;
  int priority_run(ServiceLetter service) const;

  /// The repair orders by what is asked of them.
  const RepairIndex& repairs() const { return repair_index_; }
  /// Null when it is not known, or no longer.
  const RepairOrder* repair(const RepairNumber& number) const;
  const Loaner* loaner(LoanerNumber number) const;

  /// As a row of its own has them: no event knows them.
  void hold_codes(const RepairCodes& codes);

  /// Null when it is not known, or no longer.
  const Appointment* appointment(const AppointmentId& id) const;
  /// The one whose code has this hash; null: none.
  const Appointment* appointment_by_code(std::string_view code_hash) const;
  /// With this number: of `day`, else of the next day that has one, else the newest; null: none.
  const Appointment* appointment_by_number(std::string_view number, BusinessDay day) const;
  /// Null: they are not kept any more.
  const AppointmentSecrets* secrets(const AppointmentId& id) const;
  /// As rows of their own have them: no event knows them.
  void hold_secrets(AppointmentSecrets secrets);

  const std::map<std::string, Session>& sessions() const { return sessions_; }
  void open_session(Session session);
  void close_session(const std::string& token_hash);

  /// What past days came to: for forecasts alone, no event knows it.
  const History& history() const { return history_; }
  void remember(History history) { history_ = std::move(history); }

  /// Forgets ended tickets of days before `day`; storage keeps them.
  void forget_before(BusinessDay day);
  /// The same for repairs that ended before `day` and hold no personal data any more.
  void forget_repairs_before(BusinessDay day);
  /// And for appointments, with what opened them.
  void forget_appointments_before(BusinessDay day);

 private:
  Plan plan_;
  BranchState state_;
  std::map<std::string, Session> sessions_;
  Index index_;
  RepairIndex repair_index_;
  History history_;
  std::map<AppointmentId, AppointmentSecrets> secrets_;
};

}  // namespace menting::domain
