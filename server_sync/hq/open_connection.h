#pragma once

#include <memory>

#include "server_sync/hq/sql.h"

namespace menting::hq {

struct Place;

/// A connection to the database, which is made when it is missing and has the newest schema. Throws std::runtime_error
/// with a message for people.
std::unique_ptr<sql::Connection> open_connection(const Place& place);

}  // namespace menting::hq
