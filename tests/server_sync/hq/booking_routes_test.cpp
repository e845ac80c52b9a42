// Booking over HTTP as the public page does it, planning as headquarters' people do.
#include <nlohmann/json.hpp>

#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::ask;
using tests::RunningHq;
using Json = nlohmann::json;

namespace booking_routes_test {

namespace {

const std::string plan_path = "/api/v1/appointments/plan?branch=BJ-0001";

/// Every day, around the clock, so that there is a slot to come whenever the test runs.
Json all_day_plan() {
  return {{"days_ahead", 3},
          {"closed", Json::array()},
          {"items",
           {{{"service", "A"},
             {"name", {{"zh-CN", "套餐办理"}, {"en", "Plans"}}},
             {"weekdays", {1, 2, 3, 4, 5, 6, 7}},
             {"from", "00:00"},
             {"to", "24:00"},
             {"slot_minutes", 60},
             {"capacity", 1}}}}};
}

Json booking_of(const Json& day, const Json& slot, const std::string& request) {
  return {{"request_id", request},  {"branch", "BJ-0001"},     {"service", slot.at("service")},
          {"date", day.at("date")}, {"from", slot.at("from")}, {"phone_last4", "1234"},
          {"consent", true},        {"language", "en"}};
}

std::string refusal_of(const tests::WebAnswer& answer) {
  return Json::parse(answer.body).value("refusal", "");
}

}  // namespace

TEST_CASE("headquarters plans, anybody books, looks up and cancels; headquarters sees it") {
  RunningHq hq;
  hq.join("BJ-0001");
  const std::string cookie = hq.sign_in();
  CHECK(ask(hq.port(), "GET", "/api/v1/appointments/slots?branch=BJ-0001").status == 404);
  CHECK(ask(hq.port(), "POST", plan_path, all_day_plan().dump()).status == 401);
  const auto planned = ask(hq.port(), "POST", plan_path, all_day_plan().dump(), {cookie});
  REQUIRE(planned.status == 200);
  CHECK(Json::parse(planned.body).at("version") == 1);
  const auto stale = ask(hq.port(), "POST", plan_path, Json::parse(planned.body).dump(), {cookie});
  CHECK(stale.status == 200);  // the newest version may be changed …
  CHECK(refusal_of(ask(hq.port(), "POST", plan_path, planned.body, {cookie})) == "plan_changed");  // … an older not

  CHECK(Json::parse(ask(hq.port(), "GET", "/api/v1/appointments/branches").body).at("items").at(0).at("id") ==
        "BJ-0001");
  const auto offered = ask(hq.port(), "GET", "/api/v1/appointments/slots?branch=BJ-0001");
  REQUIRE(offered.status == 200);
  const Json day = Json::parse(offered.body).at("days").at(1);
  CHECK(day.at("slots").size() == 24);
  CHECK(day.at("slots").at(0).at("left") == 1);

  const Json wish = booking_of(day, day.at("slots").at(10), "0e9c3c1e-0000-4000-8000-000000000001");
  const auto booked = ask(hq.port(), "POST", "/api/v1/appointments", wish.dump());
  REQUIRE(booked.status == 201);
  const Json own = Json::parse(booked.body);
  CHECK(own.at("from") == "10:00");
  CHECK(own.at("state") == "booked");
  CHECK(own.at("qr").size() >= 21);
  const std::string code = own.at("code");
  CHECK(own.at("url").get<std::string>().ends_with("/a/BJ-0001#" + code));
  const Json again = Json::parse(ask(hq.port(), "POST", "/api/v1/appointments", wish.dump()).body);
  CHECK(again.at("code") == code);
  Json other = wish;
  other["request_id"] = "0e9c3c1e-0000-4000-8000-000000000002";
  CHECK(refusal_of(ask(hq.port(), "POST", "/api/v1/appointments", other.dump())) == "slot_full");

  const Json claim{{"branch", "BJ-0001"}, {"code", code}};
  CHECK(Json::parse(ask(hq.port(), "POST", "/api/v1/appointments/lookup", claim.dump()).body).at("number") ==
        own.at("number"));
  const std::string range = "/api/v1/appointments?branch=BJ-0001&from=2020-01-01&to=2099-01-01";
  const auto listed = ask(hq.port(), "GET", range, "", {cookie});
  REQUIRE(listed.status == 200);
  CHECK(Json::parse(listed.body).at("counts").at("booked") == 1);
  CHECK(listed.body.find(code) == std::string::npos);
  CHECK(listed.body.find("1234") == std::string::npos);
  const auto csv = ask(hq.port(), "GET", range + "&format=csv", "", {cookie});
  CHECK(csv.body.find(own.at("number").get<std::string>()) != std::string::npos);
  CHECK(ask(hq.port(), "GET", range).status == 401);

  CHECK(Json::parse(ask(hq.port(), "POST", "/api/v1/appointments/cancel", claim.dump()).body).at("state") ==
        "cancelled");
  CHECK(Json::parse(ask(hq.port(), "POST", "/api/v1/appointments/cancel", claim.dump()).body).at("state") ==
        "cancelled");
  CHECK(ask(hq.port(), "POST", "/api/v1/appointments", other.dump()).status == 201);  // its place is free again
}

TEST_CASE("what a booking lacks is named; wrong codes find nothing and end soon") {
  RunningHq hq;
  hq.join("BJ-0001");
  REQUIRE(ask(hq.port(), "POST", plan_path, all_day_plan().dump(), {hq.sign_in()}).status == 200);
  const Json day =
      Json::parse(ask(hq.port(), "GET", "/api/v1/appointments/slots?branch=BJ-0001").body).at("days").at(1);
  const Json wish = booking_of(day, day.at("slots").at(3), "0e9c3c1e-0000-4000-8000-000000000001");
  for (const auto& [field, value] : {std::pair<std::string, Json>{"phone_last4", "12a4"},
                                     {"phone_last4", "13800001234"},
                                     {"consent", false},
                                     {"date", "tomorrow"},
                                     {"from", "9"},
                                     {"request_id", "short"},
                                     {"language", "<b>"}}) {
    Json bad = wish;
    bad[field] = value;
    const auto answer = ask(hq.port(), "POST", "/api/v1/appointments", bad.dump());
    CHECK(answer.status == 422);
    CHECK(Json::parse(answer.body).at("field") == field);
  }
  CHECK(ask(hq.port(), "POST", "/api/v1/appointments", "no json").status == 422);
  Json nowhere = wish;
  nowhere["branch"] = "XX-0001";
  CHECK(ask(hq.port(), "POST", "/api/v1/appointments", nowhere.dump()).status == 404);
  Json bad_plan = all_day_plan();
  bad_plan["items"][0]["from"] = "25:00";
  const auto refused = ask(hq.port(), "POST", plan_path, bad_plan.dump(), {hq.sign_in()});
  CHECK(refused.status == 422);
  CHECK(Json::parse(refused.body).at("field") == "items.0.from");

  const Json claim{{"branch", "BJ-0001"}, {"code", "0000000000000000"}};
  int tries = 0;
  for (; tries < 60; ++tries) {
    const auto answer = ask(hq.port(), "POST", "/api/v1/appointments/lookup", claim.dump());
    if (answer.status == 429) break;
    CHECK(answer.status == 404);
  }
  CHECK(tries == 20);
}

TEST_CASE("the booking page comes for every address of its own") {
  RunningHq hq;
  for (const char* path : {"/book", "/a/BJ-0001"}) {
    const auto page = ask(hq.port(), "GET", path);
    CHECK(page.status == 200);
    CHECK(page.body.find("/web/book/book.js") != std::string::npos);
  }
}

}  // namespace booking_routes_test
