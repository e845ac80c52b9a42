#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <iterator>

#include "kiosk/printing/cups_printer.h"
#include "kiosk/printing/dialogue_printer.h"
#include "kiosk/printing/file_printer.h"
#include "kiosk/printing/printer.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using printing::open_printer;
using printing::Outcome;

namespace {

std::string content(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("a file gets each job at its end, at once") {
  const tests::ScratchFolder folder;
  const std::string path = folder.file("out/slips.bin");
  const auto printer = open_printer("file:" + path);
  REQUIRE(printer);
  CHECK(printer->looks_freely());
  CHECK(printer->look() == Outcome::done);
  CHECK(printer->print("one") == Outcome::done);
  CHECK(content(path) == "one");
  CHECK(open_printer("file:" + path)->print("two") == Outcome::done);
  CHECK(content(path) == "onetwo");
}

TEST_CASE("a file that cannot be written is an offline printer until it can") {
  const tests::ScratchFolder folder;
  std::ofstream(folder.file("in the way")) << "a file where a folder should be";
  const auto printer = open_printer("file:" + folder.file("in the way/slips.bin"));
  CHECK(printer->look() == Outcome::offline);
  CHECK(printer->print("one") == Outcome::offline);
  CHECK_THAT(printer->trouble(), ContainsSubstring("in the way/slips.bin"));
  std::filesystem::remove(folder.path() / "in the way");
  CHECK(printer->look() == Outcome::done);
  CHECK(printer->print("two") == Outcome::done);
  CHECK(printer->trouble().empty());
}

TEST_CASE("half a slip is taken back when there is no room for the whole") {
  const tests::ScratchFolder folder;
  const std::string path = folder.file("slips.bin");
  const auto printer = open_printer("file:" + path);
  CHECK(printer->print("first") == Outcome::done);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  rlimit full = before;
  full.rlim_cur = 8;
  setrlimit(RLIMIT_FSIZE, &full);
  const Outcome outcome = printer->print("second");
  const Outcome looked = printer->look();
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, SIG_DFL);
  CHECK(outcome == Outcome::offline);
  CHECK(looked == Outcome::offline);
  CHECK_THAT(printer->trouble(), ContainsSubstring("make room"));
  CHECK(content(path) == "first");
  CHECK(printer->print("third") == Outcome::done);
  CHECK(content(path) == "firstthird");
}

TEST_CASE("a pipe that nobody reads does not hold the loop") {
  const tests::ScratchFolder folder;
  REQUIRE(mkfifo(folder.file("pipe").c_str(), 0600) == 0);
  CHECK(open_printer("file:" + folder.file("pipe"))->print("one") == Outcome::offline);
}

TEST_CASE("transports by name") {
  CHECK_FALSE(open_printer("none"));
  for (const char* asked : {"tcp:printer.hall:9100", "tcp:[::1]:9100", "device:/dev/usb/lp0", "serial:/dev/ttyS0:9600",
                            "serial:/dev/ttyS0:230400"})
    CHECK(dynamic_cast<printing::DialoguePrinter*>(open_printer(asked).get()) != nullptr);
  CHECK(dynamic_cast<printing::CupsPrinter*>(open_printer("cups:slips").get()) != nullptr);
  CHECK(dynamic_cast<printing::FilePrinter*>(open_printer("file:slips.bin").get()) != nullptr);
}

TEST_CASE("what is no transport is refused with what to write") {
  for (const char* transport :
       {"tcp:", "tcp:host", "tcp::9100", "tcp:host:", "tcp:host:0", "tcp:host:65536", "tcp:host:91x", "tcp:[]:9100"})
    CHECK_THROWS_WITH(open_printer(transport), ContainsSubstring(transport) && ContainsSubstring("9100"));
  CHECK_THROWS_WITH(open_printer("file:"), ContainsSubstring("file:PATH"));
  CHECK_THROWS_WITH(open_printer("device:"), ContainsSubstring("device:PATH"));
  CHECK_THROWS_WITH(open_printer("cups:"), ContainsSubstring("cups:QUEUE"));
  for (const char* transport : {"serial:", "serial:/dev/ttyS0", "serial::9600", "serial:/dev/ttyS0:9601",
                                "serial:/dev/ttyS0:", "serial:/dev/ttyS0:fast"})
    CHECK_THROWS_WITH(open_printer(transport), ContainsSubstring("serial:/dev/ttyS0:115200"));
  for (const char* transport : {"", "usb", "File:x", "lpt1:"})
    CHECK_THROWS_WITH(open_printer(transport), ContainsSubstring("not a transport"));
}
