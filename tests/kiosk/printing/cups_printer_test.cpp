#include "kiosk/printing/cups_printer.h"

#include <future>

#include "tests/kiosk/printing/fake_cups.h"
#include "tests/kiosk/printing/fake_tcp_printer.h"
#include "tests/support/catch.h"

using namespace menting;
using printing::CupsPrinter;
using printing::Outcome;
using tests::FakeCups;
using namespace std::chrono_literals;

namespace cups_printer_test {

namespace {

/// Long enough that CUPS could have said something else.
const std::string job = std::string("\x1b@") + std::string(60'000, '\x91') + std::string("\x1dVB\0", 4);

CupsPrinter printer_at(const FakeCups& cups, printing::CupsPatience patience = {5'000ms, 20'000ms},
                       const std::string& queue = "slips") {
  return CupsPrinter(queue, {"127.0.0.1", cups.port()}, patience);
}

}  // namespace

TEST_CASE("CUPS gets each job raw, and says when it is done") {
  FakeCups cups;
  auto printer = printer_at(cups);
  CHECK(printer.looks_freely());
  CHECK(printer.look() == Outcome::done);
  CHECK(printer.print(job) == Outcome::done);
  CHECK(printer.print("second") == Outcome::done);
  CHECK(printer.trouble().empty());
  CHECK((cups.jobs() == std::vector<std::string>{job, "second"}));
  CHECK(cups.cancelled() == 0);
}

TEST_CASE("a CUPS printer that cannot print gets no job") {
  const auto [manner, outcome, says] = GENERATE(table<FakeCups::Manner, Outcome, std::string>({
      {{.reasons = {"media-empty-error"}}, Outcome::paper_out, "put in a new roll"},
      {{.reasons = {"media-low-warning", "media-needed"}}, Outcome::paper_out, "put in a new roll"},
      {{.reasons = {"media-empty", "cover-open"}}, Outcome::cover_open, "close it"},
      {{.reasons = {"offline-report"}}, Outcome::offline, "offline-report"},
      {{.printer_state = 5, .reasons = {"paused"}}, Outcome::offline, "paused"},
      {{.printer_state = 5}, Outcome::offline, "CUPS has stopped it"},
      {{.accepting = false}, Outcome::offline, "CUPS has stopped it"},
  }));
  FakeCups cups(manner);
  auto printer = printer_at(cups);
  CHECK(printer.look() == outcome);
  CHECK(printer.print(job) == outcome);
  CHECK_THAT(printer.trouble(), ContainsSubstring(says));
  CHECK(cups.jobs().empty());
  cups.change({.reasons = {"media-low-report"}});
  CHECK(printer.print(job) == Outcome::paper_low);
  CHECK(cups.jobs().size() == 1);
}

TEST_CASE("paper that ends under way takes the job back") {
  FakeCups cups({.job_state = 5, .reasons_later = {"media-empty"}});
  auto printer = printer_at(cups);
  CHECK(printer.print(job) == Outcome::paper_out);
  CHECK(cups.jobs().empty());
  CHECK(cups.cancelled() == 1);
}

TEST_CASE("a job that CUPS passed on without paper is not called printed") {
  FakeCups cups({.questions = 0, .reasons_later = {"media-empty"}});
  CHECK(printer_at(cups).print(job) == Outcome::paper_out);
}

TEST_CASE("a job that CUPS gives up or holds for too long has failed, and does not come later") {
  FakeCups aborting({.job_state = 8});
  auto printer = printer_at(aborting);
  CHECK(printer.print(job) == Outcome::offline);
  CHECK_THAT(printer.trouble(), ContainsSubstring("CUPS gave the job up") && ContainsSubstring("lpstat -t"));
  FakeCups holding({.job_state = 5});
  auto waiting = printer_at(holding, {5'000ms, 300ms});
  CHECK(waiting.print(job) == Outcome::offline);
  CHECK_THAT(waiting.trouble(), ContainsSubstring("could not pass the slip on in time"));
  CHECK(holding.jobs().empty());
  CHECK(holding.cancelled() == 1);
}

TEST_CASE("a job that cannot be taken back any more may be on paper") {
  FakeCups cups({.job_state = 5, .cancels = false});
  CHECK(printer_at(cups, {5'000ms, 300ms}).print(job) == Outcome::no_reply);
}

TEST_CASE("no CUPS, no such queue and no answer are an offline printer, soon") {
  CupsPrinter none("slips", {"127.0.0.1", std::stoi(tests::FakeTcpPrinter::closed_port())});
  CHECK(none.look() == Outcome::offline);
  CHECK(none.print(job) == Outcome::offline);
  CHECK_THAT(none.trouble(), ContainsSubstring("CUPS does not answer"));
  FakeCups cups;
  auto other = printer_at(cups, {5'000ms, 5'000ms}, "other");
  CHECK(other.print(job) == Outcome::offline);
  CHECK_THAT(other.trouble(), ContainsSubstring("knows no printer of this name"));
  FakeCups mute({.answers = false});
  auto printer = printer_at(mute, {300ms, 300ms});
  CHECK(printer.print(job) == Outcome::offline);
  CHECK_THAT(printer.trouble(), ContainsSubstring("CUPS does not answer"));
}

TEST_CASE("an interruption ends a wait for CUPS, and takes the job back") {
  // Without it this test runs into its own limit.
  FakeCups cups({.job_state = 5});
  auto printer = printer_at(cups, {600'000ms, 600'000ms});
  auto outcome = std::async(std::launch::async, [&printer] { return printer.print(job); });
  while (cups.jobs().empty()) std::this_thread::sleep_for(1ms);
  printer.interrupt();
  CHECK(outcome.get() == Outcome::offline);
  CHECK(cups.jobs().empty());
}

}  // namespace cups_printer_test
