#include "kiosk/lan/field_limits.h"
#include "kiosk/lan/fields.h"
#include "kiosk/lan/reception.h"
#include "kiosk/lan/unfit.h"

// What a manager alone may change: what the hall offers today, and what is said to a rating.
namespace menting::lan {
namespace {

constexpr std::size_t note_bytes_max = 65'536;  // the rule knows how long is too long
constexpr std::size_t services_max = 26;

/// One capital letter, or a service that no hall has.
domain::ServiceLetter letter_in_address(const std::string& item) {
  if (item.size() == 1 && item[0] >= 'A' && item[0] <= 'Z') return item[0];
  throw Refused({domain::RefusalCode::service_unknown, item});
}

/// Letters in order of preference; nothing said: as configured.
std::string services_of(const Fields& fields) {
  if (!fields.has("services")) return {};
  std::string letters;
  for (const std::string& letter : fields.texts_if("services", services_max, 1)) {
    if (letter.size() != 1 || letter[0] < 'A' || letter[0] > 'Z') throw invalid_field("services");
    letters += letter;
  }
  if (letters.empty()) throw invalid_field("services");
  return letters;
}

}  // namespace

void Reception::run_manager_command(const Asked& asked) {
  const domain::StaffId& staff = asked.caller.person->id;
  const Action action = asked.route->action;
  if (action == Action::reassign_counter) {
    const int counter = counter_number(asked);
    post(asked, domain::ReassignCounter{counter, staff, services_of(Fields(asked.request()))}, Shape::counter);
    return;
  }
  const Fields fields(asked.request());
  if (action == Action::answer_rating) {
    domain::AnswerRating command{asked.item, staff, fields.text("action", free_text_bytes_max),
                                 fields.text_if("note", note_bytes_max).value_or("")};
    return post(asked, std::move(command), Shape::rating_answered);
  }
  const domain::ServiceLetter letter = letter_in_address(asked.item);
  if (action == Action::reopen_service) return post(asked, domain::ReopenIntake{letter, staff}, Shape::service);
  const auto reason = fields.text_if("reason", free_text_bytes_max);
  post(asked, domain::CloseIntake{letter, staff, reason.value_or("")}, Shape::service);
}

}  // namespace menting::lan
