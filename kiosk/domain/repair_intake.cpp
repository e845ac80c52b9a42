#include "kiosk/domain/repair_intake.h"

#include <algorithm>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/clean_text.h"
#include "kiosk/domain/luhn.h"
#include "kiosk/domain/repair_catalogue.h"

namespace menting::domain {
namespace {

constexpr std::size_t name_bytes_max = 160;
constexpr std::size_t model_bytes_max = 120;
constexpr std::size_t serial_bytes_max = 40;
constexpr std::size_t description_bytes_max = 2000;
constexpr std::size_t own_words_bytes_max = 200;
constexpr std::size_t entries_max = 20;
constexpr std::size_t digits_in_row_max = 6;  ///< more of them are a telephone or a serial number, and no model

Refusal wrong(const char* field) {
  return {RefusalCode::repair_field_invalid, field};
}

std::string trimmed(const std::string& typed) {
  const std::string text = clean_text(typed);
  const std::size_t from = text.find_first_not_of(" \t\r\n");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
}

/// Brand and model stand in events: they must not be able to say who somebody is.
bool names_product(const std::string& text) {
  if (text.empty() || text.size() > model_bytes_max || has_control(text)) return false;
  std::size_t row = 0;
  for (const char c : text) {
    row = c >= '0' && c <= '9' ? row + 1 : 0;
    if (row > digits_in_row_max) return false;
  }
  return text.find('@') == std::string::npos;
}

void sort_once(std::vector<std::string>& codes) {
  std::sort(codes.begin(), codes.end());
  codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
}

std::optional<Refusal> check_device(RepairIntake& intake) {
  const DeviceKind* kind = device_kind(intake.kind);
  if (kind == nullptr) return wrong("device.kind");
  if (has_control(intake.serial)) return wrong("device.serial");
  intake.brand = trimmed(intake.brand);
  intake.model = trimmed(intake.model);
  if (!names_product(intake.brand)) return wrong("device.brand");
  if (!names_product(intake.model)) return wrong("device.model");
  intake.serial = without_gaps(trimmed(intake.serial));
  const bool plain = std::all_of(intake.serial.begin(), intake.serial.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '/' || c == '.';
  });
  if (!plain || intake.serial.size() > serial_bytes_max) return wrong("device.serial");
  if (!intake.imei.empty()) {
    const auto imei = read_imei(intake.imei);
    if (!imei) return wrong("device.imei");
    intake.imei = *imei;
  } else if (kind->has_imei && intake.serial.empty()) {
    return wrong("device.imei");
  }
  return std::nullopt;
}

std::optional<Refusal> check_faults(RepairIntake& intake) {
  if (intake.faults.empty() || intake.faults.size() > entries_max) return wrong("faults");
  intake.description = trimmed(intake.description);
  const DeviceKind& kind = *device_kind(intake.kind);
  for (std::string& fault : intake.faults) {
    if (has_fault(kind, fault)) continue;
    const std::string own = trimmed(fault);
    if (own.empty() || own.size() > own_words_bytes_max) return wrong("faults");
    intake.description = intake.description.empty() ? own : own + "; " + intake.description;
    fault = "other";
  }
  sort_once(intake.faults);
  const bool other = std::find(intake.faults.begin(), intake.faults.end(), "other") != intake.faults.end();
  const bool said = !intake.description.empty() && intake.description.size() <= description_bytes_max;
  if (other && !said) return wrong("description");
  if (intake.description.size() > description_bytes_max) return wrong("description");
  return std::nullopt;
}

std::optional<Refusal> check_left_with(RepairIntake& intake) {
  if (intake.left_with.size() > entries_max) return wrong("left_with");
  const auto codes = left_with_codes();
  for (std::string& thing : intake.left_with) {
    if (std::find(codes.begin(), codes.end(), thing) != codes.end()) continue;
    const std::string own = trimmed(thing);
    if (own.empty() || own.size() > own_words_bytes_max) return wrong("left_with");
    intake.left_with_other += (intake.left_with_other.empty() ? "" : "; ") + own;
    thing = "other";
  }
  sort_once(intake.left_with);
  return std::nullopt;
}

}  // namespace

void change(RepairIntake& known, const IntakeChanges& changes) {
  const auto take = [](const auto& from, auto& into) {
    if (from) into = *from;
  };
  take(changes.kind, known.kind);
  take(changes.brand, known.brand);
  take(changes.model, known.model);
  take(changes.imei, known.imei);
  take(changes.serial, known.serial);
  take(changes.faults, known.faults);
  take(changes.description, known.description);
  if (changes.left_with) known.left_with_other.clear();
  take(changes.left_with, known.left_with);
  take(changes.bought, known.bought);
  take(changes.name, known.name);
  take(changes.phone, known.phone);
}

