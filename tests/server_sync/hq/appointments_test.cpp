// Appointments at headquarters: plan, booking, the branch's list, its events. On both databases.
#include "server_sync/hq/appointments.h"

#include <atomic>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "base/crypto/crypto.h"
#include "server_sync/hq/appointment_events.h"
#include "server_sync/hq/directives.h"
#include "server_sync/hq/ingest.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::hq;
using Json = nlohmann::json;

namespace appointments_test {

namespace {

constexpr std::int64_t now_ms = 1795399200000;  // 2026-11-23 10:00 in China, a Monday
constexpr int today = 20261123;
constexpr const char* secret = "headquarters' own";

AppointmentPlan plan_of(const char* json) {
  std::string field;
  const auto plan = plan_of_json(json, field);
  INFO(field);
  REQUIRE(plan);
  return *plan;
}

constexpr const char* plan_text = R"({"days_ahead":3,"closed":["2026-11-25"],"items":[
  {"service":"A","name":{"zh-CN":"套餐","en":"Plans"},"weekdays":[1,2,3,4,5],"from":"09:00","to":"12:10",
   "slot_minutes":30,"capacity":2},
  {"service":"C","name":{"zh-CN":"售后"},"weekdays":[1],"from":"14:00","to":"15:00","slot_minutes":60,"capacity":1}]})";

struct Hq {
  explicit Hq(tests::Kind kind) : database(kind), store(database.open()) {
    store->begin();
    store->add_branch("BJ-0001", "西单营业厅", now_ms);
    auto plan = plan_of(plan_text);
    CHECK(save_plan(store->connection(), "BJ-0001", plan));
    store->commit();
  }

  BookingResult book_at(const std::string& request, int from_minute, const std::string& service = "A",
                        int day = today) {
    store->begin();
    auto result =
        book(store->connection(), {"BJ-0001", request, service, day, from_minute, "1234", "en"}, secret, now_ms);
    result.outcome == Booked::done ? store->commit() : store->rollback();
    return result;
  }
  int taken(int from_minute, int day = today) {
    store->begin();
    const auto all = taken_on(store->connection(), "BJ-0001", day);
    store->rollback();
    const auto found = all.find({"A", from_minute});
    return found == all.end() ? 0 : found->second;
  }
  Json sent() {
    store->begin();
    const Json body = Json::parse(appointments_directive(store->connection(), "BJ-0001", today));
    store->rollback();
    return body;
  }

  tests::AnyDatabase database;
  std::unique_ptr<SqlStore> store;
};

}  // namespace

TEST_CASE("a plan is read as it was written, and every fault is named") {
  const AppointmentPlan plan = plan_of(plan_text);
  CHECK(plan.rows.size() == 2);
  const Json written = Json::parse(plan_json("BJ-0001", plan));
  CHECK(written["items"] == Json::parse(plan_text)["items"]);
  CHECK(written["closed"] == Json({"2026-11-25"}));

  struct Row {
    const char* path;
    Json value;
    const char* field;
  };
  const auto row = GENERATE(
      Row{"/items/0/service", "a", "items.0.service"}, Row{"/items/0/name", Json::object(), "items.0.name"},
      Row{"/items/0/weekdays", Json::array(), "items.0.weekdays"}, Row{"/items/0/weekdays/0", 8, "items.0.weekdays"},
      Row{"/items/0/from", "9:00", "items.0.from"}, Row{"/items/0/to", "09:10", "items.0.to"},
      Row{"/items/0/slot_minutes", 4, "items.0.slot_minutes"}, Row{"/items/0/capacity", 0, "items.0.capacity"},
      Row{"/items/1/service", nullptr, "items.1.service"}, Row{"/days_ahead", 0, "days_ahead"},
      Row{"/closed/0", "2026-02-30", "closed"}, Row{"/items", "x", "items"});
  Json json = Json::parse(plan_text);
  json[Json::json_pointer(row.path)] = row.value;
  std::string field;
  CHECK_FALSE(plan_of_json(json.dump(), field));
  CHECK(field == row.field);
}

TEST_CASE("two rows that give one service two slots at a time are refused") {
  Json json = Json::parse(plan_text);
  json["items"][1]["service"] = "A";
  std::string field;
  CHECK(plan_of_json(json.dump(), field));
  json["items"][1]["from"] = "11:30";
  CHECK_FALSE(plan_of_json(json.dump(), field));
  CHECK(field == "items.1.from");
}

