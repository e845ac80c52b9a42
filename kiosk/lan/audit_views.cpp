#include <nlohmann/json.hpp>
#include <type_traits>

#include "base/time/zone.h"
#include "kiosk/desk/event_json.h"
#include "kiosk/lan/csv.h"
#include "kiosk/lan/json_values.h"
#include "kiosk/lan/manager_views.h"
#include "kiosk/words/words.h"

namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;

/// What an event names.
struct Named {
  domain::StaffId staff;
  std::string ticket;
  domain::CounterNumber counter = 0;
  domain::ServiceLetter service = 0;
};

Named named_in(const domain::Fact& fact) {
  Named named;
  std::visit(
      [&](const auto& known) {
        if constexpr (requires { known.staff; }) named.staff = known.staff;
        if constexpr (requires { known.ticket_id; }) named.ticket = words::number_of(known.ticket_id);
        if constexpr (requires { known.counter; }) named.counter = known.counter;
        if constexpr (requires { known.service; }) named.service = known.service;
      },
      fact);
  return named;
}

/// What POST /notes/read would show words of people about; empty: none were asked for.
std::string notes_about(const domain::Fact& fact) {
  return std::visit(
      [](const auto& known) -> std::string {
        constexpr bool rated = requires {
          known.score;
        };
        bool in_own_words = rated;  // whether with a comment is nobody's business before it is read
        if constexpr (requires { known.reason; }) in_own_words = known.reason == "other";
        if constexpr (requires { known.condition; }) in_own_words = known.condition == "other";
        if constexpr (requires { known.outcome; }) in_own_words = known.outcome == "other";
        if constexpr (std::is_same_v<std::decay_t<decltype(known)>, domain::RatingAnswered>) in_own_words = true;
        if (!in_own_words) return {};
        if constexpr (requires { known.ticket_id; }) return known.ticket_id;
        if constexpr (requires { known.repair_id; }) return known.repair_id;
        if constexpr (requires { known.counter; }) return "counter:" + std::to_string(known.counter);
        if constexpr (requires { known.service; }) return std::string("service:") + known.service;
        return {};
      },
      fact);
}

std::string name_of(const domain::StaffId& staff, const domain::Plan& plan) {
  const domain::StaffPlan* person = plan.person(staff);
  return person == nullptr ? std::string() : person->name;
}

}  // namespace

std::string audit_view(const desk::AuditPage& page, const ViewContext& context) {
  Json items = Json::array();
  for (const desk::AuditEntry& entry : page.entries) {
    const domain::Fact& fact = entry.event.fact;
    const Named named = named_in(fact);
    Json item;
    item["seq"] = entry.seq;
    item["cursor"] = std::to_string(entry.journal) + "." + std::to_string(entry.seq);
    item["at"] = base::rfc3339(entry.event.at_ms);
    item["kind"] = desk::event_kind(fact);
    item["staff"] = text_or_null(named.staff);
    item["staff_name"] = person_or_null(named.staff, context.plan);
    item["ticket"] = text_or_null(named.ticket);
    item["counter"] = named.counter == 0 ? Json(nullptr) : Json(named.counter);
    item["service"] = named.service == 0 ? Json(nullptr) : Json(std::string(1, named.service));
    item["notes"] = text_or_null(notes_about(fact));
    item["detail"] = words::happened(fact, context.language);
    items.push_back(std::move(item));
  }
  Json json;
  json["items"] = std::move(items);
  json["total"] = page.total;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string audit_csv(const desk::AuditPage& page, const ViewContext& context) {
  std::string csv = csv_row({"seq", "at", "kind", "staff", "staff_name", "ticket", "counter", "service", "detail"});
  for (const desk::AuditEntry& entry : page.entries) {
    const domain::Fact& fact = entry.event.fact;
    const Named named = named_in(fact);
    csv += csv_row({std::to_string(entry.seq), base::rfc3339(entry.event.at_ms), std::string(desk::event_kind(fact)),
                    named.staff, name_of(named.staff, context.plan), named.ticket,
                    named.counter == 0 ? "" : std::to_string(named.counter),
                    named.service == 0 ? "" : std::string(1, named.service), words::happened(fact, context.language)});
  }
  return csv;
}

}  // namespace menting::lan
