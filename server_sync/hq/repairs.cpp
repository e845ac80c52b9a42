#include "server_sync/hq/repairs.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace menting::hq {
namespace {

using SortedJson = nlohmann::json;

constexpr std::size_t repair_text_bytes_max = 200;
constexpr std::size_t faults_max = 20;
/// A device may lie for years; sums stay far from overflow.
constexpr std::int64_t stay_ms_max = 20LL * 366 * 24 * 3600 * 1000;

[[noreturn]] void not_understood(const char* name) {
  throw std::runtime_error(std::string("not understood: ") + name);
}

/// Fit for a row of either database.
std::string checked(const SortedJson& value, const char* name) {
  if (!value.is_string()) not_understood(name);
  auto text = value.get<std::string>();
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < ' '; });
  if (text.size() > repair_text_bytes_max || has_control) not_understood(name);
  return text;
}

std::string text(const SortedJson& body, const char* name) {
  return checked(body.at(name), name);
}

std::int64_t integer(const SortedJson& body, const char* name, std::int64_t low, std::int64_t high) {
  const SortedJson& value = body.at(name);
  if (!value.is_number_integer()) not_understood(name);
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(high)) not_understood(name);
  const auto number = value.get<std::int64_t>();
  if (number < low || number > high) not_understood(name);
  return number;
}

int day(const SortedJson& body, const char* name) {
  return static_cast<int>(integer(body, name, 0, 99991231));
}

/// The day is in the number, "R2611230017".
int day_of(const std::string& repair_id) {
  const bool fits = repair_id.size() >= 10 && repair_id.size() <= 20 && repair_id[0] == 'R' &&
                    repair_id.find_first_not_of("0123456789", 1) == std::string::npos;
  if (!fits) not_understood("repair_id");
  return 20'000'000 + std::stoi(repair_id.substr(1, 6));
}

std::string age_group(std::int64_t months) {
  if (months < 0) return "unknown";
  if (months < 6) return "0-5";
  if (months < 12) return "6-11";
  return months < 24 ? "12-23" : "24-";
}

