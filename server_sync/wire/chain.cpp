#include "server_sync/wire/chain.h"

#include <array>
#include <string>

#include "base/crypto/crypto.h"

namespace menting::wire {
namespace {

/// The length as 8 bytes, lowest first: no two different lists of fields make the same bytes.
void put(std::string& bytes, std::string_view field) {
  std::array<char, 8> length{};
  std::uint64_t size = field.size();
  for (char& byte : length) {
    byte = static_cast<char>(size & 0xFFU);
    size >>= 8U;
  }
  bytes.append(length.data(), length.size()).append(field);
}

}  // namespace

std::string genesis_hash(std::string_view journal_id) {
  return crypto::hash_hex(journal_id);
}

std::string chain_hash(std::string_view prev_hash, std::int64_t seq, std::string_view kind, int version,
                       std::string_view at, std::string_view body) {
  std::string bytes;
  bytes.reserve(prev_hash.size() + kind.size() + at.size() + body.size() + 80);
  put(bytes, prev_hash);
  put(bytes, std::to_string(seq));
  put(bytes, kind);
  put(bytes, std::to_string(version));
  put(bytes, at);
  put(bytes, body);
  return crypto::hash_hex(bytes);
}

}  // namespace menting::wire
