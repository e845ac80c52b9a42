#include "kiosk/input/scanner_keys.h"

#include "base/crypto/crypto.h"
#include "tests/support/catch.h"

using namespace menting;
using input::Heard;
using input::ScanLimits;
using input::ScannerKeys;

namespace {

/// Keys, a gap before each, on a clock of its own; collects what is heard and asks again when it is due.
struct Keyboard {
  explicit Keyboard(ScanLimits limits = {}) : keys(limits) {}

  void press(const std::string& text, std::int64_t gap_ms) {
    for (const char c : text) {
      wait(gap_ms);
      take(keys.feed(c, now_ms));
    }
  }
  void wait(std::int64_t ms) {
    const std::int64_t until = now_ms + ms;
    while (keys.due_ms() && *keys.due_ms() <= until) {
      now_ms = *keys.due_ms();
      take(keys.poll(now_ms));
    }
    now_ms = until;
  }
  void take(const Heard& heard) {
    CHECK((heard.scan.empty() || heard.typed.empty()));
    if (!heard.scan.empty()) scans.push_back(heard.scan);
    typed += heard.typed;
  }

  ScannerKeys keys;
  std::int64_t now_ms = 5'000;
  std::vector<std::string> scans;
  std::string typed;
};

using Scans = std::vector<std::string>;

}  // namespace

TEST_CASE("a slip's code that comes fast and ends with Enter is a scan") {
  for (int i = 0; i < 200; ++i) {
    const std::string code = crypto::random_code(12);
    Keyboard it;
    it.press(code + "\n", 5);
    CHECK(it.scans == Scans{code});
    CHECK(it.typed.empty());
    CHECK(!it.keys.due_ms());
  }
}

TEST_CASE("a ticket's id is a scan") {
  Keyboard it;
  it.press("20261123-A001\r", 15);
  CHECK(it.scans == Scans{"20261123-A001"});
}

TEST_CASE("a scan without Enter ends with a pause") {
  Keyboard it;
  it.press("7K3M9QXW2T4B", 12);
  CHECK(it.scans.empty());
  REQUIRE(it.keys.due_ms());
  CHECK(*it.keys.due_ms() <= it.now_ms + 61);
  it.wait(61);
  CHECK(it.scans == Scans{"7K3M9QXW2T4B"});
  CHECK(it.typed.empty());
}

TEST_CASE("characters that arrive in bunches, as from a busy screen, are a scan") {
  Keyboard it;
  for (const std::string bunch : {"7K3", "M9Q", "XW2", "T4B\n"}) {
    it.wait(45);
    it.press(bunch, 0);
  }
  CHECK(it.scans == Scans{"7K3M9QXW2T4B"});
}

TEST_CASE("what a person types is typed, with its Enter") {
  Keyboard it;
  it.press("7k3m9qxw2t4b\n", 80);
  it.wait(1000);
  CHECK(it.scans.empty());
  CHECK(it.typed == "7k3m9qxw2t4b\n");
}

TEST_CASE("somebody who types very fast is still a person") {
  Keyboard it;
  it.press("wangxiaoming\n", 45);
  CHECK(it.scans.empty());
  CHECK(it.typed == "wangxiaoming\n");
}

TEST_CASE("five characters are too few, six are enough") {
  Keyboard it;
  it.press("A0012\n", 5);
  CHECK(it.scans.empty());
  CHECK(it.typed == "A0012\n");
  it.press("A00123\n", 5);
  CHECK(it.scans == Scans{"A00123"});
}

TEST_CASE("a held key is no scan") {
  Keyboard it;
  it.press("aaaaaaaaaaaaaaaa", 25);
  it.wait(100);
  CHECK(it.scans.empty());
  CHECK(it.typed == "aaaaaaaaaaaaaaaa");
}

TEST_CASE("a scan after something typed is whole, and so is one after another") {
  Keyboard it;
  it.press("ab", 200);
  it.wait(200);
  it.press("20261123-A001\n", 5);
  it.wait(20);
  it.press("20261123-B002\n", 5);
  CHECK(it.scans == Scans{"20261123-A001", "20261123-B002"});
  CHECK(it.typed == "ab");
}

TEST_CASE("a second Enter or Tab behind a scan belongs to it, a later one does not") {
  Keyboard it;
  it.press("20261123-A001\r\n\t", 5);
  CHECK(it.scans == Scans{"20261123-A001"});
  CHECK(it.typed.empty());
  it.press("\n", 500);
  CHECK(it.typed == "\n");
}

TEST_CASE("what cannot be printed is ignored, and blanks are kept") {
  Keyboard it;
  it.press(std::string("AB\x1b C\x7f\xe4") + '\0' + "DEF\n", 5);
  CHECK(it.scans == Scans{"AB CDEF"});
}

TEST_CASE("an overlong scan is dropped whole, with its Enter") {
  Keyboard it;
  it.press(std::string(ScannerKeys::characters_max, 'x') + "y\n", 1);
  it.press("\n", 5);
  CHECK(it.scans.empty());
  CHECK(it.typed.empty());
  it.wait(100);
  it.press("20261123-A001\n", 5);
  CHECK(it.scans == Scans{"20261123-A001"});
}

TEST_CASE("a clock that runs back parts what it stands between") {
  Keyboard it;
  it.press("7K3M9Q", 5);
  it.now_ms -= 1000;
  it.press("20261123-A001\n", 5);
  CHECK(it.scans == Scans{"7K3M9Q", "20261123-A001"});
}

TEST_CASE("what was held back can be forgotten") {
  Keyboard it;
  it.press("7K3M9Q", 5);
  it.keys.clear();
  CHECK(!it.keys.due_ms());
  it.press("\n", 100);
  it.wait(100);
  CHECK(it.scans.empty());
  CHECK(it.typed == "\n");
}

TEST_CASE("of a device that is only a scanner, everything is a scan") {
  Keyboard it(ScanLimits::scanner_only());
  it.press("A1\n\n", 80);
  it.press("1111111\n", 100);
  it.press("B", 100);
  it.wait(200);
  CHECK(it.scans == Scans{"A1", "1111111", "B"});
  CHECK(it.typed.empty());
}
