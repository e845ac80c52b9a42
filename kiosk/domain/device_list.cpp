#include "kiosk/domain/device_list.h"

#include <algorithm>
#include <utility>

namespace menting::domain {

namespace {

std::string plain(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '\'') continue;
    plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return plain;
}

/// How well it fits: 0 begins with it, 1 holds it; -1 does not.
int fit(const std::string& text, const std::string& wanted) {
  const std::size_t at = text.find(wanted);
  return at == std::string::npos ? -1 : at == 0 ? 0 : 1;
}

int best(int a, int b) {
  return a < 0 ? b : b < 0 ? a : std::min(a, b);
}

}  // namespace

std::string KnownDevices::brand(const std::string& typed) const {
  const auto found = brands.find(plain(typed));
  return found == brands.end() ? other_device : found->second;
}

std::string KnownDevices::model(const std::string& brand, const std::string& typed) const {
  const auto of_brand = models.find(brand);
  if (of_brand == models.end()) return other_device;
  const auto found = of_brand->second.find(plain(typed));
  return found == of_brand->second.end() ? other_device : found->second;
}

bool KnownDevices::has_model(const std::string& typed) const {
  const std::string wanted = plain(typed);
  return std::any_of(models.begin(), models.end(), [&](const auto& entry) {
    const std::string named = plain(entry.first);
    const bool with_brand = wanted.starts_with(named) && entry.second.contains(wanted.substr(named.size()));
    return with_brand || entry.second.contains(wanted);
  });
}

KnownDevices known_devices(const DeviceList& list) {
  KnownDevices known;
  for (const DeviceBrand& brand : list.brands) {
    for (const auto& [language, name] : brand.name) known.brands[plain(name)] = brand.order_name();
    auto& models = known.models[brand.order_name()];
    for (const auto& [kind, names] : brand.models) {
      for (const std::string& name : names) models[plain(name)] = name;
    }
  }
  return known;
}

std::vector<const DeviceBrand*> DeviceList::brands_of(std::string_view kind) const {
  std::vector<const DeviceBrand*> some, all;
  for (const DeviceBrand& brand : brands) {
    all.push_back(&brand);
    if (brand.models.contains(std::string(kind))) some.push_back(&brand);
  }
  return some.empty() ? all : some;
}

const DeviceBrand* DeviceList::brand(std::string_view order_name) const {
  const auto found =
      std::find_if(brands.begin(), brands.end(), [&](const DeviceBrand& b) { return b.order_name() == order_name; });
  return found == brands.end() ? nullptr : &*found;
}

std::vector<std::string> DeviceList::models_of(std::string_view order_name, std::string_view kind) const {
  const DeviceBrand* found = brand(order_name);
  if (found == nullptr) return {};
  const auto models = found->models.find(std::string(kind));
  return models == found->models.end() ? std::vector<std::string>() : models->second;
}

std::vector<DeviceMatch> find_devices(const DeviceList& list, std::string_view kind, std::string_view brand,
                                      std::string_view typed, std::size_t most) {
  const std::string wanted = plain(typed);
  if (wanted.empty()) return {};
  std::vector<std::pair<int, DeviceMatch>> found;
  for (const DeviceBrand* one : list.brands_of(kind)) {
    if (!brand.empty() && one->order_name() != brand) continue;
    int of_brand = -1;
    for (const auto& [language, name] : one->name) of_brand = best(of_brand, fit(plain(name), wanted));
    if (brand.empty() && of_brand >= 0) found.push_back({2 * of_brand, {one, {}}});
    for (const std::string& model : list.models_of(one->order_name(), kind)) {
      int with_brand = fit(plain(model), wanted);
      // "huawei mate": the brand and how its model begins.
      for (const auto& [language, name] : one->name) {
        const std::string start = plain(name);
        if (wanted.size() > start.size()) with_brand = best(with_brand, fit(start + plain(model), wanted));
      }
      if (with_brand >= 0) found.push_back({2 * with_brand + 1, {one, model}});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<DeviceMatch> matches;
  for (auto& [rank, match] : found) {
    if (matches.size() == most) break;
    matches.push_back(std::move(match));
  }
  return matches;
}

}  // namespace menting::domain
