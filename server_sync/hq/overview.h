#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server_sync/hq/chain_picture.h"
#include "server_sync/hq/report_question.h"

namespace menting::hq {

enum class Level { good, warn, bad };

struct Reason {
  const char* code;
  Level level;
};

/// What is wrong at a branch, in the order in which it is looked at.
std::vector<Reason> troubles_of(const HallNow& hall, std::int64_t now_ms);

/// GET /api/v1/overview as JSON, of the branches that are meant; the fifty worst are named.
std::string overview_json(const ChainPicture& picture, const BranchChoice& choice);

}  // namespace menting::hq
