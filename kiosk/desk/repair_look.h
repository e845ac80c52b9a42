#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kiosk/desk/journal.h"
#include "kiosk/domain/repair_intake.h"

namespace menting::desk {

/// Whether its brand or model is not of the list.
bool has_own_words(const domain::RepairOrder& order);
/// A brand or model that is not of the list, as it was typed: for who may see it, never to be written again.
void put_own_words(domain::RepairOrder& order, const std::vector<NoteRead>& notes);

/// What was said of a device and its owner, as order and notes have it.
domain::RepairIntake known_intake(const domain::RepairOrder& order, const std::vector<NoteRead>& notes);

/// What a customer says to be let at a repair: the slip's code, or number and telephone.
struct RepairClaim {
  std::string code;             ///< as it was made; empty: by number
  domain::RepairNumber number;  ///< in its own form; empty: it is none
  std::string phone_last4;
};

struct RepairSeen {
  domain::RepairOrder order;
  std::optional<domain::Loaner> loaner;  ///< that the customer has
  std::vector<NoteRead> notes;
};

/// The order that is claimed with right. Within a `Consult`. None for a wrong number, a wrong telephone and personal
/// data that is gone alike; the same is done for each, so that the time tells nothing either.
std::optional<RepairSeen> find_claimed(const domain::Branch& branch, Journal& journal, const RepairClaim& claim);

}  // namespace menting::desk
