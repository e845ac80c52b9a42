#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "kiosk/domain/repair_order.h"

namespace menting::domain {

struct RepairOpened {
  RepairNumber repair_id;
  BusinessDay day;
  int sequence = 0;         ///< of that day
  StaffId staff;            ///< empty: at the kiosk
  std::string code;         ///< of version 1, which still told it; since then a row's matter
  std::string pickup_code;  ///< the same
  std::string language;
  RepairDevice device;
  std::vector<std::string> faults;
  std::vector<std::string> left_with;
  bool backed_up = false;
  bool lock_code_understood = false;
  bool warranty = false;
  std::string terms_version;
  BusinessDay promised_day;
  TicketId ticket_id;      ///< empty: no number could be had
  RepairNumber return_of;  ///< within 30 days, for the same fault
  std::string codes_hash;  ///< proves the two codes to who has the branch's key, and tells nobody else anything
};
struct RepairAdvanced {
  RepairNumber repair_id;
  StaffId staff;  ///< empty: the customer
  BusinessDay day;
  RepairMove move;
  std::string shelf;  ///< where the device lies afterwards
  RepairCost cost;
  bool approved = false;
  bool warranty = false;
  std::string identity;        ///< of a hand-over
  std::string loaner_waived;   ///< a code
  bool warranty_said = false;  ///< a technician decided
};
struct RepairCorrected {
  RepairNumber repair_id;
  StaffId staff;
  RepairDevice device;
  std::vector<std::string> faults;
  std::vector<std::string> left_with;
  bool warranty = false;
};
struct RepairPromised {
  RepairNumber repair_id;
  StaffId staff;
  BusinessDay promised_day;
  std::string reason;
};
struct RepairFetched {
  RepairNumber repair_id;
  TicketId ticket_id;
};
struct RepairErased {
  RepairNumber repair_id;
  StaffId staff;       ///< empty: nobody asked
  std::string reason;  ///< "request", "retention"
};
struct LoanerAdded {
  LoanerNumber loaner = 0;
  StaffId staff;
  std::string label;
  std::string model;
};
struct LoanerLent {
  LoanerNumber loaner = 0;
  RepairNumber repair_id;
  StaffId staff;
  std::string condition;
  BusinessDay due_day;
};
struct LoanerReturned {
  LoanerNumber loaner = 0;
  RepairNumber repair_id;
  StaffId staff;
  std::string condition;
  std::int64_t lent_ms = 0;
};
struct LoanerRetired {
  LoanerNumber loaner = 0;
  StaffId staff;
};

/// That somebody read it, never what it says.
struct NotesRead {
  StaffId staff;
  std::string subject;  ///< a ticket's id, a repair's number, "counter:3", "service:A"
};

}  // namespace menting::domain
