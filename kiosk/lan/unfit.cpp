#include "kiosk/lan/unfit.h"

#include <cstddef>
#include <nlohmann/json.hpp>

#include "base/http/reason.h"
#include "base/text/catalog.h"
#include "kiosk/words/words.h"

namespace menting::lan {
namespace {

using domain::RefusalCode;

http::Response make_problem(int status, std::string_view refusal, const std::string& detail, const std::string& field) {
  nlohmann::ordered_json body;
  body["title"] = http::reason(status);
  body["status"] = status;
  body["refusal"] = refusal;
  body["detail"] = detail;
  if (!field.empty()) body["field"] = field;
  return {status, "application/problem+json", body.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace), {}};
}

/// The field of the request that a rule found out of range.
std::string field_of(const domain::Refusal& refusal) {
  const RefusalCode code = refusal.code;
  if (code == RefusalCode::repair_field_invalid) return refusal.about;
  if (code == RefusalCode::score_out_of_range) return "score";
  if (code == RefusalCode::aspect_unknown) return "aspects";
  if (code == RefusalCode::comment_too_long) return "comment";
  if (code == RefusalCode::place_unknown) return "place";
  if (code == RefusalCode::lane_not_offered) return "lane";
  if (code == RefusalCode::service_twice) return "services";
  if (code == RefusalCode::action_unknown) return "action";
  if (code == RefusalCode::promise_on_rest_day) return "promised_day";
  return {};
}

struct Answered {
  RefusalCode code;
  int status;
};

/// In the order of the codes.
constexpr Answered answered[] = {
    {RefusalCode::branch_closed, 409},
    {RefusalCode::service_unknown, 404},
    {RefusalCode::service_full, 409},
    {RefusalCode::service_closed, 409},
    {RefusalCode::intake_over, 409},
    {RefusalCode::on_break, 409},
    {RefusalCode::counter_unknown, 404},
    {RefusalCode::counter_closed, 409},
    {RefusalCode::counter_paused, 409},
    {RefusalCode::counter_open_elsewhere, 409},
    {RefusalCode::clerk_at_other_counter, 409},
    {RefusalCode::counter_busy, 409},
    {RefusalCode::counter_has_no_ticket, 409},
    {RefusalCode::queue_empty, 409},
    {RefusalCode::ticket_unknown, 404},
    {RefusalCode::ticket_not_waiting, 409},
    {RefusalCode::ticket_not_for_counter, 409},
    {RefusalCode::ticket_not_called, 409},
    {RefusalCode::ticket_not_serving, 409},
    {RefusalCode::ticket_not_held, 409},
    {RefusalCode::ticket_not_missed, 409},
    {RefusalCode::ticket_at_counter, 409},
    {RefusalCode::visit_over, 409},
    {RefusalCode::service_added_already, 409},
    {RefusalCode::service_twice, 422},
    {RefusalCode::transfer_to_itself, 409},
    {RefusalCode::counter_unstaffed, 409},
    {RefusalCode::recall_too_soon, 409},
    {RefusalCode::no_show_too_early, 409},
    {RefusalCode::already_rated, 409},
    {RefusalCode::visit_not_finished, 409},
    {RefusalCode::rating_closed, 409},
    {RefusalCode::score_out_of_range, 422},
    {RefusalCode::aspect_unknown, 422},
    {RefusalCode::comment_too_long, 422},
    {RefusalCode::rating_unknown, 404},
    {RefusalCode::rating_answered, 409},
    {RefusalCode::action_unknown, 422},
    {RefusalCode::lane_not_offered, 422},
    {RefusalCode::let_pass_count_invalid, 422},
    {RefusalCode::let_pass_used_up, 409},
    {RefusalCode::nobody_behind, 409},
    {RefusalCode::print_not_pending, 409},
    {RefusalCode::place_unknown, 422},
    {RefusalCode::assistance_unknown, 404},
    {RefusalCode::assistance_answered, 409},
    {RefusalCode::repair_unknown, 404},
    {RefusalCode::repair_step_not_allowed, 409},
    {RefusalCode::repair_field_invalid, 422},
    {RefusalCode::repair_over, 409},
    {RefusalCode::repair_open, 409},
    {RefusalCode::repair_erased, 409},
    {RefusalCode::repair_not_ready, 409},
    {RefusalCode::pickup_at_desk, 409},
    {RefusalCode::device_already_here, 409},
    {RefusalCode::quote_missing, 409},
    {RefusalCode::quote_changed, 409},
    {RefusalCode::shelf_taken, 409},
    {RefusalCode::abandon_too_early, 409},
    {RefusalCode::promise_on_rest_day, 422},
    {RefusalCode::identity_wrong, 409},
    {RefusalCode::loaner_unknown, 404},
    {RefusalCode::loaner_not_free, 409},
    {RefusalCode::loaner_not_lent, 409},
    {RefusalCode::loaner_out, 409},
    {RefusalCode::loaner_there, 409},
    {RefusalCode::loaner_label_taken, 409},
    {RefusalCode::appointment_unknown, 404},
    {RefusalCode::appointment_elsewhere, 409},
    {RefusalCode::appointment_other_day, 409},
    {RefusalCode::appointment_too_early, 409},
    {RefusalCode::appointment_too_late, 409},
    {RefusalCode::appointment_cancelled, 409},
    {RefusalCode::appointment_used, 409},
    {RefusalCode::staff_unknown, 403},
    {RefusalCode::role_missing, 403},
    {RefusalCode::idempotency_key_reused, 409},
    {RefusalCode::branch_unable, 503},
};

constexpr bool whole() {
  std::size_t at = 0;
  for (const Answered& entry : answered) {
    if (static_cast<std::size_t>(entry.code) != at++) return false;
  }
  return at == static_cast<std::size_t>(RefusalCode::branch_unable) + 1;
}
static_assert(whole(), "every refusal has its status here, in the order of the codes");

}  // namespace

Unfit invalid_field(const std::string& field) {
  return {422,
          "field_invalid",
          MENTING_TEXT("The field \"{1}\" is missing or not what belongs there. Please correct it and send it again."),
          {field},
          field};
}

Unfit no_such_address() {
  return {404, "not_found", MENTING_TEXT("There is nothing at this address. Please check it.")};
}

http::Response problem_for(const Unfit& unfit, std::string_view language) {
  auto response =
      make_problem(unfit.status, unfit.refusal, text::tr(language, unfit.sentence, unfit.values), unfit.field);
  response.headers = unfit.headers;
  return response;
}

http::Response problem_for(const domain::Refusal& refusal, std::string_view language) {
  return make_problem(status_of(refusal.code), domain::to_string(refusal.code), words::refusal(refusal, language),
                      field_of(refusal));
}

int status_of(RefusalCode code) {
  return answered[static_cast<std::size_t>(code)].status;
}

}  // namespace menting::lan
