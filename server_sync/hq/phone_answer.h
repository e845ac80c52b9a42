#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server_sync/hq/phone_request.h"
#include "server_sync/hq/sql.h"

namespace menting::hq {

/// How a slip stands, as a phone is told.
struct PhoneAnswer {
  std::string json;
  std::string tag;   ///< the same while there is nothing new to say
  std::string kind;  ///< ticket, repair; unknown; pending: the branch has been asked
};

/// In the caller's transaction.
PhoneAnswer phone_answer(sql::Connection& sql, const SlipClaim& claim, std::int64_t now_ms);

/// How long a branch has said nothing: a short silence is one only while somebody looks at a ticket.
enum class Silence { none, short_one, long_one };
Silence silence_of(std::int64_t heard_of_ms, std::int64_t now_ms);

/// When a branch was heard of last; none: there is no such branch.
std::optional<std::int64_t> heard_of_at_ms(sql::Connection& sql, const std::string& branch);

}  // namespace menting::hq
