#include "kiosk/lan/manager_views.h"

#include <nlohmann/json.hpp>

#include "base/time/zone.h"
#include "kiosk/lan/json_values.h"
#include "kiosk/words/words.h"

namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string alert_list_view(const std::vector<domain::Alert>& alerts, int near_percent, const ViewContext& context) {
  Json items = Json::array();
  for (const domain::Alert& alert : alerts) {
    Json item;
    item["id"] = alert.id;
    item["kind"] = domain::to_string(alert.kind);
    item["level"] = domain::to_string(alert.level);
    item["since"] = time_or_null(alert.since_ms);
    item["ticket"] = text_or_null(alert.ticket_name);
    item["ticket_id"] = text_or_null(alert.ticket);
    item["service"] = alert.service == 0 ? Json(nullptr) : Json(std::string(1, alert.service));
    item["counter"] = alert.counter == 0 ? Json(nullptr) : Json(alert.counter);
    item["staff"] = text_or_null(alert.staff);
    item["staff_name"] = person_or_null(alert.staff, context.plan);
    item["amount"] = alert.amount;
    item["about"] = text_or_null(alert.about);
    item["repair"] = text_or_null(alert.repair);
    item["day"] = alert.day.yyyymmdd == 0 ? Json(nullptr) : Json(domain::to_string(alert.day));
    item["detail"] = words::alert(alert, context.plan, context.language);
    items.push_back(std::move(item));
  }
  Json json;
  json["total"] = items.size();
  json["items"] = std::move(items);
  json["near_percent"] = near_percent;
  return dump(json);
}

}  // namespace menting::lan
