#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/domain/refusal.h"
#include "kiosk/domain/repair_plan.h"
#include "kiosk/domain/result.h"

namespace menting::domain {

/// What is said about a device and its owner when it is handed in, as it was typed. Most of it is personal: it goes
/// into sealed notes, and codes alone into the event.
struct RepairIntake {
  std::string kind;
  std::string brand;
  std::string model;
  std::string imei;
  std::string serial;       ///< where there is no IMEI, or none can be read
  std::string device_hash;  ///< the desk's
  std::vector<std::string> faults;
  std::string description;
  std::vector<std::string> left_with;
  std::string left_with_other;
  std::string bought;  ///< "2025-11-03", "2025-11"; empty: not known
  std::string name;
  std::string phone;
};

/// What of a hand-in is put right; what is not named stays as it is known.
struct IntakeChanges {
  std::optional<std::string> kind = {};
  std::optional<std::string> brand = {};
  std::optional<std::string> model = {};
  std::optional<std::string> imei = {};
  std::optional<std::string> serial = {};
  std::optional<std::vector<std::string>> faults = {};
  std::optional<std::string> description = {};
  std::optional<std::vector<std::string>> left_with = {};  ///< own words among them replace those before
  std::optional<std::string> bought = {};
  std::optional<std::string> name = {};
  std::optional<std::string> phone = {};
};
void change(RepairIntake& known, const IntakeChanges& changes);

/// The same with everything in its own form, or the field that is wrong: `repair_field_invalid` about its name. A fault
/// that the list does not know becomes "other", its words part of the description.
Result<RepairIntake> checked_intake(RepairIntake typed, BusinessDay today);

/// A mark such as "A-12" or "L-007": letters without words, and fewer digits than a telephone number.
bool is_mark(std::string_view text);
/// "zh-CN", "en": a language's tag and nothing longer.
bool is_language_tag(std::string_view text);

/// "2025-03-14", or the month alone: its last day then. None for what is no date, or lies ahead of today.
std::optional<BusinessDay> read_bought(std::string_view typed, BusinessDay today);

/// "13800138000", "+8613800138000", "010-6612 3456"; none for what is no telephone number.
std::optional<std::string> read_phone(std::string_view typed);
/// Its last four digits.
std::string last_four(const std::string& phone);

/// The codes and figures of it that may be known beyond the notes.
RepairDevice device_of(const RepairIntake& intake, const KnownDevices& known, BusinessDay today);

}  // namespace menting::domain
