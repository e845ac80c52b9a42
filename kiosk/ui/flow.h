#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/desk/board.h"
#include "kiosk/desk/receipt.h"
#include "kiosk/domain/command.h"
#include "kiosk/domain/plan.h"
#include "kiosk/input/scanner_keys.h"
#include "kiosk/ui/entry.h"
#include "kiosk/ui/geometry.h"
#include "kiosk/ui/intent.h"
#include "kiosk/ui/page.h"
#include "kiosk/ui/repair_draft.h"
#include "kiosk/ui/repair_lookup.h"

namespace menting::ui {

struct FlowSettings {
  std::vector<std::string> languages = {"zh-CN", "en"};
  std::int64_t idle_ms = 60'000;
  std::int64_t idle_warning_ms = 20'000;
  std::int64_t attract_ms = 120'000;      ///< on home without a touch; 0: never
  std::int64_t ticket_ms = 18'000;        ///< the ticket stays so long without a touch
  std::int64_t order_ms = 60'000;         ///< a new repair order's, with more to read
  std::int64_t rated_ms = 8'000;          ///< the thanks too
  std::int64_t help_ms = 30'000;          ///< and the word that staff was called
  std::int64_t attract_leaf_ms = 15'000;  ///< one announcement
  double elderly_factor = 1.5;            ///< all of these are so many times longer then
  domain::DeviceList devices = {};        ///< that people bring to be repaired
};

/// What the branch was asked for, by what its answer means to the page.
enum class Errand { number, hand_in, quote, slip, other };

/// What the branch was asked and has not answered.
struct Pending {
  std::uint64_t serial = 0;
  std::int64_t since_ms = 0;
  domain::ServiceLetter service = 0;  ///< of the number being taken
  Errand errand = Errand::other;
  std::string slip = {};  ///< that was scanned
};

/// How long an answer is out, as the customer should see it.
enum class Busy { no, just_asked, waiting, slow };

/// What came of a staff number and PIN.
struct PinVerdict {
  enum class Kind { right, wrong, locked, unable };
  Kind kind = Kind::unable;
  int retry_after_s = 0;  ///< locked
};

/// On the staff's corner.
struct StaffCorner {
  domain::StaffId staff;              ///< typed first, then who is there
  bool wants_pin = false;             ///< the number is there, the PIN is being typed
  std::optional<PinVerdict> verdict;  ///< why it did not open
  std::string said;                   ///< what the last task came to, for people to read
  bool said_bad = false;
  bool copied = false;         ///< the last task was a copy of a slip, and the printer has it
  bool restart_asked = false;  ///< once; asked again soon, it is done
};

/// Everything the screens draw from, beside the Board.
struct FlowState {
  Page page = Page::home;
  std::string language;
  Manner manner;
  bool reading = false;    ///< pages are read aloud
  bool set_aside = false;  ///< staff took the kiosk out of service
  int leaf = 0;            ///< which part of the choices, where one page cannot hold all

  std::optional<Pending> pending;
  std::optional<domain::Refusal> notice;  ///< shown over the page until closed
  bool asking_idle = false;               ///< "are you still there?" is shown

  domain::Lane lane = domain::Lane::standard;
  domain::Ticket taken;  ///< on ticket_taken

  std::string typed;                      ///< numbers, codes, PINs
  bool code_keys = false;                 ///< the keys of slip codes are shown
  std::optional<domain::Refusal> not_so;  ///< why what was typed leads nowhere
  domain::TicketId found;                 ///< on ticket_found

  domain::Ticket visit;  ///< on rate
  int score = 0;
  std::set<std::string> aspects;

  RepairDraft draft;                 ///< of a hand-in
  std::optional<RepairStory> story;  ///< on repair_taken, where no ticket has the slip and repair_found
  domain::PrintState repair_slip = domain::PrintState::none;  ///< on repair_taken
  std::optional<domain::Refusal> no_ticket;                   ///< there, why it came without a number
  bool approves = false;                                      ///< on repair_answer
  std::string repair;                                         ///< the order's number, once it is typed
  std::string appointment;                                    ///< the appointment's, likewise
  bool wants_phone = false;                                   ///< and the last four digits of the phone are being typed
  bool repair_unknown = false;                                ///< no order has both
  int repair_wait_s = 0;                                      ///< too many were wrong

