#include "base/time/zone.h"

#include <unicode/calendar.h>
#include <unicode/gregocal.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <stdexcept>

namespace menting::base {
namespace {

/// Null for a name that ICU does not know: its own answer to that would be the zone "Etc/Unknown", which is GMT.
std::unique_ptr<icu::TimeZone> find_zone(const std::string& name) {
  if (name.empty()) return nullptr;
  std::unique_ptr<icu::TimeZone> zone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(name)));
  if (zone == nullptr || *zone == icu::TimeZone::getUnknown()) return nullptr;
  return zone;
}

}  // namespace

struct Zone::Impl {
  std::unique_ptr<icu::TimeZone> zone;
};

Zone::Zone(const std::string& name) : impl_(std::make_unique<Impl>()) {
  impl_->zone = find_zone(name);
  if (impl_->zone == nullptr) {
    throw std::runtime_error("the time zone \"" + name +
                             "\" is not known; write a name of the IANA database such as \"Asia/Shanghai\"");
  }
}

Zone::~Zone() = default;
Zone::Zone(Zone&&) noexcept = default;
Zone& Zone::operator=(Zone&&) noexcept = default;

bool Zone::known(const std::string& name) {
  return find_zone(name) != nullptr;
}

LocalTime Zone::local(std::int64_t at_ms) const {
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t raw_ms = 0;
  std::int32_t saving_ms = 0;
  impl_->zone->getOffset(static_cast<UDate>(at_ms), false, raw_ms, saving_ms, status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("time zone: ") + u_errorName(status));
  return utc_time(at_ms + raw_ms + saving_ms);
}

}  // namespace menting::base
