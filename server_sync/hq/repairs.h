#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "server_sync/wire/envelope.h"

/// What headquarters learns about devices in repair. Figures are of orders by the day they were handed in, as on the
/// branch's own page, so that the sums of both are the same.
namespace menting::hq {

struct RepairTally {
  std::int64_t opened = 0;
  std::int64_t came_back = 0;  ///< the same device with the same fault within 30 days, as the branch says
  std::int64_t handed_over = 0;
  std::int64_t returned_unrepaired = 0;
  std::int64_t abandoned = 0;
  std::int64_t promises = 0;       ///< of orders that were ready
  std::int64_t promises_kept = 0;  ///< ready by the day promised last

  RepairTally& operator+=(const RepairTally& other);
  RepairTally operator-() const;
  bool operator==(const RepairTally&) const = default;
};

/// Stays in a state that have ended.
struct StayTally {
  std::int64_t ended = 0;
  std::int64_t ms_sum = 0;
  bool operator==(const StayTally&) const = default;
};

/// Day of the hand-in, what it is counted by (all, kind, brand, model, fault, age) and that one's name.
using RepairKey = std::tuple<int, std::string, std::string>;

struct RepairSums {
  std::map<RepairKey, RepairTally> tallies;
  std::map<std::pair<int, std::string>, StayTally> stays;  ///< by day of the hand-in and state

  /// Sums that came to nothing are as if they were not there.
  void drop_empty();
};

struct RepairDevice {
  std::string kind;
  std::string brand;
  std::string model;
  std::string age;  ///< months since it was bought: 0-5, 6-11, 12-23, 24-, unknown
  std::vector<std::string> faults;
  bool operator==(const RepairDevice&) const = default;
};

struct RepairChange {
  enum class What { opened, corrected, promised, advanced };
  What what = What::opened;
  std::string repair_id;
  int day = 0;          ///< of the hand-in
  RepairDevice device;  ///< of opened and corrected
  bool came_back = false;
  int promised_day = 0;
  std::string from, to;  ///< of advanced
  std::int64_t in_state_ms = 0;
  int moved_day = 0;
};

/// An order as one journal tells it. Each journal counts for itself: the order in which the events of two of them
/// arrive, before and after a branch was restored, must make no difference.
struct RepairNow {
  int day = 0;
  bool opened = false;  ///< in this journal; else it knows only what happened since
  bool came_back = false;
  RepairDevice device;
  int promised_day = 0;
  int ready_day = 0;
  std::string state;  ///< empty: this journal has not told

  /// Nothing more will come of it.
  bool is_over() const;
  bool operator==(const RepairNow&) const = default;
};

/// In the order in which an order goes through them.
const std::vector<std::string_view>& repair_states();
bool ends_repair(std::string_view state);

/// None when the event is about something else. Throws when it cannot be understood.
std::optional<RepairChange> read_repair(const wire::Event& event);

/// Moves an order on and adds what that changes in the sums. One that is over is forgotten: it is as new afterwards.
void follow(const RepairChange& change, RepairNow& order, RepairSums& sums);

}  // namespace menting::hq
