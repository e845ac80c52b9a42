#pragma once

#include "tests/simulation/day/world.h"

namespace menting::simulation {

/// Come all day, take a number; some go, some press for help, some come when the hall is shut.
class Customers : public Participant {
 public:
  explicit Customers(std::uint64_t seed) : chance_(seed) {}
  std::int64_t step(World& world) override;

 private:
  Chance chance_;
  int slips_ = 0;
};

/// Rate who served them, once or again, by slip, number or pad.
class Raters : public Participant {
 public:
  explicit Raters(std::uint64_t seed) : chance_(seed) {}
  std::int64_t step(World& world) override;

 private:
  Chance chance_;
};

/// One clerk at a counter of theirs: all that the clerk's page can do, with the odd wrong press.
class Clerk : public Participant {
 public:
  Clerk(std::uint64_t seed, domain::StaffId staff, int counter)
      : chance_(seed), staff_(std::move(staff)), counter_(counter) {}
  std::int64_t step(World& world) override;

 private:
  std::int64_t come_to_work(World& world);
  std::int64_t go_home(World& world, const domain::Counter* own);
  std::int64_t at_free_counter(World& world);
  std::int64_t with_called(World& world, const domain::Ticket& ticket);
  std::int64_t with_served(World& world, const domain::Ticket& ticket);
  void press(World& world, domain::Command command);

  Chance chance_;
  domain::StaffId staff_;
  int counter_;
  int sign_ins_ = 0;
  std::string token_;
  int presses_ = 0;
  std::int64_t done_at_ms_ = 0;  ///< when the customer will be served; 0 nobody is
};

/// The manager: lanes, holds, returns, cancellations, other people's counters.
class Chief : public Participant {
 public:
  Chief(std::uint64_t seed, domain::StaffId staff) : chance_(seed), staff_(std::move(staff)) {}
  std::int64_t step(World& world) override;

 private:
  Chance chance_;
  domain::StaffId staff_;
  int presses_ = 0;
};

}  // namespace menting::simulation
