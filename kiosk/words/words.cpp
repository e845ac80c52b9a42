#include "kiosk/words/words.h"

#include <cstdint>

#include "base/text/catalog.h"
#include "kiosk/domain/estimate.h"
#include "kiosk/domain/plan.h"

namespace menting::words {
namespace {

std::string waited(std::int64_t ms, std::string_view language) {
  const std::int64_t minutes = ms / 60'000;
  if (minutes < 1) return text::tr(language, "less than a minute");
  return text::tr(language, "{1} min", {std::to_string(minutes)});
}

}  // namespace

std::string why(const domain::Ticket& ticket, std::string_view language) {
  const std::string wait = waited(ticket.waited_ms, language);
  switch (ticket.why) {
    case domain::Why::none:
      return text::tr(language, "Not called yet.");
    case domain::Why::first_come:
      return text::tr(language, "Waited longest of those this counter serves: {1}.", {wait});
    case domain::Why::priority_lane:
      return text::tr(language, "{1} goes first; waited {2}.", {lane(ticket.lane, language), wait});
    case domain::Why::priority_run_ended:
      return text::tr(language, "After several priority calls it is a standard number's turn; waited {1}.", {wait});
    case domain::Why::waited_too_long:
      return text::tr(language, "Has waited beyond the longest wait we allow: {1}.", {wait});
    case domain::Why::chosen_by_clerk:
      return text::tr(language, "Called by number; waited {1}.", {wait});
    case domain::Why::sent_to_counter:
      return text::tr(language, "Passed on to this counter by a colleague; waited {1}.", {wait});
    case domain::Why::appointment_due:
      return text::tr(language, "Appointment {1}, whose time has come; waited {2}.", {slot(ticket), wait});
  }
  return {};
}

std::string slot(const domain::Ticket& ticket) {
  if (ticket.appointment.empty()) return {};
  return domain::time_of_day(ticket.slot_from_minute) + "–" + domain::time_of_day(ticket.slot_to_minute);
}

std::string lane(domain::Lane lane, std::string_view language) {
  switch (lane) {
    case domain::Lane::standard:
      return text::tr(language, "Standard");
    case domain::Lane::care:
      return text::tr(language, "Priority care");
    case domain::Lane::vip:
      return text::tr(language, "VIP");
    case domain::Lane::appointment:
      return text::tr(language, "Appointment");
  }
  return {};
}

std::string estimate(const domain::Estimate& estimate, std::string_view language) {
  const std::string low = std::to_string(estimate.low_minutes);
  const std::string high = std::to_string(estimate.high_minutes);
  if (domain::is_at_once(estimate)) return text::tr(language, "right away");
  if (domain::is_open_ended(estimate)) {
    if (estimate.low_minutes >= domain::estimate_low_max) return text::tr(language, "more than 2 hours");
    return text::tr(language, "more than {1} min", {low});
  }
  if (estimate.low_minutes <= 0) return text::tr(language, "within {1} min", {high});
  if (estimate.low_minutes >= estimate.high_minutes) return text::tr(language, "about {1} min", {low});
  return text::tr(language, "about {1}–{2} min", {low, high});
}

}  // namespace menting::words
