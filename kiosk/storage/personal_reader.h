#pragma once

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>

#include "base/sqlite/database.h"
#include "server_sync/wire/personal.h"

namespace menting::storage {

/// Notes as headquarters gets them, on a read-only connection of its own. One thread.
class PersonalReader {
 public:
  /// The journal of `data_folder` must have been opened before. Throws sqlite::Error, and std::runtime_error when the
  /// branch's key cannot be read.
  explicit PersonalReader(const std::string& data_folder);

  /// Notes that headquarters did not confirm, opened and sealed anew to `sealing_key` (X25519, base 64), and erasures
  /// that it did not confirm; the oldest first, at least one if there is one. Empty when the key is none.
  wire::PersonalBatch next(const std::string& sealing_key, std::size_t items_max, std::size_t bytes_max);
  /// These are not handed out again, also before the desk has written it down.
  void confirmed(const wire::PersonalReceipt& receipt);
  void forget_confirmed() { confirmed_.clear(); }
  /// The newest count of changes that headquarters told.
  std::int64_t known_change();

 private:
  sqlite::Database database_;
  std::string key_;
  sqlite::Statement unsent_;
  sqlite::Statement untold_;
  sqlite::Statement change_;
  std::set<std::string> confirmed_;  ///< names, and "-name" for what is erased
  std::int64_t change_told_ = 0;
};

}  // namespace menting::storage
