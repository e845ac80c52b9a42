#include "server_sync/client/fork_search.h"

namespace menting::sync {

std::optional<std::int64_t> ForkSearch::probe() const {
  if (contradicted_) return std::nullopt;
  if (high_ - low_ > 1) {
    if (first_guess_ > low_ && first_guess_ < high_) return first_guess_;
    return low_ + (high_ - low_) / 2;
  }
  if (!high_seen_) return high_;
  return std::nullopt;
}

void ForkSearch::same(std::int64_t seq) {
  first_guess_ = 0;
  if (seq >= high_) contradicted_ = true;
  if (seq > low_ && seq < high_) low_ = seq;
}

void ForkSearch::other(std::int64_t seq) {
  first_guess_ = 0;
  if (seq <= low_) contradicted_ = true;
  if (seq > low_ && seq <= high_) {
    high_ = seq;
    high_seen_ = true;
  }
}

void ForkSearch::missing(std::int64_t through) {
  first_guess_ = 0;
  // What differs is something that headquarters has.
  if (through <= low_) contradicted_ = true;
  if (through > low_ && through < high_) {
    high_ = through;
    high_seen_ = false;
  }
}

std::optional<std::int64_t> ForkSearch::common() const {
  if (contradicted_ || probe()) return std::nullopt;
  return low_;
}

}  // namespace menting::sync
