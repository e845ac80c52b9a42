#include "server_sync/hq/overview.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "base/time/zone.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/report_answer.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t target_s = 900;  // what long waits are held against; shares go by each service's own target
constexpr std::int64_t silent_s = 120;
constexpr std::int64_t late_s = 60;
constexpr std::int64_t away_s = 24 * 3600;
constexpr std::int64_t judged_min = 10;
constexpr std::int64_t rated_min = 5;
constexpr std::int64_t disk_free_mb_min = 500;
constexpr std::size_t named_max = 50;

std::optional<std::int64_t> lag_s(const HallNow& hall, std::int64_t now_ms) {
  if (!hall.contact_at_ms) return std::nullopt;
  return std::max<std::int64_t>(0, now_ms - *hall.contact_at_ms) / 1000;
}

bool is_silent(const HallNow& hall, std::int64_t now_ms) {
  return lag_s(hall, now_ms).value_or(away_s) > silent_s;
}

std::int64_t longest_wait_s(const HallNow& hall, std::int64_t now_ms) {
  if (hall.waiting == 0 || !hall.oldest_taken_at_ms) return 0;
  return std::max<std::int64_t>(0, now_ms - *hall.oldest_taken_at_ms) / 1000;
}

std::int64_t satisfied(const Figures& figures) {
  return figures.scored(4) + figures.scored(5);
}

/// Below the first share it is bad, below the second a warning; of few nothing is said.
void judge(std::int64_t count, std::int64_t of, std::int64_t of_min, double bad, double warn, const char* code,
           std::vector<Reason>& reasons) {
  if (of < of_min) return;
  const double is = static_cast<double>(count) / static_cast<double>(of);
  if (is < warn) reasons.push_back({code, is < bad ? Level::bad : Level::warn});
}

/// A branch that has gone home for the night is nothing to look at.
void judge_contact(const HallNow& hall, std::int64_t now_ms, std::vector<Reason>& reasons) {
  if (!hall.is_enrolled || !is_silent(hall, now_ms)) return;
  if (hall.open_counters > 0 || hall.waiting > 0) {
    reasons.push_back({"silent", Level::bad});
  } else if (hall.is_of_today || lag_s(hall, now_ms).value_or(away_s) >= away_s) {
    reasons.push_back({"silent", Level::warn});
  }
}

void judge_queue(const HallNow& hall, std::int64_t now_ms, std::vector<Reason>& reasons) {
  if (is_silent(hall, now_ms)) return;
  const std::int64_t longest = longest_wait_s(hall, now_ms);
  if (longest >= target_s) reasons.push_back({"long_wait", longest >= 2 * target_s ? Level::bad : Level::warn});
  const bool nobody = hall.waiting > 0 && hall.open_counters == 0;
  if (nobody) reasons.push_back({"nobody_serves", longest >= target_s ? Level::bad : Level::warn});
}

void judge_device(const wire::DeviceNow& device, std::vector<Reason>& reasons) {
  if (device.printer == "paper_out" || device.printer == "offline") reasons.push_back({"printer", Level::warn});
  if (device.printer == "paper_low") reasons.push_back({"paper_low", Level::warn});
  if (device.disk_free_mb.value_or(disk_free_mb_min) < disk_free_mb_min) reasons.push_back({"disk_low", Level::warn});
  if (device.refused_config) reasons.push_back({"config_refused", Level::warn});
  const bool is_said = device.printer == "paper_out" || device.printer == "offline" || device.refused_config;
  if (device.is_degraded && !is_said) reasons.push_back({"degraded", Level::warn});
}

Level worst(const std::vector<Reason>& reasons) {
  Level level = Level::good;
  for (const Reason& reason : reasons) level = std::max(level, reason.level);
  return level;
}

const char* name_of(Level level) {
  switch (level) {
    case Level::good:
      return "good";
    case Level::warn:
      return "warn";
    case Level::bad:
      return "bad";
  }
  return "";
}

struct Ranked {
  const HallNow* hall;
  std::vector<Reason> reasons;
  std::int64_t weight = 0;
  std::int64_t longest_s = 0;
};

Ranked rank(const HallNow& hall, std::int64_t now_ms) {
  Ranked ranked{&hall, troubles_of(hall, now_ms), 0, 0};
  for (const Reason& reason : ranked.reasons) ranked.weight += reason.level == Level::bad ? 1000 : 1;
  if (!is_silent(hall, now_ms)) ranked.longest_s = longest_wait_s(hall, now_ms);
  return ranked;
}

bool is_worse(const Ranked& a, const Ranked& b) {
  if (a.weight != b.weight) return a.weight > b.weight;
  if (a.longest_s != b.longest_s) return a.longest_s > b.longest_s;
  if (a.hall->waiting != b.hall->waiting) return a.hall->waiting > b.hall->waiting;
  return a.hall->id < b.hall->id;
}

