#include "server_sync/client/sync_plan.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/log/log.h"

namespace menting::sync {
namespace {

using Wait = SyncPlan::Wait;

constexpr Wait idle_wait{5'000};  ///< without a wake
/// A batch that is not full waits so long for more: what a hall does in one go is one commit at headquarters.
constexpr Wait gather_wait{100};
constexpr std::chrono::seconds greet_after{15};
constexpr std::chrono::minutes greet_all_after{10};
constexpr std::size_t events_at_once_max = 500;
constexpr std::size_t bytes_at_once_max = std::size_t{256} * 1024;
constexpr std::size_t items_at_once_max = 100;
constexpr const char* batches_path = "/sync/v1/batches";
constexpr const char* personal_path = "/sync/v1/personal";
constexpr const char* now_path = "/sync/v1/now";

std::int64_t last_of(const wire::Batch& batch) {
  return batch.first_seq - 1 + static_cast<std::int64_t>(batch.events.size());
}

}  // namespace

SyncPlan::SyncPlan(Outbox& outbox, std::function<void(const LinkState&)> changed, unsigned seed,
                   PersonalOutbox* personal, NowOutbox* now_outbox)
    : outbox_(outbox),
      changed_(std::move(changed)),
      backoff_(seed),
      events_max_(events_at_once_max),
      personal_(personal),
      personal_backoff_(seed + 1),
      items_max_(items_at_once_max),
      now_outbox_(now_outbox),
      now_backoff_(seed + 2) {}

void SyncPlan::joined(const std::string& branch, const std::string& sealing_key) {
  branch_ = branch;
  sealing_key_ = sealing_key;
  personal_not_before_ = {};
  personal_greeting_due_ = true;
  now_not_before_ = {};
  contact_.reset();
  greeted_all_.reset();
  greetings_.clear();
  search_.reset();
  given_.clear();
  backoff_.succeeded();
}

SyncPlan::Rest SyncPlan::not_joined() {
  tell(Link::not_enrolled, "", "");
  return {idle_wait, false};
}

void SyncPlan::tell(Link link, const std::string& reason, const std::string& trouble) {
  if (told_ && told_->link == link && told_->reason == reason) return;
  told_ = LinkState{link, reason, trouble};
  if (!reason.empty()) log::warn("sync", reason);
  if (link == Link::connected) log::info("sync", "connected to headquarters");
  changed_(*told_);
}

SyncPlan::Rest SyncPlan::failed(const std::string& reason, const std::string& trouble, int retry_after_s, Time now) {
  tell(Link::unreachable, reason, trouble);
  greeted_all_.reset();
  const Wait asked = std::min<Wait>(std::chrono::seconds(retry_after_s), Backoff::longest);
  return {std::max(backoff_.failed(now), asked), false};
}

SyncPlan::Rest SyncPlan::refused(const std::string& reason, const std::string& trouble) {
  tell(Link::refused, reason, trouble);
  greeted_all_.reset();
  search_.reset();
  return {backoff_.refused(), false};
}

SyncPlan::Post SyncPlan::say(wire::Batch batch, Asked what) {
  batch.branch = branch_;
  Post post{batches_path, wire::batch_json(batch)};
  for (wire::Event& event : batch.events) event.body.clear();
  asked_ = what;
  sent_ = std::move(batch);
  return post;
}

/// A batch is cut by size, or by time: this long after its first event was seen.
std::optional<SyncPlan::Rest> SyncPlan::gather(const wire::Batch& batch, Time now) {
  const bool is_full = batch.events.size() >= events_max_;
  std::string name = batch.journal + " " + std::to_string(batch.first_seq);
  if (is_full || batch.events.front().body.size() > bytes_at_once_max / 2) return std::nullopt;
  if (gathering_ != name) {
    gathering_ = std::move(name);
    gathering_since_ = now;
  }
  const auto waited = std::chrono::duration_cast<Wait>(now - gathering_since_);
  if (waited >= gather_wait || waited.count() < 0) return std::nullopt;
  return Rest{gather_wait - waited, false};
}

/// A greeting tells both sides that the other is there, and notices a headquarters that was restored: it then has less
/// of a journal than it acked. The newest journal's tells most; the others are said when headquarters is found (again),
/// and now and then.
void SyncPlan::plan_greetings(Time now) {
  const bool all_due = !greeted_all_ || now - *greeted_all_ >= greet_all_after;
  if (!all_due && (!greetings_.empty() || (contact_ && now - *contact_ < greet_after))) return;
  std::vector<wire::Batch> ends = outbox_.acked_ends();
  if (ends.empty()) ends.push_back({"", "", 1, "", {}});
  if (!all_due) ends.erase(ends.begin(), ends.end() - 1);
  greetings_.assign(ends.begin(), ends.end());
  if (all_due) greeted_all_ = now;
  if (all_due) personal_greeting_due_ = true;
}

/// Personal data goes when the events have gone. An empty post asks whether headquarters still has what it confirmed.
std::optional<SyncPlan::Post> SyncPlan::say_personal(Time now) {
  if (personal_ == nullptr || sealing_key_.empty() || now < personal_not_before_) return std::nullopt;
  wire::PersonalBatch batch = personal_->next(sealing_key_, items_max_, bytes_at_once_max);
  if (batch.empty() && !personal_greeting_due_) return std::nullopt;
  batch.branch = branch_;
  asked_ = Asked::personal;
  return Post{personal_path, wire::personal_json(batch)};
}

SyncPlan::Rest SyncPlan::personal_answered(const Answer& answer, Time now) {
  const auto receipt = answer.status == 200 ? wire::read_receipt(answer.body) : std::nullopt;
  if (receipt) {
    personal_greeting_due_ = false;
    personal_backoff_.succeeded();
    items_max_ = std::min(items_max_ * 2, items_at_once_max);
    const bool was_restored = receipt->before < personal_->known_change();
    personal_->confirmed(*receipt);
    if (was_restored) personal_->send_all_again();
    return {};
  }
  if (answer.status == 413 && items_max_ > 1) {
    items_max_ /= 2;
    return {};
  }
  const bool is_no = answer.status >= 400 && answer.status < 500;
  const Wait wait = is_no ? personal_backoff_.refused() : personal_backoff_.failed(now);
  personal_not_before_ = now + wait;
  if (is_no) log::warn("sync", "headquarters does not take personal data (HTTP " + std::to_string(answer.status) + ")");
  return {};
}

/// How the branch is goes even while a batch gathers: people look at their phones.
std::optional<SyncPlan::Post> SyncPlan::say_now(Time now) {
  if (now_outbox_ == nullptr || now < now_not_before_) return std::nullopt;
  auto body = now_outbox_->next(branch_, now);
  if (!body) return std::nullopt;
  asked_ = Asked::now;
  return Post{now_path, std::move(*body)};
}

SyncPlan::Rest SyncPlan::now_answered(const Answer& answer, Time now) {
  if (answer.status == 200 && now_outbox_->answered(answer.body, now)) {
    now_backoff_.succeeded();
    return {};
  }
  now_outbox_->unanswered();
  const bool is_no = answer.status >= 400 && answer.status < 500;
  now_not_before_ = now + (is_no ? now_backoff_.refused() : now_backoff_.failed(now));
  if (is_no)
    log::warn("sync", "headquarters does not take how the branch is (HTTP " + std::to_string(answer.status) + ")");
  return {};
}

/// Nothing to say: until something happens, or until how the branch is has to be said again.
SyncPlan::Rest SyncPlan::idle(Time now) const {
  if (now_outbox_ == nullptr) return {idle_wait, true};
  const Wait back_off = std::chrono::duration_cast<Wait>(std::max(now_not_before_ - now, Time::duration::zero()));
  return {std::min(idle_wait, std::max(now_outbox_->quiet(now), back_off)), true};
}

SyncPlan::Step SyncPlan::next(Time now) {
  asked_ = Asked::nothing;
  if (search_) {
    if (const auto seq = search_->probe()) {
      if (auto end = outbox_.end_at(search_->journal(), *seq)) return say(std::move(*end), Asked::probe);
    }
    search_.reset();  // the event is gone: the branch goes on in another journal already
  }
  if (auto batch = outbox_.next(events_max_, bytes_at_once_max); batch && !batch->events.empty()) {
    if (const auto rest = gather(*batch, now)) {
      if (auto post = say_now(now)) return *post;
      return *rest;
    }
    return say(std::move(*batch), Asked::events);
  }
  if (auto post = say_now(now)) return *post;
  if (auto personal = say_personal(now)) return *personal;
  plan_greetings(now);
  if (greetings_.empty()) return idle(now);
  wire::Batch greeting = std::move(greetings_.front());
  greetings_.pop_front();
  return say(std::move(greeting), Asked::greeting);
}

SyncPlan::Rest SyncPlan::answered(const Answer& answer, Time now) {
  if (asked_ == Asked::personal) return personal_answered(answer, now);
  if (asked_ == Asked::now) return now_answered(answer, now);
  const Verdict verdict = judge(answer, sent_);
  switch (verdict.said) {
    case Said::through:
      return asked_ == Asked::probe ? probed(verdict, now) : accept(verdict.through, now);
    case Said::too_large:
      return too_large(verdict);
    case Said::forked:
      return forked(verdict, now);
    case Said::refused:
      return refused(verdict.reason, verdict.trouble);
    case Said::nothing:
      return failed(verdict.reason, verdict.trouble, answer.retry_after_s, now);
  }
  return {};
}

SyncPlan::Rest SyncPlan::too_large(const Verdict& verdict) {
  if (events_max_ == 1 || sent_.events.size() <= 1) return refused(verdict.reason, verdict.trouble);
  events_max_ = std::max<std::size_t>(1, std::min(events_max_, sent_.events.size()) / 2);
  return {};
}

SyncPlan::Rest SyncPlan::accept(std::int64_t through, Time now) {
  contact_ = now;
  tell(Link::connected, "", "");
  const bool said_all = asked_ == Asked::greeting && greetings_.empty();
  const Rest done = said_all ? idle(now) : Rest{};
  if (sent_.journal.empty()) {
    backoff_.succeeded();
    return done;
  }
  const std::int64_t last = last_of(sent_);
  if (through != sent_.first_seq - 1) outbox_.acked(sent_.journal, through);
  if (through == last) {
    events_max_ = std::min(events_max_ * 2, events_at_once_max);
    backoff_.succeeded();
    return done;
  }
  if (through >= sent_.first_seq) return {};
  // Headquarters is further back than we thought: it was restored. What it lacks goes again, but never in a tight
  // circle. Of the other journals it may lack something too.
  greeted_all_.reset();
  return {backoff_.failed(now), false};
}

SyncPlan::Rest SyncPlan::forked(const Verdict& verdict, Time now) {
  if (!verdict.numbers.empty()) {
    if (!search_) outbox_.given(verdict.numbers);
    given_ = verdict.numbers;
  }
  if (asked_ == Asked::probe && search_) {
    search_->other(sent_.first_seq - 1);
    return end_search(now);
  }
  log::warn("sync", verdict.reason);
  contact_ = now;
  const bool is_greeting = sent_.events.empty();
  if (is_greeting && sent_.first_seq <= 1) return refused(verdict.reason, verdict.trouble);
  search_.emplace(sent_.journal, is_greeting ? 0 : sent_.first_seq - 1, last_of(sent_));
  return {};
}

SyncPlan::Rest SyncPlan::probed(const Verdict& verdict, Time now) {
  contact_ = now;
  if (!search_) return {};
  const std::int64_t seq = sent_.first_seq - 1;
  if (verdict.through >= seq) {
    search_->same(seq);
  } else {
    search_->missing(verdict.through);
  }
  return end_search(now);
}

SyncPlan::Rest SyncPlan::end_search(Time now) {
  if (search_->probe()) return {};
  const ForkSearch over = *std::exchange(search_, std::nullopt);
  const auto common = over.common();
  if (!common) {
    return refused(
        "headquarters says that it has other events than this branch, and then that it has the same: ask headquarters "
        "to run menting-hq verify; the branch keeps its events and tries again",
        "contradiction");
  }
  log::warn("sync", "headquarters has another history behind event " + std::to_string(*common) + " of journal " +
                        over.journal() + ": the branch goes on in a new journal");
  outbox_.acked(over.journal(), *common);
  outbox_.fork(over.journal(), *common, std::exchange(given_, {}));
  return {backoff_.failed(now), false};  // until the desk has done it
}

}  // namespace menting::sync
