#pragma once

#include <cstdint>
#include <string>

#include "server_sync/hq/store.h"
#include "server_sync/wire/personal.h"

namespace menting::hq {

/// Takes a branch's personal data into the store's open transaction, each item once. What is erased stays so, however
/// late a copy of it comes, and leaves a row without data and a proof: a hash, keyed with `secret`, of branch, id, time
/// and of what was stored. What it returns is true once that transaction is committed.
wire::PersonalReceipt take_personal(Store& store, const std::string& branch, const wire::PersonalBatch& batch,
                                    const std::string& secret, std::int64_t now_ms);

}  // namespace menting::hq
