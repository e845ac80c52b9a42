#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/desk/repair_look.h"
#include "kiosk/lan/guard.h"
#include "kiosk/lan/lan_server.h"
#include "kiosk/lan/live_board.h"
#include "kiosk/lan/pages.h"
#include "kiosk/lan/pin_gate.h"
#include "kiosk/lan/rating_gate.h"
#include "kiosk/lan/repair_gate.h"
#include "kiosk/lan/repair_prints.h"
#include "kiosk/lan/views.h"

namespace menting::lan {

/// One API request that was let in.
struct Asked {
  http::ExchangePtr exchange;
  const Route* route = nullptr;
  std::string item;  ///< the counter's number, the ticket's id or the call for help in the address
  std::string language;
  Caller caller;
  desk::BoardPtr board;
  std::string key;  ///< Idempotency-Key; empty none

  const http::Request& request() const { return exchange->request(); }
};

/// How a command's receipt becomes an answer.
enum class Shape {
  ticket,
  taken,
  counter,
  rated,
  help_called,
  help_answered,
  service,
  rating_answered,
  repair,
  repair_opened,
  repair_fetched,
  loaner
};

/// Receives the requests: lets in who may, reads, answers from the Board or asks the desk. Everything happens on the
/// server's thread; the desk's receipts are handed back to it.
class Reception : public std::enable_shared_from_this<Reception> {
 public:
  Reception(LanSettings settings, desk::Desk& desk, desk::Health& health);
  Reception(const Reception&) = delete;
  Reception& operator=(const Reception&) = delete;

  void start();
  http::Server& server() { return server_; }
  const LanSettings& settings() const { return settings_; }

 private:
  struct SignInTry {
    Asked asked;
    std::string staff;
    std::string pin;
  };
  using SignInPtr = std::shared_ptr<SignInTry>;

  // reception.cpp
  void respond(const http::ExchangePtr& exchange);
  void serve(const http::ExchangePtr& exchange, const std::string& language);
  struct Works;
  void run(const Asked& asked);
  void follow_board(const Asked& asked);
  void show_session(const Asked& asked) const;
  void show_estimates(const Asked& asked) const;
  void run_repairs(const Asked& asked);
  void reply(const http::ExchangePtr& exchange, http::Response response) const;
  ViewContext context_for(const Asked& asked) const;
  void on_change();
  const BoardText& board_text();

  // reads.cpp
  void show_board(const Asked& asked);
  void list_tickets(const Asked& asked) const;
  void show_ticket(const Asked& asked) const;
  void list_counters(const Asked& asked) const;
  void list_queues(const Asked& asked) const;
  void show_counter(const Asked& asked) const;
  void list_assistance(const Asked& asked) const;
  void show_counter_queue(const Asked& asked) const;
  void show_own_day(const Asked& asked) const;
  void show_health(const Asked& asked) const;
  void show_metrics(const Asked& asked) const;
  void show_page(const http::ExchangePtr& exchange, const std::string& language);

  // wall.cpp
  void send_call_sound(const Asked& asked);
  void list_announcements(const Asked& asked);
  void send_picture(const Asked& asked);

  // commands.cpp
  void run_command(const Asked& asked);
  void run_ticket_command(const Asked& asked);
  void run_assistance_command(const Asked& asked);
  void run_counter_command(const Asked& asked);
  /// A technician who is no clerk serves who comes for a repair, and nobody else.
  static bool repairs_alone(const Caller& caller);
  void check_repair_ticket(const Asked& asked) const;
  void check_repair_counter(const Asked& asked, int number) const;
  void rate_visit(const Asked& asked, domain::Command command);
  void post(const Asked& asked, domain::Command command, Shape shape);
  void post(domain::Command command, const std::string& key, const std::string& fingerprint,
            std::function<void(const desk::Receipt&)> on_server_thread);
  http::Response response_to(const desk::Receipt& receipt, const Asked& asked, Shape shape) const;
  static std::string fingerprint_of(const Asked& asked);
  int counter_number(const Asked& asked) const;

  // appointments.cpp
  void check_in(const Asked& asked);
  void list_appointments(const Asked& asked);

  // manager_reads.cpp
  void list_alerts(const Asked& asked);
  void show_day_report(const Asked& asked);
  void list_audit(const Asked& asked);
  /// Reads on a thread for slow work and answers; a failure is said as such.
  void answer_from_records(const Asked& asked, std::function<http::Response()> make);

  // manager_commands.cpp
  void run_manager_command(const Asked& asked);

  // repairs.cpp
  void run_repair_command(const Asked& asked);

  // repair_print.cpp
  void print_repair(const Asked& asked);
  void start_print(const Asked& asked, RepairPaper paper);

  // note_reads.cpp
  void read_notes(const Asked& asked);
  void show_notes(const Asked& asked, const std::string& subject);

  // repair_reads.cpp
  using Then = std::function<void()>;
  using Consulting = std::function<Then(const domain::Branch&, desk::Journal&, const domain::Moment&)>;
  /// Lets the desk look where only it can; what that gives goes on here, on the server's thread.
  void consult(const Asked& asked, Consulting look);
  void list_repairs(const Asked& asked);
  void show_repair(const Asked& asked);
  void list_loaners(const Asked& asked);
  void report_repairs(const Asked& asked);

  // repair_status.cpp
  /// A customer's own repair, by the slip's code or by number and telephone.
  void run_customer_repair(const Asked& asked);
  void go_on_with(const Asked& asked, const desk::RepairSeen& seen);
  /// One more guess from there: throws where they are too many.
  void hold_up(const Asked& asked, const std::string& guessed);

  // sign_in.cpp
  void sign_in(const Asked& asked);
  void sign_out(const Asked& asked);
  void check_pin(const SignInPtr& attempt);
  void on_pin_checked(const SignInPtr& attempt, std::optional<bool> right);
  void open_session(const SignInPtr& attempt, const std::string& key);
  void refuse_locked(const SignInPtr& attempt);
  void end_expired_sessions();
  std::int64_t steady_ms() const;

  const LanSettings settings_;
  desk::Desk& desk_;
  desk::Health& health_;
  const std::string session_secret_;  ///< of this run: the same sign-in under the same key gets the same token
  const std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  std::atomic<bool> woken_ = false;
  BoardText board_text_;
  Pages pages_;
  PinGate gate_;
  RatingGate rating_gate_;
  RepairGate repair_gate_;
  RepairPrints repair_prints_;
  std::vector<SignInPtr> held_;  ///< sign-ins that wait for the outcome of others
  // Last, so that its thread is gone before anything it uses.
  http::Server server_;
  LiveBoard live_;
};

}  // namespace menting::lan
