#pragma once

#include <span>
#include <string_view>

/// What is repaired and what can be wrong with it: codes, whose words are in kiosk/words.
namespace menting::domain {

struct DeviceKind {
  std::string_view code;
  bool has_imei = false;  ///< it connects by itself, so it has one
  int warranty_months = 12;
  std::span<const std::string_view> faults;  ///< the last one is "other"
};

std::span<const DeviceKind> device_kinds();
/// Null when there is no such kind.
const DeviceKind* device_kind(std::string_view code);
bool has_fault(const DeviceKind& kind, std::string_view fault);
/// Every fault that any kind has, once.
std::span<const std::string_view> all_faults();
/// What may be left with a device; the last one is "other".
std::span<const std::string_view> left_with_codes();

}  // namespace menting::domain
