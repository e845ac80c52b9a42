#include <memory>
#include <set>
#include <string>
#include <vector>

#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::domain;
using tests::Hall;
using tests::Json;
using tests::operator+;

namespace {

/// One clerk's browser: its own connection, open all day.
struct Page {
  Page(Hall& hall, CounterNumber its_counter, const StaffId& staff)
      : counter(std::to_string(its_counter)), headers(hall.as(staff)), connection(hall.port()) {
    hall.desk().ask(OpenCounter{its_counter, staff});
    headers.emplace_back("Content-Type", "application/json");
  }
  void press(const std::string& target) {
    connection.send(tests::request_text("POST", "/api/v1/" + target, headers + tests::fresh_key(), "{}"));
  }

  std::string counter;
  tests::HttpHeaders headers;
  tests::RawConnection connection;
};

}  // namespace

TEST_CASE("four clerks press call-next at the same moment a thousand times, and nobody is called twice") {
  const tests::ScratchFolder folder(tests::Kept::in_memory);
  Plan plan = tests::demo_plan();
  plan.services[1].last_number = 9999;
  Hall hall(folder, {}, plan);
  std::vector<std::unique_ptr<Page>> pages;
  for (const auto& [counter, staff] : {std::pair<int, const char*>{1, "1001"}, {2, "1002"}, {3, "1003"}, {5, "9001"}}) {
    pages.push_back(std::make_unique<Page>(hall, counter, staff));
  }
  std::set<std::string> called;
  int taken = 0, empty = 0;
  for (int round = 0; round < 1000; ++round) {
    // Often one fewer than there are clerks: one of the four gets nobody.
    for (int i = 0; i < 3 + round % 2; ++i, ++taken) {
      hall.desk().ask(TakeTicket{'B', Lane::standard, "CODE-" + std::to_string(taken), "zh-CN"});
    }
    for (const auto& page : pages) page->press("counters/" + page->counter + "/call-next");
    std::vector<std::pair<Page*, std::string>> busy;
    for (const auto& page : pages) {
      const tests::HttpAnswer answer = page->connection.read_answer();
      const Json body = Json::parse(answer.body);
      if (answer.status == 409 && body.at("refusal") == "queue_empty") {
        ++empty;
        continue;
      }
      REQUIRE(answer.status == 200);
      const bool is_new = called.insert(body.at("id")).second;
      REQUIRE(is_new);
      busy.emplace_back(page.get(), body.at("id"));
    }
    for (const auto& [page, id] : busy) page->press("tickets/" + id + "/cancel");
    for (const auto& [page, id] : busy) REQUIRE(page->connection.read_answer().status == 200);
  }
  CHECK(taken == 3500);
  CHECK(static_cast<int>(called.size()) == taken);
  CHECK(empty == 500);
}
