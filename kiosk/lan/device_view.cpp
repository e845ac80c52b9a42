#include <nlohmann/json.hpp>

#include "kiosk/lan/repair_views.h"

namespace menting::lan {

std::string device_list_view(const domain::DeviceList& devices) {
  nlohmann::ordered_json json;
  auto& items = json["items"] = nlohmann::ordered_json::array();
  for (const domain::DeviceBrand& brand : devices.brands) {
    items.push_back({{"brand", brand.order_name()}, {"name", brand.name}, {"models", brand.models}});
  }
  json["total"] = devices.brands.size();
  return json.dump();
}

}  // namespace menting::lan
