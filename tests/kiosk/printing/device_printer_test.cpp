// USB printers and serial lines, both through pseudo terminals.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <future>

#include "kiosk/printing/dialogue_printer.h"
#include "tests/kiosk/printing/fake_device_printer.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::DialoguePrinter;
using printing::Outcome;
using tests::FakeDevicePrinter;
using namespace std::chrono_literals;

namespace device_printer_test {

namespace {

/// Every byte that there is: a terminal would change some of them.
std::string all_bytes() {
  std::string job = "\x1b@";
  for (int round = 0; round < 40; ++round)
    for (int byte = 0; byte < 256; ++byte)
      if (byte != 0x10) job += static_cast<char>(byte);
  return job;
}

constexpr printing::Patience brief{5'000ms, 1'000ms, 300ms, 250ms, 100ms};

DialoguePrinter device(const std::string& path) {
  return DialoguePrinter(printing::device_way(path), brief);
}

DialoguePrinter serial(const std::string& path, int baud = 115200) {
  return DialoguePrinter(*printing::serial_way(path, baud), brief);
}

}  // namespace

TEST_CASE("a device and a serial line get the job byte for byte, and answer") {
  FakeDevicePrinter fake;
  auto printer = GENERATE(0, 1) == 0 ? device(fake.path()) : serial(fake.path());
  CHECK(printer.looks_freely());
  CHECK(printer.look() == Outcome::done);
  CHECK(printer.print(all_bytes()) == Outcome::done);
  CHECK(printer.print("second") == Outcome::done);
  CHECK(printer.trouble().empty());
  const std::string expected = all_bytes() + "second";
  CHECK((fake.received(expected.size()) == expected));
}

TEST_CASE("a device that cannot print gets no job that it would print later") {
  const auto [manner, outcome] = GENERATE(table<tests::Manner, Outcome>({
      {{.paper = 0x72}, Outcome::paper_out},
      {{.printer = 0x1a, .offline_cause = 0x16}, Outcome::cover_open},
      {{.printer = 0x1a}, Outcome::offline},
  }));
  FakeDevicePrinter fake(manner);
  auto printer = serial(fake.path());
  CHECK(printer.look() == outcome);
  CHECK(printer.print("job") == outcome);
  fake.change({.paper = 0x1e});
  CHECK(printer.print("two") == Outcome::paper_low);
  CHECK((fake.received(3) == "two"));
}

TEST_CASE("a device that never answers gets its jobs, and nobody calls them printed") {
  FakeDevicePrinter fake({.printer = -1, .offline_cause = -1, .paper = -1});
  auto printer = device(fake.path());
  CHECK(printer.print("one") == Outcome::unknown);
  CHECK(printer.print("two") == Outcome::unknown);
  CHECK((fake.received(6) == "onetwo"));
}

TEST_CASE("a device's paper may end in the rest of the slip") {
  FakeDevicePrinter fake({.turns_after = 6});
  CHECK(device(fake.path()).print("job") == Outcome::paper_out);
}

TEST_CASE("a device's paper may end in the middle of the job") {
  FakeDevicePrinter fake({.stall_after = 1000});
  CHECK(serial(fake.path()).print(std::string(100'000, 'x')) == Outcome::paper_out);
}

TEST_CASE("a device that never reads does not hold the loop") {
  FakeDevicePrinter fake({.reads = false});
  auto printer = device(fake.path());
  CHECK(printer.print(std::string(1 << 20, 'x')) == Outcome::offline);
  CHECK_THAT(printer.trouble(), ContainsSubstring("takes no more data"));
}

TEST_CASE("a printer that is unplugged is offline, and comes back by itself") {
  FakeDevicePrinter fake;
  auto printer = device(fake.path());
  CHECK(printer.print("one") == Outcome::done);
  fake.unplug();
  CHECK(printer.look() == Outcome::offline);
  CHECK(printer.print("lost") == Outcome::offline);
  CHECK_THAT(printer.trouble(), ContainsSubstring(fake.path() + " cannot be reached (No such file or directory)") &&
                                    ContainsSubstring("check its power and cable"));
  fake.plug_in();
  CHECK(printer.look() == Outcome::done);
  CHECK(printer.print("two") == Outcome::done);
  CHECK((fake.received(6) == "onetwo"));
}

TEST_CASE("a printer that is unplugged in the middle of a job has not printed it") {
  FakeDevicePrinter fake({.reset_after = 1000});
  auto printer = GENERATE(0, 1) == 0 ? device(fake.path()) : serial(fake.path());
  CHECK(printer.print(std::string(1 << 20, 'x')) == Outcome::offline);
}

TEST_CASE("a slow line is given the time that it takes") {
  CHECK(printing::serial_way("/dev/ttyS0", 9600)->bytes_per_s == 960);
  CHECK_FALSE(printing::serial_way("/dev/ttyS0", 9601));
  FakeDevicePrinter fake;
  // Without the line's own time the job's would be over before it began.
  printing::Patience none = brief;
  none.send = 0ms;
  DialoguePrinter printer(*printing::serial_way(fake.path(), 1200), none);
  CHECK(printer.print(all_bytes()) == Outcome::done);
}

TEST_CASE("an interruption ends a job on a line that stands still") {
  // Without it this test runs into its own limit.
  FakeDevicePrinter fake({.reads = false});
  DialoguePrinter printer(*printing::serial_way(fake.path(), 1200), {5'000ms, 600'000ms, 200ms, 600'000ms, 100ms});
  auto outcome = std::async(std::launch::async, [&printer] { return printer.print(std::string(1 << 20, 'x')); });
  CHECK(outcome.wait_for(400ms) == std::future_status::timeout);
  printer.interrupt();
  CHECK(outcome.get() == Outcome::offline);
}

TEST_CASE("what is no device is said to be none") {
  const tests::ScratchFolder folder;
  std::ofstream(folder.file("lp0")) << "left by a program that wrote before the printer was there";
  auto file = device(folder.file("lp0"));
  CHECK(file.print("job") == Outcome::offline);
  CHECK_THAT(file.trouble(), ContainsSubstring("it is no device: remove it"));
  auto line = serial("/dev/null");
  CHECK(line.print("job") == Outcome::offline);
  CHECK_THAT(line.trouble(), ContainsSubstring("no serial line"));
}

TEST_CASE("a pipe is a printer that only listens, while somebody reads it") {
  std::signal(SIGPIPE, SIG_IGN);  // as the program does
  const tests::ScratchFolder folder;
  const std::string path = folder.file("pipe");
  REQUIRE(mkfifo(path.c_str(), 0600) == 0);
  auto printer = device(path);
  CHECK(printer.look() == Outcome::offline);
  const int reader = open(path.c_str(), O_RDONLY | O_NONBLOCK);
  CHECK(printer.print("job") == Outcome::unknown);
  char bytes[64];
  const ssize_t got = read(reader, bytes, sizeof bytes);
  // A question before the job and one after it.
  CHECK((std::string(bytes, static_cast<std::size_t>(std::max<ssize_t>(got, 0))) ==
         std::string("\x10\x04\x01job\x10\x04\x01")));
  close(reader);
  CHECK(printer.look() == Outcome::offline);
  std::signal(SIGPIPE, SIG_DFL);
}

}  // namespace device_printer_test
