#include "base/text/catalog.h"
#include "kiosk/words/repair_words.h"
#include "kiosk/words/words.h"

namespace menting::words {
namespace {

using domain::Alert;
using domain::AlertKind;

std::string name_of(const domain::StaffId& staff, const domain::Plan& plan) {
  const domain::StaffPlan* person = plan.person(staff);
  return person == nullptr ? staff : person->name;
}

std::string disk(const std::string& about, const std::string& amount, std::string_view language) {
  if (about != "full") return text::tr(language, "The disk reports a fault. Please tell the technician.");
  return text::tr(language, "Only {1} MB are free on the disk. Please make room.", {amount});
}

}  // namespace

std::string place(std::string_view code, std::string_view language) {
  constexpr std::string_view counter = "counter_";
  if (code.starts_with(counter)) {
    return text::tr(language, "counter {1}", {std::string(code.substr(counter.size()))});
  }
  if (code == "kiosk") return text::tr(language, "the kiosk");
  if (code == "entrance") return text::tr(language, "the entrance");
  if (code == "waiting_area") return text::tr(language, "the waiting area");
  if (code == "self_service") return text::tr(language, "the self-service area");
  return std::string(code);
}

std::string alert(const Alert& alert, const domain::Plan& plan, std::string_view language) {
  const std::string amount = std::to_string(alert.amount);
  const std::string letter(alert.service == 0 ? 0 : 1, alert.service);
  const domain::Service* service = plan.service(alert.service);
  const std::string target = service == nullptr ? "0" : std::to_string(service->target_wait_minutes);
  const std::string day = domain::to_string(alert.day);
  domain::RepairState at{};
  const std::string state = domain::from_string(alert.about, at) ? repair_state(at, language) : std::string();
  switch (alert.kind) {
    case AlertKind::target_passed:
      return text::tr(language, "{1} has waited {2} min; the target is {3} min.", {alert.ticket_name, amount, target});
    case AlertKind::target_near:
      return text::tr(language, "{1} has waited {2} min and may pass the target of {3} min.",
                      {alert.ticket_name, amount, target});
    case AlertKind::low_rating:
      return text::tr(language, "{1} rated {2} with {3} of 5. Please say what was done.",
                      {alert.ticket_name, name_of(alert.staff, plan), amount});
    case AlertKind::printer:
      return printer(alert.about, language);
    case AlertKind::paper_low:
      return printer("paper_low", language);
    case AlertKind::disk:
      return disk(alert.about, amount, language);
    case AlertKind::hq_lag:
      return text::tr(language, "Headquarters lacks {1} events. The branch works on; please check the line.", {amount});
    case AlertKind::assistance:
      return text::tr(language, "Somebody asks for help at {1}.", {place(alert.about, language)});
    case AlertKind::storage:
      return text::tr(language,
                      "The branch cannot save anything. Please send customers to the staff and check the disk.");
    case AlertKind::no_counter:
      return text::tr(language, "{1} waiting for service {2}, and no open counter serves it.", {amount, letter});
    case AlertKind::repair_overdue:
      return text::tr(language, "Repair {1} was promised for {2} and is not ready: {3}.", {alert.repair, day, state});
    case AlertKind::repair_due:
      return text::tr(language, "Repair {1} is promised for {2} and is not ready yet: {3}.",
                      {alert.repair, day, state});
    case AlertKind::repair_stuck:
      return text::tr(language, "Repair {1} has stood at \"{2}\" for {3} hours.", {alert.repair, state, amount});
    case AlertKind::loaner_overdue:
      return text::tr(language, "Loaner {1} of repair {2} should have been back on {3}.",
                      {alert.about, alert.repair, day});
  }
  return {};
}

}  // namespace menting::words
