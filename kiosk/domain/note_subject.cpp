#include "kiosk/domain/note_subject.h"

#include "kiosk/domain/calendar.h"
#include "kiosk/domain/luhn.h"

namespace menting::domain {
namespace {

/// "20261123-A001", of whatever day: tickets of weeks ago are not in memory.
bool is_ticket_id(std::string_view text) {
  constexpr std::size_t letter_at = 9, size_min = 13, size_max = 15;
  if (text.size() < size_min || text.size() > size_max || text[8] != '-') return false;
  const std::string day(text.substr(0, 8));
  const bool is_day = all_digits(day) && read_day(day.substr(0, 4) + "-" + day.substr(4, 2) + "-" + day.substr(6));
  return is_day && text[letter_at] >= 'A' && text[letter_at] <= 'Z' && all_digits(text.substr(letter_at + 1));
}

}  // namespace

std::optional<std::string> note_subject(const Branch& branch, std::string_view typed, BusinessDay day) {
  if (auto number = read_repair_number(typed)) return number;
  for (const CounterPlan& counter : branch.plan().counters) {
    if (typed == "counter:" + std::to_string(counter.number)) return std::string(typed);
  }
  for (const Service& service : branch.plan().services) {
    if (typed == std::string("service:") + service.letter) return std::string(typed);
  }
  if (is_ticket_id(typed)) return std::string(typed);
  if (const Ticket* ticket = branch.ticket_by_name(typed, day)) return ticket->id;
  return std::nullopt;
}

}  // namespace menting::domain
