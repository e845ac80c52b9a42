#pragma once

#include <set>

#include "tests/simulation/day/world.h"

namespace menting::simulation {

/// The printer and its loop: prints what is due, runs out of paper, says nothing, says it twice.
class SlipPrinter : public Participant {
 public:
  explicit SlipPrinter(std::uint64_t seed) : chance_(seed) {}
  std::int64_t step(World& world) override;

 private:
  Chance chance_;
  std::int64_t out_until_ms_ = 0;  ///< of paper
  std::int64_t mute_until_ms_ = 0;
};

/// Presses again what was pressed before: at once since the answer got lost, much later, or under another name.
class Repeater : public Participant {
 public:
  explicit Repeater(std::uint64_t seed) : chance_(seed) {}
  std::int64_t step(World& world) override;

 private:
  Chance chance_;
  std::vector<Press> kept_;  ///< for days
};

/// Commands that no page sends: of nobody, about nothing, with everything in them.
class Prankster : public Participant {
 public:
  explicit Prankster(std::uint64_t seed) : chance_(seed) {}
  std::int64_t step(World& world) override;

 private:
  domain::Command absurd(World& world);
  std::string text(World& world);

  Chance chance_;
};

/// Failing disks, power cuts, clocks that are set.
class Misfortune : public Participant {
 public:
  explicit Misfortune(std::uint64_t seed) : chance_(seed) {}
  std::int64_t step(World& world) override;

 private:
  void set_clock(World& world);

  Chance chance_;
};

}  // namespace menting::simulation
