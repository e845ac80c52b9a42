#include <algorithm>
#include <cstdlib>

#include "tests/support/catch.h"
#include "tests/system/shop.h"

using namespace menting::tests;

namespace {

/// A branch whose sound card writes into a file, much faster than people hear.
struct LoudShop {
  LoudShop() {
    setenv("SDL_AUDIODRIVER", "disk", 1);
    setenv("SDL_DISKAUDIOFILE", sound.c_str(), 1);
    setenv("SDL_DISKAUDIODELAY", "1", 1);
  }
  ~LoudShop() {
    for (const char* name : {"SDL_AUDIODRIVER", "SDL_DISKAUDIOFILE", "SDL_DISKAUDIODELAY"}) unsetenv(name);
  }

  /// Opens, has a ticket called, and closes while it is being said. The loudest sample that was heard.
  int loudest_of_a_call() {
    shop.open();
    const auto clerk = shop.sign_in("1001", "2468");
    shop.post("/api/v1/counters/1/open", "{}", clerk);
    CHECK(shop.take_ticket("A").status == 201);
    CHECK(shop.post("/api/v1/counters/1/call-next", "{}", clerk).status == 200);
    CHECK(eventually([this] { return loudest() > 0; }));
    CHECK(shop.close() == 0);
    return loudest();
  }
  int loudest() const {
    const std::string bytes = read_bytes(sound);
    int most = 0;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
      const unsigned low = static_cast<unsigned char>(bytes[i]);
      const unsigned high = static_cast<unsigned char>(bytes[i + 1]);
      most = std::max(most, std::abs(static_cast<int>(static_cast<std::int16_t>(low | high << 8))));
    }
    return most;
  }

  Shop shop;
  std::string sound = shop.file("sound.raw");
};

}  // namespace

TEST_CASE("a call is heard, and the branch closes in the middle of it") {
  LoudShop it;
  const int configured = it.loudest_of_a_call();
  CHECK(configured > 2'000);
  CHECK(configured < 32'000);
}

TEST_CASE("the volume that staff chose is there again after a restart; a spoilt one is not") {
  LoudShop it;
  it.shop.open();
  CHECK(it.shop.close() == 0);
  write_bytes(it.shop.data() + "/volume", "10\n");
  const int soft = it.loudest_of_a_call();
  CHECK(soft > 0);
  CHECK(soft < 400);
  CHECK(read_bytes(it.shop.data() + "/volume") == "10\n");
  write_bytes(it.shop.data() + "/volume", "loud\n");
  write_bytes(it.sound, "");
  it.shop.open();
  CHECK_THAT(it.shop.kiosk().errors(), ContainsSubstring("holds no volume from 0 to 100"));
  CHECK(it.shop.close() == 0);
}
