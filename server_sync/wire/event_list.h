#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "server_sync/wire/envelope.h"

namespace menting::wire {

/// Events that follow each other, as headquarters stores them: [[kind, version, at, hash, body], …], JSON. Bodies stand
/// there byte for byte; a damaged one, whose bytes text cannot hold, is left out. Kinds, times and hashes as
/// read_batch() lets them in.
std::string event_list(std::span<const Event> events);

/// Reads what event_list() wrote, of events from `first_seq` on; `damaged` where there is no body. Throws
/// std::runtime_error: what is wrong, where.
std::vector<Event> read_event_list(std::int64_t first_seq, const std::string& text);

}  // namespace menting::wire
