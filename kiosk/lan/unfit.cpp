#include "kiosk/lan/unfit.h"

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
  return {};
}

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
  switch (code) {
    case RefusalCode::service_unknown:
    case RefusalCode::counter_unknown:
    case RefusalCode::ticket_unknown:
    case RefusalCode::assistance_unknown:
    case RefusalCode::repair_unknown:
    case RefusalCode::loaner_unknown:
    case RefusalCode::rating_unknown:
      return 404;
    case RefusalCode::score_out_of_range:
    case RefusalCode::aspect_unknown:
    case RefusalCode::comment_too_long:
    case RefusalCode::lane_not_offered:
    case RefusalCode::place_unknown:
    case RefusalCode::repair_field_invalid:
    case RefusalCode::service_twice:
    case RefusalCode::action_unknown:
      return 422;
    case RefusalCode::staff_unknown:
    case RefusalCode::role_missing:
      return 403;
    case RefusalCode::branch_unable:
      return 503;
    case RefusalCode::branch_closed:
    case RefusalCode::service_full:
    case RefusalCode::service_closed:
    case RefusalCode::intake_over:
    case RefusalCode::on_break:
    case RefusalCode::counter_closed:
    case RefusalCode::counter_paused:
    case RefusalCode::counter_open_elsewhere:
    case RefusalCode::clerk_at_other_counter:
    case RefusalCode::counter_busy:
    case RefusalCode::counter_has_no_ticket:
    case RefusalCode::queue_empty:
    case RefusalCode::ticket_not_waiting:
    case RefusalCode::ticket_not_for_counter:
    case RefusalCode::ticket_not_called:
    case RefusalCode::ticket_not_serving:
    case RefusalCode::ticket_not_held:
    case RefusalCode::ticket_not_missed:
    case RefusalCode::ticket_at_counter:
    case RefusalCode::visit_over:
    case RefusalCode::service_added_already:
    case RefusalCode::transfer_to_itself:
    case RefusalCode::counter_unstaffed:
    case RefusalCode::recall_too_soon:
    case RefusalCode::no_show_too_early:
    case RefusalCode::already_rated:
    case RefusalCode::visit_not_finished:
    case RefusalCode::rating_closed:
    case RefusalCode::rating_answered:
    case RefusalCode::print_not_pending:
    case RefusalCode::assistance_answered:
    case RefusalCode::idempotency_key_reused:
    case RefusalCode::repair_step_not_allowed:
    case RefusalCode::repair_over:
    case RefusalCode::repair_open:
    case RefusalCode::repair_erased:
    case RefusalCode::repair_not_ready:
    case RefusalCode::quote_missing:
    case RefusalCode::shelf_taken:
    case RefusalCode::abandon_too_early:
    case RefusalCode::identity_wrong:
    case RefusalCode::loaner_not_free:
    case RefusalCode::loaner_not_lent:
    case RefusalCode::loaner_out:
    case RefusalCode::loaner_there:
    case RefusalCode::loaner_label_taken:
      return 409;
  }
  return 500;
}

}  // namespace menting::lan
