#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace menting::wire {

/// An event as it travels and as both ends store it. `body` is JSON text, byte for byte what was hashed.
struct Event {
  std::int64_t seq = 0;
  std::string kind;
  int version = 1;
  std::string at;    ///< RFC 3339, UTC, milliseconds
  std::string hash;  ///< chain_hash
  std::string body;
  bool damaged = false;  ///< the body is no JSON text: bytes that are kept and never looked into
  bool operator==(const Event&) const = default;
};

struct Batch {
  std::string branch;
  std::string journal;
  std::int64_t first_seq = 0;
  std::string prev_hash;  ///< of first_seq - 1; genesis_hash for seq 1
  std::vector<Event> events;
};

/// The request's JSON; bodies are spliced in as they are, not built again.
std::string batch_json(const Batch& batch);

/// Reads a batch, bodies kept byte for byte. A body that is no JSON does not spoil the others: its event is `damaged`.
/// Throws std::runtime_error (what is wrong, where) for anything that is not
/// one.
Batch read_batch(const std::string& json);

}  // namespace menting::wire
