#include "kiosk/printing/tcp_printer.h"

#include <future>

#include "tests/kiosk/printing/fake_tcp_printer.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::Outcome;
using tests::FakeTcpPrinter;
using namespace std::chrono_literals;

namespace {

const std::string job = "\x1b@" + std::string(60'000, 'x') + "\x1dVB";

/// Short enough that a test of a bad printer is over soon.
constexpr printing::TcpPatience brief{5'000ms, 500ms, 100ms, 100ms};

printing::TcpPrinter printer_at(const FakeTcpPrinter& fake) {
  return {"127.0.0.1", fake.port(), brief};
}

}  // namespace

TEST_CASE("a good printer gets the job byte for byte and is ready") {
  FakeTcpPrinter fake;
  auto printer = printer_at(fake);
  CHECK(printer.look() == Outcome::done);
  CHECK(printer.print(job) == Outcome::done);
  CHECK(printer.print("second") == Outcome::done);
  CHECK(printer.trouble().empty());
  CHECK((fake.received() == job + "second"));
}

TEST_CASE("a name is looked up") {
  FakeTcpPrinter fake;
  printing::TcpPrinter printer("localhost", fake.port(), brief);
  CHECK(printer.print(job) == Outcome::done);
  CHECK((fake.received() == job));
}

TEST_CASE("a printer that cannot print gets no job that it would print later") {
  const auto [manner, outcome, says] = GENERATE(table<FakeTcpPrinter::Manner, Outcome, std::string>({
      {{.paper = 0x72}, Outcome::paper_out, "put in a new roll"},
      {{.printer = 0x1a, .offline_cause = 0x32}, Outcome::paper_out, "put in a new roll"},
      {{.printer = 0x1a, .offline_cause = 0x16}, Outcome::cover_open, "close it"},
      {{.printer = 0x1a, .offline_cause = 0x36, .paper = 0x72}, Outcome::cover_open, "close it"},
      {{.printer = 0x1a}, Outcome::offline, "says that it is offline"},
      {{.printer = 0x1a, .offline_cause = 0x52}, Outcome::offline, "says that it is offline"},
  }));
  FakeTcpPrinter fake(manner);
  auto printer = printer_at(fake);
  CHECK(printer.look() == outcome);
  CHECK(printer.print(job) == outcome);
  CHECK_THAT(printer.trouble(), ContainsSubstring(says));
  CHECK(fake.received().empty());
  fake.change({});
  CHECK(printer.print(job) == Outcome::done);
  CHECK(printer.trouble().empty());
  CHECK((fake.received() == job));
}

TEST_CASE("a printer with little paper left prints and says so") {
  FakeTcpPrinter fake({.paper = 0x1e});
  auto printer = printer_at(fake);
  CHECK(printer.print(job) == Outcome::paper_low);
  CHECK_THAT(printer.trouble(), ContainsSubstring("little paper"));
  CHECK((fake.received() == job));
}

TEST_CASE("a printer that answers nothing gets the job, and its state stays unknown") {
  FakeTcpPrinter fake({.printer = -1, .offline_cause = -1, .paper = -1});
  auto printer = printer_at(fake);
  CHECK(printer.print(job) == Outcome::unknown);
  CHECK(printer.print("again") == Outcome::unknown);
  CHECK(printer.look() == Outcome::unknown);
  CHECK((fake.received() == job + "again"));
}

TEST_CASE("bytes that are no status are not taken for one") {
  FakeTcpPrinter noisy({.noise = "\x11\xff\x80"});
  CHECK(printer_at(noisy).print(job) == Outcome::done);
  FakeTcpPrinter babbling({.printer = 0xff, .offline_cause = 0x00, .paper = 0x93});
  CHECK(printer_at(babbling).print(job) == Outcome::unknown);
}

TEST_CASE("a closed port is an offline printer, and says what to check") {
  printing::TcpPrinter printer("127.0.0.1", FakeTcpPrinter::closed_port(), brief);
  CHECK(printer.look() == Outcome::offline);
  CHECK(printer.print(job) == Outcome::offline);
  CHECK_THAT(printer.trouble(), ContainsSubstring("Connection refused"));
  CHECK_THAT(printer.trouble(), ContainsSubstring("check its power"));
}

TEST_CASE("a name that leads nowhere is an offline printer") {
  printing::TcpPrinter printer("no-such-printer.invalid", "9100", brief);
  CHECK(printer.print(job) == Outcome::offline);
  CHECK_THAT(printer.trouble(), ContainsSubstring("no-such-printer.invalid:9100 cannot be reached"));
}

TEST_CASE("a printer that accepts and never reads does not hold the loop") {
  FakeTcpPrinter fake({.reads = false});
  auto printer = printer_at(fake);
  // More than the system's own buffers take.
  CHECK(printer.print(std::string(64 << 20, 'x')) == Outcome::offline);
  CHECK_THAT(printer.trouble(), ContainsSubstring("takes no more data"));
}

TEST_CASE("a connection broken off in the middle of a job is a failed job") {
  FakeTcpPrinter fake({.reset_after = 1000});
  CHECK(printer_at(fake).print(std::string(16 << 20, 'x')) == Outcome::offline);
}

TEST_CASE("a printer that reads slowly still gets everything") {
  FakeTcpPrinter fake({.chunk = 512});
  printing::TcpPrinter printer("127.0.0.1", fake.port(), {5'000ms, 60'000ms, 60'000ms, 60'000ms});
  CHECK(printer.print(job) == Outcome::done);
  CHECK((fake.received() == job));
}

TEST_CASE("a printer that talks without a pause does not hold the loop") {
  // Without a look at the clock between two bytes this test runs into its own limit.
  FakeTcpPrinter fake({.floods = true});
  CHECK(printer_at(fake).look() == Outcome::unknown);
  CHECK(printer_at(fake).print("job") == Outcome::unknown);
}

TEST_CASE("an interruption ends a call that would wait for minutes") {
  // Without it this test runs into its own limit.
  const auto manner = GENERATE(FakeTcpPrinter::Manner{.reads = false},
                               FakeTcpPrinter::Manner{.printer = -1, .offline_cause = -1, .paper = -1},
                               FakeTcpPrinter::Manner{.floods = true});
  FakeTcpPrinter fake(manner);
  printing::TcpPrinter printer("127.0.0.1", fake.port(), {600'000ms, 600'000ms, 600'000ms, 600'000ms});
  auto outcome = std::async(std::launch::async, [&printer] { return printer.print(std::string(64 << 20, 'x')); });
  CHECK(outcome.wait_for(50ms) == std::future_status::timeout);
  printer.interrupt();
  CHECK(outcome.get() == Outcome::offline);
  CHECK(printer.look() != Outcome::done);
}
