#include "tests/simulation/day/uplink.h"

#include <algorithm>
#include <variant>

namespace menting::simulation {

namespace {

constexpr std::int64_t timeout_ms = 30'000;
constexpr std::int64_t uplink_look_ms = 60'000;  // a lost wake costs so much

sync::SyncPlan::Time at(std::int64_t ms) {
  return sync::SyncPlan::Time(std::chrono::milliseconds(ms));
}

}  // namespace

Uplink::Uplink(std::string data_folder, FarEnd& far_end, std::function<void(desk::Letter)> tell, std::uint64_t seed)
    : data_folder_(std::move(data_folder)),
      far_end_(far_end),
      tell_(std::move(tell)),
      chance_(seed),
      told_(data_folder_) {
  program_restarted();
}

void Uplink::program_restarted() {
  reader_ = std::make_unique<storage::OutboxReader>(data_folder_);
  plan_ = std::make_unique<sync::SyncPlan>(
      *this, [](const sync::LinkState&) {}, static_cast<unsigned>(chance_.between(1, 1'000'000)));
  plan_->joined("SIM-0001");
  waiting_for_.reset();
}

void Uplink::line_restarted() {
  wandering_.clear();
  if (waiting_for_) waiting_for_->answer = {0, "", "connection reset", 0};
}

bool Uplink::all_acked() {
  return reader_->waiting() == 0;
}

std::optional<wire::Batch> Uplink::next(std::size_t events_max, std::size_t bytes_max) {
  return reader_->next(std::min<std::size_t>(events_max, 20), bytes_max);  // small ones, so that there are many
}

std::optional<wire::Batch> Uplink::end_at(const std::string& journal, std::int64_t seq) {
  return reader_->end_at(journal, seq);
}

void Uplink::acked(const std::string& journal, std::int64_t seq) {
  reader_->acked(journal, seq);
  tell_(desk::AckNote{journal, seq});
}

void Uplink::fork(const std::string& journal, std::int64_t common_seq, const std::vector<wire::GivenNumber>& numbers) {
  ++forks_;
  told_.with_fork(numbers);
  desk::ForkNote note{journal, common_seq, {}};
  for (const wire::GivenNumber& one : numbers) note.numbers.push_back({{one.day}, one.service, one.number});
  tell_(std::move(note));
}

void Uplink::given(const std::vector<wire::GivenNumber>& numbers) {
  told_.said(numbers);
  desk::NumbersGiven letter;
  for (const wire::GivenNumber& one : numbers) letter.numbers.push_back({{one.day}, one.service, one.number});
  tell_(std::move(letter));
}

void Uplink::deliver_late(std::int64_t now_ms) {
  for (std::size_t i = 0; i < wandering_.size();) {
    if (wandering_[i].due_ms > now_ms) {
      ++i;
      continue;
    }
    far_end_.hear(wandering_[i].post, now_ms);  // nobody waits for the answer any more
    wandering_.erase(wandering_.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

Uplink::Due Uplink::carry(const sync::SyncPlan::Post& post, std::int64_t now_ms) {
  ++posts_;
  const std::int64_t soon_ms = now_ms + chance_.between(5, 400);
  const double what = bad_ ? chance_.uniform() : 1;
  const sync::Answer nobody{0, "", "timeout", 0};
  if (what < 0.08) return {now_ms + timeout_ms, nobody};  // lost on its way
  if (what < 0.16) {                                      // the answer is lost
    far_end_.hear(post, now_ms);
    return {chance_.happens(0.5) ? soon_ms : now_ms + timeout_ms, nobody};
  }
  if (what < 0.24) {  // comes later than others that are sent after it
    wandering_.push_back({now_ms + chance_.between(1, 7200) * std::int64_t{1000}, post});
    return {now_ms + timeout_ms, nobody};
  }
  if (what < 0.32) wandering_.push_back({now_ms + chance_.between(0, 600) * std::int64_t{1000}, post});  // comes twice
  if (what < 0.36) return {soon_ms, {200, "<html>Sign in to the network</html>", "", 0}};
  if (what < 0.40) return {soon_ms, {chance_.happens(0.5) ? 503 : 500, "", "", chance_.between(0, 90)}};
  if (what < 0.44) return {soon_ms, far_end_.hear(post, now_ms, true)};
  sync::Answer answer = far_end_.hear(post, now_ms);
  if (what < 0.48) answer.body.resize(answer.body.size() / 2);
  return {soon_ms, std::move(answer)};
}

std::int64_t Uplink::step(std::int64_t now_ms) {
  deliver_late(now_ms);
  told_.look();
  if (waiting_for_) {
    if (waiting_for_->due_ms > now_ms) return waiting_for_->due_ms - now_ms;
    const Due arrived = *std::exchange(waiting_for_, std::nullopt);
    const auto rest = plan_->answered(arrived.answer, at(now_ms));
    if (rest.wait.count() > 0) return rest.wakeable ? uplink_look_ms : rest.wait.count();
  }
  const sync::SyncPlan::Step step = plan_->next(at(now_ms));
  if (const auto* rest = std::get_if<sync::SyncPlan::Rest>(&step)) {
    return rest->wakeable ? uplink_look_ms : std::max<std::int64_t>(1, rest->wait.count());
  }
  waiting_for_ = carry(std::get<sync::SyncPlan::Post>(step), now_ms);
  return waiting_for_->due_ms - now_ms;
}

}  // namespace menting::simulation
