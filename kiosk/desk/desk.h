#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "kiosk/desk/board.h"
#include "kiosk/desk/clock.h"
#include "kiosk/desk/health.h"
#include "kiosk/desk/journal.h"
#include "kiosk/desk/mailbox.h"
#include "kiosk/desk/slip_address.h"
#include "kiosk/domain/decide.h"

namespace menting::desk {

/// The single writer: decides, appends, applies, publishes. Owns the branch; everything else reads the Board.
class Desk {
 public:
  /// Loads the branch and records its start. Throws what the journal throws.
  Desk(domain::Plan plan, std::string version, std::string config_digest, Journal& journal, Clock& clock,
       Health& health, std::int64_t config_version = 0);
  ~Desk();

  /// Starts the desk's thread. Without it, tests drive run_once().
  void start();
  /// Finishes what waits, then ends the thread.
  void stop();

  /// From any thread; false when the branch can take no more now (say 503). `done` is not run then.
  bool post(Letter letter);
  /// Posts and waits for the durable outcome. For tests and the interface's start.
  Receipt ask(domain::Command command, std::string request_id = {}, std::string fingerprint = {});

  BoardHolder& boards() { return boards_; }
  BoardPtr board() const { return boards_.get(); }
  const domain::Plan& plan() const { return plan_; }
  SlipAddress& slip_address() { return slip_address_; }

  /// Takes what waits, at most one group commit. Returns how many letters it took.
  std::size_t run_once(std::chrono::milliseconds timeout);

  /// Groups of more than one request cost one commit for all; 1 turns grouping off (for the benchmark).
  void set_group_max(std::size_t most) { group_max_ = most; }

 private:
  struct Outcome;
  void run();
  void handle(std::vector<Letter>& letters);
  void raise_numbers(const std::vector<Letter>& letters);
  /// One transaction for all of them. Throws when nothing of it happened.
  void work_off(const std::vector<Letter>& letters, const domain::Moment& moment, std::vector<Outcome>& outcomes);
  void fail(const std::string& why);
  Receipt decide_and_write(const Request& request, const domain::Moment& moment);
  Receipt decide_now(const Request& request, const domain::Moment& moment);
  Receipt write(const domain::Decision& decision, const domain::Moment& moment);
  domain::Command completed(domain::Command command, const domain::Moment& moment);
  void prove(domain::CheckIn& command, const domain::Moment& moment) const;
  Receipt with_own_words(Receipt receipt);
  void answer(const Consult& consult, const domain::Moment& moment);
  Answer answer_for(const domain::Decision& decision) const;
  void turn_day(const domain::Moment& moment);
  /// Somebody of an earlier day is still here, and it is time to look whether they were left behind.
  bool leftovers_due(const domain::Moment& moment) const;
  bool missed_appointments_due(const domain::Moment& moment);
  void reload();
  void learn_history(domain::BusinessDay today);
  void publish(const domain::Moment& moment);

  domain::Plan plan_;
  SlipAddress slip_address_;
  Journal& journal_;
  Clock& clock_;
  Health& health_;
  std::unique_ptr<domain::Branch> branch_;
  BoardHolder boards_;
  BoardMaker maker_;
  bool changed_ = true;  ///< since the Board that hangs was made, by more than time
  Mailbox mailbox_;
  domain::BusinessDay day_;
  domain::Moment seen_;  ///< when the branch was looked at last, and nothing failed
  domain::History history_;
  domain::BusinessDay history_day_;
  std::int64_t receipts_swept_ms_ = 0;  ///< on the branch's timeline, as the next
  std::int64_t leftovers_seen_ms_ = 0;
  std::pair<domain::BusinessDay, int> appointments_seen_;  ///< day and minute at which they were looked at last
  std::size_t group_max_ = 256;
  bool broken_ = false;  ///< the last transaction failed: load again before the next
  std::thread thread_;
};

}  // namespace menting::desk
