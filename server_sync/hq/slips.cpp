#include "server_sync/hq/slips.h"

#include <set>

namespace menting::hq {
namespace {

constexpr std::int64_t hour_ms = 3'600'000;
constexpr std::int64_t unknown_ms = hour_ms;            ///< a code that no slip has is remembered so long
constexpr std::int64_t answered_ms = 7 * 24 * hour_ms;  ///< an answered ask is shown so long

AskRow read_ask(const sql::Statement& row) {
  AskRow ask;
  ask.id = row.text(0);
  ask.slip = row.text(1);
  ask.kind = row.text(2);
  ask.made_at_ms = row.integer(3);
  ask.until_ms = row.integer(4);
  ask.state = row.text(5);
  ask.sealed = row.text(6);
  ask.refusal = row.text(7);
  ask.detail = row.text(8);
  return ask;
}

std::int64_t count_of(sql::Statement& counting) {
  const std::int64_t count = counting.step() ? counting.integer(0) : 0;
  counting.reset();
  return count;
}

}  // namespace

std::optional<SlipRow> find_slip(sql::Connection& sql, const std::string& branch, const std::string& slip) {
  auto& found = sql.statement("SELECT kind, at, until, sealed FROM slip WHERE branch = $1 AND slip = $2")
                    .bind(1, branch)
                    .bind(2, slip);
  std::optional<SlipRow> row;
  if (found.step()) row = {slip, found.text(0), found.integer(1), found.integer(2), found.text(3)};
  found.reset();
  return row;
}

void keep_slip(sql::Connection& sql, const std::string& branch, const SlipRow& row) {
  sql.statement(
         "INSERT INTO slip (branch, slip, kind, at, until, sealed) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT "
         "(branch, slip) DO UPDATE SET kind = excluded.kind, at = excluded.at, until = excluded.until, sealed = "
         "excluded.sealed")
      .bind(1, branch)
      .bind(2, row.slip)
      .bind(3, row.kind)
      .bind(4, row.at_ms)
      .bind(5, row.until_ms)
      .bind(6, row.sealed)
      .run();
}

void keep_unknown(sql::Connection& sql, const std::string& branch, const std::string& slip, std::int64_t now_ms) {
  sql.statement(
         "INSERT INTO slip (branch, slip, kind, at, until, sealed) VALUES ($1, $2, 'unknown', $3, $4, '') ON CONFLICT "
         "(branch, slip) DO NOTHING")
      .bind(1, branch)
      .bind(2, slip)
      .bind(3, now_ms)
      .bind(4, now_ms + unknown_ms)
      .run();
}

void erase_slip(sql::Connection& sql, const std::string& branch, const std::string& slip) {
  sql.statement("DELETE FROM slip WHERE branch = $1 AND slip = $2").bind(1, branch).bind(2, slip).run();
  sql.statement("DELETE FROM ask WHERE branch = $1 AND slip = $2").bind(1, branch).bind(2, slip).run();
}

std::size_t keep_repairs_only(sql::Connection& sql, const std::string& branch, const std::vector<std::string>& slips) {
  std::set<std::string> gone;
  auto& there = sql.statement("SELECT slip FROM slip WHERE branch = $1 AND kind = 'repair'").bind(1, branch);
  while (there.step()) gone.insert(there.text(0));
  const std::size_t before = gone.size();
  for (const std::string& slip : slips) gone.erase(slip);
  for (const std::string& slip : gone) erase_slip(sql, branch, slip);
  return before - gone.size();
}

bool sweep_slips(sql::Connection& sql, const std::string& branch, std::int64_t now_ms) {
  const std::int64_t late =
      count_of(sql.statement("SELECT count(*) FROM ask WHERE branch = $1 AND state = 'sent' AND until < $2")
                   .bind(1, branch)
                   .bind(2, now_ms));
  if (late > 0) {
    sql.statement("UPDATE ask SET state = 'expired', sealed = '' WHERE branch = $1 AND state = 'sent' AND until < $2")
        .bind(1, branch)
        .bind(2, now_ms)
        .run();
  }
  sql.statement("DELETE FROM ask WHERE branch = $1 AND state <> 'sent' AND until < $2")
      .bind(1, branch)
      .bind(2, now_ms - answered_ms)
      .run();
  sql.statement("DELETE FROM slip WHERE branch = $1 AND until < $2").bind(1, branch).bind(2, now_ms).run();
  sql.statement("DELETE FROM slip_watch WHERE branch = $1 AND until < $2").bind(1, branch).bind(2, now_ms).run();
  return late > 0;
}

std::int64_t watched_until_ms(sql::Connection& sql, const std::string& branch, const std::string& slip) {
  auto& found =
      sql.statement("SELECT until FROM slip_watch WHERE branch = $1 AND slip = $2").bind(1, branch).bind(2, slip);
  const std::int64_t until_ms = found.step() ? found.integer(0) : 0;
  found.reset();
  return until_ms;
}

void watch_slip(sql::Connection& sql, const std::string& branch, const std::string& slip, std::int64_t until_ms) {
  sql.statement(
         "INSERT INTO slip_watch (branch, slip, until) VALUES ($1, $2, $3) ON CONFLICT (branch, slip) DO UPDATE SET "
         "until = excluded.until")
      .bind(1, branch)
      .bind(2, slip)
      .bind(3, until_ms)
      .run();
}

std::vector<std::string> watched_slips(sql::Connection& sql, const std::string& branch, std::int64_t now_ms) {
  auto& found = sql.statement("SELECT slip FROM slip_watch WHERE branch = $1 AND until >= $2 ORDER BY slip")
                    .bind(1, branch)
                    .bind(2, now_ms);
  std::vector<std::string> slips;
  while (found.step()) slips.push_back(found.text(0));
  return slips;
}

void count_slip_change(sql::Connection& sql, const std::string& branch) {
  sql.statement(
         "INSERT INTO slip_change (branch, number) VALUES ($1, 1) ON CONFLICT (branch) DO UPDATE SET number = "
         "slip_change.number + 1")
      .bind(1, branch)
      .run();
}

bool put_ask(sql::Connection& sql, const std::string& branch, const AskRow& ask) {
  if (find_ask(sql, branch, ask.id)) return false;
  sql.statement(
         "INSERT INTO ask (branch, id, slip, kind, made_at, until, state, sealed, refusal, detail) VALUES ($1, $2, $3, "
         "$4, $5, $6, 'sent', $7, '', '') ON CONFLICT (branch, id) DO NOTHING")
      .bind(1, branch)
      .bind(2, ask.id)
      .bind(3, ask.slip)
      .bind(4, ask.kind)
      .bind(5, ask.made_at_ms)
      .bind(6, ask.until_ms)
      .bind(7, ask.sealed)
      .run();
  return true;
}

std::optional<AskRow> find_ask(sql::Connection& sql, const std::string& branch, const std::string& id) {
  auto& found = sql.statement(
                       "SELECT id, slip, kind, made_at, until, state, sealed, refusal, detail FROM ask WHERE branch = "
                       "$1 AND id = $2")
                    .bind(1, branch)
                    .bind(2, id);
  std::optional<AskRow> ask;
  if (found.step()) ask = read_ask(found);
  found.reset();
  return ask;
}

std::vector<AskRow> asks_of(sql::Connection& sql, const std::string& branch, const std::string& slip,
                            std::size_t most) {
  auto& found = sql.statement(
                       "SELECT id, slip, kind, made_at, until, state, sealed, refusal, detail FROM ask WHERE branch = "
                       "$1 AND slip = $2 ORDER BY made_at DESC, id LIMIT $3")
                    .bind(1, branch)
                    .bind(2, slip)
                    .bind(3, static_cast<std::int64_t>(most));
  std::vector<AskRow> asks;
  while (found.step()) asks.push_back(read_ask(found));
  return asks;
}

std::vector<AskRow> open_asks(sql::Connection& sql, const std::string& branch, std::int64_t now_ms) {
  auto& found = sql.statement(
                       "SELECT id, slip, kind, made_at, until, state, sealed, refusal, detail FROM ask WHERE branch = "
                       "$1 AND state = 'sent' AND until >= $2 ORDER BY made_at, id LIMIT 200")
                    .bind(1, branch)
                    .bind(2, now_ms);
  std::vector<AskRow> asks;
  while (found.step()) asks.push_back(read_ask(found));
  return asks;
}

void answer_ask(sql::Connection& sql, const std::string& branch, const AskRow& answer) {
  sql.statement(
         "UPDATE ask SET state = $3, refusal = $4, detail = $5, sealed = '' WHERE branch = $1 AND id = $2 AND state IN "
         "('sent', 'expired')")
      .bind(1, branch)
      .bind(2, answer.id)
      .bind(3, answer.state)
      .bind(4, answer.refusal)
      .bind(5, answer.detail)
      .run();
}

}  // namespace menting::hq
