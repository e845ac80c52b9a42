#include <fmt/format.h>

#include <algorithm>

#include "base/time/zone.h"
#include "kiosk/settings/sections.h"

namespace menting::settings {
namespace {

constexpr std::size_t kIdCharactersMax = 40;
constexpr int kDayMinutes = 24 * 60;

bool is_id(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
}

std::optional<int> read_time(toml_reader::Table& branch, const std::string& key, const std::string& example) {
  const auto text = branch.string(key);
  if (!text) return std::nullopt;
  const auto minute = parse_time_of_day(*text);
  if (!minute) {
    branch.fault(
        key, fmt::format("\"{}\" is not a time of the day; write hours and minutes such as \"{}\"", *text, example));
  }
  return minute;
}

void read_hours(toml_reader::Table& branch, Settings& settings) {
  const bool says_opens = branch.has("opens");
  const bool says_closes = branch.has("closes");
  if (says_opens && !says_closes) branch.missing("closes", "write closes = \"18:00\", or leave both out (all day)");
  if (says_closes && !says_opens) branch.missing("opens", "write opens = \"09:00\", or leave both out (all day)");
  const auto opens = read_time(branch, "opens", "09:00");
  const auto closes = read_time(branch, "closes", "18:00");
  if (!opens || !closes) return;
  if (*opens == 0 && *closes == kDayMinutes - 1) {
    settings.plan.opens_minute = 0;
    settings.plan.closes_minute = kDayMinutes;
    return;
  }
  if (*closes <= *opens) {
    branch.fault("closes",
                 "is not after opens; a branch opens and closes on the same day (all day is opens = \"00:00\", "
                 "closes = \"23:59\")");
    return;
  }
  settings.plan.opens_minute = *opens;
  settings.plan.closes_minute = *closes;
}

/// When the hall is open but gives no numbers.
void read_intake(toml_reader::Table& branch, Settings& settings) {
  constexpr std::size_t kBreaksMax = 4;
  domain::Plan& plan = settings.plan;
  plan.last_number_minute = plan.closes_minute;
  if (branch.has("last_number_at")) {
    const auto last = read_time(branch, "last_number_at", "17:30");
    if (last && (*last <= plan.opens_minute || *last > plan.closes_minute)) {
      branch.fault("last_number_at", "is not within the opening hours; write a time after opens and not after closes");
    } else if (last) {
      plan.last_number_minute = *last;
    }
  }
  auto tables = branch.tables("breaks");
  if (tables.size() > kBreaksMax) {
    branch.fault("breaks", fmt::format("names {} breaks; a day has at most {}", tables.size(), kBreaksMax));
  }
  for (auto& table : tables) {
    if (!table.has("from")) table.missing("from", "write { from = \"12:00\", to = \"13:30\" }");
    if (!table.has("to")) table.missing("to", "write { from = \"12:00\", to = \"13:30\" }");
    const auto from = read_time(table, "from", "12:00");
    const auto to = read_time(table, "to", "13:30");
    table.finish();
    if (!from || !to) continue;
    if (*from >= *to || *from < plan.opens_minute || *to > plan.closes_minute) {
      table.fault("to",
                  "makes no break within the opening hours; write one that begins after opens, ends before "
                  "closes and after it began");
      continue;
    }
    // When numbers are given again is said of one break, so two must not be one.
    const bool meets = std::any_of(plan.breaks.begin(), plan.breaks.end(), [&](const auto& other) {
      return *from < other.to_minute && other.from_minute < *to;
    });
    if (meets) {
      table.fault("from", "lies in another break; make one of both, or let one end before the other begins");
      continue;
    }
    plan.breaks.push_back({*from, *to});
  }
}

/// Halls nearby, and the telephone that helps when no hall does.
void read_ways_out(toml_reader::Table& branch, Settings& settings) {
  constexpr std::size_t kHallsMax = 3;  // what fits on the page that says so
  constexpr std::size_t kAddressCharactersMax = 60;
  constexpr std::size_t kPhoneCharactersMax = 20;
  auto halls = branch.tables("elsewhere");
  if (halls.size() > kHallsMax) {
    branch.fault("elsewhere",
                 fmt::format("names {} halls; the page has room for the nearest {}", halls.size(), kHallsMax));
  }
  for (auto& table : halls) {
    domain::NearbyHall hall;
    hall.name = read_name(table, "name", settings.languages_there);
    if (!table.has("address")) {
      table.missing("address", "write address = { \"zh-CN\" = \"…\", en = \"…\" }");
    } else {
      hall.address = read_texts(table, "address", kAddressCharactersMax, settings.languages_there);
    }
    table.finish();
    settings.plan.elsewhere.push_back(std::move(hall));
  }
  if (!branch.has("service_phone")) return;
  const auto phone = read_text(branch, "service_phone", kPhoneCharactersMax, "10086");
  if (!phone) return;
  const bool dialled = phone->find_first_not_of("0123456789 +-()") == std::string::npos &&
                       phone->find_first_of("0123456789") != std::string::npos;
  if (!dialled) {
    branch.fault("service_phone", fmt::format("\"{}\" is not a telephone number; write such as \"10086\"", *phone));
    return;
  }
  settings.plan.service_phone = *phone;
}

}  // namespace

void read_branch(toml_reader::Table& root, Settings& settings) {
  auto branch = root.table("branch");
  if (!branch) {
    if (!root.has("branch")) root.missing("branch", "write a [branch] with id and name");
    return;
  }
  if (const auto id = read_text(*branch, "id", kIdCharactersMax, "BJ-0001")) {
    if (!is_id(*id)) {
      branch->fault("id", "may hold only letters A to Z, digits, - and _; such as \"BJ-0001\"");
    } else {
      settings.plan.branch_id = *id;
    }
  }
  settings.plan.name = read_name(*branch, "name", settings.languages_there);
  if (const auto zone = branch->string("timezone")) {
    if (!base::Zone::known(*zone)) {
      branch->fault("timezone",
                    fmt::format("\"{}\" is not a known time zone; write one such as \"Asia/Shanghai\"", *zone));
    } else {
      settings.timezone = *zone;
      settings.plan.timezone = *zone;
    }
  }
  if (branch->has("tier")) {
    if (const auto tier = read_text(*branch, "tier", kIdCharactersMax, "flagship")) settings.plan.tier = *tier;
  }
  read_hours(*branch, settings);
  read_intake(*branch, settings);
  read_ways_out(*branch, settings);
  branch->finish();
}

void read_queue(toml_reader::Table& root, Settings& settings) {
  auto queue = root.table("queue");
  if (!queue) return;
  auto& plan = settings.plan;
  read_int(*queue, "priority_run_max", 0, 100, plan.priority_run_max);
  if (const auto factor = queue->number("max_wait_factor", 0.1, 100)) plan.max_wait_factor = *factor;
  read_int(*queue, "no_show_after_calls", 1, 20, plan.no_show_after_calls);
  read_int(*queue, "recall_gap_s", 0, 600, plan.recall_gap_s);
  queue->finish();
}

void read_appointments(toml_reader::Table& root, Settings& settings) {
  auto appointments = root.table("appointments");
  if (!appointments) return;
  read_int(*appointments, "early_minutes", 0, 240, settings.plan.appointments.early_minutes);
  read_int(*appointments, "grace_minutes", 0, 240, settings.plan.appointments.grace_minutes);
  appointments->finish();
}

void read_kiosk(toml_reader::Table& root, Settings& settings) {
  auto kiosk = root.table("kiosk");
  if (!kiosk) return;
  read_int(*kiosk, "idle_s", 1, 3600, settings.idle_s);
  read_int(*kiosk, "idle_warning_s", 1, 3600, settings.idle_warning_s);
  read_int(*kiosk, "attract_after_s", 1, 86400, settings.attract_after_s);
  read_int(*kiosk, "ticket_s", 3, 600, settings.ticket_s);
  read_int(*kiosk, "rated_s", 3, 600, settings.rated_s);
  if (const auto factor = kiosk->number("elderly_factor", 1, 4)) settings.elderly_factor = *factor;
  if (const auto attract = kiosk->boolean("attract")) settings.attract = *attract;
  read_languages(*kiosk, settings.languages_there, settings.languages);
  kiosk->finish();
}

}  // namespace menting::settings
