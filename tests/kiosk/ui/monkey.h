#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <random>
#include <string>

#include "tests/kiosk/ui/look_rules.h"

namespace menting::tests {

/// Does what nobody would: taps, keys, scans, strokes and waits at random while the branch has good and bad days. The
/// same seed does the same again.
class Monkey {
 public:
  explicit Monkey(std::uint64_t seed);
  ~Monkey();

  /// Plays at a kiosk of its own (size and motion by chance) for so many steps. Throws std::runtime_error that says
  /// what went wrong and what it did before: a page without targets, a dead end.
  void play(int steps);
  /// Rules that pages broke in that game.
  const std::vector<Violation>& violations() const;

 private:
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
  bool one_in(std::size_t count) { return below(count) == 0; }
  void step();
  void tap_target();
  void tap_anywhere();
  void press_keys();
  void scan();
  void write();
  void pass_time();
  void work();
  void break_something();
  void repair_all();
  void must_hold();
  void must_lead_home();
  void remember(const std::string& what);
  [[noreturn]] void complain(const std::string& what) const;

  std::uint64_t seed_;
  std::mt19937_64 random_;
  std::unique_ptr<Screen> screen_;
  std::unique_ptr<LookRules> rules_;
  std::deque<std::string> done_;  ///< newest last
};

}  // namespace menting::tests
