#pragma once

#include <cstdint>
#include <vector>

#include "kiosk/domain/branch.h"
#include "kiosk/domain/forecast.h"

namespace menting::domain {

/// How sure a range is: four of five waits end inside it.
constexpr double estimate_share = 0.8;
/// No range begins later than this; one that begins here means "more than".
constexpr int estimate_low_max = 120;
/// A range that ends here has no end: nobody knows what is in three hours.
constexpr int estimate_high_max = 180;

enum class Verdict { within, sooner, later };

/// How a wait went that this range was told for: by whole minutes as they were shown, both ends included.
Verdict judge(const Estimate& told, std::int64_t waited_ms);

/// "Within a minute": somebody is free.
bool is_at_once(const Estimate& told);
/// No more is known than that it takes longer than its beginning.
bool is_open_ended(const Estimate& told);

/// The range of whole minutes, at least one wide, that holds as nearly as it can this share of these waits.
Estimate range_of(std::vector<std::int64_t> waits, double share = estimate_share);

/// What share of its futures a range must hold so that four of five waits end inside: more than that in a hall that
/// does things no forecast knows (long breaks, slow presses), as `told` shows.
double share_to_hold(const Told& today, const Told& past);

/// Minutes until the call for one who takes a number of this lane now.
Estimate estimate_wait(const Branch& branch, ServiceLetter service, Lane lane, const Moment& moment,
                       std::int64_t due_steady_ms = 0);

/// The same for the standard lane of every service of the plan, in its order, at less than the cost of one by one.
std::vector<Estimate> estimate_waits(const Branch& branch, const Moment& moment);

/// The branch as a forecast sees it; lines in the order of the plan's services. With what is believed of each service.
forecast::Hall hall_now(const Branch& branch, const Moment& moment);

}  // namespace menting::domain
