#include "kiosk/desk/repair_look.h"

#include <utility>

#include "base/crypto/crypto.h"
#include "kiosk/domain/repair_intake.h"

namespace menting::desk {

using namespace domain;

namespace {

bool knows_phone(const std::vector<NoteRead>& notes, const std::string& last4) {
  std::string phone;
  for (const NoteRead& read : notes) {
    if (read.note.kind == "customer_phone") phone = read.note.text;
  }
  const std::string known = last_four(phone);
  return !known.empty() && crypto::equal_secret(known, last4);
}

}  // namespace

std::optional<RepairSeen> find_claimed(const Branch& branch, Journal& journal, const RepairClaim& claim) {
  const RepairOrder* claimed = claim.code.empty() ? branch.repair(claim.number) : branch.repairs().by_code(claim.code);
  // Where there is none, another one is looked up in its place.
  const auto& orders = branch.state().repairs.orders;
  const RepairOrder* looked_at = claimed != nullptr || orders.empty() ? claimed : &orders.rbegin()->second;
  std::vector<NoteRead> notes;
  if (looked_at != nullptr) notes = journal.notes(looked_at->number);
  const bool knows = knows_phone(notes, claim.phone_last4) || !claim.code.empty();
  if (claimed == nullptr || !knows || claimed->erased) return std::nullopt;
  RepairSeen seen{*claimed, std::nullopt, std::move(notes)};
  if (const Loaner* loaner = branch.loaner(claimed->loaner)) seen.loaner = *loaner;
  return seen;
}

}  // namespace menting::desk