  domain::AssistanceNumber help = 0;  ///< the call for staff that this customer made
  Page help_from = Page::home;        ///< where they go on afterwards, with all that was there
  StaffCorner corner;
};

struct CheckPin {
  domain::StaffId staff;
  std::string pin;
};

struct StaffOrder {
  StaffTask task = StaffTask::print_test;
  std::string language;  ///< of the answer
};

/// What goes out to the branch. The codes of a new number or order are still to be put in.
struct Outgoing {
  std::uint64_t serial = 0;
  std::variant<domain::Command, CheckPin, StaffOrder, AskRepair> what;
};

/// The slip of a new order.
struct PrintRepair {
  domain::RepairOrder order;
  std::optional<domain::Ticket> ticket;  ///< the number taken with it
};

/// Which page follows what. Knows no clock (times are steady milliseconds), no screen, no desk.
class Flow {
 public:
  Flow(FlowSettings settings, const domain::Plan& plan, TextEngines engines = {});

  const FlowState& state() const { return state_; }
  const FlowSettings& settings() const { return settings_; }
  const Entry& entry() const { return entry_; }

  void carry_out(const Intent& intent, const desk::Board& board, std::int64_t now_ms);
  /// A key of a keyboard, or of a scanner that is one: '\n' is Enter, '\b' takes back.
  void type(char character, const desk::Board& board, std::int64_t now_ms);
  /// Nothing was listened to for so long (a picture was drawn): keys pressed meanwhile all seem to come at its end.
  void deaf(std::int64_t ms) { deaf_ms_ += ms; }
  /// A ticket's or a repair's slip was held to the scanner.
  void scanned(const std::string& text, const desk::Board& board, std::int64_t now_ms);
  /// Any press, wherever: somebody is there.
  void touch(std::int64_t now_ms);
  /// A finger on the field for strokes; its height is the unit both ways.
  void stroke_begins(float x, float y, std::int64_t now_ms);
  void stroke_goes_on(float x, float y);
  void stroke_ends();
  /// The branch's answer to what went out under `serial`; one that nobody waits for any more changes nothing.
  void answered(std::uint64_t serial, const desk::Receipt& receipt, std::int64_t now_ms);
  void answered(std::uint64_t serial, const PinVerdict& verdict, std::int64_t now_ms);
  void answered(std::uint64_t serial, const RepairAnswer& answer, std::int64_t now_ms);
  /// What a task of the staff came to, for people to read.
  void answered(std::uint64_t serial, const std::string& said, bool bad, std::int64_t now_ms);
  /// Time passed.
  void tick(const desk::Board& board, std::int64_t now_ms);

  /// What is to be posted now, once.
  std::optional<Outgoing> take_outgoing();
  /// The slip that is to be printed now, once; and what became of it.
  std::optional<PrintRepair> take_slip();
  void slip_came(const domain::RepairNumber& repair, domain::PrintState print);

  Busy busy(std::int64_t now_ms) const;
  /// Whole seconds, rounded up, until this page ends by itself; 0 when it does not.
  int seconds_left(std::int64_t now_ms) const;
  /// Which announcement is on, counted from the first.
  int attract_leaf(std::int64_t now_ms) const;
  /// When the picture changes next without anyone's doing.
  std::optional<std::int64_t> next_change_ms(std::int64_t now_ms) const;
  /// Grows with everything that may change the picture.
  std::uint64_t version() const { return version_; }

 private:
  struct Doer;
  struct RepairDoer;

  // flow.cpp
  void turn(Page page, std::int64_t now_ms);  ///< what was typed stays
  void show(Page page, std::int64_t now_ms);  ///< and nothing of it
  void go(Page page, std::int64_t now_ms);
  void go_back(std::int64_t now_ms);
  void wipe();
  void drop_outgoing();
  /// The page has said what it had to say.
  void done(std::int64_t now_ms);
  void leave(std::int64_t now_ms);
  std::uint64_t send(decltype(Outgoing::what) what, domain::ServiceLetter service, std::int64_t now_ms);
  /// What an answer says of its asker's page; false when nobody waits for it.
  bool settle(std::uint64_t serial, std::int64_t now_ms);
  std::int64_t longer(std::int64_t ms) const;
  std::optional<std::int64_t> page_ends_ms() const;
  void tick_page(const desk::Board& board, std::int64_t now_ms);

