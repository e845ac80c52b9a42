#pragma once

#include <functional>
#include <string>

#include "kiosk/desk/receipt.h"
#include "kiosk/domain/command.h"

namespace menting::desk {

/// A command on its way to the desk.
struct Request {
  domain::Command command;
  std::string request_id{};   ///< idempotency key; empty: every posting happens
  std::string fingerprint{};  ///< of who asked for what; another one under the same key is refused
  /// Run on the desk's thread once the outcome is durable. Must be quick and must not throw.
  std::function<void(const Receipt&)> done{};
};

}  // namespace menting::desk
