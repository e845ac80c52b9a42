#include "kiosk/domain/calling_order.h"

#include <algorithm>

#include "kiosk/domain/dispatch.h"
#include "kiosk/domain/index.h"

namespace menting::domain {
namespace {

/// One line of waiting tickets, oldest first, taken off one by one.
class Row {
 public:
  void add(const Ticket* ticket) { tickets_.push_back(ticket); }
  void sort() { std::sort(tickets_.begin(), tickets_.end(), CameBefore{}); }
  const Ticket* first() const { return next_ < tickets_.size() ? tickets_[next_] : nullptr; }
  void take() { ++next_; }

 private:
  std::vector<const Ticket*> tickets_;
  std::size_t next_ = 0;
};

struct Lines {
  Row standard, priority;
  dispatch::LineRule rule;
  int run = 0;
};

struct Head {
  Row* row = nullptr;
  dispatch::Turn turn;
};

class Counting {
 public:
  Counting(const Plan& plan, const Pool& pool, std::int64_t now_ms) : plan_(plan), pool_(pool), now_ms_(now_ms) {
    for (const ServiceLetter letter : pool.services) {
      if (plan.service(letter) == nullptr) continue;
      Lines& lines = lines_[letter];
      lines.rule = dispatch::line_rule(plan, letter);
      const auto run = pool.service_runs.find(letter);
      if (run != pool.service_runs.end()) lines.run = run->second;
    }
    for (const Ticket* ticket : pool.waiting) {
      const auto lines = lines_.find(ticket->service);
      if (ticket->for_counter == pool.counter) {
        sent_.add(ticket);
      } else if (ticket->for_counter == 0 && lines != lines_.end()) {
        (has_priority(*ticket, now_ms) ? lines->second.priority : lines->second.standard).add(ticket);
      }
    }
    sent_.sort();
    for (auto& [letter, lines] : lines_) {
      lines.standard.sort();
      lines.priority.sort();
    }
    counter_run_ = pool.counter_run;
  }

  InTurn next() {
    Head best = sent_head();
    const bool run_over = counter_run_ >= plan_.priority_run_max && standard_waits();
    for (const ServiceLetter letter : pool_.services) {
      const auto lines = lines_.find(letter);
      if (lines == lines_.end()) continue;
      const Head head = head_of(lines->second, run_over);
      if (dispatch::is_better(head.turn, best.turn)) best = head;
    }
    if (best.row == nullptr) return {};
    const InTurn called{best.row->first(), dispatch::why_of(*best.row->first(), best.turn.why)};
    best.row->take();
    count(*called.ticket);
    return called;
  }

 private:
  Head sent_head() {
    const Ticket* first = sent_.first();
    if (first == nullptr) return {};
    return {&sent_, dispatch::turn_of_sent(has_priority(*first, now_ms_), first->since_steady_ms,
                                           dispatch::line_rule(plan_, first->service), now_ms_)};
  }

  Head head_of(Lines& lines, bool run_over) const {
    const Ticket* standard = lines.standard.first();
    const Ticket* priority = lines.priority.first();
    dispatch::LineHeads heads;
    heads.run = lines.run;
    heads.standard = standard != nullptr;
    heads.priority = priority != nullptr;
    if (standard != nullptr) heads.standard_since_ms = standard->since_steady_ms;
    if (priority != nullptr) heads.priority_since_ms = priority->since_steady_ms;
    heads.priority_came_first = standard != nullptr && priority != nullptr && CameBefore{}(priority, standard);
    const dispatch::Turn turn = run_over ? dispatch::whose_turn_without_priority(heads, lines.rule, now_ms_)
                                         : dispatch::whose_turn(heads, lines.rule, now_ms_);
    if (turn.why == Why::none) return {};
    return {turn.priority ? &lines.priority : &lines.standard, turn};
  }

  bool standard_waits() const {
    return std::any_of(lines_.begin(), lines_.end(),
                       [](const auto& entry) { return entry.second.standard.first() != nullptr; });
  }

  /// As a call's event does it.
  void count(const Ticket& called) {
    const bool priority = has_priority(called, now_ms_);
    counter_run_ = dispatch::run_after(priority, standard_waits(), counter_run_);
    const auto lines = lines_.find(called.service);
    if (lines == lines_.end()) return;
    lines->second.run = dispatch::run_after(priority, lines->second.standard.first() != nullptr, lines->second.run);
  }

  const Plan& plan_;
  const Pool& pool_;
  std::int64_t now_ms_;
  std::map<ServiceLetter, Lines> lines_;
  Row sent_;
  int counter_run_ = 0;
};

}  // namespace

std::vector<InTurn> calling_order(const Plan& plan, const Pool& pool, std::int64_t now_ms) {
  std::vector<InTurn> order;
  Counting counting(plan, pool, now_ms);
  for (InTurn next = counting.next(); next.ticket != nullptr; next = counting.next()) order.push_back(next);
  return order;
}

}  // namespace menting::domain
