#include <future>

#include "kiosk/printing/dialogue_printer.h"

#include "tests/kiosk/printing/fake_tcp_printer.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::Outcome;
using tests::FakeTcpPrinter;
using namespace std::chrono_literals;

namespace tcp_printer_test {

namespace {

const std::string job = "\x1b@" + std::string(60'000, 'x') + "\x1dVB";

/// Short enough that a test of a bad printer is over soon.
constexpr printing::Patience brief{5'000ms, 500ms, 300ms, 250ms, 100ms};

printing::DialoguePrinter printer_at(const FakeTcpPrinter& fake, const printing::Patience& patience = brief) {
  return printing::DialoguePrinter(printing::tcp_way("127.0.0.1", fake.port()), patience);
}

printing::DialoguePrinter printer_called(const std::string& host, const std::string& port) {
  return printing::DialoguePrinter(printing::tcp_way(host, port), brief);
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
  auto printer = printer_called("localhost", fake.port());
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
  CHECK_THAT(printer.trouble(), ContainsSubstring("tells nothing of itself"));
  CHECK((fake.received() == job + "again"));
}

TEST_CASE("bytes that are no status are not taken for one") {
  FakeTcpPrinter noisy({.noise = "\x11\xff\x80"});
  CHECK(printer_at(noisy).print(job) == Outcome::done);
  FakeTcpPrinter babbling({.printer = 0xff, .offline_cause = 0x00, .paper = 0x93});
  CHECK(printer_at(babbling).print(job) == Outcome::unknown);
}

TEST_CASE("paper that ends while the slip comes out is seen, however good the first answers were") {
  FakeTcpPrinter fake({.turns_after = 6});  // three before the job, three at once after it
  auto printer = printer_at(fake);
  CHECK(printer.print(job) == Outcome::paper_out);
  CHECK_THAT(printer.trouble(), ContainsSubstring("put in a new roll"));
  CHECK((fake.received() == job));
}

TEST_CASE("a printer that takes no more of a job is asked why") {
  FakeTcpPrinter fake({.stall_after = 1000, .chunk = 512});
  auto printer = printer_at(fake);
  CHECK(printer.print(std::string(16 << 20, 'x')) == Outcome::paper_out);
  CHECK_THAT(printer.trouble(), ContainsSubstring("put in a new roll"));
}

TEST_CASE("a printer that answered and falls silent is not called well") {
  FakeTcpPrinter fake({.turns_after = 3, .turned_paper = -1});
  auto printer = printer_at(fake);
  CHECK(printer.print(job) == Outcome::no_reply);
  CHECK_THAT(printer.trouble(), ContainsSubstring("does not answer any more"));
  CHECK(printer.look() == Outcome::no_reply);
  CHECK(printer.print("again") == Outcome::no_reply);
  CHECK((fake.received() == job + "again"));
  fake.change({});
  CHECK(printer.print("well") == Outcome::done);
  CHECK(printer.trouble().empty());
}

TEST_CASE("a printer that was away is asked before it gets a job again") {
  FakeTcpPrinter fake({.printer = -1, .offline_cause = -1, .paper = -1});
  auto printer = printer_at(fake);
  CHECK(printer.print("one") == Outcome::unknown);
  fake.change({.reset_after = 1});
  CHECK(printer.look() == Outcome::offline);
  fake.change({.paper = 0x72});
  CHECK(printer.print("two") == Outcome::paper_out);
  CHECK((fake.received() == "one"));
}

TEST_CASE("a closed port is an offline printer, and says what to check") {
  auto printer = printer_called("127.0.0.1", FakeTcpPrinter::closed_port());
  CHECK(printer.look() == Outcome::offline);
  CHECK(printer.print(job) == Outcome::offline);
  CHECK_THAT(printer.trouble(), ContainsSubstring("Connection refused"));
  CHECK_THAT(printer.trouble(), ContainsSubstring("check its power"));
}

TEST_CASE("a name that leads nowhere is an offline printer") {
  auto printer = printer_called("no-such-printer.invalid", "9100");
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
  auto printer = printer_at(fake, {5'000ms, 60'000ms, 60'000ms, 250ms, 60'000ms});
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
  auto printer = printer_at(fake, {600'000ms, 600'000ms, 600'000ms, 600'000ms, 600'000ms});
  auto outcome = std::async(std::launch::async, [&printer] { return printer.print(std::string(64 << 20, 'x')); });
  CHECK(outcome.wait_for(50ms) == std::future_status::timeout);
  printer.interrupt();
  CHECK(outcome.get() == Outcome::offline);
  CHECK(printer.look() != Outcome::done);
}

}  // namespace tcp_printer_test
