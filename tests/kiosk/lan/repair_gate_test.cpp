#include "kiosk/lan/repair_gate.h"

#include "tests/support/catch.h"

using menting::lan::RepairGate;

TEST_CASE("who guesses wrong is held up where they sit, and not the owner elsewhere") {
  RepairGate gate;
  for (int i = 0; i < 8; ++i) REQUIRE(gate.ask("10.0.0.7", "R1", false, 1'000));
  CHECK_FALSE(gate.ask("10.0.0.7", "R1", false, 2'000));
  CHECK(gate.retry_after_s("10.0.0.7", "R1", false, 2'000) == 599);
  CHECK(gate.ask("10.0.0.8", "R1", false, 2'000));
  CHECK(gate.ask("10.0.0.7", "R2", false, 3'000));
  CHECK(gate.ask("10.0.0.7", "R3", false, 3'000));
  CHECK_FALSE(gate.ask("10.0.0.7", "R4", false, 3'000));  // ten from one address
  CHECK(gate.ask("10.0.0.7", "R1", false, 601'000));      // ten minutes later
}

TEST_CASE("guesses about one number from everywhere are limited as well") {
  RepairGate gate;
  int let = 0;
  for (int i = 0; i < 100; ++i) let += gate.ask("10.0.1." + std::to_string(i), "R1", false, 1'000) ? 1 : 0;
  CHECK(let == 40);
  CHECK(gate.ask("10.0.2.1", "R2", false, 1'000));
}

TEST_CASE("who was right has guessed nothing") {
  RepairGate gate;
  for (int i = 0; i < 100; ++i) {
    REQUIRE(gate.ask("10.0.0.7", "R1", false, 1'000));
    gate.give_back("10.0.0.7", "R1");
  }
}
