#include "server_sync/hq/branch_now.h"

namespace menting::hq {
namespace {

/// A clock that was so far ahead was wrong: what it dated does not keep out what comes later.
constexpr std::int64_t ahead_ms_max = 10LL * 60 * 1000;

bool is_older(const NowStamp& stamp, const NowStamp& there, std::int64_t now_ms) {
  if (stamp.journal != there.journal) return stamp.at_ms < there.at_ms && there.at_ms <= now_ms + ahead_ms_max;
  return stamp.board < there.board;
}

}  // namespace

void keep_branch_now(sql::Connection& sql, const std::string& branch, const NowStamp& stamp, const std::string& body,
                     std::int64_t now_ms) {
  auto& found = sql.statement("SELECT journal, board, at FROM branch_now WHERE branch = $1").bind(1, branch);
  const bool there = found.step();
  NowStamp before;
  if (there) before = {found.text(0), found.integer(1), found.integer(2)};
  found.reset();
  if (there && is_older(stamp, before, now_ms)) return;
  sql.statement(
         "INSERT INTO branch_now (branch, journal, board, at, received_at, body) VALUES ($1, $2, $3, $4, $5, $6) "
         "ON CONFLICT (branch) DO UPDATE SET journal = excluded.journal, board = excluded.board, at = excluded.at, "
         "received_at = excluded.received_at, body = excluded.body")
      .bind(1, branch)
      .bind(2, stamp.journal)
      .bind(3, stamp.board)
      .bind(4, stamp.at_ms)
      .bind(5, now_ms)
      .bind(6, body)
      .run();
}

std::optional<BranchNowRow> read_branch_now(sql::Connection& sql, const std::string& branch) {
  auto& found = sql.statement("SELECT body, at, received_at FROM branch_now WHERE branch = $1").bind(1, branch);
  std::optional<BranchNowRow> row;
  if (found.step()) row = {branch, found.text(0), found.integer(1), found.integer(2)};
  found.reset();
  return row;
}

void each_branch_now(sql::Connection& sql, const std::function<void(const BranchNowRow&)>& take) {
  auto& found = sql.statement("SELECT branch, body, at, received_at FROM branch_now ORDER BY branch");
  while (found.step()) take({found.text(0), found.text(1), found.integer(2), found.integer(3)});
}

}  // namespace menting::hq
