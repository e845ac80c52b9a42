#include <nlohmann/json.hpp>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/text/catalog.h"
#include "kiosk/lan/field_limits.h"
#include "kiosk/lan/fields.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/unfit.h"
#include "kiosk/words/words.h"

// The papers of a repair, out of the kiosk's printer. Not an event: none of them is needed to know how a repair stands.
namespace menting::lan {
namespace {

constexpr const char* busy = "busy";  ///< no word of the printer's: too many papers wait

RepairPaper::What what_of(const Fields& fields) {
  const std::string what = fields.text("what", word_bytes_max);
  if (what == "slip") return RepairPaper::What::slip;
  if (what == "label") return RepairPaper::What::label;
  if (what == "receipt") return RepairPaper::What::receipt;
  throw invalid_field("what");
}

/// As a ticket's `print` says it.
std::string state_of(const std::string& code) {
  if (code == "ready" || code == "paper_low") return "printed";
  if (code == "unknown" || code == "no_reply") return "unconfirmed";
  return code == "no_printer" ? "none" : "failed";
}

Unfit printer_busy() {
  return {503, "printer_busy", MENTING_TEXT("The printer has too much to print. Please wait a moment and try again.")};
}

}  // namespace

void Reception::print_repair(const Asked& asked) {
  const auto number = domain::read_repair_number(asked.item);
  if (!number) throw Refused({domain::RefusalCode::repair_unknown, asked.item});
  const RepairPaper::What what = what_of(Fields(asked.request()));
  consult(
      asked,
      [this, asked, number, what](const domain::Branch& branch, desk::Journal& journal, const domain::Moment&) -> Then {
        const domain::RepairOrder* known = branch.repair(*number);
        if (known == nullptr) throw Refused({domain::RefusalCode::repair_unknown, *number});
        // Nothing of it is left to stand on paper.
        if (known->erased) throw Refused({domain::RefusalCode::repair_erased, *number});
        RepairPaper paper{what, *known, std::nullopt, asked.language};
        if (desk::has_own_words(*known)) desk::put_own_words(paper.order, journal.notes(*number));
        const domain::Ticket* ticket = branch.ticket(known->ticket);
        if (ticket != nullptr && domain::is_active(ticket->state)) paper.ticket = *ticket;
        return [this, asked, paper]() { start_print(asked, paper); };
      });
}

void Reception::start_print(const Asked& asked, RepairPaper paper) {
  const std::string named = asked.key.empty() ? crypto::random_uuid() : asked.key;
  const std::string key = named + " " + fingerprint_of(asked);
  const auto answer = [weak = weak_from_this(), asked](const std::string& code) {
    const auto self = weak.lock();
    if (!self) return;
    if (code == busy) return self->reply(asked.exchange, problem_for(printer_busy(), asked.language));
    nlohmann::ordered_json body;
    body["print"] = state_of(code);
    body["code"] = code;
    body["detail"] = words::printer(code, asked.language);
    self->reply(asked.exchange, {200, "application/json", body.dump(), {}});
  };
  if (!repair_prints_.begin(key, answer)) return;
  if (!settings_.print_repair) return repair_prints_.finish(key, "no_printer");
  const auto printed = [weak = weak_from_this(), key](const std::string& code) {
    const auto self = weak.lock();
    if (!self) return;
    self->server_.post([self, key, code] { self->repair_prints_.finish(key, code); });
  };
  if (!settings_.print_repair(std::move(paper), printed)) repair_prints_.give_up(key, busy);
}

}  // namespace menting::lan
