#include "kiosk/desk/slip_address.h"

namespace menting::desk {

void SlipAddress::set(const std::string& url) {
  const std::lock_guard lock(mutex_);
  url_ = url;
  while (url_.ends_with('/')) url_.pop_back();
}

std::string SlipAddress::of(const std::string& code) const {
  const std::lock_guard lock(mutex_);
  return url_.empty() || code.empty() ? code : url_ + "/s/" + branch_ + "#" + code;
}

std::string SlipAddress::url() const {
  const std::lock_guard lock(mutex_);
  return url_;
}

}  // namespace menting::desk
