#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/http/server.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// A branch as GET /api/v1/branches/ID answers it; what is wrong there in English or in Chinese.
std::string branch_json(const BranchNow& branch, std::int64_t now_ms, bool in_english);
/// {"items":[…],"total":n}; `total` is of all pages.
std::string branches_json(const std::vector<BranchNow>& branches, std::int64_t total, std::int64_t now_ms,
                          bool in_english);
http::Response branches_csv(const std::vector<BranchNow>& branches, std::int64_t now_ms, bool in_english);
/// One line of `menting-hq branch list --json`.
std::string branch_line(const BranchNow& branch);
/// One line of `menting-hq events`; the body as it was received.
std::string event_line(const ReceivedEvent& received);

}  // namespace menting::hq
