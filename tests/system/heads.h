#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/scratch_folder.h"
#include "tests/system/shop.h"

namespace menting::tests {

/// Headquarters' processes on one database: one on SQLite, or two side by side on a real PostgreSQL.
class Heads {
 public:
  enum class On { sqlite, postgresql };
  explicit Heads(On on);

  void open();
  void kill();  ///< SIGKILL, all of them
  int close();  ///< the worst exit code
  /// In turn.
  std::uint16_t port();
  Ran command(const std::vector<std::string>& words) const { return heads_.front()->command(words); }
  /// A copy of all that is there, made while they work.
  void back_up();
  /// The copy in the place of what is there. They must not run.
  void put_back();
  std::int64_t event_count() const;

 private:
  On on_;
  ScratchFolder folder_{Kept::in_memory};
  std::string database_ = "sqlite";
  std::vector<std::unique_ptr<Head>> heads_;
  std::atomic<unsigned> turn_ = 0;
};

}  // namespace menting::tests