  // flow_find.cpp: numbers, codes, visits
  void type_key(char key);
  void erase_key();
  void enter(const desk::Board& board, std::int64_t now_ms);
  void typed_by_person(const std::string& characters, const desk::Board& board, std::int64_t now_ms);
  void find_ticket(const std::string& text, const desk::Board& board, std::int64_t now_ms);
  void find_visit(const std::string& text, const desk::Board& board, std::int64_t now_ms);
  /// A visit that is over leads to its rating, any other ticket to its place in the queue.
  void open_ticket(const domain::Ticket& ticket, std::int64_t now_ms);
  void begin_rating(const domain::Ticket& visit, std::int64_t now_ms);
  void set_score(int score);
  void toggle_aspect(const std::string& aspect);
  void submit_rating(std::int64_t now_ms);
  bool takes_keys() const;
  bool takes_letters() const;
  std::size_t typed_most() const;

  // flow_check_in.cpp: an appointment becomes a number
  void enter_check_in(std::int64_t now_ms);
  void check_in_code(const std::string& code, const std::string& branch, std::int64_t now_ms);
  bool check_in_refused(const domain::Refusal& refusal, std::int64_t now_ms);

  // flow_repair.cpp: a device is handed in
  void do_repair(const RepairIntent& intent, const desk::Board& board, std::int64_t now_ms);
  bool writes_text() const;
  void keep_answer();
  void turn_question(Page page, std::int64_t now_ms);
  void open_question(Page page, std::int64_t now_ms);
  void next_question(std::int64_t now_ms);
  void previous_question(std::int64_t now_ms);
  void words_written(std::int64_t now_ms);
  void fill_typed(const std::string& text);
  void forget_signature();
  void sign_begins(float x, float y);
  void sign_goes_on(float x, float y);
  void scanned_number(const std::string& text);

  // flow_status.cpp: how far a repair is
  void enter_repair(std::int64_t now_ms);
  void ask_for_phone(const domain::RepairNumber& number, std::int64_t now_ms);
  void ask_for_answer(bool approve, std::int64_t now_ms);
  void answer_quote(std::int64_t now_ms);
  void fetch_device(std::int64_t now_ms);
  void handed_in(const desk::Answer& answer, std::int64_t now_ms);

  // flow_staff.cpp
  void tap_corner(std::int64_t now_ms);
  void enter_staff(std::int64_t now_ms);
  void do_task(StaffTask task, std::int64_t now_ms);
  void print_again(const domain::TicketId& ticket, std::int64_t now_ms);

  FlowSettings settings_;
  std::set<domain::ServiceLetter> letters_;  ///< that the branch has
  FlowState state_;
  Entry entry_;
  input::ScannerKeys keyboard_;  ///< by a clock that stands while nobody listens
  std::int64_t deaf_ms_ = 0;     ///< how long it stood
  std::optional<Outgoing> outgoing_;
  std::optional<PrintRepair> slip_wanted_;
  RepairGuesses guesses_;
  bool signing_ = false;
  std::uint64_t next_serial_ = 1;
  std::uint64_t version_ = 1;
  std::optional<std::int64_t> began_ms_;  ///< the clock's first reading: before it nobody was idle
  std::int64_t touched_ms_ = 0;
  std::int64_t attract_since_ms_ = 0;
  std::vector<std::int64_t> corner_taps_ms_;
  std::int64_t restart_until_ms_ = 0;  ///< asking again counts until then
  Busy shown_busy_ = Busy::no;
  int shown_seconds_ = 0;
  int shown_leaf_ = 0;
};

/// The aspects a rating may name, in the order shown; fewer where few fit.
const std::vector<std::string>& rating_aspects();

inline std::string_view screen_name(Page page) {
  return rule_of(page).name;
}

}  // namespace menting::ui
