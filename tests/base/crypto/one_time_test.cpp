#include "base/crypto/one_time.h"

#include "tests/support/catch.h"

using namespace menting::crypto;

TEST_CASE("codes are those of RFC 6238") {
  const std::string secret = "12345678901234567890";
  const auto at = [&](std::int64_t seconds) { return totp_code(secret, seconds / totp_step_s); };
  CHECK(at(59) == "287082");
  CHECK(at(1111111109) == "081804");
  CHECK(at(1111111111) == "050471");
  CHECK(at(1234567890) == "005924");
  CHECK(at(2000000000) == "279037");
  CHECK(at(20000000000) == "353130");
}

TEST_CASE("base 32 is that of RFC 4648") {
  CHECK(to_base32("").empty());
  CHECK(to_base32("f") == "MY");
  CHECK(to_base32("fo") == "MZXQ");
  CHECK(to_base32("foo") == "MZXW6");
  CHECK(to_base32("foob") == "MZXW6YQ");
  CHECK(to_base32("fooba") == "MZXW6YTB");
  CHECK(to_base32("foobar") == "MZXW6YTBOI");
  CHECK(to_base32("12345678901234567890") == "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
}
