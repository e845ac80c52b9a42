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

bool has_own_words(const RepairOrder& order) {
  return order.device.brand == other_device || order.device.model == other_device;
}

void put_own_words(RepairOrder& order, const std::vector<NoteRead>& notes) {
  for (const NoteRead& read : notes) {
    if (read.note.kind == "device_brand") order.device.brand = read.note.text;
    if (read.note.kind == "device_model") order.device.model = read.note.text;
  }
}

RepairIntake known_intake(const RepairOrder& order, const std::vector<NoteRead>& notes) {
  RepairIntake intake;
  intake.kind = order.device.kind;
  intake.brand = order.device.brand;
  intake.model = order.device.model;
  intake.faults = order.faults;
  intake.left_with = order.left_with;
  for (const NoteRead& read : notes) {
    if (read.note.kind == "customer_name") intake.name = read.note.text;
    if (read.note.kind == "customer_phone") intake.phone = read.note.text;
    if (read.note.kind == "device_brand") intake.brand = read.note.text;
    if (read.note.kind == "device_model") intake.model = read.note.text;
    if (read.note.kind == "device_imei") intake.imei = read.note.text;
    if (read.note.kind == "device_serial") intake.serial = read.note.text;
    if (read.note.kind == "description") intake.description = read.note.text;
    if (read.note.kind == "left_with_other") intake.left_with_other = read.note.text;
    if (read.note.kind == "bought") intake.bought = read.note.text;
  }
  return intake;
}

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
  put_own_words(seen.order, seen.notes);
  if (const Loaner* loaner = branch.loaner(claimed->loaner)) seen.loaner = *loaner;
  return seen;
}

}  // namespace menting::desk
