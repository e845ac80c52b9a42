#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/lan/views.h"

namespace menting::lan {
namespace {

using Json = nlohmann::ordered_json;

}  // namespace

std::string session_view(const domain::StaffPlan& person, const desk::Board& board) {
  Json roles = Json::array();
  for (const domain::Role role : person.roles) {
    switch (role) {
      case domain::Role::clerk:
        roles.push_back("clerk");
        break;
      case domain::Role::manager:
        roles.push_back("manager");
        break;
      case domain::Role::technician:
        roles.push_back("technician");
        break;
    }
  }
  const auto counter = std::find_if(board.counters.begin(), board.counters.end(), [&](const domain::Counter& c) {
    return c.state != domain::CounterState::closed && c.staff == person.id;
  });
  Json json;
  json["staff"] = person.id;
  json["name"] = person.name;
  json["roles"] = std::move(roles);
  json["counter"] = counter == board.counters.end() ? Json(nullptr) : Json(counter->number);
  json["assistance"] = board.assistance.size();
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace menting::lan
