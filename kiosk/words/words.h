#pragma once

#include <span>
#include <string>
#include <string_view>

#include "kiosk/domain/alert.h"
#include "kiosk/domain/event.h"
#include "kiosk/domain/plan.h"
#include "kiosk/domain/refusal.h"
#include "kiosk/domain/ticket.h"

/// What the domain's codes say to people, in their language. Exhaustive tables.
namespace menting::words {

/// One or two sentences: what is in the way and what to do.
std::string refusal(const domain::Refusal& refusal, std::string_view language);
/// Why this ticket came first, for the clerk; names the wait.
std::string why(const domain::Ticket& ticket, std::string_view language);
std::string lane(domain::Lane lane, std::string_view language);
/// "10:00–10:30" of a ticket that came by appointment; else empty.
std::string slot(const domain::Ticket& ticket);
/// "约 8–12 分钟", "马上办理" (within a minute), "超过 2 小时", "about 8–12 min".
std::string estimate(const domain::Estimate& estimate, std::string_view language);

/// How the printer is and what staff can do, for a code of the print loop (ready, paper_low, paper_out, cover_open,
/// offline, no_reply, unknown, no_printer, not_drawn) or of a failed slip (stale too).
std::string printer(std::string_view code, std::string_view language);

/// Codes beside the health reasons: why headquarters is not connected (desk::Health::hq_trouble), how the printer is.
struct HealthCodes {
  std::string hq_trouble;
  std::string printer;
};
/// A reason of desk::Health ("printer: …", in English, for support) as people at the branch should read it. English
/// stays as it is; else the part's own sentence, with what only the English text tells in brackets.
std::string health_reason(std::string_view reason, const HealthCodes& codes, std::string_view language);

/// What a manager's alert is about, in one or two sentences.
std::string alert(const domain::Alert& alert, const domain::Plan& plan, std::string_view language);
/// What happened, in a sentence, for the audit trail.
std::string happened(const domain::Fact& fact, std::string_view language);
/// "A001" of a ticket's id.
std::string number_of(const domain::TicketId& ticket);
/// A reason, an outcome or what was done about a rating: a code of an event. Unknown ones stay as they are.
std::string reason(std::string_view code, std::string_view language);
/// Where help was called for: a code of AssistanceCall.
std::string place(std::string_view code, std::string_view language);

/// What the kiosk's corner for staff may say of the branch: every one has its translation.
std::span<const char* const> staff_texts();

}  // namespace menting::words
