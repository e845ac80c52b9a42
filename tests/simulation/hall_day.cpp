#include "tests/simulation/hall_day.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stdexcept>

#include "kiosk/domain/queue.h"

namespace menting::simulation {

using namespace domain;

namespace {

constexpr std::int64_t minute_ms = 60'000;
constexpr std::int64_t day_ms = 24 * 60 * minute_ms;
constexpr std::int64_t first_day_at_ms = 1'795'363'200'000;  // local midnight, 2026-11-23 in UTC+8
constexpr int oracle_rounds = 3;

StaffId clerk_of(CounterNumber counter) {
  return "c" + std::to_string(counter);
}

double median(std::vector<std::int64_t> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return static_cast<double>(*middle);
}

}  // namespace

HallDays::HallDays(HallSettings settings, std::uint64_t seed) : settings_(std::move(settings)), chance_(seed) {
  for (const CounterPlan& counter : settings_.plan.counters) {
    settings_.plan.staff.push_back({clerk_of(counter.number), "", {Role::clerk}});
  }
  settings_.plan.recall_gap_s = 0;
  settings_.plan.no_show_after_calls = 1;
}

std::vector<Story> HallDays::next_day() {
  day_start_ms_ = day_++ * day_ms;
  now_ms_ = day_start_ms_ + settings_.plan.opens_minute * minute_ms;
  level_ = settings_.day_to_day * chance_.normal();
  branch_ = std::make_unique<Branch>(settings_.plan);
  branch_->remember(history_);
  stories_.clear();
  for (const CounterPlan& counter : settings_.plan.counters) run(OpenCounter{counter.number, clerk_of(counter.number)});
  for (const Nature& nature : settings_.natures) plan_arrivals(nature);
  plan_breaks();
  while (!ahead_.empty()) {
    const Happening next = ahead_.top();
    ahead_.pop();
    now_ms_ = next.at_ms;
    next.what();
  }
  std::vector<Story> told;
  for (const auto& [id, ticket] : branch_->state().tickets) {
    Story& story = stories_[id];
    story.service = ticket.service;
    story.lane = ticket.lane;
    story.told = ticket.estimate_when_taken;
    story.taken_minute = static_cast<int>((ticket.taken_steady_ms - day_start_ms_) / minute_ms);
    story.waited_ms = ticket.waited_ms;
    story.called = ticket.calls > 0;
    told.push_back(story);
    history_.tally.add(ticket);
  }
  ++history_.days;
  return told;
}

void HallDays::at(std::int64_t at_ms, std::function<void()> what) {
  ahead_.push({at_ms, ++happenings_, std::move(what)});
}

// Thinning: as many as the busiest hour would have, of which the others keep their share.
void HallDays::plan_arrivals(const Nature& nature) {
  const double most = *std::max_element(nature.per_hour.begin(), nature.per_hour.end());
  if (most <= 0) return;
  double minute = settings_.plan.opens_minute;
  while (true) {
    minute += chance_.exponential(60 / most);
    if (minute >= settings_.plan.closes_minute) return;
    const auto hour = static_cast<std::size_t>(minute / 60);
    if (!chance_.happens(nature.per_hour[hour] / most)) continue;
    at(day_start_ms_ + static_cast<std::int64_t>(minute * static_cast<double>(minute_ms)),
       [this, &nature] { arrive(nature); });
  }
}

void HallDays::plan_breaks() {
  for (const Break& pause : settings_.breaks) {
    at(day_start_ms_ + pause.from_minute * minute_ms, [this, pause] {
      leaving_[pause.counter] = day_start_ms_ + pause.to_minute * minute_ms;
      if (branch_->counter(pause.counter).ticket.empty()) leave(pause.counter);
    });
  }
}

void HallDays::leave(CounterNumber counter) {
  const std::int64_t back_ms = std::max(now_ms_, leaving_.at(counter));
  leaving_.erase(counter);
  run(PauseCounter{counter, clerk_of(counter), "break"});
  at(back_ms, [this, counter] {
    run(OpenCounter{counter, clerk_of(counter)});
    call(counter);
  });
}

void HallDays::arrive(const Nature& nature) {
  const Lane lane = chance_.happens(nature.priority_share) ? Lane::care : Lane::standard;
  const std::string code = std::to_string(++codes_);
  if (!tells_) {
    TicketTaken taken;
    taken.day = moment().day;
    taken.service = nature.letter;
    taken.number = branch_->last_number(taken.day, nature.letter) + 1;
    taken.ticket_id = ticket_id(taken.day, taken.service, taken.number);
    taken.lane = lane;
    taken.code = code;
    branch_->apply({taken, moment().at_ms, moment().steady_ms});
    return wake_counters(nature.letter);
  }
  Story story;
  story.lane = lane;
  tell_truth(nature, story);
  tell_simply(nature, story);
  const auto decision = decide(*branch_, TakeTicket{nature.letter, lane, code, ""}, moment());
  if (!decision) return;  // the day's numbers are used up
  for (const Fact& fact : decision.value().facts) branch_->apply({fact, moment().at_ms, moment().steady_ms});
  stories_[decision.value().ticket] = story;
  wake_counters(nature.letter);
}

void HallDays::wake_counters(ServiceLetter service) {
  for (const CounterPlan& plan : branch_->plan().counters) {
    if (std::find(plan.services.begin(), plan.services.end(), service) != plan.services.end()) call(plan.number);
  }
}

void HallDays::call(CounterNumber counter) {
  const Counter now = branch_->counter(counter);
  if (now.state != CounterState::open || !now.ticket.empty()) return;
  if (const auto leaving = leaving_.find(counter); leaving != leaving_.end()) return leave(counter);
  const auto next = choose_next(*branch_, counter, moment());
  if (!next) return;
  run(CallNext{counter, clerk_of(counter)});
  serve(counter, next->ticket);
}

void HallDays::serve(CounterNumber counter, const TicketId& id) {
  const Nature& nature = nature_of(branch_->ticket(id)->service);
  const auto walk_ms = static_cast<std::int64_t>(settings_.walk_s * 1000);
  if (chance_.happens(nature.no_show_share)) {
    return at(now_ms_ + walk_ms * 3, [this, counter] {
      run(MarkNoShow{counter, clerk_of(counter)});
      call(counter);
    });
  }
  const auto whole_ms = static_cast<std::int64_t>(counter_ms(nature));
  at(now_ms_ + std::min(walk_ms, whole_ms / 2), [this, counter] { run(StartServing{counter, clerk_of(counter)}); });
  at(now_ms_ + whole_ms, [this, counter] {
    run(FinishServing{counter, clerk_of(counter), ""});
    call(counter);
  });
}

void HallDays::run(Command command) {
  const Moment now = moment();
  const auto decision = decide(*branch_, std::move(command), now);
  if (!decision)
    throw std::logic_error("the simulated clerk was refused: " + std::string(to_string(decision.refusal().code)));
  for (const Fact& fact : decision.value().facts) branch_->apply({fact, now.at_ms, now.steady_ms});
}

void HallDays::tell_truth(const Nature& nature, Story& story) const {
  const Moment now = moment();
  forecast::Hall hall = hall_now(*branch_, now);
  const auto& services = branch_->plan().services;
  for (std::size_t i = 0; i < services.size(); ++i) {
    const Nature& real = nature_of(services[i].letter);
    const int hour = now.minute_of_day / 60;
    const auto by_hour = [&](const std::array<double, 24>& values, std::size_t ahead) {
      return values[(static_cast<std::size_t>(hour) + ahead) % 24];
    };
    Law& law = hall.lines[i].law;
    for (std::size_t ahead = 0; ahead < Law::hours_ahead; ++ahead) {
      law.log_ms[ahead] =
          std::log(real.minutes * static_cast<double>(minute_ms)) + by_hour(real.slower, ahead) + level_;
    }
    law.spread = real.spread;
    law.doubt = 0;
    law.no_show_share = real.no_show_share;
    law.no_show_ms = settings_.walk_s * 3000;
    const double into_hour = now.minute_of_day % 60 / 60.0;
    const double arrivals = by_hour(real.per_hour, 0) * (1 - into_hour) + by_hour(real.per_hour, 1) * into_hour;
    law.standard_per_hour = arrivals * (1 - real.priority_share);
    law.priority_per_hour = arrivals * real.priority_share;
    if (real.letter == nature.letter) {
      const forecast::Newcomer newcomer{static_cast<int>(i), story.lane != Lane::standard};
      story.oracle_ms = median(std::move(forecast::waits(hall, {&newcomer, 1}, oracle_rounds).front()));
    }
  }
}

void HallDays::tell_simply(const Nature& nature, Story& story) const {
  const Moment now = moment();
  int open = 0;
  bool free = false;
  for (const CounterPlan& plan : branch_->plan().counters) {
    if (std::find(plan.services.begin(), plan.services.end(), nature.letter) == plan.services.end()) continue;
    const Counter counter = branch_->counter(plan.number);
    if (counter.state != CounterState::open) continue;
    ++open;
    free = free || counter.ticket.empty();
  }
  const ServedTotal served = branch_->index().served(now.day, nature.letter);
  const double mean_ms =
      served.count == 0 ? 6.0 * minute_ms : static_cast<double>(served.served_ms) / static_cast<double>(served.count);
  const int ahead = count_ahead(*branch_, nature.letter, story.lane, now);
  story.naive_ms = free ? 0 : ahead * mean_ms / std::max(1, open);
}

double HallDays::counter_ms(const Nature& nature) {
  const double median_ms = nature.minutes * static_cast<double>(minute_ms);
  if (nature.exponential) return chance_.exponential(median_ms);
  const auto hour = static_cast<std::size_t>(moment().minute_of_day / 60);
  return median_ms * std::exp(nature.slower[hour] + level_ + nature.spread * chance_.normal());
}

Moment HallDays::moment() const {
  Moment moment;
  moment.steady_ms = now_ms_;
  moment.at_ms = first_day_at_ms + now_ms_;
  // Who is served after midnight still belongs to the day.
  moment.day = {20261101 + day_};
  moment.minute_of_day = static_cast<int>(std::min<std::int64_t>((now_ms_ - day_start_ms_) / minute_ms, 24 * 60 - 1));
  return moment;
}

const Nature& HallDays::nature_of(ServiceLetter letter) const {
  return *std::find_if(settings_.natures.begin(), settings_.natures.end(),
                       [&](const Nature& nature) { return nature.letter == letter; });
}

}  // namespace menting::simulation