Json sync_of(const HallNow& hall, std::int64_t now_ms) {
  const auto lag = lag_s(hall, now_ms);
  if (!lag) return {{"state", "never"}, {"lag_s", nullptr}};
  return {{"state", *lag > silent_s ? "silent" : *lag > late_s ? "late" : "live"}, {"lag_s", *lag}};
}

Json trouble_row(const Ranked& ranked, std::int64_t now_ms) {
  const HallNow& hall = *ranked.hall;
  const bool silent = is_silent(hall, now_ms);  // what is now is not known then
  Json row = {{"id", hall.id},
              {"name", hall.name},
              {"tier", hall.tier},
              {"region", hall.region},
              {"level", name_of(worst(ranked.reasons))}};
  row["reasons"] = Json::array();
  for (const Reason& reason : ranked.reasons)
    row["reasons"].push_back({{"code", reason.code}, {"level", name_of(reason.level)}});
  row["waiting"] = silent ? Json() : Json(hall.waiting);
  row["longest_wait_s"] = silent || hall.waiting == 0 ? Json() : Json(ranked.longest_s);
  row["open_counters"] = silent ? Json() : Json(hall.open_counters);
  row["within_target"] = {{"share", share_json(hall.today[Sum::within_target], hall.today[Sum::judged])},
                          {"called", hall.today[Sum::called]}};
  row["satisfaction"] = {{"share", share_json(satisfied(hall.today), hall.today.rated())},
                         {"count", hall.today.rated()}};
  row["repairs_overdue"] = hall.repairs_overdue;
  row["sync"] = sync_of(hall, now_ms);
  row["printer"] = hall.device.printer.empty() ? Json() : Json(hall.device.printer);
  row["disk_free_mb"] = hall.device.disk_free_mb ? Json(*hall.device.disk_free_mb) : Json();
  row["alarms"] = hall.alarms;
  return row;
}

bool sees(const std::vector<std::string>& regions, const std::string& region) {
  return regions.empty() || std::find(regions.begin(), regions.end(), region) != regions.end();
}

bool is_meant(const BranchChoice& choice, const std::string& tier, const std::string& region) {
  return sees(choice.regions, region) && (choice.tier.empty() || choice.tier == tier) &&
         (choice.region.empty() || choice.region == region);
}

/// Those hours added up, of the branches that are meant.
ByHour hours_of(const std::map<TierAndRegion, ByHour>& places, const BranchChoice& choice) {
  ByHour all;
  for (const auto& [place, hours] : places) {
    if (!is_meant(choice, place.first, place.second)) continue;
    for (const auto& [hour, figures] : hours) all[hour] += figures;
  }
  return all;
}

Figures until(const ByHour& hours, int hour) {
  Figures all;
  for (const auto& [at, figures] : hours) {
    if (at < hour) all += figures;
  }
  return all;
}

