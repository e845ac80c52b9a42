#include "server_sync/hq/places.h"

#include <cmath>
#include <numbers>

namespace menting::hq {
namespace {

BranchPlace place_at(const sql::Statement& row) {
  BranchPlace place;
  if (!row.is_null(1)) place.latitude = row.integer(1);
  if (!row.is_null(2)) place.longitude = row.integer(2);
  place.address = row.text(3);
  return place;
}

void bind_degrees(sql::Statement& statement, int index, const std::optional<std::int64_t>& degrees) {
  if (degrees) {
    statement.bind(index, *degrees);
  } else {
    statement.bind_null(index);
  }
}

double radians(std::int64_t millionths) {
  return static_cast<double>(millionths) / 1e6 * std::numbers::pi / 180;
}

}  // namespace

std::map<std::string, BranchPlace> places(sql::Connection& connection) {
  std::map<std::string, BranchPlace> all;
  auto& rows = connection.statement("SELECT branch, latitude, longitude, address FROM place");
  while (rows.step()) all.emplace(rows.text(0), place_at(rows));
  return all;
}

BranchPlace place_of(sql::Connection& connection, const std::string& branch) {
  auto& row =
      connection.statement("SELECT branch, latitude, longitude, address FROM place WHERE branch = $1").bind(1, branch);
  BranchPlace place;
  if (row.step()) place = place_at(row);
  row.reset();
  return place;
}

void save_place(sql::Connection& connection, const std::string& branch, const BranchPlace& place) {
  auto& save = connection.statement(
      "INSERT INTO place (branch, latitude, longitude, address) VALUES ($1, $2, $3, $4) ON CONFLICT (branch) DO UPDATE "
      "SET latitude = excluded.latitude, longitude = excluded.longitude, address = excluded.address");
  save.bind(1, branch).bind(4, place.address);
  bind_degrees(save, 2, place.latitude);
  bind_degrees(save, 3, place.longitude);
  save.run();
}

double metres_between(const BranchPlace& a, const BranchPlace& b) {
  constexpr double earth_radius_m = 6'371'000;
  const double lat_a = radians(*a.latitude);
  const double lat_b = radians(*b.latitude);
  const double half_lat = std::sin((lat_b - lat_a) / 2);
  const double half_lon = std::sin((radians(*b.longitude) - radians(*a.longitude)) / 2);
  const double h = half_lat * half_lat + std::cos(lat_a) * std::cos(lat_b) * half_lon * half_lon;
  return 2 * earth_radius_m * std::asin(std::min(1.0, std::sqrt(h)));
}

}  // namespace menting::hq
