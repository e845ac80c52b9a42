#pragma once

#include <optional>
#include <string_view>

#include "kiosk/domain/branch.h"

namespace menting::domain {

/// What notes are about, in the form that their rows have it: of a ticket's number of that day or its id, a repair's
/// number, "counter:3", "service:A". None for anything else, so that nothing that is typed gets into an event.
std::optional<std::string> note_subject(const Branch& branch, std::string_view typed, BusinessDay day);

}  // namespace menting::domain
