#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "kiosk/domain/repair_intake.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

/// A device is handed in: it gets an order, and its owner a number in the queue of repairs where one can be had.
struct OpenRepair {
  StaffId staff;  ///< empty: the customer, at the kiosk
  RepairIntake intake;
  bool backed_up = false;
  bool lock_code_understood = false;
  bool consent = false;
  std::string scratches;  ///< JSON of the marks on the body; empty: none were made
  std::string signature;  ///< JSON of the strokes; empty: not signed
  std::string terms_version;
  std::string language;     ///< of slip and ticket
  std::string code;         ///< fresh, from crypto::random_code()
  std::string pickup_code;  ///< six digits, fresh
  std::string codes_hash;   ///< the desk's
  std::string ticket_code;  ///< fresh
  Lane lane = Lane::standard;
};
/// In these, `repair` is the order's number in its own form.
struct CorrectRepair {
  RepairNumber repair;
  StaffId staff;
  IntakeChanges changes;
  RepairIntake intake;  ///< the desk's: what is known when it decides, with the changes
};
struct AdvanceRepair {
  RepairNumber repair;
  StaffId staff;  ///< empty: the customer answers a quote
  RepairStep step = RepairStep::receive;
  std::string reason;  ///< a known code, or free text that becomes a note
  std::string note_customer;
  std::string note_staff;
  std::string shelf;                             ///< receive and take_back; empty: the lowest free place
  std::optional<RepairCost> cost = {};           ///< quote
  std::string lines;                             ///< quote: JSON of parts and labour, whose sums are `cost`
  std::optional<int> quote = {};                 ///< approve and decline: the number of the quote that is answered,
  std::optional<std::int64_t> total_minor = {};  ///< or what it comes to; needed where there was more than one
  std::optional<bool> warranty = {};             ///< diagnose and quote: a technician knows better; with a reason
  std::string pickup_code;                       ///< hand_over: or the slip's code
  bool identity_checked = false;                 ///< hand_over: papers were looked at
  std::string signature;                         ///< hand_over: JSON of the strokes
  std::string loaner_waived;                     ///< a manager's reason to end it although its loaner is out
};
struct PromiseRepair {
  RepairNumber repair;
  StaffId staff;
  BusinessDay day;
  std::string reason;
};
/// The owner comes for a device that is ready: a number in the short lane. Asked twice it is the same one.
struct FetchRepair {
  RepairNumber repair;
  std::string ticket_code;  ///< fresh
  std::string language;
};
/// On request, by a manager; without one, because the time has come.
struct EraseRepair {
  RepairNumber repair;
  StaffId staff;
};
struct AddLoaner {
  StaffId staff;
  std::string label;
  std::string model;
};
struct LendLoaner {
  RepairNumber repair;
  StaffId staff;
  std::string loaner;     ///< its label, or its number
  std::string condition;  ///< a known code, or free text that becomes a note
  BusinessDay due_day;    ///< 0: when the repair is promised, or after the days of the configuration
};
struct ReturnLoaner {
  RepairNumber repair;
  StaffId staff;
  std::string condition;
};
struct RetireLoaner {
  std::string loaner;
  StaffId staff;
};
/// A manager reads what people wrote in their own words.
struct ReadNotes {
  std::string subject;  ///< as note_subject() gives it
  StaffId staff;
};

}  // namespace menting::domain
