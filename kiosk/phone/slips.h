#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time/zone.h"
#include "kiosk/desk/board.h"
#include "kiosk/desk/desk.h"
#include "kiosk/desk/repair_look.h"
#include "kiosk/domain/plan.h"

namespace menting::phone {

/// The branch's own open status, as JSON texts of the API: phones are told what the hall tells.
struct Pictures {
  /// A list of these tickets as they are now ({"items":[…]}).
  std::function<std::string(const std::vector<const domain::Ticket*>&, const desk::Board&)> tickets;
  /// What a repair's owner is told, in this language.
  std::function<std::string(const desk::RepairSeen&, const desk::Board&, const std::string& language)> repair;
};

/// A slip as it is now.
struct SlipNow {
  std::string key;   ///< wire::slip_key
  std::string kind;  ///< ticket, repair
  std::int64_t until_ms = 0;
  std::string sealed;
};

struct SlipNews {
  std::vector<SlipNow> slips;
  std::vector<std::string> gone;
  std::vector<std::string> unknown;                 ///< looked at, and no slip of this branch
  std::optional<std::vector<std::string>> repairs;  ///< all repairs' slips there are
  bool empty() const { return slips.empty() && gone.empty() && unknown.empty() && !repairs; }
};

/// What a slip is about.
struct SlipOwner {
  std::string code;
  domain::TicketId ticket;      ///< or
  domain::RepairNumber repair;  ///< empty: it is a ticket
};

struct RepairSurvey;

/// Knows which slips headquarters has, and tells what it lacks: tickets that somebody looks at, and every repair that
/// changed. One thread.
class Slips {
 public:
  Slips(const domain::Plan& plan, const std::string& zone_name, Pictures pictures, desk::Desk& desk);
  ~Slips();

  void watch(std::vector<std::string> keys);
  bool anybody_watches() const { return !watched_.empty(); }
  /// What headquarters does not have yet, at most a post's worth of it. Asks the desk about repairs where something
  /// happened since. `whole`: with the list of all repairs' slips.
  SlipNews news(const desk::Board& board, bool whole);
  /// Every repair has been looked at: whose slip is not known is nobody's.
  bool knows_all() const { return !survey_due_; }
  void heard();    ///< headquarters has the last news
  void unheard();  ///< it may not
  void send_repairs_again();

  /// Whose it is; none: no slip of this branch.
  std::optional<SlipOwner> owner(const std::string& key, const desk::Board& board);

 private:
  std::string ticket_body(const std::string& picture, const domain::Ticket& ticket, const desk::Board& board,
                          const std::map<domain::TicketId, int>& behind) const;
  void learn_tickets(const desk::Board& board);
  void look_at_tickets(const desk::Board& board, SlipNews& news);
  void look_at_repairs(const desk::Board& board, SlipNews& news);
  /// Adds it unless headquarters has just that. False: it has to wait for another post.
  bool tell(SlipNews& news, SlipNow slip, const std::string& code, const std::string& body);
  std::int64_t ticket_until_ms(const domain::Ticket& ticket) const;

  const domain::Plan& plan_;
  const std::string timezone_;
  const base::Zone zone_;
  const Pictures pictures_;
  desk::Desk& desk_;

  std::set<std::string> watched_;
  std::map<std::string, std::string> told_;  ///< digest by key
  std::map<std::string, std::string> telling_;
  std::set<std::string> going_;
  std::set<std::string> unknown_, telling_unknown_;
  std::size_t bytes_ = 0;

  domain::BusinessDay day_;
  std::map<domain::TicketId, std::string> key_of_;
  std::map<std::string, domain::TicketId> ticket_of_;

  std::shared_ptr<RepairSurvey> survey_;
  std::int64_t surveyed_seq_ = -1;
  bool survey_due_ = true;
  std::map<domain::RepairNumber, domain::RepairOrder> surveying_;  ///< in the last news
  std::map<std::string, SlipOwner> repair_of_;
  std::map<domain::RepairNumber, std::string> repair_key_;
};

}  // namespace menting::phone