TEST_CASE("slots are whole ones, on their weekdays, and none on closed days") {
  const AppointmentPlan plan = plan_of(plan_text);
  const auto monday = slots_of(plan, today);
  REQUIRE(monday.size() == 7);
  CHECK(monday.front().from_minute == 540);
  CHECK(monday[5].to_minute == 720);  // the ten minutes behind it are no slot
  CHECK(monday.back().service == "C");
  CHECK(slots_of(plan, 20261124).size() == 6);
  CHECK(slots_of(plan, 20261125).empty());
  CHECK(slots_of(plan, 20261128).empty());
  CHECK(day_after(20261230, 3) == 20270102);
}

TEST_CASE("a time is booked once for one request, and comes down with what opens it") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const BookingResult first = hq.book_at("request-00000001", 630);
  REQUIRE(first.outcome == Booked::done);
  CHECK(first.appointment.number.size() == 5);
  CHECK(first.appointment.state == "booked");
  CHECK(first.code.size() == 16);
  CHECK(crypto::normal_code(first.code) == first.code);
  const BookingResult again = hq.book_at("request-00000001", 630);
  CHECK(again.outcome == Booked::done);
  CHECK(again.code == first.code);
  CHECK(again.appointment.id == first.appointment.id);
  CHECK(hq.taken(630) == 1);
  CHECK(hq.book_at("request-00000001", 660).outcome == Booked::request_reused);
  CHECK(hq.book_at("request-00000002", 630).outcome == Booked::done);
  CHECK(hq.book_at("request-00000003", 630).outcome == Booked::slot_full);

  const Json list = hq.sent();
  CHECK(list["from"] == "2026-11-23");
  REQUIRE(list["items"].size() == 2);
  std::set<std::string> ids{list["items"][0]["id"], list["items"][1]["id"]};
  CHECK(ids.contains(first.appointment.id));
  for (const Json& item : list["items"]) {
    if (item["id"] != first.appointment.id) continue;
    CHECK(item["from"] == "10:30");
    CHECK(item["to"] == "11:00");
    CHECK(item["code_hash"] == crypto::hash_hex("appointment code\n" + first.code));
    CHECK(item["phone_hash"] == crypto::hash_hex("appointment phone\n" + first.appointment.id + "\n1234"));
  }
  CHECK(list.dump().find("1234\"") == std::string::npos);
  CHECK(hq.database.number("SELECT count(*) FROM appointment") == 2);
}

TEST_CASE("once its day is over everywhere, nothing of a booking's telephone is kept") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  REQUIRE(hq.book_at("request-0000000001", 600 + 30).outcome == Booked::done);
  REQUIRE(hq.book_at("request-0000000002", 540, "A", 20261124).outcome == Booked::done);
  constexpr std::int64_t day_ms = 24 * 3'600'000;
  const auto kept_after = [&](int days) {
    change_store(*hq.store, [&] { forget_past_phones(hq.store->connection(), now_ms + days * day_ms); });
    return hq.database.number("SELECT count(*) FROM appointment WHERE phone_hash <> ''");
  };
  CHECK(kept_after(1) == 2);  // where the day began later it is still going on
  CHECK(kept_after(2) == 1);
  CHECK(kept_after(3) == 0);
  CHECK(hq.database.number("SELECT count(*) FROM appointment") == 2);
}

TEST_CASE("what cannot be booked says why") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  CHECK(hq.book_at("request-00000001", 600).outcome == Booked::slot_over);  // it has begun
  CHECK(hq.book_at("request-00000002", 625).outcome == Booked::slot_unknown);
  CHECK(hq.book_at("request-00000003", 630, "B").outcome == Booked::slot_unknown);
  CHECK(hq.book_at("request-00000004", 630, "A", 20261125).outcome == Booked::slot_unknown);  // closed
  CHECK(hq.book_at("request-00000005", 630, "A", 20261126).outcome == Booked::slot_unknown);  // too far ahead
  CHECK(hq.book_at("request-00000006", 630, "A", 20261120).outcome == Booked::slot_over);
  CHECK(hq.book_at("request-00000007", 630, "A", 20261124).outcome == Booked::done);
}

