// Every step in every state: where it leads, or that it is out of order.
#include <array>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "tests/kiosk/domain/repair_hall.h"
#include "tests/support/catch.h"

using namespace menting::domain;
using menting::tests::good_repair;
using menting::tests::Hall;
using menting::tests::opened;
using menting::tests::step;

namespace repair_table_test {

namespace {

using S = RepairState;
using T = RepairStep;

constexpr std::array states{S::handed_in, S::received,    S::diagnosing,          S::quoted,           S::approved,
                            S::declined,  S::repairing,   S::waiting_for_parts,   S::at_repair_centre, S::tested,
                            S::ready,     S::handed_over, S::returned_unrepaired, S::abandoned};
constexpr std::array steps{T::receive,           T::diagnose, T::quote,     T::approve, T::decline, T::repair,
                           T::wait_for_parts,    T::send_out, T::take_back, T::test,    T::ready,   T::hand_over,
                           T::return_unrepaired, T::abandon};

/// One letter for each state that a step leads to, '.' where it is out of order; a row for each state, a column for
/// each step in the order above.
const std::map<S, const char*> table{
    //                    rcv dgn qte app dec rep wfp out bck tst rdy hnd ret abn
    {S::handed_in, "V . . . . . . . . . . . U X"},
    {S::received, ". D . . . . . C . . . . U ."},
    {S::diagnosing, ". . Q . . P . C . . . . U ."},
    {S::quoted, ". . Q A N . . . . . . . U X"},
    {S::approved, ". . . . . P W C . . . . U ."},
    {S::declined, ". . . . . P . . . . Y . U ."},
    {S::repairing, ". . Q . . . W C . T . . U ."},
    {S::waiting_for_parts, ". . . . . P . . . . . . U ."},
    {S::at_repair_centre, ". . . . . . . . V . . . . ."},
    {S::tested, ". . . . . P . . . . Y . U ."},
    {S::ready, ". . . . . . . . . . . H U X"},
    {S::handed_over, ". . . . . . . . . . . . . ."},
    {S::returned_unrepaired, ". . . . . . . . . . . . . ."},
    {S::abandoned, ". . . . . . . . . . . . . ."},
};
const std::map<char, S> letters{{'V', S::received},
                                {'D', S::diagnosing},
                                {'Q', S::quoted},
                                {'A', S::approved},
                                {'N', S::declined},
                                {'P', S::repairing},
                                {'W', S::waiting_for_parts},
                                {'C', S::at_repair_centre},
                                {'T', S::tested},
                                {'Y', S::ready},
                                {'H', S::handed_over},
                                {'U', S::returned_unrepaired},
                                {'X', S::abandoned}};

std::optional<S> expected(S state, std::size_t column) {
  const char letter = table.at(state)[2 * column];
  if (letter == '.') return std::nullopt;
  return letters.at(letter);
}

/// A way of steps to each state.
const std::map<S, std::vector<T>> ways{
    {S::handed_in, {}},
    {S::received, {T::receive}},
    {S::diagnosing, {T::receive, T::diagnose}},
    {S::quoted, {T::receive, T::diagnose, T::quote}},
    {S::approved, {T::receive, T::diagnose, T::quote, T::approve}},
    {S::declined, {T::receive, T::diagnose, T::quote, T::decline}},
    {S::repairing, {T::receive, T::diagnose, T::quote, T::approve, T::repair}},
    {S::waiting_for_parts, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::wait_for_parts}},
    {S::at_repair_centre, {T::receive, T::diagnose, T::send_out}},
    {S::tested, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test}},
    {S::ready, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test, T::ready}},
    {S::handed_over, {T::receive, T::diagnose, T::quote, T::approve, T::repair, T::test, T::ready, T::hand_over}},
    {S::returned_unrepaired, {T::return_unrepaired}},
    {S::abandoned, {T::abandon}},
};

}  // namespace

TEST_CASE("every pair of state and step is as the table says", "[repairs]") {
  for (const S from : states) {
    Hall hall;
    const RepairNumber number = opened(hall, good_repair()).number;
    for (const T before : ways.at(from)) REQUIRE(hall.run(step(number, before)));
    REQUIRE(hall.branch.repair(number)->state == from);
    if (from == S::ready || from == S::quoted) {
      hall.clock.advance_ms(std::int64_t{61} * 24 * 3600 * 1000);  // long enough to be abandoned
    }
    std::vector<T> possible;
    for (std::size_t column = 0; column < steps.size(); ++column) {
      INFO(to_string(from) << " " << to_string(steps[column]));
      const auto to = expected(from, column);
      CHECK(after(from, steps[column]) == to);
      if (to) possible.push_back(steps[column]);
      AdvanceRepair command = step(number, steps[column]);
      command.reason = "goodwill";
      const auto decision = decide(hall.branch, command, hall.clock.now());
      CHECK(static_cast<bool>(decision) == to.has_value());
      if (!to) {
        CHECK(decision.refusal().code == RefusalCode::repair_step_not_allowed);
        CHECK(decision.refusal().about == to_string(from));
      } else {
        const auto& fact = std::get<RepairAdvanced>(decision.value().facts.back());
        CHECK(fact.move.from == from);
        CHECK(fact.move.to == *to);
        CHECK(fact.staff == "1003");
      }
    }
    CHECK(steps_from(from) == possible);
    CHECK(is_open(from) == !possible.empty());
  }
}

TEST_CASE("an order that is not over has a way to its end", "[repairs]") {
  for (const S from : states) {
    std::set<S> reached{from};
    for (std::size_t before = 0; before != reached.size();) {
      before = reached.size();
      for (const S state : std::set<S>(reached)) {
        for (const T one : steps) {
          if (const auto to = after(state, one)) reached.insert(*to);
        }
      }
    }
    INFO(to_string(from));
    CHECK((!is_open(from) || reached.contains(S::returned_unrepaired)));
    CHECK((!is_open(from) || from == S::declined || reached.contains(S::handed_over)));
  }
}

TEST_CASE("states, steps and numbers are read as they are written", "[repairs]") {
  for (const S state : states) {
    S read{};
    CHECK((from_string(to_string(state), read) && read == state));
  }
  for (const T one : steps) {
    T read{};
    CHECK((from_string(to_string(one), read) && read == one));
  }
  S unknown{};
  CHECK_FALSE(from_string("lost", unknown));
  const RepairNumber number = repair_number({20261125}, 1);
  CHECK(number.substr(0, 10) == "R261125001");
  CHECK(number.size() == 11);
  CHECK(repair_number({20261125}, 1234).size() == 12);
  CHECK(read_repair_number(number) == number);
  CHECK(read_repair_number("r " + number.substr(1, 6) + "-" + number.substr(7)) == number);
  CHECK(read_repair_number(number.substr(1)) == number);
  std::string wrong = number;
  wrong.back() = wrong.back() == '9' ? '0' : static_cast<char>(wrong.back() + 1);
  CHECK_FALSE(read_repair_number(wrong));
  for (const char* none : {"", "R", "R1", "A001", "R26112500A7", "261125001261125001261125001"}) {
    INFO(none);
    CHECK_FALSE(read_repair_number(none));
  }
}

}  // namespace repair_table_test