Json satisfaction_of(const Figures& figures) {
  const std::int64_t rated = figures.rated();
  const auto margin = margin_of(satisfied(figures), rated);
  return {{"share", share_json(satisfied(figures), rated)},
          {"margin", margin ? Json(std::round(*margin * 10'000) / 10'000) : Json()},
          {"count", rated},
          {"average",
           rated == 0 ? Json()
                      : Json(std::round(static_cast<double>(figures.score_sum()) / static_cast<double>(rated) * 1000) /
                             1000)}};
}

/// A week ago until the end of this hour; today's arrivals are of whole hours, and so are those they are held against.
Json compared_of(const ChainPicture& picture, const BranchChoice& choice) {
  const ByHour hours = hours_of(picture.before->hours, choice);
  if (hours.empty()) return nullptr;
  const Figures so_far = until(hours, picture.hour + 1);
  return {{"day", day_text(picture.before->day)},
          {"arrivals", picture.hour == 0 ? Json() : Json(until(hours, picture.hour)[Sum::taken])},
          {"within_target",
           {{"share", share_json(so_far[Sum::within_target], so_far[Sum::judged])}, {"called", so_far[Sum::called]}}},
          {"satisfaction", {{"share", share_json(satisfied(so_far), so_far.rated())}, {"count", so_far.rated()}}}};
}

Json seconds(std::optional<double> value) {
  return value ? Json(std::round(*value)) : Json();
}

Json hours_json(const ByHour& hours) {
  Json all = Json::array();
  for (const auto& [hour, figures] : hours) {
    if (figures[Sum::called] <= 0) continue;
    all.push_back({{"hour", hour},
                   {"count", figures[Sum::called]},
                   {"median_s", seconds(quantile_s(figures.waits(), 0.5))},
                   {"p10_s", seconds(quantile_s(figures.waits(), 0.1))},
                   {"p90_s", seconds(quantile_s(figures.waits(), 0.9))}});
  }
  return all;
}

Json low_reasons(const ChainSums& sums, const BranchChoice& choice) {
  std::map<std::string, std::int64_t> counts;
  std::int64_t all = 0;
  for (const auto& [place, aspects] : sums.low_aspects) {
    if (!is_meant(choice, place.first, place.second)) continue;
    for (const auto& [aspect, count] : aspects) {
      counts[aspect] += count;
      all += count;
    }
  }
  std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  Json reasons = Json::array();
  for (const auto& [aspect, count] : sorted) {
    reasons.push_back({{"aspect", aspect}, {"count", count}, {"share", share_json(count, all)}});
  }
  return reasons;
}

/// What all branches that are meant come to.
struct Sums {
  std::int64_t total = 0, expected = 0, open = 0, silent = 0, bad = 0;
  std::int64_t waiting = 0, longest_s = 0, overdue = 0, overdue_new = 0;
  Figures today;

  void add(const Ranked& ranked, std::int64_t now_ms) {
    const HallNow& hall = *ranked.hall;
    const bool is_quiet = is_silent(hall, now_ms);
    ++total;
    if (hall.is_enrolled) ++expected;
    if (!is_quiet && hall.open_counters > 0) ++open;
    if (std::any_of(ranked.reasons.begin(), ranked.reasons.end(),
                    [](const Reason& reason) { return std::string_view(reason.code) == "silent"; }))
      ++silent;
    if (worst(ranked.reasons) == Level::bad) ++bad;
    if (!is_quiet) waiting += hall.waiting;
    longest_s = std::max(longest_s, ranked.longest_s);
    overdue += hall.repairs_overdue;
    overdue_new += hall.repairs_overdue_new;
    today += hall.today;
  }
};

Json head_of(const ChainPicture& picture, const BranchChoice& choice) {
  std::set<std::string> regions;
  std::set<std::string> tiers;
  for (const HallNow& hall : picture.halls) {
    if (!sees(choice.regions, hall.region)) continue;
    if (!hall.region.empty()) regions.insert(hall.region);
    if (!hall.tier.empty()) tiers.insert(hall.tier);
  }
  return {{"at", base::rfc3339(picture.at_ms)},
          {"day", day_text(picture.day)},
          {"timezone", "Asia/Shanghai"},
          {"regions", regions},
          {"tiers", tiers},
          {"target_s", target_s}};
}

void add_sums(const Sums& sums, const ByHour& hours, int hour, Json& body) {
  body["branches"] = {{"total", sums.total},
                      {"expected", sums.expected},
                      {"open", sums.open},
                      {"silent", sums.silent},
                      {"trouble", sums.bad}};
  body["waiting"] = sums.waiting;
  body["longest_wait_s"] = sums.waiting == 0 ? Json() : Json(sums.longest_s);
  body["arrivals"] = {{"count", hour == 0 ? Json() : Json(until(hours, hour)[Sum::taken])},
                      {"through_hour", hour == 0 ? Json() : Json(hour)}};
  body["within_target"] = {{"share", share_json(sums.today[Sum::within_target], sums.today[Sum::judged])},
                           {"called", sums.today[Sum::called]},
                           {"within", sums.today[Sum::within_target]},
                           {"unknown", sums.today[Sum::called] - sums.today[Sum::judged]}};
  body["satisfaction"] = satisfaction_of(sums.today);
  body["repairs_overdue"] = {{"count", sums.overdue}, {"today", sums.overdue_new}};
}

}  // namespace

std::vector<Reason> troubles_of(const HallNow& hall, std::int64_t now_ms) {
  std::vector<Reason> reasons;
  judge_contact(hall, now_ms, reasons);
  judge_queue(hall, now_ms, reasons);
  if (hall.alarms > 0) reasons.push_back({"alarm", Level::bad});
  judge(hall.today[Sum::within_target], hall.today[Sum::judged], judged_min, 0.7, 0.9, "below_target", reasons);
  judge(satisfied(hall.today), hall.today.rated(), rated_min, 0.7, 0.85, "dissatisfied", reasons);
  if (hall.repairs_overdue > 0) reasons.push_back({"repairs_overdue", Level::warn});
  judge_device(hall.device, reasons);
  if (hall.quarantined > 0) reasons.push_back({"not_understood", Level::warn});
  return reasons;
}

std::string overview_json(const ChainPicture& picture, const BranchChoice& choice) {
  Sums sums;
  std::vector<Ranked> ranked;
  for (const HallNow& hall : picture.halls) {
    if (!is_meant(choice, hall.tier, hall.region)) continue;
    ranked.push_back(rank(hall, picture.at_ms));
    sums.add(ranked.back(), picture.at_ms);
  }
  const std::size_t named = std::min(ranked.size(), named_max);
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(named), ranked.end(), is_worse);
  const ByHour hours = hours_of(picture.sums->hours, choice);
  Json body = head_of(picture, choice);
  add_sums(sums, hours, picture.hour, body);
  body["compared"] = compared_of(picture, choice);
  body["trouble"] = Json::array();
  for (std::size_t i = 0; i < named; ++i) body["trouble"].push_back(trouble_row(ranked[i], picture.at_ms));
  body["hours"] = hours_json(hours);
  body["low_rating_reasons"] = low_reasons(*picture.sums, choice);
  return body.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace menting::hq
