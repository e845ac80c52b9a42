#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace menting::wire {

/// What the document "now" of a branch says of its devices and its configuration.
struct DeviceNow {
  std::string printer;  ///< ready, paper_low, paper_out, offline, unknown; empty: not told
  std::optional<std::int64_t> disk_free_mb;
  bool is_degraded = false;
  bool refused_config = false;
};

/// Whatever is missing or is something else is as if it were not told. Any thread.
DeviceNow read_device_now(std::string_view json);

}  // namespace menting::wire
