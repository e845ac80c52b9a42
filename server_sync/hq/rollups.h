#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "server_sync/hq/sql.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// Rows of rollup_part that this store's own transactions have left there: to add to one costs half of what it costs to
/// find out whether it is there. Kept as hashes: a row that is taken for another one is an interruption.
class PartsThere {
 public:
  bool has(std::string_view branch, const PartKey& key);
  void add(std::string_view branch, const PartKey& key) { added_.push_back(hash_of(branch, key)); }
  void committed();
  void undone();  ///< it may be that one was not there
  void forget();

 private:
  static std::size_t hash_of(std::string_view branch, const PartKey& key);
  std::unordered_set<std::size_t> there_;
  std::vector<std::size_t> added_;  ///< in this transaction
  bool relied_on_ = false;          ///< in this transaction
};

/// Adds what these branches' events say to rollup_part, in the transaction that is under way.
void add_parts(sql::Connection& connection, std::span<const Arrival> arrivals, PartsThere& there);

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
