#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server_sync/hq/store.h"

namespace menting::hq {

/// What the command line and pages do with the fleet. All in the caller's transaction.

bool is_branch_id(std::string_view id);
/// Names, tiers and regions: text for people, without control characters, of 1 to `bytes_max` bytes.
bool is_plain_text(std::string_view text, std::size_t bytes_max);
inline constexpr std::size_t branch_name_bytes_max = 200;
inline constexpr std::size_t branch_group_bytes_max = 64;  ///< tier, region

struct NewCode {
  std::string code;  ///< "7K2QF-9XWCM-…": kept as a hash only, so this is the one time that it is known
  std::int64_t until_ms = 0;
};
/// The branch has to be there.
NewCode make_code(Store& store, const std::string& branch, std::int64_t now_ms);

/// What is not there stays as it is.
struct BranchChange {
  std::optional<std::string> name;
  std::optional<std::string> tier;
  std::optional<std::string> region;
};
void change_branch(Store& store, const std::string& branch, const BranchChange& change);

struct BranchFilter {
  std::vector<std::string> regions{};  ///< of who asks; empty: all
  std::string region{};                ///< empty: any, as the others
  std::string tier{};
  std::string part{};          ///< of the id or the name, in any case
  std::string after{};         ///< ids behind this one
  std::int64_t count_max = 0;  ///< 0: all
};
struct BranchPage {
  std::vector<BranchNow> branches;
  std::int64_t total = 0;  ///< that the filter fits, on all pages
};
BranchPage find_branches(Store& store, const BranchFilter& filter);

}  // namespace menting::hq
