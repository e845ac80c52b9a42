#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server_sync/wire/envelope.h"
#include "server_sync/wire/given_number.h"

namespace menting::sync {

/// Port: the branch's journal, seen from the wire. Called from the sync thread only.
class Outbox {
 public:
  virtual ~Outbox() = default;
  /// The oldest events that headquarters has not acked: of one journal, contiguous, at most `events_max` of them and
  /// about `bytes_max` of bodies. None when all is acked. `branch` is left empty: the credential knows it.
  virtual std::optional<wire::Batch> next(std::size_t events_max, std::size_t bytes_max) = 0;
  /// Where each journal's acks end, the oldest journal first: an empty batch each, whose first_seq and prev_hash are
  /// what would come next. Cheap.
  virtual std::vector<wire::Batch> acked_ends() = 0;
  /// The empty batch behind event `seq` of a journal; none when that event is not there.
  virtual std::optional<wire::Batch> end_at(const std::string& journal, std::int64_t seq) = 0;
  /// Headquarters has `journal` through `seq` (it may go back, when headquarters was restored).
  virtual void acked(const std::string& journal, std::int64_t seq) = 0;
  /// Headquarters has another history behind event `common_seq` of `journal`: what this branch has there has to go on
  /// in a new journal, and `numbers` are given() with it, both or nothing. It may take a while; asked for again it
  /// happens once.
  virtual void fork(const std::string& journal, std::int64_t common_seq,
                    const std::vector<wire::GivenNumber>& numbers) = 0;
  /// Headquarters has seen this branch give out these numbers: none of them is given a second time, also where the
  /// branch does not remember them. Said again it changes nothing.
  virtual void given(const std::vector<wire::GivenNumber>& /*numbers*/) {}
};

}  // namespace menting::sync
