#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server_sync/hq/figures.h"
#include "server_sync/hq/sql.h"
#include "server_sync/wire/device_now.h"

/// The whole chain as it is now, for the overview: read with a few grouped questions, whoever asks afterwards.
namespace menting::hq {

struct HallNow {
  std::string id;
  std::string name;
  std::string tier;
  std::string region;
  bool is_enrolled = false;
  std::optional<std::int64_t> contact_at_ms;
  std::int64_t quarantined = 0;
  std::int64_t alarms = 0;
  bool is_of_today = false;  ///< its business day is today by its own clock; else waiting and today are nothing
  std::int64_t waiting = 0;
  std::optional<std::int64_t> oldest_taken_at_ms;  ///< of those who wait
  std::int64_t open_counters = 0;
  Figures today;
  std::int64_t repairs_overdue = 0;
  std::int64_t repairs_overdue_new = 0;  ///< promised for yesterday
  wire::DeviceNow device;
};

using TierAndRegion = std::pair<std::string, std::string>;
using ByHour = std::map<int, Figures>;  ///< of the branches' own clocks

/// What changes slowly, or is looked at as a whole.
struct ChainSums {
  std::int64_t at_ms = 0;
  std::int64_t lasts_ms = 0;  ///< the longer it took, the longer it is good
  std::map<TierAndRegion, ByHour> hours;
  std::map<TierAndRegion, std::map<std::string, std::int64_t>> low_aspects;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> repairs_overdue;  ///< and of those new ones, by branch
  std::map<std::string, wire::DeviceNow> devices;
};

/// The same weekday a week before.
struct WeekBefore {
  std::int64_t at_ms = 0;
  std::int64_t lasts_ms = 0;
  int day = 0;
  std::map<TierAndRegion, ByHour> hours;
};

struct ChainPicture {
  std::int64_t at_ms = 0;
  int day = 0;  ///< of most branches
  int hour = 0;
  std::vector<HallNow> halls;  ///< those that are not revoked, by id
  std::shared_ptr<const ChainSums> sums;
  std::shared_ptr<const WeekBefore> before;
};

/// In one transaction that reads. `last`: what it has of sums and the week before is taken over while it is new enough:
/// at most a minute and ten minutes, and no longer than a hundred times what reading it took.
ChainPicture read_chain(sql::Connection& connection, const ChainPicture* last, std::int64_t now_ms);

}  // namespace menting::hq