RepairDevice device_of(const SortedJson& body) {
  RepairDevice device;
  device.kind = text(body, "device_kind");
  device.brand = text(body, "brand");
  device.model = text(body, "model");
  device.age = age_group(integer(body, "age_months", -1, 10'000));
  const SortedJson& faults = body.at("faults");
  if (!faults.is_array() || faults.size() > faults_max) not_understood("faults");
  for (const SortedJson& fault : faults) device.faults.push_back(checked(fault, "faults"));
  std::sort(device.faults.begin(), device.faults.end());
  device.faults.erase(std::unique(device.faults.begin(), device.faults.end()), device.faults.end());
  return device;
}

std::string state(const SortedJson& body, const char* name) {
  std::string state = text(body, name);
  const auto& known = repair_states();
  if (std::find(known.begin(), known.end(), state) == known.end()) not_understood(name);
  return state;
}

RepairTally tally_of(const RepairNow& order) {
  RepairTally tally;
  tally.opened = order.opened ? 1 : 0;
  tally.came_back = order.came_back ? 1 : 0;
  tally.handed_over = order.state == "handed_over" ? 1 : 0;
  tally.returned_unrepaired = order.state == "returned_unrepaired" ? 1 : 0;
  tally.abandoned = order.state == "abandoned" ? 1 : 0;
  tally.promises = order.ready_day != 0 && order.promised_day != 0 ? 1 : 0;
  tally.promises_kept = tally.promises != 0 && order.ready_day <= order.promised_day ? 1 : 0;
  return tally;
}

std::string named(const std::string& name) {
  return name.empty() ? "unknown" : name;
}

void add(const RepairNow& order, const RepairTally& tally, RepairSums& sums) {
  if (tally == RepairTally{}) return;
  const RepairDevice& device = order.device;
  const bool has_model = !device.brand.empty() && !device.model.empty();
  const auto count = [&](const char* by, const std::string& name) { sums.tallies[{order.day, by, name}] += tally; };
  count("all", "");
  count("kind", named(device.kind));
  count("brand", named(device.brand));
  count("model", has_model ? device.brand + " " + device.model : named(device.brand + device.model));
  count("age", named(device.age));
  for (const std::string& fault : device.faults) count("fault", named(fault));
  if (device.faults.empty()) count("fault", "unknown");
}

}  // namespace

RepairTally& RepairTally::operator+=(const RepairTally& other) {
  opened += other.opened;
  came_back += other.came_back;
  handed_over += other.handed_over;
  returned_unrepaired += other.returned_unrepaired;
  abandoned += other.abandoned;
  promises += other.promises;
  promises_kept += other.promises_kept;
  return *this;
}

RepairTally RepairTally::operator-() const {
  return {-opened, -came_back, -handed_over, -returned_unrepaired, -abandoned, -promises, -promises_kept};
}

void RepairSums::drop_empty() {
  std::erase_if(tallies, [](const auto& sum) { return sum.second == RepairTally{}; });
  std::erase_if(stays, [](const auto& sum) { return sum.second == StayTally{}; });
}

const std::vector<std::string_view>& repair_states() {
  static const std::vector<std::string_view> states = {
      "handed_in", "received",    "diagnosing",          "quoted",           "approved",
      "declined",  "repairing",   "waiting_for_parts",   "at_repair_centre", "tested",
      "ready",     "handed_over", "returned_unrepaired", "abandoned"};
  return states;
}

bool ends_repair(std::string_view state) {
  return state == "handed_over" || state == "returned_unrepaired" || state == "abandoned";
}

/// Of one that another journal opened a mark stays, so that the other's row counts as over.
bool RepairNow::is_over() const {
  return opened && ends_repair(state);
}

std::optional<RepairChange> read_repair(const wire::Event& event) {
  using What = RepairChange::What;
  static const std::map<std::string_view, What> kinds = {{"repair_opened", What::opened},
                                                         {"repair_corrected", What::corrected},
                                                         {"repair_promised", What::promised},
                                                         {"repair_advanced", What::advanced}};
  if (!event.kind.starts_with("repair_")) return std::nullopt;
  const auto kind = kinds.find(event.kind);
  if (kind == kinds.end()) return std::nullopt;
  const SortedJson body = SortedJson::parse(event.body);
  RepairChange change;
  change.what = kind->second;
  change.repair_id = text(body, "repair_id");
  change.day = day_of(change.repair_id);
  if (change.what == What::opened || change.what == What::corrected) change.device = device_of(body);
  if (change.what == What::opened || change.what == What::promised) change.promised_day = day(body, "promised_day");
  if (change.what == What::opened) change.came_back = !text(body, "return_of").empty();
  if (change.what == What::advanced) {
    change.from = state(body, "from");
    change.to = state(body, "to");
    change.in_state_ms = integer(body, "in_state_ms", 0, stay_ms_max);
    change.moved_day = day(body, "day");
  }
  return change;
}

void follow(const RepairChange& change, RepairNow& order, RepairSums& sums) {
  order.day = change.day;
  add(order, -tally_of(order), sums);
  switch (change.what) {
    case RepairChange::What::opened:
      order.opened = true;
      order.came_back = change.came_back;
      order.device = change.device;
      order.promised_day = change.promised_day;
      order.state = "handed_in";
      break;
    case RepairChange::What::corrected:
      order.device = change.device;
      break;
    case RepairChange::What::promised:
      order.promised_day = change.promised_day;
      break;
    case RepairChange::What::advanced:
      order.state = change.to;
      if (change.to == "ready") order.ready_day = change.moved_day;
      StayTally& stay = sums.stays[{change.day, change.from}];
      ++stay.ended;
      stay.ms_sum += change.in_state_ms;
      break;
  }
  add(order, tally_of(order), sums);
  if (order.is_over()) order = {};
}

}  // namespace menting::hq
