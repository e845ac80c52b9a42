#include "kiosk/settings/devices.h"

#include <algorithm>

#include "base/toml/reader.h"
#include "kiosk/domain/repair_catalogue.h"

namespace menting::settings {
namespace {

constexpr std::size_t kNameBytesMax = 60;

/// Of a repair's order: it must not be able to hold a telephone number.
bool is_fine(const std::string& name) {
  return !name.empty() && name.size() <= kNameBytesMax &&
         std::none_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == '@'; });
}

void read_models(toml_reader::Table& table, const std::string& kind, domain::DeviceBrand& brand) {
  if (!table.has(kind)) return;
  std::vector<std::string> models;
  for (std::string& model : table.strings(kind)) {
    if (!is_fine(model)) {
      table.fault(kind, "\"" + model + "\" is no model; write its name in at most 60 bytes");
    } else if (std::find(models.begin(), models.end(), model) != models.end()) {
      table.fault(kind, "\"" + model + "\" is there twice; take one out");
    } else {
      models.push_back(std::move(model));
    }
  }
  brand.models[kind] = std::move(models);
}

}  // namespace

LoadedDevices load_devices(const std::string& file) {
  LoadedDevices loaded;
  toml_reader::Faults faults;
  if (auto root = toml_reader::open(file, faults)) {
    for (auto& table : root->tables("brand")) {
      domain::DeviceBrand brand;
      if (!table.has("name")) {
        table.missing("name", "write name = { \"zh-CN\" = \"…\", en = \"…\" }");
        continue;
      }
      brand.name = table.string_map("name");
      std::erase_if(brand.name, [](const auto& one) { return !is_fine(one.second); });
      for (const domain::DeviceKind& kind : domain::device_kinds()) read_models(table, std::string(kind.code), brand);
      table.finish();
      if (brand.name.empty()) {
        table.fault("name", "is empty; write name = { \"zh-CN\" = \"…\", en = \"…\" }");
      } else if (loaded.list.brand(brand.order_name()) != nullptr) {
        table.fault("name", "is there twice; put its models together");
      } else {
        loaded.list.brands.push_back(std::move(brand));
      }
    }
    root->finish();
  }
  loaded.faults = std::move(faults.lines);
  return loaded;
}

}  // namespace menting::settings
