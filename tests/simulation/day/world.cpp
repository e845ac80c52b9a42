#include "tests/simulation/day/world.h"

#include <cstdio>
#include <utility>

#include "base/log/log.h"
#include "kiosk/desk/event_json.h"
#include "kiosk/storage/verify.h"
#include "tests/simulation/day/broken.h"
#include "tests/simulation/day/durations.h"

namespace menting::simulation {

using namespace domain;

namespace {

constexpr std::int64_t idle_look_ms = 10 * 60'000;
constexpr std::int64_t quiet_look_ms = 3 * 60'000;  // without a press; really every five seconds
constexpr int verify_every = 700;
constexpr int look_every = 25;
constexpr std::size_t pressed_max = 1'000;
constexpr std::int64_t at_once_ms = 1'500;  ///< presses so near to each other may be taken together

}  // namespace

std::string replay_command(const Scenario& scenario) {
  return "build/dev/bin/simulate --seed " + std::to_string(scenario.seed) + " --days " + std::to_string(scenario.days);
}

World::World(const Scenario& scenario, Meddling meddling)
    : scenario_(scenario),
      meddling_(std::move(meddling)),
      clock_(scenario.zone, scenario.begins_at_ms),
      oracle_(scenario_.plan),
      chance_(scenario.seed) {
  log::set_level(log::Level::off);  // what fails here is meant to
  open_desk();
}

World::~World() {
  desk_.reset();
}

void World::join(std::unique_ptr<Participant> participant, std::int64_t in_ms) {
  due_.push({clock_.true_ms() + in_ms, participants_.size()});
  participants_.push_back(std::move(participant));
}

void World::leave_alone(const Participant& stays) {
  std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
  for (; !due_.empty(); due_.pop()) {
    if (participants_[due_.top().who].get() == &stays) due.push(due_.top());
  }
  due_ = std::move(due);
  tap_.arm(Mishap::none);
}

void World::note(const std::string& line) {
  if (!scenario_.checks) return;
  const Moment moment = clock_.now();
  std::string text = std::to_string(step_) + "  " + base::rfc3339(moment.at_ms) + "  " + line;
  if (scenario_.trace_all) std::printf("%s\n", text.c_str());
  trace_.note(std::move(text));
}

void World::run() {
  try {
    run_for(scenario_.days * day_ms);
    finish();
  } catch (const Broken& broken) {
    std::string story;
    for (const std::string& line : trace_.lines()) story += line + "\n";
    throw Broken(story + "step " + std::to_string(step_) + ": " + broken.what() +
                 "\nreplay: " + replay_command(scenario_));
  }
}

void World::run_for(std::int64_t ms) {
  for (const std::int64_t end_ms = clock_.true_ms() + ms; clock_.true_ms() < end_ms;) {
    act();
    if (!presses_.empty() || told_ || cut_in_ms_ >= 0 || clock_.true_ms() - looked_ms_ >= quiet_look_ms) settle();
  }
}

void World::act() {
  const std::int64_t now_ms = clock_.true_ms();
  std::int64_t next_ms = due_.empty() ? now_ms + idle_look_ms : due_.top().at_ms;
  // Nobody does anything for long: the desk looks by itself.
  if (next_ms > now_ms + idle_look_ms) return clock_.advance(idle_look_ms);
  do {
    clock_.advance(std::max<std::int64_t>(0, next_ms - clock_.true_ms()));
    const Due due = due_.top();
    due_.pop();
    const std::int64_t again_in_ms = participants_[due.who]->step(*this);
    due_.push({clock_.true_ms() + std::max<std::int64_t>(1, again_in_ms), due.who});
    next_ms = due_.top().at_ms;
  } while (next_ms <= now_ms + at_once_ms && cut_in_ms_ < 0 && presses_.size() < 20 && chance_.happens(0.6));
}

void World::settle() {
  ++step_;
  told_ = false;
  looked_ms_ = clock_.true_ms();
  const Moment moment = clock_.now();
  const std::vector<Press> presses = std::exchange(presses_, {});
  std::vector<std::unique_ptr<desk::Receipt>> answers(presses.size());
  for (std::size_t i = 0; i < presses.size(); ++i) {
    Command command = presses[i].command;
    if (meddling_.on_way) meddling_.on_way(command);
    desk_->post(desk::Request{
        std::move(command), presses[i].key, presses[i].fingerprint,
        [&answers, i](const desk::Receipt& receipt) { answers[i] = std::make_unique<desk::Receipt>(receipt); }});
    if (!presses[i].key.empty() && scenario_.troubles) pressed_.push_back(presses[i]);
    if (pressed_.size() > pressed_max) pressed_.pop_front();
  }
  std::string differs;
  if (scenario_.checks && step_ % look_every == 0) look_at_branch(differs);
  std::int64_t away_ms = std::exchange(cut_in_ms_, -1);
  try {
    desk_->run_once(std::chrono::milliseconds(0));
  } catch (const PowerCut&) {
    if (away_ms < 0) away_ms = chance_.between(2, 300) * std::int64_t{1000};
  }
  board_ = desk_->board();
  answered_ += static_cast<int>(presses.size());
  const bool durable = judge(presses, answers, moment);
  if (!tap_.take_rolled_back()) offset_seen_ms_ = clock_.offset_ms();
  if (away_ms >= 0) return reopen(away_ms);
  if (!scenario_.checks) return;
  oracle_.compare(*board_);
  oracle_.nobody_left_behind(moment);
  must(differs.empty() || !durable, "the Board is not the branch: ", differs);
  if (step_ % verify_every == 0) verify();
}

bool World::judge(const std::vector<Press>& presses, const std::vector<std::unique_ptr<desk::Receipt>>& answers,
                  const Moment& moment) {
  std::vector<std::vector<Written>> durable = tap_.take_durable();
  if (!scenario_.checks) return true;
  must(durable.size() <= 1, "the desk commits twice at once");
  std::vector<Written>* transaction = durable.empty() ? nullptr : &durable.front();
  if (transaction != nullptr) {
    must(transaction->size() == presses.size() + 1, "the desk did not take each request by itself");
    see_durable(moment, *transaction);
  }
  for (std::size_t i = 0; i < presses.size(); ++i) {
    note(describe(presses[i].command) + (presses[i].key.empty() ? "" : " key " + presses[i].key) + "  ->  " +
         describe(answers[i].get()) + (transaction == nullptr ? " (nothing durable)" : ""));
    const Written* written = transaction == nullptr ? nullptr : &(*transaction)[i + 1];
    if (written != nullptr) {
      for (const Event& event : written->events) note("    " + std::string(desk::event_kind(event.fact)));
    }
    oracle_.answered(presses[i], answers[i].get(), written, moment);
  }
  return transaction != nullptr;
}

void World::see_durable(const Moment& moment, std::vector<Written>& transaction) {
  for (const Event& event : transaction.front().events) {
    note("    of itself: " + std::string(desk::event_kind(event.fact)) + " " + desk::event_body(event));
  }
  const bool night = moment.day > day_ && clock_.offset_ms() == offset_seen_ms_;
  oracle_.day_turned(transaction.front(), moment, night);
  day_ = moment.day;
}

/// Is run after the Board is out. Where the transaction failed the branch is not yet loaded again.
void World::look_at_branch(std::string& differs) {
  desk_->post(desk::Look{[this, &differs](const Branch& branch) {
    const desk::BoardPtr board = desk_->board();
    for (const desk::TicketPtr& shown : board->tickets) {
      const Ticket* ticket = branch.ticket(shown->id);
      if (ticket == nullptr || !(*ticket == *shown)) differs = shown->id;
    }
    for (const Counter& shown : board->counters) {
      if (!(branch.counter(shown.number) == shown)) differs = "counter " + std::to_string(shown.number);
    }
    if (branch.sessions() != board->sessions) differs = "a session";
    if (branch.state().assistance.size() != board->assistance.size()) differs = "a call for help";
  }});
}

void World::verify() {
  const storage::Verified verified = storage::verify(folder_.file("branch"));
  if (!verified.sound()) throw Broken("verify: " + verified.differences.front());
  must(verified.events == oracle_.ledger().count(), "verify: another number of events than were durable");
}

void World::reopen(std::int64_t away_ms) {
  desk_.reset();
  journal_.reset();
  clock_.advance(away_ms);
  note("    the program starts again");
  open_desk();
  if (chance_.happens(0.1) && scenario_.checks) verify();
}

void World::open_desk() {
  ++starts_;
  while (!start_desk()) clock_.advance(10'000);  // the supervisor starts it again
  board_ = desk_->board();
  oracle_.reopened();
  std::vector<std::vector<Written>> durable = tap_.take_durable();
  if (!scenario_.checks) return;
  for (std::vector<Written>& transaction : durable) {
    must(transaction.size() == 1, "a start takes requests");
    see_durable(clock_.now(), transaction);
  }
  oracle_.compare(*board_);
}

/// False: something failed, or struck, while it started.
bool World::start_desk() {
  journal_.reset();
  journal_ = std::make_unique<storage::SqliteJournal>(folder_.file("branch"));
  tap_.lead_to(*journal_);
  const BranchState newest = journal_->load({99999999});
  clock_.restart(newest.steady_ms, newest.at_ms);
  if (newest.at_ms != 0) day_ = clock_.day_of(newest.at_ms);
  desk::Journal* journal = &tap_;
  if (meddling_.journal != nullptr) {
    meddling_.journal->lead_to(tap_);
    journal = meddling_.journal;
  }
  try {
    desk_ = std::make_unique<desk::Desk>(scenario_.plan, "simulated", "digest", *journal, clock_, health_);
    return true;
  } catch (const PowerCut&) {
    return false;
  } catch (const std::exception& failed) {
    note(std::string("    the start fails: ") + failed.what());
    return false;
  }
}

// Nobody is there any more: what is left has to end by itself.
void World::finish() {
  for (int look = 0; look < 60 * 6; ++look) {  // two midnights: one may pass for a jump of the clock
    clock_.advance(idle_look_ms);
    settle();
  }
  if (last_) last_();
  if (!scenario_.checks) return;
  for (const TicketId& id : oracle_.ledger().here()) must(false, "the days are over, and ", id, " is not");
  verify();
}

}  // namespace menting::simulation
