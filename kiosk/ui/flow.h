#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/desk/board.h"
#include "kiosk/desk/receipt.h"
#include "kiosk/domain/command.h"
#include "kiosk/ui/intent.h"

namespace menting::ui {

enum class Page { home, choose_service, ticket_taken, find_visit, rate, rated };

/// The page's name in --targets.
std::string_view screen_name(Page page);

struct FlowSettings {
  std::vector<std::string> languages = {"zh-CN", "en"};
  std::int64_t idle_ms = 60'000;
  std::int64_t idle_warning_ms = 20'000;
  std::int64_t ticket_ms = 18'000;  ///< the ticket stays so long without a touch
  std::int64_t rated_ms = 8'000;    ///< the thanks too
};

/// What the desk was asked and has not answered.
struct Pending {
  std::uint64_t serial = 0;
  std::int64_t since_ms = 0;
  domain::ServiceLetter service = 0;  ///< of the number being taken; 0: a rating
};

/// How long an answer is out, as the customer should see it.
enum class Busy { no, just_asked, waiting, slow };

/// Everything the screens draw from, beside the Board.
struct FlowState {
  Page page = Page::home;
  std::string language;
  std::optional<Pending> pending;
  std::optional<domain::Refusal> notice;  ///< shown over the page until closed
  bool asking_idle = false;               ///< "are you still there?" is shown

  domain::Ticket taken;  ///< on ticket_taken

  std::string typed;                      ///< on find_visit
  bool code_keys = false;                 ///< the keys of slip codes are shown
  std::optional<domain::Refusal> not_so;  ///< why what was typed cannot be rated

  domain::Ticket visit;  ///< on rate
  int score = 0;
  std::set<std::string> aspects;
};

/// A command for the desk. The number's code is still to be put in.
struct Outgoing {
  std::uint64_t serial = 0;
  domain::Command command;
};

/// Which page follows what. Knows no clock (times are steady milliseconds), no screen, no desk.
class Flow {
 public:
  explicit Flow(FlowSettings settings);

  const FlowState& state() const { return state_; }
  const FlowSettings& settings() const { return settings_; }

  void carry_out(const Intent& intent, const desk::Board& board, std::int64_t now_ms);
  /// A character of a keyboard or scanner; others than letters and digits count as a touch only.
  void type(char character, std::int64_t now_ms);
  void erase(std::int64_t now_ms);
  /// Return on a keyboard, or a scanner's end. On home, what was scanned leads to its rating.
  void enter(const desk::Board& board, std::int64_t now_ms);
  /// Any press, wherever: somebody is there.
  void touch(std::int64_t now_ms);
  /// The desk's answer to what went out under `serial`; an answer that nobody waits for any more changes nothing.
  void answered(std::uint64_t serial, const desk::Receipt& receipt, std::int64_t now_ms);
  /// Time passed.
  void tick(std::int64_t now_ms);

  /// What is to be posted now, once.
  std::optional<Outgoing> take_outgoing();

  Busy busy(std::int64_t now_ms) const;
  /// Whole seconds, rounded up, until this page ends by itself; 0 when it does not.
  int seconds_left(std::int64_t now_ms) const;
  /// When the picture changes next without anyone's doing.
  std::optional<std::int64_t> next_change_ms(std::int64_t now_ms) const;
  /// Grows with everything that may change the picture.
  std::uint64_t version() const { return version_; }

 private:
  void show(Page page, std::int64_t now_ms);
  void wipe();
  void leave(std::int64_t now_ms);
  void send(domain::Command command, domain::ServiceLetter service, std::int64_t now_ms);
  void look_up(const desk::Board& board, std::int64_t now_ms);
  void toggle_aspect(const std::string& aspect);
  void set_score(int score);
  std::optional<std::int64_t> page_ends_ms() const;

  FlowSettings settings_;
  FlowState state_;
  std::optional<Outgoing> outgoing_;
  std::uint64_t next_serial_ = 1;
  std::uint64_t version_ = 1;
  std::int64_t touched_ms_ = 0;
  std::string scanned_;  ///< keyboard text on pages without a field
  Busy shown_busy_ = Busy::no;
  int shown_seconds_ = 0;
};

/// The aspects a rating may name, in the order shown.
const std::vector<std::string>& rating_aspects();

}  // namespace menting::ui
