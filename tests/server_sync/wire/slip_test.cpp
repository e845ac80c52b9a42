// What only the code on a slip can read.
#include "server_sync/wire/slip.h"

#include "base/crypto/crypto.h"
#include "tests/support/catch.h"

using namespace menting;

TEST_CASE("a slip is read with its code alone, and only as that branch's") {
  const std::string code = crypto::random_code(12), other = crypto::random_code(12);
  const std::string sealed = wire::seal_slip("BJ-0001", code, "前面还有 3 人");
  CHECK(wire::open_slip("BJ-0001", code, sealed) == "前面还有 3 人");
  CHECK_FALSE(wire::open_slip("BJ-0001", other, sealed));
  CHECK_FALSE(wire::open_slip("BJ-0002", code, sealed));
  CHECK_FALSE(wire::open_slip("BJ-0001", code, sealed.substr(1)));
  CHECK_FALSE(wire::open_slip("BJ-0001", code, "no base 64!"));
  CHECK(wire::seal_slip("BJ-0001", code, "x") != wire::seal_slip("BJ-0001", code, "x"));
}

TEST_CASE("a slip's name tells nothing of its code and is another one at each branch") {
  const std::string code = "7K3MPQ9XT2VD";
  const std::string key = wire::slip_key("BJ-0001", code);
  CHECK(key.size() == 32);
  CHECK(key == wire::slip_key("BJ-0001", code));
  CHECK(key != wire::slip_key("BJ-0002", code));
  CHECK(key.find(code) == std::string::npos);
}

TEST_CASE("what no slip can have is no code") {
  CHECK(wire::is_slip_code("7K3MPQ9XT2VD"));
  for (const char* wrong : {"", "7K3MPQ9XT2V", "7K3MPQ9XT2VDD", "7K3MPQ9XT2VU", "7k3mpq9xt2vd", "7K3MPQ9XT2V "}) {
    CHECK_FALSE(wire::is_slip_code(wrong));
  }
}
