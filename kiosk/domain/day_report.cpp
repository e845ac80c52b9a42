#include "kiosk/domain/day_report.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "kiosk/domain/alert.h"

namespace menting::domain {

DayReporter::DayReporter(const Plan& plan, std::function<int(std::int64_t)> hour_of)
    : plan_(plan), hour_of_(std::move(hour_of)) {
  for (const Service& service : plan.services) report_.services[service.letter];
  for (const CounterPlan& counter : plan.counters) report_.counters[counter.number];
}

void DayReporter::add(const Ticket& ticket) {
  add_visit(ticket, report_.totals);
  add_visit(ticket, report_.services[ticket.letter]);
  add_visit(ticket, report_.counters[ticket.first_counter]);
  add_visit(ticket, report_.clerks[ticket.first_staff]);
  add_visit(ticket, report_.hours[hour_of_(ticket.taken_at_ms)]);
  for (const Serving& serving : ticket.servings) {
    at_serving(serving, [&](ReportRow& row) {
      if (serving.outcome == "transferred") {
        ++row.passed_on;
      } else if (serving.outcome == "held") {
        ++row.held;
      } else {
        ++row.served;
        row.serves_ms.push_back(serving.served_ms);
      }
    });
  }
  if (ticket.score != 0 && !ticket.servings.empty()) {
    at_serving(ticket.servings.back(), [&](ReportRow& row) {
      ++row.ratings;
      row.score_sum += ticket.score;
      if (ticket.score <= low_score_max) ++row.low_ratings;
    });
  }
  report_.tally.add(ticket);
}

void DayReporter::add_visit(const Ticket& ticket, ReportRow& row) const {
  ++row.taken;
  switch (ticket.state) {
    case TicketState::finished:
      ++row.finished;
      break;
    case TicketState::no_show:
      ++row.no_shows;
      break;
    case TicketState::cancelled:
      ++row.cancelled;
      break;
    case TicketState::waiting:
      ++row.waiting;
      break;
    case TicketState::called:
    case TicketState::serving:
    case TicketState::held:
      ++row.unfinished;
      break;
  }
  if (ticket.first_counter == 0) return;
  ++row.called;
  row.waits_ms.push_back(ticket.first_wait_ms);
  const Service* service = plan_.service(ticket.letter);
  if (service != nullptr && ticket.first_wait_ms <= service->target_wait_minutes * std::int64_t{60'000}) {
    ++row.within_target;
  }
}

template <class Change>
void DayReporter::at_serving(const Serving& serving, const Change& change) {
  change(report_.totals);
  change(report_.services[serving.service]);
  change(report_.counters[serving.counter]);
  change(report_.clerks[serving.staff]);
  change(report_.hours[hour_of_(serving.started_at_ms)]);
}

std::int64_t mean_of(const std::vector<std::int64_t>& values) {
  if (values.empty()) return 0;
  return std::accumulate(values.begin(), values.end(), std::int64_t{0}) / static_cast<std::int64_t>(values.size());
}

std::int64_t p90_of(std::vector<std::int64_t> values) {
  if (values.empty()) return 0;
  const auto at = values.begin() + static_cast<std::ptrdiff_t>((values.size() * 9 + 9) / 10 - 1);
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

std::int64_t max_of(const std::vector<std::int64_t>& values) {
  return values.empty() ? 0 : *std::max_element(values.begin(), values.end());
}

}  // namespace menting::domain
