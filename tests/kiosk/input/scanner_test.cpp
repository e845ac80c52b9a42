#include "kiosk/input/scanner.h"

#include <fcntl.h>
#include <linux/input.h>
#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <stdexcept>
#include <thread>
#include <vector>

#include "kiosk/input/key_layout.h"
#include "tests/support/catch.h"

using namespace menting;
using input::KeyLayout;
using input::ScannerDevice;
using input::ScannerState;
using namespace std::chrono_literals;

namespace scanner_test {

namespace {

/// The device as pipes: what the test writes, the scanner reads. Everything is guarded, the thread uses it too.
class Plug {
 public:
  Plug() { make_pipe(changes_); }
  ~Plug() {
    unplug();
    for (const int fd : changes_) close(fd);
  }

  void plug_in() {
    const std::lock_guard lock(mutex_);
    make_pipe(device_);
    trouble_.clear();
    announce();
  }
  /// Cannot be opened, and why.
  void refuse(const std::string& trouble) {
    const std::lock_guard lock(mutex_);
    trouble_ = trouble;
    announce();
  }
  /// Like a device that is pulled: the reader finds an end.
  void unplug() {
    const std::lock_guard lock(mutex_);
    if (device_[1] >= 0) close(device_[1]);
    if (device_[0] >= 0) close(device_[0]);
    device_[0] = device_[1] = -1;
  }
  void send(const std::vector<input_event>& events) { send_bytes(events.data(), events.size() * sizeof(input_event)); }
  void send_bytes(const void* bytes, std::size_t size) {
    const std::lock_guard lock(mutex_);
    REQUIRE(write(device_[1], bytes, size) == static_cast<ssize_t>(size));
  }

  int open() {
    const std::lock_guard lock(mutex_);
    if (!trouble_.empty()) throw std::runtime_error(trouble_);
    return std::exchange(device_[0], -1);
  }
  int changes() const { return changes_[0]; }

 private:
  static void make_pipe(int (&ends)[2]) { REQUIRE(pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0); }
  void announce() { REQUIRE(write(changes_[1], "x", 1) == 1); }

  std::mutex mutex_;
  int device_[2] = {-1, -1};
  int changes_[2] = {-1, -1};
  std::string trouble_;
};

class PipePort : public input::ScannerPort {
 public:
  explicit PipePort(Plug& plug) : plug_(plug) {}
  int open() override { return plug_.open(); }
  int changes() override { return plug_.changes(); }
  void drain_changes() override {
    char some[16];
    while (read(plug_.changes(), some, sizeof some) > 0) {
    }
  }

 private:
  Plug& plug_;
};

/// What was scanned, and a wait for it with a bound.
class Scans {
 public:
  void add(const std::string& text) {
    const std::lock_guard lock(mutex_);
    texts_.push_back(text);
    changed_.notify_all();
  }
  std::string next() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, 10s, [this] { return !texts_.empty(); })) return "nothing came";
    std::string text = texts_.front();
    texts_.pop_front();
    return text;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> texts_;
};

struct Bench {
  Bench() : device(std::make_unique<PipePort>(plug), [this](const std::string& text) { scans.add(text); }) {
    device.start();
  }
  bool reaches(ScannerState state) {
    const auto until = std::chrono::steady_clock::now() + 10s;
    while (device.state() != state && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(1ms);
    return device.state() == state;
  }
  Plug plug;
  Scans scans;
  ScannerDevice device;
};

void add(std::vector<input_event>& events, int type, int code, int value) {
  input_event event{};
  event.type = static_cast<std::uint16_t>(type);
  event.code = static_cast<std::uint16_t>(code);
  event.value = value;
  events.push_back(event);
}

/// A key down and up, as a scanner reports it.
void add_key(std::vector<input_event>& events, int code) {
  for (const int value : {1, 0}) {
    add(events, EV_MSC, MSC_SCAN, 0x70000 + code);
    add(events, EV_KEY, code, value);
    add(events, EV_SYN, SYN_REPORT, 0);
  }
}

/// "A1-b" and Enter.
std::vector<input_event> slip() {
  std::vector<input_event> events;
  add(events, EV_KEY, KEY_LEFTSHIFT, 1);
  add_key(events, KEY_A);
  add(events, EV_KEY, KEY_LEFTSHIFT, 0);
  for (const int code : {KEY_1, KEY_MINUS, KEY_B, KEY_ENTER}) add_key(events, code);
  return events;
}

}  // namespace

TEST_CASE("keys become characters of the US layout") {
  KeyLayout layout;
  CHECK(layout.key(KEY_A, 1) == 'a');
  CHECK(!layout.key(KEY_A, 0));
  CHECK(!layout.key(KEY_A, 2));
  CHECK(!layout.key(KEY_LEFTSHIFT, 1));
  CHECK(layout.key(KEY_A, 1) == 'A');
  CHECK(layout.key(KEY_SEMICOLON, 1) == ':');
  CHECK(layout.key(KEY_SLASH, 1) == '?');
  CHECK(layout.key(KEY_7, 1) == '&');
  CHECK(!layout.key(KEY_RIGHTSHIFT, 1));
  CHECK(!layout.key(KEY_LEFTSHIFT, 0));
  CHECK(layout.key(KEY_Z, 1) == 'Z');
  CHECK(!layout.key(KEY_RIGHTSHIFT, 0));
  CHECK(layout.key(KEY_Z, 1) == 'z');
  CHECK(layout.key(KEY_KP7, 1) == '7');
  CHECK(layout.key(KEY_ENTER, 1) == '\n');
  CHECK(layout.key(KEY_KPENTER, 1) == '\n');
  CHECK(layout.key(KEY_TAB, 1) == '\t');
  for (const int code : {KEY_F1, KEY_ESC, KEY_LEFTCTRL, KEY_MAX, KEY_RESERVED, BTN_LEFT}) {
    CHECK(!layout.key(static_cast<std::uint16_t>(code), 1));
  }
}

