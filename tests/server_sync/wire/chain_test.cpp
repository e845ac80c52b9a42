#include "server_sync/wire/chain.h"

#include <set>
#include <string>

#include "base/crypto/crypto.h"
#include "tests/support/catch.h"

using namespace menting;

namespace {

/// The field's length in 8 bytes, lowest first, and the field: the chain's definition, written down once more.
std::string field(const std::string& text) {
  std::string bytes(8, '\0');
  bytes[0] = static_cast<char>(text.size());
  return bytes + text;
}

}  // namespace

TEST_CASE("the hash of an event is over every field with its length", "[wire]") {
  const std::string genesis = wire::genesis_hash("journal");
  CHECK(genesis == crypto::hash_hex("journal"));
  CHECK(wire::chain_hash(genesis, 1, "ticket_taken", 1, "2026-11-23T02:00:00.000Z", "{}") ==
        crypto::hash_hex(field(genesis) + field("1") + field("ticket_taken") + field("1") +
                         field("2026-11-23T02:00:00.000Z") + field("{}")));
}

TEST_CASE("the chain's hashes stay what they are: both ends and old journals stand on them", "[wire]") {
  const std::string genesis = wire::genesis_hash("0b5c1e5e-7f0e-4c53-9a51-3f6a0c3d9e11");
  CHECK(genesis == "dc7d8a96a20e8a78873261be36c5fca55b8be752ee8a4d9ddffcd3efcf18fc8e");
  CHECK(wire::chain_hash(genesis, 42, "ticket_taken", 1, "2026-11-23T02:00:00.000Z",
                         R"({"ticket_id":"20261123-A001"})") ==
        "e4ba89cd87e7e4da61c0bdfcad52c8ba1f95af6cd125a33e8ddf248bb46fac0f");
}

TEST_CASE("no two different events have one hash", "[wire]") {
  const std::set<std::string> hashes{
      wire::chain_hash("p", 1, "kind", 1, "at", "body"),
      wire::chain_hash("q", 1, "kind", 1, "at", "body"),
      wire::chain_hash("p", 2, "kind", 1, "at", "body"),
      wire::chain_hash("p", 1, "kin", 1, "at", "body"),
      wire::chain_hash("p", 1, "kind", 2, "at", "body"),
      wire::chain_hash("p", 1, "kind", 1, "a", "body"),
      wire::chain_hash("p", 1, "kind", 1, "at", "bod"),
      wire::chain_hash("p", 1, "kind", 1, "atb", "ody"),
      wire::chain_hash("p", 11, "kind", 1, "at", "body"),
      wire::chain_hash("p1", 1, "kind", 1, "at", "body"),
      wire::chain_hash("p", 1, "kind", 11, "at", "body"),
      wire::chain_hash("p", 1, "kind1", 1, "at", "body"),
      wire::chain_hash("", 1, "", 1, "", ""),
      wire::chain_hash("", 1, "", 1, "", std::string(1, '\0')),
  };
  CHECK(hashes.size() == 14);
}
