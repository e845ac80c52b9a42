#include "server_sync/hq/personal.h"

#include "base/crypto/crypto.h"

namespace menting::hq {
namespace {

wire::PersonalStanding erase(Store& store, const std::string& branch, const wire::PersonalErasure& erasure,
                             const std::string& secret, std::int64_t now_ms) {
  const auto there = store.find_personal(branch, erasure.id);
  if (there && there->erased) return {erasure.id, true, there->proof};
  const std::string digest = there ? there->digest : "";
  std::string proof =
      crypto::keyed_hash_hex(secret, "erased\n" + branch + "\n" + erasure.id + "\n" + erasure.at + "\n" + digest);
  store.erase_personal(branch, erasure, proof, now_ms);
  return {erasure.id, true, std::move(proof)};
}

wire::PersonalStanding keep(Store& store, const std::string& branch, const wire::PersonalItem& item,
                            std::int64_t now_ms) {
  const auto there = store.find_personal(branch, item.id);
  if (!there) store.save_personal(branch, item, crypto::hash_hex(item.sealed), now_ms);
  return there && there->erased ? wire::PersonalStanding{item.id, true, there->proof}
                                : wire::PersonalStanding{item.id, false, ""};
}

}  // namespace

wire::PersonalReceipt take_personal(Store& store, const std::string& branch, const wire::PersonalBatch& batch,
                                    const std::string& secret, std::int64_t now_ms) {
  wire::PersonalReceipt receipt;
  store.record_contact(branch, now_ms);
  receipt.before = store.personal_change(branch);
  // Erasures first: what is sent and erased in one go is never stored.
  for (const auto& erasure : batch.erased) receipt.standings.push_back(erase(store, branch, erasure, secret, now_ms));
  for (const auto& item : batch.items) receipt.standings.push_back(keep(store, branch, item, now_ms));
  receipt.after = store.personal_change(branch);
  return receipt;
}

}  // namespace menting::hq
