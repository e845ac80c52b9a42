#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include "base/time/zone.h"
#include "kiosk/desk/desk.h"
#include "kiosk/storage/sqlite_journal.h"
#include "tests/simulation/day/uplink.h"
#include "tests/simulation/day/world.h"

namespace menting::simulation {

/// A copy of the branch's machine that begins to work beside it, at once or when what it knows is hours old, under the
/// same name and with the same credential.
class Twin {
 public:
  Twin(World& world, FarEnd& far_end, std::uint64_t seed, std::int64_t begins_in_ms);
  std::int64_t step(World& world);
  Uplink& uplink() { return *uplink_; }
  std::string data_folder() const { return folder_.file("branch"); }
  void close_shop() {
    open_ = false;
    begins_ms_ = 0;
  }

 private:
  Chance chance_;
  tests::ScratchFolder folder_{tests::Kept::in_memory};
  desk::Health health_;
  std::unique_ptr<storage::SqliteJournal> journal_;
  std::unique_ptr<desk::Desk> desk_;
  std::unique_ptr<Uplink> uplink_;
  std::int64_t begins_ms_;
  std::int64_t serves_next_ms_ = 0;
  bool open_ = true;
};

/// Network and headquarters: faults on the line, headquarters restored from a backup, a cloned branch. Judges what
/// headquarters has.
class Network : public Participant {
 public:
  Network(World& world, std::uint64_t seed);
  std::int64_t step(World& world) override;

  /// The faults are over: everything gets there by itself within `hours`, or Broken is thrown.
  void drain(World& world, int hours);
  int posts() const { return uplink_.posts(); }
  int forks() const { return uplink_.forks() + (twin_ ? twin_->uplink().forks() : 0); }
  int restores() const { return restores_; }
  /// How often a machine was told a number that was given already.
  int told() { return uplink_.told().known() + (twin_ ? twin_->uplink().told().known() : 0); }
  bool cloned() const { return twin_ != nullptr; }

 private:
  using Place = std::pair<std::string, std::int64_t>;  ///< journal and number

  void strike(World& world);
  /// Headquarters' copy of every journal is a beginning of it, byte for byte. `whole`: it is all of it.
  void judge(World& world, bool whole);

  Chance chance_;
  FarEnd far_end_;
  Uplink uplink_;
  std::unique_ptr<Twin> twin_;
  int starts_seen_ = 0;
  int steps_ = 0;
  int restores_ = 0;
  bool calm_ = false;
  std::int64_t weather_until_ms_ = 0;
  std::int64_t strikes_next_ms_ = 0;
  std::int64_t uplink_next_ms_ = 0;
  std::int64_t twin_next_ms_ = 0;
};

}  // namespace menting::simulation
