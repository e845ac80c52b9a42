#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/http/server.h"
#include "server_sync/hq/said.h"
#include "server_sync/hq/sql.h"

namespace menting::hq {

/// Which branches are meant: those of all that are named.
struct BranchChoice {
  std::string branch;
  std::string tier;
  std::string region;
  std::vector<std::string> regions;  ///< the only ones that the asker may see; empty: all
};

struct ReportQuestion {
  BranchChoice where;
  int from = 0;  ///< 20261123, both included
  int to = 0;
  std::string by;
  std::string service;  ///< a letter; empty: all
  std::string sort;     ///< as in CSV, "waited.p90_s"; empty: as it comes
  bool descending = false;
  std::optional<std::size_t> limit;
};

/// Why a question is not answered.
struct WrongField {
  int status = 422;
  std::string name;
  Said said;
};

/// "2026-11-23" as 20261123; none for what is no day.
std::optional<int> read_day(std::string_view text);
std::string day_text(int day);
/// Headquarters' own day; branches have theirs.
int day_in_china(std::int64_t at_ms);
/// So many days later; earlier when negative.
int days_after(int day, int days);
int days_between(int from, int to);

/// The branches that are asked for, which must be there. Whether the asker may see ?branch= is the router's work.
std::optional<WrongField> read_choice(const http::Request& request, sql::Connection& connection, BranchChoice& choice);

/// A report's whole question; `names` are what it can be counted by. Without days the last seven until today.
std::optional<WrongField> read_question(const http::Request& request, sql::Connection& connection,
                                        const std::vector<std::string_view>& names, std::int64_t now_ms,
                                        ReportQuestion& question);

/// " AND …" for the branch b; what is asked are the parameters $3 to $5.
std::string choice_sql(const BranchChoice& choice);
void bind_choice(const BranchChoice& choice, sql::Statement& statement);

}  // namespace menting::hq
