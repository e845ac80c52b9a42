#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "server_sync/hq/sql.h"
#include "server_sync/wire/envelope.h"

namespace menting::hq {

/// The stored events of a journal from `from_seq` on, in order, each once, as long as `goes_on` says so; it may ask the
/// database for other things. A row that cannot be read, or has what another one has, too, is left out and `told`.
void each_stored(sql::Connection& connection, const std::string& branch, const std::string& journal,
                 std::int64_t from_seq, const std::function<bool(wire::Event&)>& goes_on,
                 const std::function<void(const std::string& fault)>& told);

/// Says it in the log, for who has nobody to tell.
std::function<void(const std::string& fault)> logged(const std::string& branch, const std::string& journal);

/// The events that stand together in a row that begins with `first_seq`; a damaged one is without its bytes. None, and
/// `told`, where they cannot be read.
std::vector<wire::Event> events_in_row(std::int64_t first_seq, const std::string& events,
                                       const std::function<void(const std::string& fault)>& told);

}  // namespace menting::hq
