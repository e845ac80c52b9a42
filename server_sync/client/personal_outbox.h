#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "server_sync/wire/personal.h"

namespace menting::sync {

/// Port: the branch's personal data on its way to headquarters. Called from the sync thread only.
class PersonalOutbox {
 public:
  virtual ~PersonalOutbox() = default;
  /// What headquarters does not have yet, sealed to `sealing_key` (base 64), and what it does not know to be erased;
  /// the oldest first. Empty when it knows all.
  virtual wire::PersonalBatch next(const std::string& sealing_key, std::size_t items_max, std::size_t bytes_max) = 0;
  /// The newest count of changes that headquarters told.
  virtual std::int64_t known_change() = 0;
  virtual void confirmed(const wire::PersonalReceipt& receipt) = 0;
  /// Headquarters was restored and may lack what it confirmed: all of it goes again.
  virtual void send_all_again() = 0;
};

}  // namespace menting::sync
