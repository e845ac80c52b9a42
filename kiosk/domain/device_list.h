#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/domain/plan.h"

/// Brands and models that people bring to be repaired, from a file that the chain keeps up to date.
namespace menting::domain {

struct DeviceBrand {
  LocalName name;
  std::map<std::string, std::vector<std::string>> models;  ///< by kind of device, newest first

  /// As orders name it, the same whatever the customer's language is.
  const std::string& order_name() const { return name_in(name, "en"); }
};

struct DeviceList {
  std::vector<DeviceBrand> brands;  ///< in the file's order

  /// Those that make devices of the kind; all of them for a kind that none makes.
  std::vector<const DeviceBrand*> brands_of(std::string_view kind) const;
  const DeviceBrand* brand(std::string_view order_name) const;
  /// Empty for a brand that is not in the list.
  std::vector<std::string> models_of(std::string_view order_name, std::string_view kind) const;
};

/// The same without its order, to be looked in.
KnownDevices known_devices(const DeviceList& list);

struct DeviceMatch {
  const DeviceBrand* brand = nullptr;
  std::string model;  ///< empty: the brand alone
};
/// What somebody who typed this may mean, best first: by brand in any language and by model, whatever the case, spaces
/// and hyphens. `brand`: only its models; empty: all.
std::vector<DeviceMatch> find_devices(const DeviceList& list, std::string_view kind, std::string_view brand,
                                      std::string_view typed, std::size_t most);

}  // namespace menting::domain
