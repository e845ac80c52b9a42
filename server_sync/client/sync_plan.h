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
#include "server_sync/client/now_outbox.h"
#include "server_sync/client/outbox.h"
#include "server_sync/client/personal_outbox.h"
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

  /// `changed` is told each new state. Without `personal` and `now_outbox` events alone are sent.
  SyncPlan(Outbox& outbox, std::function<void(const LinkState&)> changed, unsigned seed = std::random_device{}(),
           PersonalOutbox* personal = nullptr, NowOutbox* now_outbox = nullptr);

  /// Joined as `branch`, perhaps again: what was in the way is forgotten. Personal data is sealed to `sealing_key`.
  void joined(const std::string& branch, const std::string& sealing_key = {});
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
  enum class Asked { nothing, events, greeting, probe, personal, now };

  Post say(wire::Batch batch, Asked what);
  std::optional<Rest> gather(const wire::Batch& batch, Time now);
  void plan_greetings(Time now);
  std::optional<Post> say_personal(Time now);
  Rest personal_answered(const Answer& answer, Time now);
  std::optional<Post> say_now(Time now);
  Rest now_answered(const Answer& answer, Time now);
  Rest idle(Time now) const;
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
  std::vector<wire::GivenNumber> given_;  ///< said with the fork that is searched for

  PersonalOutbox* personal_;
  std::string sealing_key_;
  Backoff personal_backoff_;  ///< what is wrong with personal data never holds up events
  std::size_t items_max_;
  Time personal_not_before_{};
  bool personal_greeting_due_ = false;

  NowOutbox* now_outbox_;
  Backoff now_backoff_;
  Time now_not_before_{};
};

}  // namespace menting::sync
