#include "server_sync/client/backoff.h"

#include <algorithm>

namespace menting::sync {
namespace {

constexpr Backoff::Wait first_bound{500};
constexpr std::int64_t shortest_ms = 50;  ///< never a busy loop
constexpr std::chrono::minutes at_first{10};

}  // namespace

Backoff::Wait Backoff::failed(Time now) {
  if (!failing_since_) failing_since_ = now;
  const Wait cap = now - *failing_since_ < at_first ? longest_at_first : longest;
  const Wait bound = std::min(bound_, cap);
  bound_ = std::min(bound_ * 2, longest);
  return Wait(std::uniform_int_distribution<std::int64_t>(shortest_ms, bound.count())(random_));
}

Backoff::Wait Backoff::refused() {
  return Wait(std::uniform_int_distribution<std::int64_t>(longest.count() / 2, longest.count())(random_));
}

void Backoff::succeeded() {
  bound_ = first_bound;
  failing_since_.reset();
}

}  // namespace menting::sync
