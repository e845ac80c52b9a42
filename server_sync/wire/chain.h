#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace menting::wire {

/// What the first event of a journal is chained to: BLAKE2b-256 (hex) of the journal's id.
std::string genesis_hash(std::string_view journal_id);

/// The hash of an event: BLAKE2b-256 (hex) over the one before, seq, kind, version, at and the body's exact bytes,
/// each with its length before it.
std::string chain_hash(std::string_view prev_hash, std::int64_t seq, std::string_view kind, int version,
                       std::string_view at, std::string_view body);

}  // namespace menting::wire
