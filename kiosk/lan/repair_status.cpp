#include <utility>

#include "base/crypto/crypto.h"
#include "base/text/catalog.h"
#include "kiosk/lan/field_limits.h"
#include "kiosk/lan/fields.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/repair_fields.h"
#include "kiosk/lan/repair_views.h"
#include "kiosk/lan/unfit.h"

// What a customer sees and decides of their own repair. Whether the number or the telephone was wrong, nobody learns:
// the same is done for both and the same is answered.
namespace menting::lan {
namespace {

struct Claim {
  desk::RepairClaim claim;
  std::string guessed;  ///< what wrong guesses are counted about
};

Claim claim_of(const Fields& fields) {
  Claim claim;
  if (const auto code = fields.text_if("code", code_bytes_max)) {
    if (fields.has("number")) throw invalid_field("number");
    claim.claim.code = crypto::bare_code(*code);
    if (claim.claim.code.empty()) throw invalid_field("code");
    claim.guessed = "code " + claim.claim.code;
    return claim;
  }
  const std::string typed = fields.text("number", word_bytes_max);
  claim.claim.number = domain::read_repair_number(typed).value_or("");
  claim.guessed = claim.claim.number.empty() ? crypto::normal_code(typed) : claim.claim.number;
  claim.claim.phone_last4 = fields.text("phone_last4", word_bytes_max);
  return claim;
}

Unfit no_such_repair() {
  return {404, "repair_unknown",
          MENTING_TEXT("We found no repair with these details. Please check the number on the slip and the last four "
                       "digits of your telephone number.")};
}

}  // namespace

void Reception::run_customer_repair(const Asked& asked) {
  const Fields fields(asked.request());
  const Claim claim = claim_of(fields);
  if (asked.route->repair == RepairAction::answer_quote) {
    const std::string answer = fields.text("answer", word_bytes_max);
    if (answer != "approve" && answer != "decline") throw invalid_field("answer");
  }
  // Nobody guesses the slip's code: who has it is never held up by what others tried.
  const bool by_code = !claim.claim.code.empty();
  if (!by_code) hold_up(asked, claim.guessed);
  consult(asked,
          [this, asked, claim, by_code](const domain::Branch& branch, desk::Journal& journal,
                                        const domain::Moment&) -> Then {
            auto found = desk::find_claimed(branch, journal, claim.claim);
            if (!found) {
              return [this, asked, by_code, guessed = claim.guessed] {
                if (by_code) hold_up(asked, guessed);
                throw no_such_repair();
              };
            }
            return [this, asked, by_code, guessed = claim.guessed, seen = std::move(*found)] {
              if (!by_code) repair_gate_.give_back(asked.request().remote, guessed);
              go_on_with(asked, seen);
            };
          });
}

void Reception::hold_up(const Asked& asked, const std::string& guessed) {
  const http::Request& request = asked.request();
  if (repair_gate_.ask(request.remote, guessed, request.loopback, steady_ms())) return;
  const int left_s = repair_gate_.retry_after_s(request.remote, guessed, request.loopback, steady_ms());
  const std::string wait_s = std::to_string(left_s);
  Unfit locked(429, "too_many_attempts",
               MENTING_TEXT("Too many wrong tries. Scan the code on your slip, or try again in {1} s."), {wait_s});
  locked.headers.emplace_back("Retry-After", wait_s);
  throw locked;
}

void Reception::go_on_with(const Asked& asked, const desk::RepairSeen& seen) {
  if (asked.route->repair == RepairAction::status) {
    return reply(
        asked.exchange,
        {200, "application/json", repair_status_view(seen.order, seen.loaner, seen.notes, context_for(asked)), {}});
  }
  if (asked.route->repair == RepairAction::fetch) {
    domain::FetchRepair command{seen.order.number, crypto::random_code(slip_code_characters), asked.language};
    return post(asked, std::move(command), Shape::repair_fetched);
  }
  domain::AdvanceRepair command;
  command.repair = seen.order.number;
  const Fields fields(asked.request());
  const bool approves = fields.text("answer", word_bytes_max) == "approve";
  command.step = approves ? domain::RepairStep::approve : domain::RepairStep::decline;
  name_quote(fields, command);
  post(std::move(command), asked.key, fingerprint_of(asked),
       [this, asked, notes = seen.notes](const desk::Receipt& receipt) {
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
