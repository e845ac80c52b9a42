#pragma once

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "server_sync/hq/sql.h"
#include "server_sync/wire/envelope.h"

namespace menting::hq {

/// A row of events is not what it was written as.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The stored events of a journal from `from_seq` on, in order, as long as `goes_on` says so; it may ask the database
/// for other things. Throws Unreadable: which events.
void each_stored(sql::Connection& connection, const std::string& branch, const std::string& journal,
                 std::int64_t from_seq, const std::function<bool(wire::Event&)>& goes_on);

/// The events that stand together in a row that begins with `first_seq`; a damaged one is without its bytes. Throws
/// Unreadable.
std::vector<wire::Event> events_in_row(std::int64_t first_seq, const std::string& events);

}  // namespace menting::hq
