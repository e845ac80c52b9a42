#include "server_sync/wire/chain.h"

#include <array>
#include <bit>
#include <cstdint>
#include <string>

#include "base/crypto/crypto.h"

namespace menting::wire {
namespace {

constexpr std::size_t kept_bytes_max = 16UL * 1024;

/// The length as 8 bytes, lowest first: no two different lists of fields make the same bytes.
void put(std::string& bytes, std::string_view field) {
  static_assert(std::endian::native == std::endian::little);
  const auto length = std::bit_cast<std::array<char, 8>>(std::uint64_t{field.size()});
  bytes.append(length.data(), length.size()).append(field);
}

}  // namespace

std::string genesis_hash(std::string_view journal_id) {
  return crypto::hash_hex(journal_id);
}

std::string chain_hash(std::string_view prev_hash, std::int64_t seq, std::string_view kind, int version,
                       std::string_view at, std::string_view body) {
  thread_local std::string bytes;  // its memory is used again, a large body's not for ever
  if (bytes.capacity() > kept_bytes_max) bytes = std::string();
  bytes.clear();
  put(bytes, prev_hash);
  put(bytes, std::to_string(seq));
  put(bytes, kind);
  put(bytes, std::to_string(version));
  put(bytes, at);
  put(bytes, body);
  return crypto::hash_hex(bytes);
}

}  // namespace menting::wire
