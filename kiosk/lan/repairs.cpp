#include <algorithm>
#include <utility>

#include "kiosk/lan/reception.h"
#include "kiosk/lan/repair_fields.h"
#include "kiosk/lan/unfit.h"

// What staff and the kiosk change about repairs and loaners.
namespace menting::lan {
namespace {

constexpr std::size_t step_text_bytes_max = 8'192;
constexpr std::size_t label_bytes_max = 200;

domain::RepairNumber number_in_address(const Asked& asked) {
  const auto number = domain::read_repair_number(asked.item);
  if (!number) throw Refused({domain::RefusalCode::repair_unknown, asked.item});
  return *number;
}

/// The step that the address ends with.
domain::RepairStep step_of(const Asked& asked) {
  std::string name = asked.request().path.substr(asked.request().path.rfind('/') + 1);
  std::replace(name.begin(), name.end(), '-', '_');
  domain::RepairStep step{};
  if (!domain::from_string(name, step)) throw no_such_address();
  return step;
}

/// By label or by number.
std::string loaner_of(const Fields& fields, const char* name) {
  try {
    return fields.text(name, label_bytes_max);
  } catch (const Unfit&) {
    return std::to_string(fields.integer(name));
  }
}

}  // namespace

void Reception::run_repair_command(const Asked& asked) {
  const Fields fields(asked.request());
  const domain::StaffId staff = asked.caller.person == nullptr ? domain::StaffId() : asked.caller.person->id;
  const RepairAction action = asked.route->repair;
  if (action == RepairAction::open) {
    domain::OpenRepair command = open_repair_of(fields, asked.language);
    command.staff = staff;
    return post(asked, std::move(command), Shape::repair_opened);
  }
  if (action == RepairAction::add_loaner) {
    domain::AddLoaner command{staff, fields.text_if("label", step_text_bytes_max).value_or(""),
                              fields.text_if("model", step_text_bytes_max).value_or("")};
    return post(asked, std::move(command), Shape::loaner);
  }
  if (action == RepairAction::retire_loaner) return post(asked, domain::RetireLoaner{asked.item, staff}, Shape::loaner);
  const domain::RepairNumber number = number_in_address(asked);
  if (action == RepairAction::correct) {
    return post(asked, domain::CorrectRepair{number, staff, changes_of(fields), {}}, Shape::repair);
  }
  if (action == RepairAction::advance) {
    domain::AdvanceRepair command = advance_of(fields, step_of(asked));
    command.repair = number;
    command.staff = staff;
    return post(asked, std::move(command), Shape::repair);
  }
  const auto text = [&](const char* name) { return fields.text_if(name, step_text_bytes_max).value_or(""); };
  if (action == RepairAction::promise) {
    return post(asked, domain::PromiseRepair{number, staff, day_of(fields, "promised_day"), text("reason")},
                Shape::repair);
  }
  if (action == RepairAction::lend_loaner) {
    domain::LendLoaner command{number, staff, loaner_of(fields, "loaner"), text("state"), {}};
    if (fields.has("due_day")) command.due_day = day_of(fields, "due_day");
    return post(asked, std::move(command), Shape::repair);
  }
  if (action == RepairAction::return_loaner) {
    return post(asked, domain::ReturnLoaner{number, staff, text("state")}, Shape::repair);
  }
  post(asked, domain::EraseRepair{number, staff}, Shape::repair);
}

}  // namespace menting::lan
