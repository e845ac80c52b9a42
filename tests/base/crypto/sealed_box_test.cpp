#include "base/crypto/sealed_box.h"

#include <stdexcept>

#include "tests/support/catch.h"

using namespace menting;

TEST_CASE("only the owner of the key opens what was sealed to it") {
  const crypto::KeyPair keys = crypto::make_box_keys();
  const std::string plain("窗口 3 的服务很好\0!", 24);
  const std::string sealed = crypto::seal_to(keys.public_key, plain);
  CHECK(sealed != crypto::seal_to(keys.public_key, plain));
  CHECK(crypto::open_sealed(keys, sealed) == plain);
  CHECK(crypto::open_sealed(keys, crypto::seal_to(keys.public_key, "")) == "");
  CHECK_FALSE(crypto::open_sealed(crypto::make_box_keys(), sealed));
  std::string changed = sealed;
  changed.back() = static_cast<char>(changed.back() ^ 1);
  CHECK_FALSE(crypto::open_sealed(keys, changed));
  CHECK_FALSE(crypto::open_sealed(keys, "short"));
  CHECK_THROWS_AS(crypto::seal_to("short", plain), std::invalid_argument);
}
