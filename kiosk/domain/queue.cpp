#include "kiosk/domain/queue.h"

#include <algorithm>
#include <cstdint>

#include "kiosk/domain/dispatch.h"

namespace menting::domain {
namespace {

struct LineHead {
  const Ticket* ticket = nullptr;
  dispatch::Turn turn;
};

/// One service's waiting tickets, taken off one by one as the rule would call them. Nothing is copied: the branch keeps
/// them in order.
class Line {
 public:
  Line(const Branch& branch, const Service& service, const Moment& moment)
      : now_ms_(moment.steady_ms),
        rule_(dispatch::line_rule(branch.plan(), service)),
        run_(branch.priority_run(service.letter)),
        standard_(branch.index().waiting(service.letter).standard),
        priority_(branch.index().waiting(service.letter).priority) {
    for (const Ticket* ticket : branch.index().waiting(service.letter).appointments) {
      (has_priority(*ticket, now_ms_) ? priority_ : standard_).among.push_back(ticket);
    }
  }

  /// Behind everybody else of its lane.
  void add(const Ticket& newcomer) { (has_priority(newcomer, now_ms_) ? priority_ : standard_).last = &newcomer; }

  /// `run_over`: nobody of the priority lanes, unless they wait too long.
  LineHead head(bool run_over = false) const {
    const Ticket* standard = standard_.first();
    const Ticket* priority = priority_.first();
    dispatch::LineHeads heads;
    heads.run = run_;
    heads.standard = standard != nullptr;
    heads.priority = priority != nullptr;
    if (standard != nullptr) heads.standard_since_ms = standard->since_steady_ms;
    if (priority != nullptr) heads.priority_since_ms = priority->since_steady_ms;
    heads.priority_came_first = standard != nullptr && priority != nullptr && CameBefore{}(priority, standard);
    const dispatch::Turn turn = run_over ? dispatch::whose_turn_without_priority(heads, rule_, now_ms_)
                                         : dispatch::whose_turn(heads, rule_, now_ms_);
    return {turn.priority ? priority : standard, turn};
  }

  void take(const LineHead& head) {
    (head.turn.priority ? priority_ : standard_).take();
    run_ = dispatch::run_after(head.turn.priority, standard_.first() != nullptr, run_);
  }

 private:
  struct Walk {
    explicit Walk(const InOrder& tickets) : at(tickets.begin()), end(tickets.end()) {}
    const Ticket* first() const {
      if (takes_among()) return among[among_at];
      return at != end ? *at : last;
    }
    void take() {
      if (takes_among()) {
        ++among_at;
      } else if (at != end) {
        ++at;
      } else {
        last = nullptr;
      }
    }
    bool takes_among() const { return among_at < among.size() && (at == end || CameBefore{}(among[among_at], *at)); }

    InOrder::const_iterator at, end;
    std::vector<const Ticket*> among;  ///< appointments that stand in this line now, in order
    std::size_t among_at = 0;
    const Ticket* last = nullptr;  ///< one who is not among them yet
  };

  std::int64_t now_ms_;
  dispatch::LineRule rule_;
  int run_;
  Walk standard_, priority_;
};

/// Who was passed on to this counter: nobody else can call them.
LineHead sent_head(const Branch& branch, CounterNumber counter, const Moment& moment) {
  const InOrder& sent = branch.index().sent_to(counter);
  if (sent.empty()) return {};
  const Ticket* first = *sent.begin();
  return {first, dispatch::turn_of_sent(has_priority(*first, moment.steady_ms), first->since_steady_ms,
                                        dispatch::line_rule(branch.plan(), first->service), moment.steady_ms)};
}

}  // namespace

bool standard_waits(const Branch& branch, CounterNumber counter, const Moment& moment) {
  const auto services = branch.services_at(counter);
  return std::any_of(services.begin(), services.end(), [&](ServiceLetter letter) {
    return branch.index().waiting(letter).standard_waits(moment.steady_ms);
  });
}

std::optional<Choice> choose_next(const Branch& branch, CounterNumber counter, const Moment& moment) {
  if (branch.plan().counter(counter) == nullptr) return std::nullopt;
  LineHead best = sent_head(branch, counter, moment);
  // After enough priority calls in a row here it is a standard number's turn, of whatever service.
  const bool run_over =
      branch.counter(counter).priority_run >= branch.plan().priority_run_max && standard_waits(branch, counter, moment);
  for (const ServiceLetter letter : branch.services_at(counter)) {
    const Service* service = branch.plan().service(letter);
    if (service == nullptr) continue;
    const LineHead head = Line(branch, *service, moment).head(run_over);
    if (dispatch::is_better(head.turn, best.turn)) best = head;
  }
  if (best.ticket == nullptr) return std::nullopt;
  return Choice{best.ticket->id, dispatch::why_of(*best.ticket, best.turn.why)};
}

std::vector<const Ticket*> waiting_in_order(const Branch& branch, ServiceLetter service, const Moment& moment) {
  std::vector<const Ticket*> order;
  const Service* plan = branch.plan().service(service);
  if (plan == nullptr) return order;
  Line line(branch, *plan, moment);
  for (LineHead head = line.head(); head.ticket != nullptr; head = line.head()) {
    order.push_back(head.ticket);
    line.take(head);
  }
  return order;
}

int count_ahead(const Branch& branch, ServiceLetter service, Lane lane, const Moment& moment,
                std::int64_t due_steady_ms) {
  const Service* plan = branch.plan().service(service);
  if (plan == nullptr) return 0;
  Ticket newcomer;
  newcomer.lane = lane;
  newcomer.service = service;
  newcomer.due_steady_ms = due_steady_ms;
  newcomer.since_steady_ms = moment.steady_ms;
  Line line(branch, *plan, moment);
  line.add(newcomer);
  int ahead = 0;
  for (LineHead head = line.head(); head.ticket != &newcomer; head = line.head()) {
    ++ahead;
    line.take(head);
  }
  return ahead;
}

}  // namespace menting::domain
