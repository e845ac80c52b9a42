#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "kiosk/domain/ids.h"
#include "kiosk/domain/plan.h"
#include "kiosk/domain/tally.h"
#include "kiosk/domain/ticket.h"

namespace menting::domain {

/// One row of a day's report: of the whole hall, a service, a counter, a clerk or an hour. The report of a day is about
/// the numbers that were taken on it.
///
/// A visit counts once in each table, where it began: under its number's letter, under the counter and the clerk who
/// called it first (0 and empty: nobody has), in the hour in which it was taken. So in every row and in every table
/// taken = finished + no_shows + cancelled + waiting + unfinished, and the tables add up to the totals.
///
/// A serving (one stay at a counter that is over) counts where it was: under its own service, counter and clerk, in the
/// hour in which it began. A visit of two services is one taken and two served. A rating belongs to the last serving.
struct ReportRow {
  // Visits.
  int taken = 0;
  int called = 0;  ///< at least once
  int finished = 0;
  int no_shows = 0;  ///< who came back is none any more
  int cancelled = 0;
  int waiting = 0;
  int unfinished = 0;                  ///< called, being served or on hold
  int within_target = 0;               ///< of those called: their first call came within the target of their letter
  std::vector<std::int64_t> waits_ms;  ///< of those called: until their first call
  // Servings.
  int served = 0;                       ///< to an outcome
  int passed_on = 0;                    ///< ended by a transfer
  int held = 0;                         ///< ended by a hold
  std::vector<std::int64_t> serves_ms;  ///< of those served
  int ratings = 0;
  int score_sum = 0;
  int low_ratings = 0;
};

struct DayReport {
  ReportRow totals;
  std::map<ServiceLetter, ReportRow> services;  ///< those of the plan too
  std::map<CounterNumber, ReportRow> counters;  ///< those of the plan too; 0: never called
  std::map<StaffId, ReportRow> clerks;          ///< empty: never called
  std::map<int, ReportRow> hours;               ///< of the day in the branch's time zone
  Tally tally;                                  ///< how the waits went that customers were told
};

/// Makes the report of one day's tickets, added in any order.
class DayReporter {
 public:
  /// `hour_of`: the hour of the day of a wall clock time, in the branch's time zone.
  DayReporter(const Plan& plan, std::function<int(std::int64_t at_ms)> hour_of);
  void add(const Ticket& ticket);
  const DayReport& report() const { return report_; }

 private:
  void add_visit(const Ticket& ticket, ReportRow& row) const;
  template <class Change>
  void at_serving(const Serving& serving, const Change& change);

  const Plan& plan_;
  std::function<int(std::int64_t)> hour_of_;
  DayReport report_;
};

/// The mean; 0 of nothing.
std::int64_t mean_of(const std::vector<std::int64_t>& values);
/// The smallest value that nine of ten do not exceed; 0 of nothing.
std::int64_t p90_of(std::vector<std::int64_t> values);
/// The greatest; 0 of nothing.
std::int64_t max_of(const std::vector<std::int64_t>& values);

}  // namespace menting::domain
