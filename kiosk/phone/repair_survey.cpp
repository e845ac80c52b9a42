#include "kiosk/phone/repair_survey.h"

#include <chrono>
#include <future>
#include <utility>

namespace menting::phone {
namespace {

constexpr std::chrono::seconds patience{2};

RepairsFound look(const domain::Branch& branch, desk::Journal& journal, const RepairSurvey& before, std::size_t most) {
  RepairsFound found;
  for (const auto& [number, order] : branch.state().repairs.orders) {
    if (order.erased || order.code.empty()) continue;
    found.there.insert(number);
    const auto told = before.told.find(number);
    if (told != before.told.end() && told->second == order) continue;
    if (found.changed.size() >= most) {
      found.more = true;
      continue;
    }
    desk::RepairSeen seen{order, std::nullopt, journal.notes(number)};
    desk::put_own_words(seen.order, seen.notes);
    if (const domain::Loaner* loaner = branch.loaner(order.loaner)) seen.loaner = *loaner;
    found.changed.push_back({order, std::move(seen)});
  }
  return found;
}

}  // namespace

std::optional<RepairsFound> survey_repairs(desk::Desk& desk, std::shared_ptr<const RepairSurvey> before,
                                           std::size_t most) {
  auto answered = std::make_shared<std::promise<std::optional<RepairsFound>>>();
  auto answer = answered->get_future();
  desk::Consult letter;
  letter.consult = [answered, before = std::move(before), most](const domain::Branch& branch, desk::Journal& journal,
                                                                const domain::Moment&) {
    answered->set_value(look(branch, journal, *before, most));
  };
  letter.failed = [answered] { answered->set_value(std::nullopt); };
  if (!desk.post(std::move(letter))) return std::nullopt;
  if (answer.wait_for(patience) != std::future_status::ready) return std::nullopt;
  return answer.get();
}

}  // namespace menting::phone
