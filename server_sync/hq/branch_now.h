#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// How a branch was when it said so last: JSON with health, services, counters, configuration.
struct BranchNowRow {
  std::string branch;
  std::string body;
  std::int64_t at_ms = 0;           ///< by the branch's clock
  std::int64_t received_at_ms = 0;  ///< by headquarters'
};

/// What tells a newer one from an older one.
struct NowStamp {
  std::string journal;
  std::int64_t board = 0;  ///< version of the Board
  std::int64_t at_ms = 0;
};

/// Keeps it unless a newer one is there. All of these run in the caller's transaction.
void keep_branch_now(sql::Connection& sql, const std::string& branch, const NowStamp& stamp, const std::string& body,
                     std::int64_t now_ms);
std::optional<BranchNowRow> read_branch_now(sql::Connection& sql, const std::string& branch);
/// In the order of the branches' ids.
void each_branch_now(sql::Connection& sql, const std::function<void(const BranchNowRow&)>& take);

}  // namespace menting::hq
