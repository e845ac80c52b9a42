#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>

#include "tests/support/catch.h"
#include "tests/system/shop.h"

using namespace menting;
using namespace menting::tests;

namespace {

/// An X server that can be made to crash.
class FrailDisplay {
 public:
  FrailDisplay() {
    int named[2];
    REQUIRE(pipe(named) == 0);
    server_ = fork();
    if (server_ == 0) {
      dup2(named[1], 3);
      // Nobody who reads the test's output may wait for this one.
      const int nowhere = open("/dev/null", O_WRONLY);
      dup2(nowhere, 1);
      dup2(nowhere, 2);
      execlp("Xvfb", "Xvfb", "-displayfd", "3", "-screen", "0", "540x960x24", "-nolisten", "tcp", nullptr);
      _exit(127);
    }
    close(named[1]);
    // The number and the line's end may come apart.
    std::string number;
    for (char c = 0; read(named[0], &c, 1) == 1 && c != '\n';) number += c;
    close(named[0]);
    if (number.empty()) {
      crash();
      FAIL("Xvfb did not start: install the package xvfb");
    }
    name_ = ":" + number;
    setenv("DISPLAY", name_.c_str(), 1);
  }
  ~FrailDisplay() {
    unsetenv("DISPLAY");
    crash();
  }

  void crash() {
    if (server_ <= 0) return;
    ::kill(server_, SIGKILL);
    waitpid(server_, nullptr, 0);
    server_ = -1;
    if (name_.empty()) return;
    unlink(("/tmp/.X" + name_.substr(1) + "-lock").c_str());
    unlink(("/tmp/.X11-unix/X" + name_.substr(1)).c_str());
  }

 private:
  pid_t server_ = -1;
  std::string name_;
};

HttpAnswer health(const Shop& shop) {
  return shop.get("/api/v1/health");
}

}  // namespace

TEST_CASE("a display that dies takes no branch with it") {
  FrailDisplay display;
  Shop shop;
  const std::string targets = shop.file("targets.json");
  Program kiosk("menting-kiosk",
                {"--config", shop.config(), "--data", shop.data(), "--window", "540x960", "--targets", targets});
  REQUIRE(eventually([&] { return !read_bytes(targets).empty(); }));
  display.crash();
  REQUIRE(eventually([&] { return health(shop).body.find(R"("screen")") != std::string::npos; }));
  CHECK(shop.take_ticket("A").status == 201);
  CHECK(kiosk.running());
  kiosk.signal(SIGTERM);
  CHECK(kiosk.wait() == 0);
}

TEST_CASE("a kiosk that nobody touches rests") {
  FrailDisplay display;
  Shop shop;
  const std::string targets = shop.file("targets.json");
  Program kiosk("menting-kiosk",
                {"--config", shop.config(), "--data", shop.data(), "--window", "540x960", "--targets", targets});
  REQUIRE(eventually([&] { return !read_bytes(targets).empty(); }));
  // Drawing for the first time costs something; a kiosk that spins never comes below a fifth of a core over 3 s.
  bool rests = false;
  long used_ms = 0;
  for (int i = 0; i < 4 && !rests; ++i) {
    const long before_ms = kiosk.cpu_ms();
    REQUIRE(before_ms >= 0);
    pause_ms(3'000);
    used_ms = kiosk.cpu_ms() - before_ms;
    rests = used_ms >= 0 && used_ms < 600;
  }
  INFO("used of 3000 ms: " << used_ms);
  CHECK(rests);
  kiosk.signal(SIGTERM);
  CHECK(kiosk.wait() == 0);
}

TEST_CASE("a display that is not there stops no branch") {
  unsetenv("DISPLAY");
  unsetenv("WAYLAND_DISPLAY");
  Shop shop;
  Program kiosk("menting-kiosk", {"--config", shop.config(), "--data", shop.data(), "--window", "540x960"});
  REQUIRE(eventually([&] {
    try {
      return health(shop).body.find(R"("screen")") != std::string::npos;
    } catch (const std::exception&) {
      return false;  // not listening yet
    }
  }));
  CHECK(shop.take_ticket("A").status == 201);
  kiosk.signal(SIGTERM);
  CHECK(kiosk.wait() == 0);
}
