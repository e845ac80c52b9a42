#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/settings/sections.h"

namespace menting::settings {
namespace {

/// { screen = 1, water = 5 }: a number for some of the known names; others are unknown keys.
template <class Names, class Put>
void read_numbers(toml_reader::Table& repairs, const std::string& key, const Names& names, int low, int high, Put put) {
  auto table = repairs.table(key);
  if (!table) return;
  for (const auto& name : names) {
    int value = low - 1;
    read_int(*table, std::string(name), low, high, value);
    if (value >= low) put(std::string(name), value);
  }
  table->finish();
}

void read_service_letter(toml_reader::Table& repairs, Settings& settings) {
  const auto letter = repairs.string("service");
  if (!letter) return;
  const bool known = letter->size() == 1 && settings.plan.service(letter->front()) != nullptr;
  if (!known) {
    repairs.fault("service", fmt::format("\"{}\" is not the letter of a [[service]] of this file", *letter));
    return;
  }
  settings.plan.repairs.service = letter->front();
}

void read_currency(toml_reader::Table& repairs, domain::RepairPlan& plan) {
  const auto currency = repairs.string("currency");
  if (!currency) return;
  const bool code = currency->size() == 3 &&
                    std::all_of(currency->begin(), currency->end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!code) {
    repairs.fault("currency", fmt::format("\"{}\" is not a currency's code; write such as \"CNY\"", *currency));
    return;
  }
  plan.currency = *currency;
}

void read_rest(toml_reader::Table& repairs, domain::RepairPlan& plan) {
  constexpr std::array<const char*, 7> names{"sunday",   "monday", "tuesday", "wednesday",
                                             "thursday", "friday", "saturday"};
  for (const auto& name : repairs.strings("rest_weekdays")) {
    const auto* found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      repairs.fault("rest_weekdays", fmt::format("\"{}\" is not a day of the week; write such as \"sunday\"", name));
    } else {
      plan.rest_weekdays.insert(static_cast<int>(found - names.begin()));
    }
  }
  if (plan.rest_weekdays.size() == names.size()) {
    repairs.fault("rest_weekdays", "leaves no day on which anything is repaired; take one out");
  }
  for (const auto& text : repairs.strings("rest_days")) {
    if (const auto day = domain::read_day(text)) {
      plan.rest_days.insert(*day);
    } else {
      repairs.fault("rest_days", fmt::format("\"{}\" is not a day; write such as \"2026-10-01\"", text));
    }
  }
}

void read_stuck_hours(toml_reader::Table& repairs, domain::RepairPlan& plan) {
  std::vector<std::string_view> states;
  for (int at = 0; at < domain::repair_states; ++at) {
    const auto state = static_cast<domain::RepairState>(at);
    if (domain::is_open(state)) states.push_back(domain::to_string(state));
  }
  read_numbers(repairs, "stuck_hours", states, 1, 8760, [&](const std::string& name, int hours) {
    domain::RepairState state{};
    if (domain::from_string(name, state)) plan.stuck_hours[state] = hours;
  });
}

}  // namespace

void read_repairs(toml_reader::Table& root, Settings& settings) {
  auto repairs = root.table("repairs");
  if (!repairs) return;
  constexpr std::size_t kVersionCharactersMax = 32;
  domain::RepairPlan& plan = settings.plan.repairs;
  read_service_letter(*repairs, settings);
  read_currency(*repairs, plan);
  read_int(*repairs, "retention_days", 1, 3650, plan.retention_days);
  read_int(*repairs, "promise_days", 0, 90, plan.promise_days);
  read_int(*repairs, "technician_daily", 1, 100, plan.technician_daily);
  read_int(*repairs, "abandon_after_days", 1, 3650, plan.abandon_after_days);
  read_int(*repairs, "loaner_days", 1, 365, plan.loaner_days);
  read_numbers(*repairs, "fault_days", domain::all_faults(), 0, 90,
               [&](const std::string& fault, int days) { plan.fault_days[fault] = days; });
  std::vector<std::string_view> kinds;
  for (const domain::DeviceKind& kind : domain::device_kinds()) kinds.push_back(kind.code);
  read_numbers(*repairs, "warranty_months", kinds, 0, 120,
               [&](const std::string& kind, int months) { plan.warranty_months[kind] = months; });
  read_stuck_hours(*repairs, plan);
  read_rest(*repairs, plan);
  if (repairs->has("terms_version")) {
    if (const auto version = read_text(*repairs, "terms_version", kVersionCharactersMax, "2026-11")) {
      plan.terms_version = *version;
    }
  }
  if (const auto required = repairs->boolean("identity_required")) plan.identity_required = *required;
  repairs->finish();
}

}  // namespace menting::settings