Result<RepairIntake> checked_intake(RepairIntake typed, BusinessDay today) {
  if (const auto refusal = check_device(typed)) return *refusal;
  if (const auto refusal = check_faults(typed)) return *refusal;
  if (const auto refusal = check_left_with(typed)) return *refusal;
  typed.bought = trimmed(typed.bought);
  if (!typed.bought.empty() && !read_bought(typed.bought, today)) return wrong("bought");
  typed.name = trimmed(typed.name);
  if (typed.name.empty() || typed.name.size() > name_bytes_max || has_control(typed.name))
    return wrong("customer.name");
  const auto phone = read_phone(typed.phone);
  if (!phone) return wrong("customer.phone");
  typed.phone = *phone;
  return typed;
}

bool is_mark(std::string_view text) {
  constexpr std::size_t letters_max = 6, digits_max = 6, bytes_max = 15;
  std::size_t letters = 0, digits = 0;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool digit = c >= '0' && c <= '9';
    if (!letter && !digit && c != '-') return false;
    letters += letter ? 1 : 0;
    digits += digit ? 1 : 0;
  }
  return letters + digits > 0 && letters <= letters_max && digits <= digits_max && text.size() <= bytes_max;
}

bool is_language_tag(std::string_view text) {
  const std::size_t dash = std::min(text.find('-'), text.size());
  const std::string_view language = text.substr(0, dash);
  const std::string_view region = dash == text.size() ? std::string_view() : text.substr(dash + 1);
  const auto all = [](std::string_view part, char from, char to) {
    return std::all_of(part.begin(), part.end(), [&](char c) { return c >= from && c <= to; });
  };
  if (language.size() < 2 || language.size() > 3 || !all(language, 'a', 'z')) return false;
  return dash == text.size() || (region.size() == 2 && all(region, 'A', 'Z'));
}

std::optional<BusinessDay> read_bought(std::string_view typed, BusinessDay today) {
  constexpr std::size_t month_size = 7;
  const bool month_alone = typed.size() == month_size;
  const auto day = read_day(month_alone ? std::string(typed) + "-01" : std::string(typed));
  if (!day || *day > today || day->yyyymmdd < 19900101) return std::nullopt;
  if (!month_alone) return day;
  // The month's last day: in doubt the warranty runs.
  constexpr int longest_month = 31;
  BusinessDay last = add_days(*day, longest_month - 1);
  while (last.yyyymmdd / 100 != day->yyyymmdd / 100) last = add_days(last, -1);
  return std::min(last, today);
}

namespace {

bool is_mobile(std::string_view digits) {
  return digits.size() == 11 && digits[0] == '1' && digits[1] >= '3';
}

/// Area code and number: 010 and 02x have eight digits behind them, the others seven or eight.
bool is_landline(std::string_view digits) {
  if (digits.size() < 11 || digits[0] != '0' || digits[1] == '0') return false;
  const std::size_t area = digits[1] <= '2' ? 3 : 4;
  const std::size_t number = digits.size() - area;
  const bool long_enough = number == 8 || (number == 7 && area == 4);
  return long_enough && digits[area] >= '2' && digits[area] <= '8';
}

}  // namespace

std::optional<std::string> read_phone(std::string_view typed) {
  std::string digits = without_gaps(typed);
  std::erase_if(digits, [](char c) { return c == '(' || c == ')'; });
  const bool abroad = !digits.empty() && digits[0] == '+';
  if (abroad) digits.erase(0, 1);
  if (!all_digits(digits)) return std::nullopt;
  if (abroad && digits.starts_with("86")) {
    digits.erase(0, 2);
    if (!is_mobile(digits) && !digits.starts_with('0')) digits.insert(0, 1, '0');
  } else if (abroad) {
    // E.164: a country's number never begins with 0.
    if (digits.size() < 8 || digits.size() > 15 || digits[0] == '0') return std::nullopt;
    return "+" + digits;
  }
  if (!is_mobile(digits) && !is_landline(digits)) return std::nullopt;
  return digits;
}

std::string last_four(const std::string& phone) {
  return phone.size() < 4 ? phone : phone.substr(phone.size() - 4);
}

RepairDevice device_of(const RepairIntake& intake, const KnownDevices& known, BusinessDay today) {
  constexpr std::size_t tac_digits = 8;
  const std::string brand = known.brand(intake.brand);
  RepairDevice device{intake.kind,        brand, known.model(brand, intake.model), intake.imei.substr(0, tac_digits),
                      intake.device_hash, -1};
  if (const auto bought = read_bought(intake.bought, today)) device.age_months = months_between(*bought, today);
  return device;
}

}  // namespace menting::domain
