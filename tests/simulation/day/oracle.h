#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "kiosk/desk/board.h"
#include "kiosk/desk/receipt.h"
#include "kiosk/domain/command.h"
#include "tests/simulation/day/fairness.h"
#include "tests/simulation/day/ledger.h"
#include "tests/simulation/day/tapped_journal.h"

namespace menting::simulation {

/// A command on its way, and how it is to be known again.
struct Press {
  domain::Command command;
  std::string key{};          ///< of idempotency; empty: none
  std::string fingerprint{};  ///< of who asked for what
};

/// Judges whatever the branch says and writes. Throws Broken.
class Oracle {
 public:
  explicit Oracle(const domain::Plan& plan) : ledger_(plan) {}

  /// What the desk did of itself before the requests of a transaction. `night`: this must be an ordinary new day.
  void day_turned(const Written& written, const domain::Moment& moment, bool night);
  /// One press. No receipt: the answer was lost, and with it nothing is known but what was written. `written` is null
  /// when nothing of its transaction happened.
  void answered(const Press& press, const desk::Receipt* receipt, const Written* written, const domain::Moment& moment);
  /// The Board is what the events say.
  void compare(const desk::Board& board);
  /// Everybody whose time is over is gone.
  void nobody_left_behind(const domain::Moment& moment);
  /// The desk was away and is back: its Boards begin anew.
  void reopened() { version_.reset(); }

  const Ledger& ledger() const { return ledger_; }
  /// An answer that was given, by its key.
  const desk::Receipt* known_answer(const std::string& key) const;

 private:
  struct Kept {
    std::string fingerprint;
    std::optional<desk::Receipt> receipt;  ///< none: it was lost on its way
    std::int64_t made_ms = 0;
  };

  void take(const Written& written);
  void judge_key(const Press& press, const desk::Receipt* receipt, const Written& written,
                 const domain::Moment& moment);
  void judge_call(const Press& press, const desk::Receipt* receipt, const Written& written,
                  const domain::Moment& moment);
  void compare_lists(const desk::Board& board) const;
  void compare_counters(const desk::Board& board) const;
  void compare_counts(const desk::Board& board) const;

  Ledger ledger_;
  Fairness fairness_;
  std::map<std::string, Kept> keys_;  ///< of answers that are durable
  std::optional<std::int64_t> version_;
  std::string journal_;  ///< the first one
  domain::BusinessDay seen_day_;
  std::int64_t seen_day_ms_ = 0;  ///< since when it is this day
};

}  // namespace menting::simulation
