#include "tests/simulation/day/trouble.h"

#include <array>
#include <utility>

#include "tests/simulation/day/durations.h"
#include "tests/simulation/day/network.h"
#include "tests/simulation/day/people.h"

namespace menting::simulation {

using namespace domain;

std::int64_t SlipPrinter::step(World& world) {
  const std::int64_t now_ms = world.clock().true_ms();
  if (now_ms < mute_until_ms_) return 30 * second_ms;
  const bool troubles = world.scenario().troubles;
  if (troubles && chance_.happens(0.01)) out_until_ms_ = now_ms + chance_.between(5, 60) * minute_ms;
  if (troubles && chance_.happens(0.01)) mute_until_ms_ = now_ms + chance_.between(1, 30) * minute_ms;
  for (const TicketId& id : world.board().unprinted) {
    if (now_ms < out_until_ms_) {
      world.press({RecordPrintFailed{id, "paper_out"}});
    } else if (troubles && chance_.happens(0.03)) {
      world.press({RecordPrintFailed{id, "no_reply"}});
    } else {
      world.press({RecordPrinted{id}});
      if (troubles && chance_.happens(0.02)) world.press({RecordPrinted{id}});
    }
  }
  return world.open() ? chance_.between(2, 20) * second_ms : 3 * minute_ms;
}

std::int64_t Repeater::step(World& world) {
  const auto& pressed = world.pressed();
  if (!pressed.empty()) {
    Press again = chance_.happens(0.5) ? pressed.back() : chance_.one_of(pressed);
    if (chance_.happens(0.1)) kept_.push_back(again);
    if (!kept_.empty() && chance_.happens(0.3)) again = chance_.one_of(kept_);
    if (chance_.happens(0.05)) again.fingerprint += "-another";
    world.press(std::move(again));
  }
  return static_cast<std::int64_t>(chance_.exponential(world.open() ? 4 * minute_ms : hour_ms));
}

std::string Prankster::text(World& world) {
  const auto& tickets = world.board().tickets;
  switch (chance_.between(0, 9)) {
    case 0:
      return {};
    case 1:
      return "A0000000000000000000000001";
    case 2:
      return std::string(5'000, 'x');
    case 3:
      return "'; DROP TABLE ticket; --";
    case 4:
      return "门厅 \xF0\x9F\x98\x80";
    case 5:
      return std::string("A\0B", 3);
    case 6:
      return "\xC3\x28\xFF";  // no UTF-8
    case 7:
      return chance_.one_of(world.plan().staff).id;
    default:
      return tickets.empty() ? "A001" : chance_.one_of(tickets)->id;
  }
}

Command Prankster::absurd(World& world) {
  static constexpr std::array<int, 6> counters{-1, 0, 1, 2, 99, 2'147'483'647};
  static constexpr std::array<char, 7> letters{'A', 'B', 'Z', 'a', '\0', '1', '\xFF'};
  static constexpr std::array<Lane, 4> lanes{Lane::standard, Lane::care, Lane::vip, Lane::appointment};
  const int counter = chance_.one_of(counters);
  const char letter = chance_.one_of(letters);
  const Lane lane = chance_.one_of(lanes);
  const StaffId staff = chance_.happens(0.5) ? chance_.one_of(world.plan().staff).id : text(world);
  switch (chance_.between(0, 25)) {
    case 0:
      return TakeTicket{letter, lane, text(world), text(world)};
    case 1:  // a code that is on a slip already: the journal cannot take it
      return TakeTicket{'A', Lane::standard, world.board().tickets.empty() ? "" : world.board().tickets.front()->code,
                        ""};
    case 2:
      return OpenCounter{counter, staff};
    case 3:
      return PauseCounter{counter, staff, text(world)};
    case 4:
      return CloseCounter{counter, staff};
    case 5:
      return CallNext{counter, staff};
    case 6:
      return CallTicket{counter, staff, text(world)};
    case 7:
      return Recall{counter, staff};
    case 8:
      return StartServing{counter, staff};
    case 9:
      return FinishServing{counter, staff, text(world)};
    case 10:
      return MarkNoShow{counter, staff};
    case 11:
      return HoldTicket{counter, staff, text(world)};
    case 12:
      return TransferTicket{counter, staff, letter, chance_.one_of(counters)};
    case 13:
      return TransferTicket{counter, staff, std::nullopt, chance_.one_of(counters)};
    case 14:
      return ResumeTicket{text(world), staff};
    case 15:
      return ReturnTicket{text(world), staff};
    case 16:
      return CancelTicket{text(world), staff, text(world)};
    case 17:
      return AddService{text(world), staff, letter};
    case 18:
      return ChangeLane{text(world), staff, lane, text(world)};
    case 19:
      return RateVisit{text(world), text(world), counter, chance_.between(-1, 7), {text(world)}, text(world)};
    case 20:
      return ReprintTicket{text(world), staff};
    case 21:
      return chance_.happens(0.5) ? Command(RecordPrinted{text(world)})
                                  : Command(RecordPrintFailed{text(world), text(world)});
    case 22:
      return CallAssistance{text(world), text(world)};
    case 23:
      return AnswerAssistance{chance_.between(-1, 5), staff};
    case 24:
      return LetPass{text(world), chance_.between(-1, 12)};
    default:
      return chance_.happens(0.5) ? Command(SignIn{staff, text(world)}) : Command(SignOut{staff, text(world)});
  }
}

std::int64_t Prankster::step(World& world) {
  world.press({absurd(world)});
  return static_cast<std::int64_t>(chance_.exponential(world.open() ? 4 * minute_ms : 40 * minute_ms));
}

void Misfortune::set_clock(World& world) {
  static constexpr std::array<std::int64_t, 12> ways{2 * second_ms,  -2 * second_ms,  90 * second_ms, -90 * second_ms,
                                                     20 * minute_ms, -20 * minute_ms, 3 * hour_ms,    -3 * hour_ms,
                                                     day_ms,         -day_ms,         9 * day_ms,     -9 * day_ms};
  // Sooner or later it is put right.
  const std::int64_t off_ms = world.clock().offset_ms();
  const std::int64_t by_ms = off_ms != 0 && chance_.happens(0.6) ? -off_ms : chance_.one_of(ways);
  world.clock().jump(by_ms);
  world.note("    the clock is set by " + std::to_string(by_ms / second_ms) + " s");
}

std::int64_t Misfortune::step(World& world) {
  const double what = chance_.uniform();
  if (what < 0.5) {
    const auto mishap = static_cast<Mishap>(chance_.between(1, 6));
    world.tap().arm(mishap, chance_.between(1, 4));
    world.note("    to come: " + std::string(to_string(mishap)));
  } else if (what < 0.75) {
    static constexpr std::array<std::int64_t, 6> away{second_ms,      5 * second_ms, minute_ms,
                                                      20 * minute_ms, 2 * hour_ms,   10 * hour_ms};
    world.cut_power(chance_.one_of(away));
  } else if (world.scenario().seed % 2 == 0) {  // in every other world, so that the others have plain nights
    set_clock(world);
  }
  return static_cast<std::int64_t>(chance_.exponential(70 * minute_ms));
}

Network* populate(World& world) {
  const std::uint64_t seed = world.scenario().seed * 1'000;
  world.join(std::make_unique<Customers>(seed + 1));
  world.join(std::make_unique<Raters>(seed + 2), hour_ms);
  world.join(std::make_unique<SlipPrinter>(seed + 3));
  std::uint64_t person = seed + 100;
  for (const CounterPlan& counter : world.plan().counters) {
    world.join(std::make_unique<Clerk>(++person, std::to_string(1000 + counter.number), counter.number), 1);
  }
  Network* line = nullptr;
  if (world.scenario().network) {
    auto network = std::make_unique<Network>(world, seed + 8);
    line = network.get();
    world.at_the_end([&world, line] { line->drain(world, 3); });
    world.join(std::move(network), minute_ms);
  }
  if (!world.scenario().troubles) return line;
  world.join(std::make_unique<Chief>(seed + 4, "9001"));
  world.join(std::make_unique<Clerk>(++person, "9002", 1), 2 * minute_ms);
  world.join(std::make_unique<Repeater>(seed + 5), 5 * minute_ms);
  world.join(std::make_unique<Prankster>(seed + 6), 3 * minute_ms);
  world.join(std::make_unique<Misfortune>(seed + 7), 30 * minute_ms);
  return line;
}

}  // namespace menting::simulation
