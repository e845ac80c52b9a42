#include <optional>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/text/catalog.h"
#include "kiosk/domain/repair_intake.h"
#include "kiosk/lan/fields.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/repair_views.h"
#include "kiosk/lan/unfit.h"

// What a customer sees and decides of their own repair. Whether the number or the telephone was wrong, nobody learns:
// the same is done for both and the same is answered.
namespace menting::lan {
namespace {

constexpr std::size_t word_bytes_max = 64;
constexpr std::size_t slip_code_characters = 12;

/// What somebody says to be let at a repair.
struct Claim {
  std::string code;    ///< of the slip; empty: by number
  std::string number;  ///< in its own form; empty: it is none
  std::string phone_last4;
  std::string guessed;  ///< what wrong guesses are counted about
};

Claim claim_of(const Fields& fields) {
  Claim claim;
  if (const auto code = fields.text_if("code", word_bytes_max)) {
    if (fields.has("number")) throw invalid_field("number");
    claim.code = crypto::normal_code(*code);
    if (claim.code.empty()) throw invalid_field("code");
    claim.guessed = "code " + claim.code;
    return claim;
  }
  const std::string typed = fields.text("number", word_bytes_max);
  claim.number = domain::read_repair_number(typed).value_or("");
  claim.guessed = claim.number.empty() ? crypto::normal_code(typed) : claim.number;
  claim.phone_last4 = fields.text("phone_last4", word_bytes_max);
  return claim;
}

Unfit no_such_repair() {
  return {404, "repair_unknown",
          MENTING_TEXT("We found no repair with these details. Please check the number on the slip and the last four "
                       "digits of your telephone number.")};
}

/// The order that is claimed, or one to look up in its place so that nobody can tell by the time it takes.
const domain::RepairOrder* find_order(const domain::Branch& branch, const Claim& claim, bool& is_claimed) {
  const domain::RepairOrder* order =
      claim.code.empty() ? branch.repair(claim.number) : branch.repairs().by_code(claim.code);
  is_claimed = order != nullptr;
  if (order != nullptr) return order;
  const auto& orders = branch.state().repairs.orders;
  return orders.empty() ? nullptr : &orders.rbegin()->second;
}

bool knows_phone(const std::vector<desk::NoteRead>& notes, const std::string& last4) {
  std::string phone;
  for (const desk::NoteRead& read : notes) {
    if (read.note.kind == "customer_phone") phone = read.note.text;
  }
  const std::string known = domain::last_four(phone);
  return !known.empty() && crypto::equal_secret(known, last4);
}

}  // namespace

void Reception::run_customer_repair(const Asked& asked) {
  const Fields fields(asked.request());
  const Claim claim = claim_of(fields);
  if (asked.route->action == Action::answer_quote) {
    const std::string answer = fields.text("answer", word_bytes_max);
    if (answer != "approve" && answer != "decline") throw invalid_field("answer");
  }
  const std::string remote = asked.request().remote;
  if (!repair_gate_.ask(remote, claim.guessed, asked.request().loopback, steady_ms())) {
    const std::string wait_s = std::to_string(repair_gate_.retry_after_s(remote, claim.guessed, steady_ms()));
    Unfit locked(429, "too_many_attempts", MENTING_TEXT("Too many wrong tries. Please try again in {1} s."), {wait_s});
    locked.headers.emplace_back("Retry-After", wait_s);
    throw locked;
  }
  consult(asked,
          [this, asked, claim, remote](const domain::Branch& branch, desk::Journal& journal,
                                       const domain::Moment&) -> Then {
            bool is_claimed = false;
            const domain::RepairOrder* found = find_order(branch, claim, is_claimed);
            std::vector<desk::NoteRead> notes;
            if (found != nullptr) notes = journal.notes(found->number);
            const bool knows = knows_phone(notes, claim.phone_last4) || !claim.code.empty();
            if (!is_claimed || !knows || found->erased) {
              return [] { throw no_such_repair(); };
            }
            std::optional<domain::Loaner> lent;
            if (const domain::Loaner* loaner = branch.loaner(found->loaner)) lent = *loaner;
            return [this, asked, claim, remote, lent, order = *found, said = std::move(notes)] {
              repair_gate_.give_back(remote, claim.guessed);
              go_on_with(asked, order, said, lent);
            };
          });
}

void Reception::go_on_with(const Asked& asked, const domain::RepairOrder& order,
                           const std::vector<desk::NoteRead>& notes, const std::optional<domain::Loaner>& loaner) {
  if (asked.route->action == Action::repair_status) {
    return reply(asked.exchange,
                 {200, "application/json", repair_status_view(order, loaner, notes, context_for(asked)), {}});
  }
  if (asked.route->action == Action::fetch_repair) {
    domain::FetchRepair command{order.number, crypto::random_code(slip_code_characters), asked.language};
    return post(asked, std::move(command), Shape::repair_fetched);
  }
  domain::AdvanceRepair command;
  command.repair = order.number;
  command.step = Fields(asked.request()).text("answer", word_bytes_max) == "approve" ? domain::RepairStep::approve
                                                                                     : domain::RepairStep::decline;
  post(std::move(command), asked.key, fingerprint_of(asked), [this, asked, notes](const desk::Receipt& receipt) {
    if (const auto* refusal = std::get_if<domain::Refusal>(&receipt)) {
      return reply(asked.exchange, problem_for(*refusal, asked.language));
    }
    const auto& answer = std::get<desk::Answer>(receipt);
    reply(asked.exchange, {200,
                           "application/json",
                           repair_status_view(answer.repair.value(), answer.loaner, notes, context_for(asked)),
                           {}});
  });
}

}  // namespace menting::lan
