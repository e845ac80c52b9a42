#include "kiosk/printing/tcp_connection.h"

#include "tests/kiosk/printing/fake_tcp_printer.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace std::chrono_literals;

TEST_CASE("a deadline and an interruption end a step also while bytes keep coming") {
  tests::FakeTcpPrinter fake({.floods = true});
  std::atomic<bool> interrupted = false;
  const auto start = std::chrono::steady_clock::now();
  const printing::Deadline later = start + 10min;
  std::string why;
  printing::TcpConnection connection(interrupted);
  REQUIRE(connection.connect(printing::resolve("127.0.0.1", fake.port(), later, interrupted, why), later));
  // One byte of many thousand: from here on there is always another one to be had.
  REQUIRE(connection.receive(later));
  CHECK(connection.receive(later));
  CHECK_FALSE(connection.receive(start));
  CHECK_FALSE(connection.send("x", start));
  CHECK(connection.receive(later));
  interrupted = true;
  CHECK_FALSE(connection.receive(later));
  CHECK_FALSE(connection.send("x", later));
  connection.discard_received(later);
  connection.finish(later);
}