TEST_CASE("a cancelled one frees its place, once, and leaves the branch's list") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const BookingResult booked = hq.book_at("request-00000001", 630);
  hq.store->begin();
  auto found = find_by_code(hq.store->connection(), "BJ-0001", booked.code);
  REQUIRE(found);
  CHECK_FALSE(find_by_code(hq.store->connection(), "BJ-0001", "0000000000000000"));
  CHECK_FALSE(find_by_code(hq.store->connection(), "SH-0002", booked.code));
  CHECK(cancel(hq.store->connection(), *found, now_ms));
  CHECK(cancel(hq.store->connection(), *found, now_ms));
  hq.store->commit();
  CHECK(hq.taken(630) == 0);
  CHECK(hq.sent()["items"].empty());

  const BookingResult over = hq.book_at("request-00000002", 630);
  hq.store->begin();
  found = find_by_code(hq.store->connection(), "BJ-0001", over.code);
  REQUIRE(found);
  CHECK_FALSE(cancel(hq.store->connection(), *found, now_ms + 3 * 3'600'000));
  hq.store->rollback();
}

TEST_CASE("of fifty who book the last place at once, at two headquarters, one gets it") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  REQUIRE(hq.book_at("request-first000", 630).outcome == Booked::done);
  std::atomic<int> done = 0, full = 0, other = 0;
  std::vector<std::thread> all;
  for (int which = 0; which < 5; ++which) {
    all.emplace_back([&, which] {
      auto own = hq.database.open();
      for (int i = 0; i < 10; ++i) {
        const std::string request = "request-" + std::to_string(which) + "-0000" + std::to_string(i);
        for (bool again = true; again;) {
          again = false;
          own->begin();
          try {
            const auto result =
                book(own->connection(), {"BJ-0001", request, "A", today, 630, "1234", "en"}, secret, now_ms);
            result.outcome == Booked::done ? own->commit() : own->rollback();
            (result.outcome == Booked::done ? done : result.outcome == Booked::slot_full ? full : other)++;
          } catch (const sql::Interrupted&) {
            own->rollback();
            again = true;
          }
        }
      }
    });
  }
  for (std::thread& one : all) one.join();
  CHECK(done == 1);
  CHECK(full == 49);
  CHECK(other == 0);
  CHECK(hq.taken(630) == 2);
  CHECK(hq.sent()["items"].size() == 2);
}

TEST_CASE("the branch's events move an appointment on, and again they change nothing") {
  Hq hq(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const std::string id = hq.book_at("request-00000001", 630).appointment.id;
  const std::string missed = hq.book_at("request-00000002", 660).appointment.id;
  tests::FakeJournal journal;
  const std::string about = R"({"appointment":")" + id + R"(")";
  journal
      .add("appointment_noted",
           about + R"(,"number":"P1","day":20261123,"from_minute":630,"to_minute":660,"service":"A"})")
      .add("appointment_checked_in",
           about + R"(,"ticket_id":"20261123-A001","from_minute":630,"to_minute":660,"due_steady_ms":1})")
      .add("appointment_settled", about + R"(,"state":"served"})")
      .add("appointment_missed", R"({"appointment":")" + missed + R"("})")
      .add("appointment_missed", R"({"appointment":"nobody's"})");
  for (int times = 0; times < 2; ++times) {
    hq.store->begin();
    ingest(*hq.store, "BJ-0001", journal.all(), now_ms);
    hq.store->commit();
  }
  hq.store->begin();
  const auto row = find_by_id(hq.store->connection(), "BJ-0001", id);
  REQUIRE(row);
  CHECK(row->state == "served");
  CHECK(row->ticket == "20261123-A001");
  CHECK(row->noted_at_ms > 0);
  CHECK(find_by_id(hq.store->connection(), "BJ-0001", missed)->state == "no_show");
  const AppointmentQuestion question{{}, "", today, today, ""};
  CHECK(count_appointments(hq.store->connection(), question) ==
        std::map<std::string, std::int64_t>{{"served", 1}, {"no_show", 1}});
  CHECK(list_appointments(hq.store->connection(), {{"nowhere"}, "", today, today, ""}, 10).empty());
  hq.store->rollback();
  CHECK(hq.database.number("SELECT count(*) FROM quarantine") == 0);
}

}  // namespace appointments_test
