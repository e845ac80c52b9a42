#include "server_sync/hq/nearby.h"

#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "server_sync/hq/branch_now.h"
#include "server_sync/hq/directives.h"
#include "server_sync/hq/places.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr double walk_metres_max = 3'000;
constexpr std::int64_t strip_millionths = 28'000;  ///< of latitude: a little over that distance
constexpr std::size_t halls_max = 3;
constexpr int shorter_by_minutes = 5;
constexpr std::int64_t fresh_ms = 10LL * 60 * 1000;      ///< older figures are not passed on, nor shown
constexpr std::int64_t told_again_ms = 7LL * 60 * 1000;  ///< so that what a kiosk has stays fresh

/// A branch as its neighbours see it: by group the shortest wait of its open services.
struct Hall {
  std::string id;
  BranchPlace place;
  std::string name;
  bool open = false;
  std::map<std::string, int> minutes;
  std::int64_t at_ms = 0;
};

void read_waits(const Json& services, Hall& hall) {
  if (!services.is_array()) return;
  for (const Json& service : services) {
    if (!service.is_object() || service.value("open", Json()) != true) continue;
    const Json estimate = service.value("estimate_minutes", Json());
    const Json group = service.value("group", Json());
    if (!estimate.is_object() || !group.is_string() || !estimate.value("high", Json()).is_number_integer()) continue;
    const int high = estimate["high"].get<int>();
    const auto [found, is_new] = hall.minutes.try_emplace(group.get<std::string>(), high);
    if (!is_new) found->second = std::min(found->second, high);
  }
}

std::vector<Hall> halls_with_place(sql::Connection& connection, std::int64_t now_ms) {
  const auto all = places(connection);
  std::vector<Hall> halls;
  each_branch_now(connection, [&](const BranchNowRow& row) {
    const auto place = all.find(row.branch);
    if (place == all.end() || !place->second.latitude || !place->second.longitude) return;
    Hall hall{row.branch, place->second, "{}", false, {}, row.received_at_ms};
    const Json body = Json::parse(row.body, nullptr, false);
    if (body.is_object()) {
      hall.open = now_ms - row.received_at_ms < fresh_ms && body.value("open", Json()) == true;
      if (body.value("name", Json()).is_object()) hall.name = body["name"].dump();
      read_waits(body.value("services", Json()), hall);
    }
    halls.push_back(std::move(hall));
  });
  std::sort(halls.begin(), halls.end(),
            [](const Hall& a, const Hall& b) { return *a.place.latitude < *b.place.latitude; });
  return halls;
}

void offer(const Hall& from, const Hall& to, int metres, NearbyHalls& halls) {
  for (const auto& [group, own] : from.minutes) {
    const auto there = to.minutes.find(group);
    if (there == to.minutes.end() || there->second + shorter_by_minutes > own) continue;
    halls[group].push_back({to.id, to.name, to.place.address, metres, there->second, to.at_ms});
  }
}

}  // namespace

std::map<std::string, NearbyHalls> find_nearby(sql::Connection& connection, std::int64_t now_ms) {
  const std::vector<Hall> halls = halls_with_place(connection, now_ms);
  std::map<std::string, NearbyHalls> all;
  auto first = halls.begin();
  for (const Hall& from : halls) {
    NearbyHalls& offers = all[from.id];
    while (*first->place.latitude < *from.place.latitude - strip_millionths) ++first;
    for (auto to = first; to != halls.end() && *to->place.latitude <= *from.place.latitude + strip_millionths; ++to) {
      if (to->id == from.id || !to->open) continue;
      const double metres = metres_between(from.place, to->place);
      if (metres <= walk_metres_max) offer(from, *to, static_cast<int>(metres), offers);
    }
    for (auto& [group, list] : offers) {
      std::sort(list.begin(), list.end(), [](const NearbyHall& a, const NearbyHall& b) { return a.metres < b.metres; });
      if (list.size() > halls_max) list.resize(halls_max);
    }
  }
  return all;
}

std::string nearby_json(const NearbyHalls& halls, std::int64_t now_ms) {
  Json groups = Json::object();
  for (const auto& [group, list] : halls) {
    for (const NearbyHall& hall : list) {
      groups[group].push_back({{"branch", hall.branch},
                               {"name", Json::parse(hall.name)},
                               {"address", Json::parse(hall.address)},
                               {"metres", hall.metres},
                               {"minutes", hall.minutes},
                               {"at_ms", hall.at_ms}});
    }
  }
  return Json{{"at_ms", now_ms}, {"groups", std::move(groups)}}.dump();
}

bool is_news(const std::string& before, const NearbyHalls& halls, std::int64_t now_ms) {
  const Json told = Json::parse(before, nullptr, false);
  const Json groups = told.is_object() ? told.value("groups", Json::object()) : Json::object();
  std::size_t count = 0;
  for (const auto& [group, list] : halls) {
    if (list.empty()) continue;
    ++count;
    const Json known = groups.value(group, Json::array());
    if (known.size() != list.size()) return true;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const int minutes = known[i].value("minutes", 0);
      if (known[i].value("branch", "") != list[i].branch) return true;
      if (std::abs(minutes - list[i].minutes) > std::max(3, minutes / 4)) return true;
    }
  }
  if (count != groups.size()) return true;
  return count != 0 && now_ms - told.value("at_ms", std::int64_t{0}) >= told_again_ms;
}

void send_nearby(sql::Connection& connection, const std::map<std::string, NearbyHalls>& all, std::int64_t now_ms) {
  std::map<std::string, std::string> before;
  auto& rows = connection.statement("SELECT branch, body FROM directive WHERE branch IS NOT NULL AND name = 'nearby'");
  while (rows.step()) before.emplace(rows.text(0), rows.text(1));
  for (const auto& [branch, halls] : all) {
    const auto told = before.find(branch);
    if (!is_news(told == before.end() ? "" : told->second, halls, now_ms)) continue;
    put_directive(connection, branch, "nearby", nearby_json(halls, now_ms), now_ms);
  }
}

}  // namespace menting::hq
