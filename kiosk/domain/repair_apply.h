#pragma once

#include "kiosk/domain/event.h"

namespace menting::domain {

/// What each event does to an order or a loaner; `Branch::apply` is the only caller.
void apply(const RepairOpened& fact, const Event& event, RepairOrder& order);
void apply(const RepairAdvanced& fact, const Event& event, RepairOrder& order);
void apply(const RepairCorrected& fact, RepairOrder& order);
void apply(const RepairPromised& fact, RepairOrder& order);
void apply(const LoanerAdded& fact, const Event& event, Loaner& loaner);
void apply(const LoanerLent& fact, const Event& event, Loaner& loaner);
void apply(const LoanerReturned& fact, const Event& event, Loaner& loaner);

}  // namespace menting::domain
