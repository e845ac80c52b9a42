#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "kiosk/domain/note_subject.h"
#include "kiosk/lan/fields.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/unfit.h"

// What people wrote in their own words, for a manager. That it was read is an event; what it says is in none.
namespace menting::lan {
namespace {

constexpr std::size_t subject_bytes_max = 64;

std::string note_list_view(const std::string& subject, const std::vector<desk::NoteRead>& notes) {
  nlohmann::ordered_json json;
  json["subject"] = subject;
  auto& items = json["items"] = nlohmann::ordered_json::array();
  for (const desk::NoteRead& read : notes) {
    // Drawings are no words.
    if (read.note.kind == "signature" || read.note.kind == "scratches") continue;
    items.push_back({{"kind", read.note.kind}, {"text", read.note.text}, {"at", base::rfc3339(read.at_ms)}});
  }
  json["total"] = items.size();
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void Reception::read_notes(const Asked& asked) {
  const std::string subject = Fields(asked.request()).text("subject", subject_bytes_max);
  post(domain::ReadNotes{subject, asked.caller.person->id}, asked.key, fingerprint_of(asked),
       [this, asked, subject](const desk::Receipt& receipt) {
         if (const auto* refusal = std::get_if<domain::Refusal>(&receipt)) {
           return reply(asked.exchange, problem_for(*refusal, asked.language));
         }
         try {
           show_notes(asked, subject);
         } catch (const Refused& refused) {
           reply(asked.exchange, problem_for(refused.refusal, asked.language));
         }
       });
}

void Reception::show_notes(const Asked& asked, const std::string& subject) {
  consult(asked,
          [this, asked, subject](const domain::Branch& branch, desk::Journal& journal,
                                 const domain::Moment& moment) -> Then {
            const std::string about = domain::note_subject(branch, subject, moment.day).value_or("");
            return [this, asked, about, notes = journal.notes(about)] {
              reply(asked.exchange, {200, "application/json", note_list_view(about, notes), {}});
            };
          });
}

}  // namespace menting::lan
