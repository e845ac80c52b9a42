#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <variant>
#include <vector>

#include "server_sync/client/backoff.h"
#include "server_sync/client/fork_search.h"
#include "server_sync/client/link_state.h"
#include "server_sync/client/outbox.h"
#include "server_sync/client/verdict.h"

namespace menting::sync {

/// What the branch says to headquarters, one request after the other, and what it makes of the answers: the sync loop
/// without thread, clock and network. Whoever drives it asks for the next step, posts or rests, and tells the answer.
class SyncPlan {
 public:
  using Time = Backoff::Time;
  using Wait = Backoff::Wait;

  struct Post {
    std::string path;
    std::string body;  ///< JSON
  };
  struct Rest {
    Wait wait{0};
    bool wakeable = false;  ///< a new event ends it
  };
  using Step = std::variant<Post, Rest>;

  /// `changed` is told each new state.
  SyncPlan(Outbox& outbox, std::function<void(const LinkState&)> changed, unsigned seed = std::random_device{}());

  /// Joined as `branch`, perhaps again: what was in the way is forgotten.
  void joined(const std::string& branch);
  Rest not_joined();

  /// What comes next. Throws what the outbox throws.
  Step next(Time now);
  /// What headquarters, or whoever it was, said to the last Post; then how long to rest. Throws what the outbox throws.
  Rest answered(const Answer& answer, Time now);
  /// Something on this side failed; `trouble` is LinkState's.
  Rest failed(const std::string& reason, const std::string& trouble, int retry_after_s, Time now);
  /// People have to do something before another try is any use.
  Rest refused(const std::string& reason, const std::string& trouble);

 private:
  enum class Asked { nothing, events, greeting, probe };

  Post say(wire::Batch batch, Asked what);
  std::optional<Rest> gather(const wire::Batch& batch, Time now);
  void plan_greetings(Time now);
  Rest accept(std::int64_t through, Time now);
  Rest too_large(const Verdict& verdict);
  Rest forked(const Verdict& verdict, Time now);
  Rest probed(const Verdict& verdict, Time now);
  Rest end_search(Time now);
  void tell(Link link, const std::string& reason, const std::string& trouble);

  Outbox& outbox_;
  const std::function<void(const LinkState&)> changed_;
  Backoff backoff_;
  std::string branch_;
  std::optional<LinkState> told_;

  Asked asked_ = Asked::nothing;
  wire::Batch sent_;  ///< the last Post; its events without bodies
  std::size_t events_max_;
  std::string gathering_;  ///< which batch is held back for more, and since when
  Time gathering_since_{};
  std::deque<wire::Batch> greetings_;  ///< to be said when there are no events to send
  std::optional<Time> contact_;
  std::optional<Time> greeted_all_;  ///< since headquarters was found
  std::optional<ForkSearch> search_;
};

}  // namespace menting::sync
