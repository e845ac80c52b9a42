#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace menting::sync {

/// Looks for the last event that a branch and headquarters have in common after headquarters said that it has another
/// history. Since each event is chained to those before, the histories are the same up to one event and differ from
/// there on; probes halve what is between. Nothing is believed that a probe did not show.
class ForkSearch {
 public:
  /// Headquarters refused something that ends with event `last`; the branch believes that `acked` is common.
  ForkSearch(std::string journal, std::int64_t acked, std::int64_t last)
      : journal_(std::move(journal)), high_(last), first_guess_(acked) {}

  const std::string& journal() const { return journal_; }
  /// Whether headquarters has this event as the branch has it is to be asked next; none: the search is over.
  std::optional<std::int64_t> probe() const;
  /// Headquarters has the event that probe() named.
  void same(std::int64_t seq);
  /// It has another one.
  void other(std::int64_t seq);
  /// It has the journal through `through` only, and that is before the event.
  void missing(std::int64_t through);

  /// The last common event, once the search is over; none: headquarters contradicts itself, and there is no fork.
  std::optional<std::int64_t> common() const;

 private:
  std::string journal_;
  std::int64_t low_ = 0;  ///< the same on both sides; the beginning is
  std::int64_t high_;     ///< said to differ
  std::int64_t first_guess_;
  bool high_seen_ = false;  ///< by a probe
  bool contradicted_ = false;
};

}  // namespace menting::sync
