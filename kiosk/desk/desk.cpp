#include "kiosk/desk/desk.h"

#include <algorithm>
#include <chrono>
#include <future>
#include <stdexcept>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "kiosk/desk/repair_look.h"
#include "kiosk/domain/calendar.h"
#include "kiosk/domain/luhn.h"

namespace menting::desk {

using namespace domain;

namespace {

constexpr std::chrono::milliseconds idle_look{5'000};
constexpr std::chrono::milliseconds estimates_look{1'000};  // who comes now shows in "how long" as soon as this
constexpr std::int64_t receipt_kept_ms = 7 * 24 * 3600 * std::int64_t{1000};
constexpr std::int64_t sweep_every_ms = 3600 * std::int64_t{1000};
constexpr int days_remembered = 8;
constexpr int repair_days_remembered = 40;  // whether a device came back within 30 days has to be known
constexpr std::int64_t leftovers_every_ms = 10 * 60 * std::int64_t{1000};
constexpr int days_learnt_from = 28;

const Refusal unable{RefusalCode::branch_unable, {}};

// Only ever compared with other days, so a day that no calendar has does no harm.
BusinessDay days_before(BusinessDay day, int count) {
  int y = day.yyyymmdd / 10000, m = day.yyyymmdd / 100 % 100, d = day.yyyymmdd % 100 - count;
  if (d < 1) {
    d += 28;
    if (--m < 1) {
      m = 12;
      --y;
    }
  }
  return {y * 10000 + m * 100 + d};
}

double seconds_since(std::chrono::steady_clock::time_point began) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

/// What time alone may change.
bool shows_the_same(const Board& a, const Board& b) {
  return a.day == b.day && a.open == b.open && a.services == b.services && a.waiting == b.waiting;
}

}  // namespace

/// One request's receipt, held back until the group is durable.
struct Desk::Outcome {
  const Request* request;
  Receipt receipt;
};

Desk::Desk(Plan plan, std::string version, std::string config_digest, Journal& journal, Clock& clock, Health& health,
           std::int64_t config_version)
    : plan_(std::move(plan)), slip_address_(plan_.branch_id), journal_(journal), clock_(clock), health_(health) {
  // The day that the branch was last at work on: only another one is a new day.
  const BranchState newest = journal_.load({99999999});
  const Moment moment = clock_.now();
  day_ = newest.at_ms == 0 ? moment.day : clock_.day_of(newest.at_ms);
  seen_ = {newest.at_ms, newest.steady_ms, day_, 0};
  reload();
  journal_.begin();
  try {
    turn_day(moment);
    const auto started = decide(
        *branch_, StartBranch{std::move(version), std::move(config_digest), journal_.owed_erasures(), config_version},
        moment);
    write(started.value(), moment);
    journal_.commit();
    day_ = moment.day;
    seen_ = moment;
  } catch (...) {
    journal_.rollback();
    throw;
  }
  publish(moment);
}

Desk::~Desk() {
  stop();
}

void Desk::start() {
  thread_ = std::thread([this] { run(); });
}

void Desk::stop() {
  mailbox_.close();
  if (thread_.joinable()) thread_.join();
}

bool Desk::post(Letter letter) {
  return mailbox_.post(std::move(letter));
}

Receipt Desk::ask(Command command, std::string request_id, std::string fingerprint) {
  auto answered = std::make_shared<std::promise<Receipt>>();
  auto receipt = answered->get_future();
  Request request{std::move(command), std::move(request_id), std::move(fingerprint),
                  [answered](const Receipt& r) { answered->set_value(r); }};
  if (!post(std::move(request))) return unable;
  if (!thread_.joinable()) run_once(std::chrono::milliseconds(0));
  return receipt.get();
}

void Desk::run() {
  // What the box still holds when it closes is finished before the thread ends.
  while (run_once(maker_.owes_estimates() ? estimates_look : idle_look) > 0 || !mailbox_.closed()) {
  }
}

std::size_t Desk::run_once(std::chrono::milliseconds timeout) {
  auto letters = mailbox_.take(group_max_, timeout);
  handle(letters);
  return letters.size();
}

void Desk::handle(std::vector<Letter>& letters) {
  const Moment moment = clock_.now();
  const auto began = std::chrono::steady_clock::now();
  std::vector<Outcome> outcomes;
  bool kept = true;
  try {
    work_off(letters, moment, outcomes);
  } catch (const std::exception& e) {
    fail(e.what());
    // Nothing of the group happened.
    kept = false;
    outcomes.clear();
    for (const Letter& letter : letters) {
      if (const auto* request = std::get_if<Request>(&letter)) outcomes.push_back({request, unable});
    }
  }
  // What is committed is done, whatever becomes of its picture.
  try {
    if (!broken_) publish(moment);
  } catch (const std::exception& e) {
    fail(e.what());
  }
  for (const Letter& letter : letters) {
    if (const auto* look = std::get_if<Look>(&letter)) look->look(*branch_);
    if (const auto* consult = std::get_if<Consult>(&letter)) answer(*consult, moment);
    if (const auto* keep = std::get_if<KeepDirective>(&letter)) keep->done(kept);
  }
  for (const Outcome& outcome : outcomes) {
    health_.timings().request.add(seconds_since(began));
    if (outcome.request->done) outcome.request->done(outcome.receipt);
  }
}

void Desk::answer(const Consult& consult, const Moment& moment) {
  try {
    consult.consult(*branch_, journal_, moment);
  } catch (const std::exception& e) {
    log::error("desk", e.what());
    consult.failed();
  }
}

// Before anybody of the group takes a number.
void Desk::raise_numbers(const std::vector<Letter>& letters) {
  bool raised = false;
  for (const Letter& letter : letters) {
    const auto* given = std::get_if<NumbersGiven>(&letter);
    const auto* fork = std::get_if<ForkNote>(&letter);
    if (given == nullptr && fork == nullptr) continue;
    const auto& numbers = given != nullptr ? given->numbers : fork->numbers;
    journal_.raise_numbers(numbers);
    raised = raised || !numbers.empty();
  }
  if (raised) reload();
}

void Desk::work_off(const std::vector<Letter>& letters, const Moment& moment, std::vector<Outcome>& outcomes) {
  // After days ahead, what is of the day that it is again may have been forgotten.
  if (broken_ || moment.day < day_) reload();
  const bool missed = missed_appointments_due(moment);
  if (!letters.empty() || moment.day != day_ || broken_ || leftovers_due(moment) || missed) {
    journal_.begin();
    // Nobody may come while the branch cannot write: it tries for itself whether it can again.
    if (broken_) {
      journal_.prove_room();
      journal_.save_config_digest(branch_->state().config_digest);
    }
    raise_numbers(letters);
    turn_day(moment);
    if (missed) write(decide(*branch_, MissAppointments{}, moment).value(), moment);
    for (const Letter& letter : letters) {
      if (const auto* request = std::get_if<Request>(&letter)) {
        outcomes.push_back({request, decide_and_write(*request, moment)});
      } else if (const auto* ack = std::get_if<AckNote>(&letter)) {
        journal_.record_ack(ack->journal_id, ack->seq);
      } else if (const auto* other = std::get_if<ForkNote>(&letter)) {
        journal_.fork(other->journal_id, other->common_seq, moment.at_ms);
      } else if (const auto* known = std::get_if<NotesKnown>(&letter)) {
        journal_.record_notes_known(*known, moment.at_ms);
      } else if (const auto* keep = std::get_if<KeepDirective>(&letter)) {
        journal_.save_directive(keep->directive, moment.at_ms);
      }
    }
    const auto began = std::chrono::steady_clock::now();
    journal_.commit();
    health_.timings().commit.add(seconds_since(began));
    day_ = moment.day;
    health_.report("storage", {});
  }
  broken_ = false;
  seen_ = moment;
}

void Desk::fail(const std::string& why) {
  log::error("desk", why);
  health_.report("storage", why);
  broken_ = true;
  try {
    journal_.rollback();
  } catch (const std::exception& again) {
    log::error("desk", again.what());
  }
}

Receipt Desk::decide_and_write(const Request& request, const Moment& moment) {
  journal_.savepoint();
  try {
    Receipt receipt = decide_now(request, moment);
    journal_.release();
    return receipt;
  } catch (const std::exception& e) {
    // This request alone fails; the others of its group go on from the rows as they are.
    log::error("desk", e.what());
    journal_.rollback_to_savepoint();
    journal_.release();
    reload();
    return unable;
  }
}

Receipt Desk::decide_now(const Request& request, const Moment& moment) {
  if (!request.request_id.empty()) {
    if (const auto stored = journal_.find_receipt(request.request_id)) {
      if (stored->fingerprint != request.fingerprint) return Refusal{RefusalCode::idempotency_key_reused, {}};
      return with_own_words(read_receipt(stored->answer));
    }
  }
  const auto decision = decide(*branch_, completed(request.command, moment), moment);
  Receipt receipt = decision ? Receipt(write(decision.value(), moment)) : Receipt(decision.refusal());
  if (!request.request_id.empty()) {
    journal_.save_receipt(request.request_id, {request.fingerprint, receipt_json(receipt)}, moment.steady_ms);
  }
  return with_own_words(std::move(receipt));
}

// After it was kept: what people typed is in sealed notes alone.
Receipt Desk::with_own_words(Receipt receipt) {
  auto* answer = std::get_if<Answer>(&receipt);
  if (answer == nullptr || !answer->repair || !has_own_words(*answer->repair)) return receipt;
  put_own_words(*answer->repair, journal_.notes(answer->repair->number));
  return receipt;
}

// What the rules need and only the journal knows. The same device is known again by what only this branch can make of
// its number.
Command Desk::completed(Command command, const Moment& moment) {
  if (auto* check_in = std::get_if<CheckIn>(&command)) prove(*check_in, moment);
  RepairIntake* intake = nullptr;
  if (auto* opened = std::get_if<OpenRepair>(&command)) {
    opened->codes_hash = journal_.pseudonym("repair codes\n" + opened->code + "\n" + opened->pickup_code);
    intake = &opened->intake;
  }
  if (auto* corrected = std::get_if<CorrectRepair>(&command)) {
    // Only here nobody else's correction can come between what is known and what is written.
    const RepairOrder* order = branch_->repair(corrected->repair);
    if (order == nullptr) return command;
    corrected->intake = known_intake(*order, journal_.notes(order->number));
    change(corrected->intake, corrected->changes);
    intake = &corrected->intake;
  }
  if (intake == nullptr) return command;
  const std::string imei = without_gaps(intake->imei), serial = in_capitals(without_gaps(intake->serial));
  if (!imei.empty()) intake->device_hash = journal_.pseudonym("imei\n" + imei);
  if (imei.empty() && !serial.empty()) {
    intake->device_hash = journal_.pseudonym("serial\n" + intake->kind + "\n" + serial);
  }
  return command;
}

// A number that nobody has costs the same as one with another telephone.
void Desk::prove(CheckIn& command, const Moment& moment) const {
  command.code_hash = crypto::hash_hex(code_proof_text(command.code));
  const std::string number = normal_appointment_number(command.number);
  if (command.code.empty()) command.number = number;
  const Appointment* known = branch_->appointment_by_number(command.number, moment.day);
  const std::string proof = crypto::hash_hex(phone_proof_text(known == nullptr ? "" : known->id, command.phone_last4));
  if (known != nullptr && !command.phone_last4.empty()) command.phone_hash = proof;
}

Receipt Desk::write(const Decision& decision, const Moment& moment) {
  for (const Fact& fact : decision.facts) {
    const Event event{fact, moment.at_ms, moment.steady_ms};
    journal_.append(event);
    const Touched touched = branch_->apply(event);
    changed_ = true;
    if (touched.ticket) {
      const Ticket& ticket = *branch_->ticket(*touched.ticket);
      maker_.changed(ticket);
      journal_.save(ticket);
    }
    if (touched.counter) journal_.save(branch_->counter(*touched.counter));
    if (touched.number) {
      const auto& [day, service] = *touched.number;
      journal_.save_number(day, service, branch_->last_number(day, service));
    }
    if (touched.priority_run) {
      journal_.save_priority_run(*touched.priority_run, branch_->priority_run(*touched.priority_run));
    }
    if (touched.assistance) {
      const auto& open = branch_->state().assistance;
      const auto call = open.find(*touched.assistance);
      if (call == open.end()) journal_.erase_assistance(*touched.assistance);
      if (call != open.end()) journal_.save(call->second);
      journal_.save_last_assistance(branch_->state().last_assistance);
    }
    if (touched.closed_service) {
      const ServiceClosure* closure = branch_->closure(*touched.closed_service);
      if (closure == nullptr) journal_.erase_closure(*touched.closed_service);
      if (closure != nullptr) journal_.save(*closure);
    }
    if (touched.repair && decision.repair_codes && decision.repair_codes->repair == *touched.repair) {
      branch_->hold_codes(*decision.repair_codes);
    }
    if (touched.repair) journal_.save(*branch_->repair(*touched.repair));
    if (touched.loaner) journal_.save(*branch_->loaner(*touched.loaner));
    if (touched.appointment) journal_.save(*branch_->appointment(*touched.appointment));
    if (touched.config) journal_.save_config_digest(branch_->state().config_digest);
  }
  for (const AppointmentSecrets& secrets : decision.appointment_secrets) {
    journal_.save(secrets);
    branch_->hold_secrets(secrets);
  }
  for (const NoteErasure& erasure : decision.erasures) journal_.erase_notes(erasure, moment.at_ms);
  for (const Note& note : decision.notes) {
    // What was erased stays so: nothing is written about it any more.
    const RepairOrder* order = branch_->repair(note.ticket);
    if (order == nullptr || !order->erased) journal_.save_note(note, moment.at_ms);
  }
  if (decision.session_opened) {
    journal_.save_session(*decision.session_opened);
    branch_->open_session(*decision.session_opened);
    changed_ = true;
  }
  for (const std::string& hash : decision.sessions_closed) {
    journal_.erase_session(hash);
    branch_->close_session(hash);
    changed_ = true;
  }
  return answer_for(decision);
}

Answer Desk::answer_for(const Decision& decision) const {
  Answer answer;
  if (const Ticket* ticket = branch_->ticket(decision.ticket)) answer.ticket = *ticket;
  answer.assistance = decision.assistance;
  if (const RepairOrder* order = branch_->repair(decision.repair)) answer.repair = *order;
  const LoanerNumber lent = answer.repair ? answer.repair->loaner : 0;
  if (const Loaner* loaner = branch_->loaner(decision.loaner != 0 ? decision.loaner : lent)) answer.loaner = *loaner;
  answer.no_ticket = decision.no_ticket;
  if (decision.service) {
    answer.service = ServiceStanding{*decision.service, std::nullopt};
    if (const ServiceClosure* closure = branch_->closure(*decision.service)) answer.service->closure = *closure;
  }
  if (decision.counter != 0) answer.counter = branch_->counter(decision.counter);
  return answer;
}

void Desk::turn_day(const Moment& moment) {
  if (moment.steady_ms - receipts_swept_ms_ > sweep_every_ms) {
    journal_.erase_receipts_before(moment.steady_ms - receipt_kept_ms);
    receipts_swept_ms_ = moment.steady_ms;
  }
  // A clock that was set back makes no new day; the day that it shows is worked on all the same.
  const bool later_day = moment.day > day_;
  if (!later_day && !leftovers_due(moment)) return;
  leftovers_seen_ms_ = moment.steady_ms;
  const bool jumped = later_day && turned_by_jump(seen_, moment);
  if (jumped) log::warn("desk", "the clock jumped to another day: whoever is in the hall stays in the queue");
  const auto turned = decide(*branch_, TurnDay{later_day && !jumped}, moment);
  write(turned.value(), moment);
  if (!later_day) return;
  branch_->forget_before(days_before(moment.day, days_remembered));
  branch_->forget_repairs_before(add_days(moment.day, -repair_days_remembered));
  branch_->forget_appointments_before(days_before(moment.day, days_remembered));
  journal_.erase_appointment_secrets_before(days_before(moment.day, days_remembered));
  learn_history(moment.day);
}

// Once a minute, since slots end on one.
bool Desk::missed_appointments_due(const Moment& moment) {
  const std::pair minute{moment.day, moment.minute_of_day};
  if (minute == appointments_seen_) return false;
  appointments_seen_ = minute;
  return has_missed_appointments(*branch_, moment);
}

bool Desk::leftovers_due(const Moment& moment) const {
  return moment.steady_ms - leftovers_seen_ms_ > leftovers_every_ms && has_leftovers(*branch_, moment.day);
}

void Desk::reload() {
  const BusinessDay shown = clock_.now().day;
  const BusinessDay today = std::max(day_, shown);
  // A clock that went back some weeks shows a day whose tickets are known; one that went back for years does not.
  const BusinessDay since =
      std::clamp(shown, days_before(today, days_learnt_from), days_before(today, days_remembered));
  branch_ = std::make_unique<Branch>(plan_, journal_.load(since), journal_.load_sessions());
  for (AppointmentSecrets& secrets : journal_.load_appointment_secrets()) branch_->hold_secrets(std::move(secrets));
  appointments_seen_ = {};
  learn_history(today);
  maker_.start_over();
  changed_ = true;
}

// Once a day: what past days came to does not change.
void Desk::learn_history(BusinessDay today) {
  if (history_day_ != today) history_ = journal_.load_history(days_before(today, days_learnt_from), today);
  history_day_ = today;
  branch_->remember(history_);
}

void Desk::publish(const Moment& moment) {
  const BoardPtr shown = boards_.get();
  Board board = maker_.make(*branch_, moment, journal_.position());
  for (auto& [ticket, order] : board.repair_slips) {
    if (has_own_words(order)) put_own_words(order, journal_.notes(order.number));
  }
  // A version must mean the same after a restart, so it starts from the clock.
  const bool first = shown->version == 0;
  if (!first && !changed_ && shows_the_same(*shown, board)) {
    if (shown->journal.seq == board.journal.seq && shown->journal.acked == board.journal.acked) return;
    board.version = shown->version;
    boards_.replace(std::make_shared<const Board>(std::move(board)));
    return;
  }
  board.version = first ? moment.at_ms : shown->version + 1;
  changed_ = false;
  boards_.publish(std::make_shared<const Board>(std::move(board)));
}

}  // namespace menting::desk
