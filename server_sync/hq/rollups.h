#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "server_sync/hq/sql.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// Adds what these branches' events say to rollup_part, in the transaction that is under way.
void add_parts(sql::Connection& connection, std::span<const Arrival> arrivals);

/// Takes over the time zones that branches told.
void keep_timezones(sql::Connection& connection, std::span<const Arrival> arrivals);

/// Says what in rollup_part is not as `expected`, which is made from all events of the branch.
void verify_parts(sql::Connection& connection, const std::string& branch, const std::map<PartKey, Figures>& expected,
                  std::vector<std::string>& faults);

/// "sum(p.taken), sum(p.calls), …" for the sums of many rows, or "p.taken, p.calls, …" for one.
std::string all_sums(bool added_up);
/// The columns of such a row, from `first` on.
Figures figures_at(const sql::Statement& row, int first);

}  // namespace menting::hq