TEST_CASE("caps lock turns letters, and shift turns them back") {
  KeyLayout layout;
  layout.key(KEY_CAPSLOCK, 1);
  layout.key(KEY_CAPSLOCK, 0);
  CHECK(layout.key(KEY_A, 1) == 'A');
  CHECK(layout.key(KEY_1, 1) == '1');
  layout.key(KEY_LEFTSHIFT, 1);
  CHECK(layout.key(KEY_A, 1) == 'a');
  layout.release_all();
  CHECK(layout.key(KEY_A, 1) == 'A');
}

TEST_CASE("a scan arrives whole") {
  Bench it;
  it.plug.plug_in();
  CHECK(it.reaches(ScannerState::ready));
  it.plug.send(slip());
  CHECK(it.scans.next() == "A1-b");
  it.plug.send(slip());
  CHECK(it.scans.next() == "A1-b");
}

TEST_CASE("a scan without Enter arrives after a pause") {
  Bench it;
  it.plug.plug_in();
  std::vector<input_event> events;
  for (const int code : {KEY_Q, KEY_7}) add_key(events, code);
  it.plug.send(events);
  CHECK(it.scans.next() == "q7");
}

TEST_CASE("events in pieces are put together") {
  Bench it;
  it.plug.plug_in();
  const auto events = slip();
  const auto* bytes = reinterpret_cast<const char*>(events.data());
  const std::size_t size = events.size() * sizeof(input_event);
  for (std::size_t at = 0; at < size; at += 7) it.plug.send_bytes(bytes + at, std::min<std::size_t>(7, size - at));
  CHECK(it.scans.next() == "A1-b");
}

TEST_CASE("a scanner that is pulled comes back") {
  Bench it;
  CHECK(it.device.state() == ScannerState::absent);
  for (int i = 0; i < 3; ++i) {
    it.plug.plug_in();
    CHECK(it.reaches(ScannerState::ready));
    it.plug.send(slip());
    CHECK(it.scans.next() == "A1-b");
    std::vector<input_event> half;
    add(half, EV_KEY, KEY_LEFTSHIFT, 1);
    add_key(half, KEY_X);
    it.plug.send(half);
    it.plug.unplug();
    CHECK(it.reaches(ScannerState::absent));
  }
}

TEST_CASE("lost events drop the scan that they are of, and no other") {
  Bench it;
  it.plug.plug_in();
  std::vector<input_event> events;
  add(events, EV_KEY, KEY_LEFTSHIFT, 1);
  add_key(events, KEY_X);
  add(events, EV_SYN, SYN_DROPPED, 0);
  add(events, EV_KEY, KEY_Y, 1);
  add(events, EV_SYN, SYN_REPORT, 0);
  it.plug.send(events);
  it.plug.send(slip());
  CHECK(it.scans.next() == "A1-b");
}

TEST_CASE("a scanner that cannot be had says why, and works when it can") {
  Bench it;
  it.plug.refuse("no right to read it; do this");
  CHECK(it.reaches(ScannerState::trouble));
  CHECK(it.device.trouble() == "no right to read it; do this");
  it.plug.plug_in();
  CHECK(it.reaches(ScannerState::ready));
  CHECK(it.device.trouble().empty());
  it.plug.send(slip());
  CHECK(it.scans.next() == "A1-b");
}

TEST_CASE("a receiver that throws costs its scan alone") {
  Plug plug;
  Scans scans;
  bool thrown = false;
  ScannerDevice device(std::make_unique<PipePort>(plug), [&](const std::string& text) {
    if (!std::exchange(thrown, true)) throw std::runtime_error("not now");
    scans.add(text);
  });
  device.start();
  plug.plug_in();
  plug.send(slip());
  plug.send(slip());
  CHECK(scans.next() == "A1-b");
}

TEST_CASE("it stops at once, in every state and twice") {
  const auto stop_ms = [](ScannerDevice& device) {
    const auto before = std::chrono::steady_clock::now();
    device.stop();
    device.stop();
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - before).count();
  };
  Bench absent;
  CHECK(stop_ms(absent.device) < 1000);
  Bench ready;
  ready.plug.plug_in();
  CHECK(ready.reaches(ScannerState::ready));
  CHECK(stop_ms(ready.device) < 1000);
  ready.plug.unplug();
  ready.device.start();
  CHECK(ready.reaches(ScannerState::absent));
  Plug plug;
  ScannerDevice never(std::make_unique<PipePort>(plug), [](const std::string&) {});
  CHECK(stop_ms(never) < 1000);
}

TEST_CASE("the USB scanner that is not plugged in is absent") {
  const auto port = input::usb_scanner("FFFF:fffe");
  CHECK(port->open() == -1);
  port->drain_changes();
  for (const char* id : {"", "1234", "1234abcd", "1234:abc", "1234:abcg", "12345:bcd", "1234:abcd ", "123::abcd"}) {
    CHECK_THROWS_AS(input::usb_scanner(id), std::invalid_argument);
  }
}

}  // namespace scanner_test
