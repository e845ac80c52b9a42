#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/desk/board.h"
#include "kiosk/desk/health.h"
#include "kiosk/desk/receipt.h"
#include "kiosk/desk/slip_address.h"
#include "kiosk/domain/plan.h"
#include "kiosk/lan/lan_server.h"

/// The JSON of the API, made from values: each function returns a whole JSON text.
namespace menting::lan {

struct ViewContext {
  const domain::Plan& plan;
  const desk::Board& board;
  std::string language;
  std::int64_t now_ms = 0;                     ///< wall clock
  std::int64_t steady_ms = 0;                  ///< the branch's own timeline; 0: as the Board has it
  const desk::SlipAddress* address = nullptr;  ///< how codes are written; none: as they are

  std::string slip_text(const std::string& code) const { return address == nullptr ? code : address->of(code); }
};

/// JSON of the slot that a ticket came by, or null.
std::string slot_view(const domain::Ticket& ticket);
/// A ticket as it is now.
std::string ticket_view(const domain::Ticket& ticket, const ViewContext& context);
/// A ticket as a receipt tells of it: nothing in it depends on when it is asked for again. One that waits is shown as
/// its slip shows it; how long it has waited is known of one `just_taken` alone.
std::string ticket_receipt_view(const domain::Ticket& ticket, bool just_taken, const ViewContext& context);
/// `tickets` is the part asked for of `total`.
std::string ticket_list_view(const std::vector<const domain::Ticket*>& tickets, std::size_t total,
                             const ViewContext& context);

std::string counter_view(const domain::Counter& counter, const ViewContext& context);
std::string counter_list_view(const ViewContext& context);
/// `ticket` is the receipt's own, where it has one.
std::string counter_receipt_view(const domain::Counter& counter, const domain::Ticket* ticket,
                                 const ViewContext& context);
/// Whom this counter may call in the order of the rule, the first `limit` of them, with why each comes then; who is on
/// hold or was not there and may come back; how many wait for other counters.
std::string counter_queue_view(domain::CounterNumber number, std::size_t limit, const ViewContext& context);
/// What this person did today, at whatever counter.
std::string own_day_view(const domain::StaffId& staff, const desk::Board& board, const domain::Plan& plan);
/// Each service's figures: who waits, is called, is served, is held and did not come, each apart; the longest wait.
std::string queue_list_view(const ViewContext& context);
/// What the rating pad of this counter may ask: the last visit finished there. No personal data.
std::string rating_view(const domain::Counter& counter, const ViewContext& context);
/// After a manager's command.
std::string service_view(const desk::ServiceStanding& standing, const ViewContext& context);
std::string rated_view(const domain::Ticket& ticket);

/// A call for help as it was made.
std::string assistance_view(const domain::AssistanceCall& call);
/// The open ones, oldest first, with how long each waits.
std::string assistance_list_view(const ViewContext& context);

std::string session_view(const domain::StaffPlan& person, const desk::Board& board);
/// How the waits went that customers were told, today and on the past days that are learnt from.
std::string estimates_view(const desk::Board& board);
/// The call board: no personal data.
std::string board_view(const desk::Board& board, const domain::Plan& plan, const LanSettings& settings);

struct HealthFacts {
  std::string version;
  std::int64_t uptime_s = 0;
  std::string data_folder;
  std::int64_t now_ms = 0;  ///< wall clock
};
std::string health_view(const desk::Board& board, const desk::Health& health, const HealthFacts& facts,
                        std::string_view language);

}  // namespace menting::lan
