#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/desk/mailbox.h"
#include "kiosk/storage/outbox_reader.h"
#include "server_sync/client/outbox.h"
#include "server_sync/client/sync_plan.h"
#include "tests/simulation/chance.h"
#include "tests/simulation/day/far_end.h"
#include "tests/simulation/day/told_numbers.h"

namespace menting::simulation {

/// One branch's way to headquarters: the real plan on the real journal, over a line that loses, doubles, delays and
/// turns round what it carries.
class Uplink : public sync::Outbox {
 public:
  /// `tell` posts to the branch's desk.
  Uplink(std::string data_folder, FarEnd& far_end, std::function<void(desk::Letter)> tell, std::uint64_t seed);

  /// Does what is due and returns the milliseconds until something is again.
  std::int64_t step(std::int64_t now_ms);
  /// The program was away: what it knew is gone, what is on the line comes all the same.
  void program_restarted();
  /// Headquarters' end of the line was away: what was on it is gone.
  void line_restarted();
  void set_bad(bool bad) { bad_ = bad; }
  bool all_acked();
  int posts() const { return posts_; }
  int forks() const { return forks_; }
  ToldNumbers& told() { return told_; }

  std::optional<wire::Batch> next(std::size_t events_max, std::size_t bytes_max) override;
  std::vector<wire::Batch> acked_ends() override { return reader_->acked_ends(); }
  std::optional<wire::Batch> end_at(const std::string& journal, std::int64_t seq) override;
  void acked(const std::string& journal, std::int64_t seq) override;
  void fork(const std::string& journal, std::int64_t common_seq,
            const std::vector<wire::GivenNumber>& numbers) override;
  void given(const std::vector<wire::GivenNumber>& numbers) override;

 private:
  struct Copy {
    std::int64_t due_ms;
    sync::SyncPlan::Post post;
  };
  struct Due {
    std::int64_t due_ms;
    sync::Answer answer;
  };

  void deliver_late(std::int64_t now_ms);
  /// The answer as the branch sees it, and when.
  Due carry(const sync::SyncPlan::Post& post, std::int64_t now_ms);

  std::string data_folder_;
  FarEnd& far_end_;
  std::function<void(desk::Letter)> tell_;
  Chance chance_;
  ToldNumbers told_;
  std::unique_ptr<storage::OutboxReader> reader_;
  std::unique_ptr<sync::SyncPlan> plan_;
  std::vector<Copy> wandering_;
  std::optional<Due> waiting_for_;
  bool bad_ = true;
  int posts_ = 0;
  int forks_ = 0;
};

}  // namespace menting::simulation
