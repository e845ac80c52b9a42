#pragma once

#include <optional>
#include <set>
#include <string>

#include "base/http/server.h"
#include "server_sync/hq/settings.h"

namespace menting::hq {

/// Who may talk to headquarters at all: guards against DNS rebinding (Host) and requests from foreign pages (Origin).
class Gate {
 public:
  explicit Gate(const Settings& settings);
  /// The refusal, or none when the request may go on.
  std::optional<http::Response> refusal(const http::Request& request) const;
  bool encrypted() const { return encrypted_; }  ///< browsers come over https

 private:
  std::set<std::string> hosts_;
  std::string own_origin_;  ///< of public_url; empty when there is none
  bool encrypted_ = false;
};

}  // namespace menting::hq
