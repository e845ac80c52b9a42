#pragma once

#include "kiosk/domain/repair_command.h"
#include "kiosk/lan/fields.h"

namespace menting::lan {

/// A hand-in as it was sent; what the domain's rules know of it they check themselves. Throws Unfit.
domain::OpenRepair open_repair_of(const Fields& fields, const std::string& page_language);
/// What of a hand-in the request corrects: the rest stays as it was.
domain::IntakeChanges changes_of(const Fields& fields);
/// What a step brings along.
domain::AdvanceRepair advance_of(const Fields& fields, domain::RepairStep step);
/// Which quote an answer is to: its number, or what it comes to.
void name_quote(const Fields& fields, domain::AdvanceRepair& command);
/// "2026-11-30"
domain::BusinessDay day_of(const Fields& fields, const std::string& name);

}  // namespace menting::lan
