#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/simulation/day/passing_journal.h"

namespace menting::simulation {

/// The process is gone, here and now. No std::exception, so that nothing of the program catches it.
struct PowerCut {};

enum class Mishap {
  none,
  append_fails,
  save_fails,
  commit_fails,
  dies_in_append,
  dies_before_commit,
  dies_after_commit
};
std::string_view to_string(Mishap mishap);

/// What one request came to in the journal; the first of a transaction is what the desk did of itself.
struct Written {
  std::vector<domain::Event> events;
  std::vector<std::string> keys;  ///< of receipts that were kept
};

/// Between the desk and its journal: fails where it is told to, and notes what became durable.
class TappedJournal : public PassingJournal {
 public:
  /// Once, at the `countdown`-th chance from now on (1: the next).
  void arm(Mishap mishap, int countdown = 1) {
    mishap_ = mishap;
    countdown_ = countdown;
  }
  bool armed() const { return mishap_ != Mishap::none; }
  /// What became durable since it was last asked for, one list a transaction.
  std::vector<std::vector<Written>> take_durable();
  /// Whether a transaction was taken back since it was last asked for.
  bool take_rolled_back() { return std::exchange(rolled_back_, false); }

  void begin() override;
  void commit() override;
  void rollback() override;
  void savepoint() override;
  void rollback_to_savepoint() override;
  void append(const domain::Event& event) override;
  void save(const domain::Ticket& ticket) override;
  using PassingJournal::save;
  void save_receipt(std::string_view request_id, const desk::StoredReceipt& receipt, std::int64_t steady_ms) override;

 private:
  /// Whether it is to happen now.
  bool strikes(Mishap mishap);

  Mishap mishap_ = Mishap::none;
  int countdown_ = 0;
  bool rolled_back_ = false;
  std::vector<Written> writing_;
  std::vector<std::vector<Written>> durable_;
};

}  // namespace menting::simulation
