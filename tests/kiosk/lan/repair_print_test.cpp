// Papers of a repair over HTTP: what is printed, what is said of it, and that a request sent again costs no paper.
#include <atomic>
#include <mutex>
#include <vector>

#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

struct FakePrinter {
  std::mutex mutex;
  std::vector<lan::RepairPaper> papers;
  std::string code = "ready";
  bool full = false;

  lan::PrintRepair port() {
    return [this](lan::RepairPaper paper, const std::function<void(const std::string&)>& done) {
      const std::lock_guard lock(mutex);
      if (full) return false;
      papers.push_back(std::move(paper));
      done(code);
      return true;
    };
  }
};

lan::LanSettings with(FakePrinter& printer) {
  lan::LanSettings settings;
  settings.print_repair = printer.port();
  return settings;
}

std::string open_repair(const Hall& hall) {
  const Json device = {{"kind", "tablet"}, {"brand", "Apple"}, {"model", "iPad"}};
  const Json body = {{"device", device},
                     {"faults", {"screen"}},
                     {"customer", {{"name", "王小明"}, {"phone", "13800138000"}}},
                     {"consent", true}};
  const Reply reply = hall.post("/api/v1/repairs", body, Hall::as_kiosk());
  REQUIRE(reply.status() == 201);
  return reply.body["number"];
}

}  // namespace

TEST_CASE("label, receipt and slip are printed for whoever is signed in") {
  FakePrinter printer;
  ScratchFolder folder;
  Hall hall(folder, with(printer));
  const std::string number = open_repair(hall);
  const std::string path = "/api/v1/repairs/" + number + "/print";
  CHECK(hall.post(path, {{"what", "label"}}).status() == 401);
  const HttpHeaders clerk = hall.as("1001");
  const Reply label = hall.post(path, {{"what", "label"}}, clerk);
  CHECK(label.status() == 200);
  CHECK(label.body["print"] == "printed");
  CHECK(hall.post(path, {{"what", "receipt"}}, clerk).status() == 200);
  CHECK(hall.post(path, {{"what", "slip"}}, clerk).status() == 200);
  REQUIRE(printer.papers.size() == 3);
  CHECK(printer.papers[0].what == lan::RepairPaper::What::label);
  CHECK(printer.papers[0].order.number == number);
  CHECK(printer.papers[2].ticket.value().number == 1);

  CHECK(hall.post(path, {{"what", "poster"}}, clerk).body["field"] == "what");
  CHECK(hall.post(path, Json::object(), clerk).status() == 422);
  CHECK(hall.post("/api/v1/repairs/R2611230099/print", {{"what", "label"}}, clerk).status() == 404);
  CHECK(printer.papers.size() == 3);
}

TEST_CASE("what came of a paper is said: printed, not known, failed, or no printer at all") {
  FakePrinter printer;
  ScratchFolder folder;
  Hall hall(folder, with(printer));
  const std::string path = "/api/v1/repairs/" + open_repair(hall) + "/print";
  const HttpHeaders clerk = hall.as("1001") + HttpHeaders{{"Accept-Language", "en"}};
  const auto [code, print] = GENERATE(table<std::string, std::string>(
      {{"paper_low", "printed"}, {"unknown", "unconfirmed"}, {"paper_out", "failed"}, {"no_printer", "none"}}));
  printer.code = code;
  const Reply reply = hall.post(path, {{"what", "label"}}, clerk);
  CHECK(reply.status() == 200);
  CHECK(reply.body["print"] == print);
  CHECK(reply.body["code"] == code);
  CHECK(reply.body["detail"].get<std::string>().size() > 10);
  printer.full = true;
  CHECK(hall.post(path, {{"what", "label"}}, clerk).status() == 503);
  printer.full = false;
  CHECK(hall.post(path, {{"what", "label"}}, clerk).status() == 200);
}

TEST_CASE("a request that is sent again costs no paper, and a busy printer is no answer for ever") {
  FakePrinter printer;
  ScratchFolder folder;
  Hall hall(folder, with(printer));
  const std::string path = "/api/v1/repairs/" + open_repair(hall) + "/print";
  const HttpHeaders clerk = hall.as("1001") + fresh_key();
  printer.full = true;
  CHECK(hall.post(path, {{"what", "label"}}, clerk).status() == 503);
  printer.full = false;
  CHECK(hall.post(path, {{"what", "label"}}, clerk).status() == 200);
  CHECK(hall.post(path, {{"what", "label"}}, clerk).body["print"] == "printed");
  CHECK(printer.papers.size() == 1);
}

TEST_CASE("without a printer, a paper is said to have none") {
  ScratchFolder folder;
  Hall hall(folder);
  const Reply reply = hall.post("/api/v1/repairs/" + open_repair(hall) + "/print", {{"what", "slip"}}, hall.as("1001"));
  CHECK(reply.body["print"] == "none");
}
