#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server_sync/hq/sql.h"

/// What customers' slips open: rows that only the code on the slip can read, who looks at them, and what customers ask
/// of the branch. All of these run in the caller's transaction; times are wall clock, milliseconds since 1970.
namespace menting::hq {

struct SlipRow {
  std::string slip;  ///< wire::slip_key
  std::string kind;  ///< ticket, repair; unknown: the branch has no such slip
  std::int64_t at_ms = 0;
  std::int64_t until_ms = 0;
  std::string sealed;
};

std::optional<SlipRow> find_slip(sql::Connection& sql, const std::string& branch, const std::string& slip);
void keep_slip(sql::Connection& sql, const std::string& branch, const SlipRow& row);
/// Unless there is a row: one of yesterday is known here longer than at the branch.
void keep_unknown(sql::Connection& sql, const std::string& branch, const std::string& slip, std::int64_t now_ms);
void erase_slip(sql::Connection& sql, const std::string& branch, const std::string& slip);
/// All repairs' slips but these go. Returns how many of these are there.
std::size_t keep_repairs_only(sql::Connection& sql, const std::string& branch, const std::vector<std::string>& slips);
/// What is over goes, also asks of long ago; an ask that nobody heard in time is expired. True: a phone may see it.
bool sweep_slips(sql::Connection& sql, const std::string& branch, std::int64_t now_ms);

/// Somebody looks at it until then.
void watch_slip(sql::Connection& sql, const std::string& branch, const std::string& slip, std::int64_t until_ms);
/// 0: nobody looks at it.
std::int64_t watched_until_ms(sql::Connection& sql, const std::string& branch, const std::string& slip);
std::vector<std::string> watched_slips(sql::Connection& sql, const std::string& branch, std::int64_t now_ms);

/// Phones should look again.
void count_slip_change(sql::Connection& sql, const std::string& branch);

struct AskRow {
  std::string id;  ///< made by the phone: what is sent again is the same
  std::string slip;
  std::string kind;  ///< let_pass, cancel, approve, decline, rate
  std::int64_t made_at_ms = 0;
  std::int64_t until_ms = 0;
  std::string state = "sent";  ///< then done, refused or expired
  std::string sealed;          ///< what is asked, read with the slip's code; empty once it is answered
  std::string refusal;         ///< a code
  std::string detail;          ///< JSON of sentences by language
};

/// False: it is there already, and stays as it is.
bool put_ask(sql::Connection& sql, const std::string& branch, const AskRow& ask);
std::optional<AskRow> find_ask(sql::Connection& sql, const std::string& branch, const std::string& id);
/// The newest first, at most `most`.
std::vector<AskRow> asks_of(sql::Connection& sql, const std::string& branch, const std::string& slip, std::size_t most);
/// Those that wait for the branch, the oldest first.
std::vector<AskRow> open_asks(sql::Connection& sql, const std::string& branch, std::int64_t now_ms);
/// An answer to what is no longer open changes nothing.
void answer_ask(sql::Connection& sql, const std::string& branch, const AskRow& answer);

}  // namespace menting::hq
