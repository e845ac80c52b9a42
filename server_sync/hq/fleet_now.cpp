#include "server_sync/hq/fleet_now.h"

#include <string_view>
#include <unordered_map>

#include "server_sync/hq/branch_now.h"

namespace menting::hq {
namespace {

constexpr std::size_t asked_one_by_one_max = 20;

void take(BranchNow& branch, const BranchNowRow& row) {
  branch.said = {row.body, row.at_ms, row.received_at_ms};
}

}  // namespace

void add_branch_now(sql::Connection& connection, std::vector<BranchNow>& branches) {
  if (branches.size() <= asked_one_by_one_max) {
    for (BranchNow& branch : branches) {
      if (const auto row = read_branch_now(connection, branch.id)) take(branch, *row);
    }
    return;
  }
  std::unordered_map<std::string_view, BranchNow*> by_id;
  for (BranchNow& branch : branches) by_id.emplace(branch.id, &branch);
  each_branch_now(connection, [&](const BranchNowRow& row) {
    const auto found = by_id.find(row.branch);
    if (found != by_id.end()) take(*found->second, row);
  });
}

}  // namespace menting::hq
