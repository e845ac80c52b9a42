#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/loaner.h"

namespace menting::domain {

/// "R2611250017": day, running number of that day and a check digit.
using RepairNumber = std::string;

enum class RepairState {
  handed_in,
  received,
  diagnosing,
  quoted,
  approved,
  declined,
  repairing,
  waiting_for_parts,
  at_repair_centre,
  tested,
  ready,
  handed_over,
  returned_unrepaired,
  abandoned,
};
constexpr int repair_states = 14;

enum class RepairStep {
  receive,
  diagnose,
  quote,
  approve,
  decline,
  repair,
  wait_for_parts,
  send_out,
  take_back,
  test,
  ready,
  hand_over,
  return_unrepaired,
  abandon,
};
constexpr int repair_steps = 14;

/// Where the step leads from there; none: it is out of order.
std::optional<RepairState> after(RepairState state, RepairStep step);
/// What is possible next, in the steps' order.
std::vector<RepairStep> steps_from(RepairState state);
/// Not handed over, returned unrepaired or abandoned.
bool is_open(RepairState state);
/// The branch, not the customer or a repair centre, has the device.
bool is_in_branch(RepairState state);

/// In minor units of the currency, such as fen; never negative.
struct RepairCost {
  std::int64_t parts_minor = 0;
  std::int64_t labour_minor = 0;
  std::string currency;  ///< "CNY"; empty: nothing was quoted
  std::int64_t total_minor() const { return parts_minor + labour_minor; }
  bool operator==(const RepairCost&) const = default;
};

/// What a customer was asked to pay. Its number is its place in the list, from 1 on.
struct RepairQuote {
  RepairCost cost;
  std::int64_t at_ms = 0;
  std::string answer;  ///< approved, declined; empty: none yet, or a newer quote came first
  std::int64_t answered_at_ms = 0;
  bool operator==(const RepairQuote&) const = default;
};

/// One step that was taken. What was written about it is in notes, by its place in the list from 1 on.
struct RepairMove {
  RepairStep step = RepairStep::receive;
  RepairState from = RepairState::handed_in;
  RepairState to = RepairState::received;
  StaffId staff;       ///< empty: the customer
  std::string reason;  ///< a code; empty: none was needed
  std::int64_t at_ms = 0;
  std::int64_t in_state_ms = 0;  ///< how long it had been in `from`
  bool operator==(const RepairMove&) const = default;
};

struct RepairDevice {
  std::string kind;  ///< a code of the catalogue
  std::string brand;
  std::string model;
  std::string tac;          ///< the IMEI's first eight digits, the type of device; empty: no IMEI
  std::string device_hash;  ///< the same device has the same one at this branch; tells nothing else
  int age_months = -1;      ///< since it was bought; -1: not known
  bool operator==(const RepairDevice&) const = default;
};

/// What opens an order to its owner. Events never hold it.
struct RepairCodes {
  RepairNumber repair;
  std::string code;
  std::string pickup_code;
};

/// One device in repair. A row in storage has the same fields; names, telephone numbers, the IMEI, what people wrote
/// and signed are in sealed notes.
struct RepairOrder {
  RepairNumber number;
  BusinessDay day;
  std::string code;  ///< what the QR on the slip holds; like the next one no event's matter, and erased with notes
  std::string pickup_code;  ///< six digits that the customer names when the device is handed over
  std::string codes_hash;   ///< of both; only the branch's key can make it
  std::string language;
  RepairDevice device;
  std::vector<std::string> faults;     ///< codes of the catalogue
  std::vector<std::string> left_with;  ///< codes
  bool backed_up = false;
  bool lock_code_understood = false;
  std::string terms_version;
  StaffId opened_by;  ///< empty: the customer, at the kiosk
  bool warranty = false;
  bool warranty_said = false;  ///< a technician decided, whatever the date of purchase says
  RepairNumber return_of;      ///< the order before, of the same device for the same fault within 30 days
  int corrections = 0;

  BusinessDay first_promised_day;
  BusinessDay promised_day;
  std::string promise_reason;  ///< of the newest change; a code
  int promise_changes = 0;

  RepairState state = RepairState::handed_in;
  std::int64_t opened_at_ms = 0;
  std::int64_t opened_steady_ms = 0;
  std::int64_t since_ms = 0;  ///< in this state
  std::int64_t since_steady_ms = 0;
  std::string shelf;                ///< where the device lies; empty: not in the branch
  RepairCost cost;                  ///< of the newest quote
  bool approved = false;            ///< the newest quote is
  std::vector<RepairQuote> quotes;  ///< all of them, oldest first
  RepairCost approved_cost;         ///< what is agreed, whatever was quoted since; no currency: nothing
  LoanerNumber loaner = 0;          ///< that the customer has
  TicketId ticket;                  ///< taken with the hand-in
  TicketId pickup_ticket;           ///< taken to fetch it
  std::vector<RepairMove> moves;
  BusinessDay ready_day;
  BusinessDay ended_day;
  std::int64_t ended_at_ms = 0;
  std::string identity;       ///< how who fetched it showed that it is theirs: pickup_code, slip, checked, unchecked
  std::string loaner_waived;  ///< why it ended although its loaner is out; a code
  bool erased = false;        ///< its notes are

  /// Neither a date of purchase nor a technician has said.
  bool warranty_unknown() const { return !warranty && !warranty_said && device.age_months < 0; }
  bool has_agreed() const { return !approved_cost.currency.empty(); }
  /// What the customer pays: what was quoted and approved, and nothing under warranty.
  std::int64_t due_minor() const { return warranty ? 0 : approved_cost.total_minor(); }
  bool operator==(const RepairOrder&) const = default;
};

/// The orders and the stock of loaner devices.
struct RepairBook {
  std::map<RepairNumber, RepairOrder> orders;
  std::map<LoanerNumber, Loaner> loaners;
  bool operator==(const RepairBook&) const = default;
};

/// The running numbers of a day are kept with those of the services, under a letter that no service has.
constexpr ServiceLetter repair_letter = 'r';
RepairNumber repair_number(BusinessDay day, int sequence);
/// What a person typed, in any case, with or without the R, with spaces or hyphens; none when it is no number.
std::optional<RepairNumber> read_repair_number(std::string_view typed);

std::string_view to_string(RepairState state);
std::string_view to_string(RepairStep step);  ///< "wait_for_parts"
bool from_string(std::string_view text, RepairState& out);
bool from_string(std::string_view text, RepairStep& out);

}  // namespace menting::domain
