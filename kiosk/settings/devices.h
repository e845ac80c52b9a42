#pragma once

#include <string>
#include <vector>

#include "kiosk/domain/device_list.h"

namespace menting::settings {

struct LoadedDevices {
  domain::DeviceList list;
  std::vector<std::string> faults;  ///< one line each, with the line in the file; what is right is in the list
};

/// Reads the list of brands and models. assets/devices/devices.toml says how it is written.
LoadedDevices load_devices(const std::string& file);

}  // namespace menting::settings
