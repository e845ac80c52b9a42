#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "server_sync/wire/envelope.h"

namespace menting::wire {

/// What one batch may hold; more is refused, the branch then sends less at once.
inline constexpr std::size_t events_in_batch_max = 5000;
/// No event of any version has more. One that has is kept and not looked into: it cannot be sent in smaller parts.
inline constexpr std::size_t body_bytes_max = 64 * 1024;

/// Reads one batch. The whole document is validated before anything of it is used.
class BatchReader {
 public:
  explicit BatchReader(const std::string& json);
  ~BatchReader();
  BatchReader(const BatchReader&) = delete;
  BatchReader& operator=(const BatchReader&) = delete;
  /// Throws std::runtime_error: what is wrong, and where.
  Batch read();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::wire
