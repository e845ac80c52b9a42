// A repair over HTTP: handed in, worked on, asked about, fetched, erased.
#include "base/sqlite/database.h"
#include "tests/kiosk/lan/repair_desk.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

TEST_CASE("the whole life of a repair, and what each answer says") {
  ScratchFolder folder;
  Desk desk(folder);
  const Reply opened = desk.hall.post("/api/v1/repairs", hand_in(), Hall::as_kiosk());
  REQUIRE(opened.status() == 201);
  const std::string number = opened.body["number"];
  CHECK(opened.body["state"] == "handed_in");
  CHECK(opened.body["ticket"]["ticket"] == "C001");
  CHECK(opened.body["ticket"]["repair"] == number);
  CHECK(opened.body["ticket_refusal"].is_null());
  CHECK(opened.body["pickup_code"].get<std::string>().size() == 6);
  CHECK(opened.body["promised_day"] == "2026-11-25");
  CHECK_FALSE(opened.body.contains("customer"));

  CHECK(desk.step(number, "receive", {{"shelf", "b-3"}, {"note_staff", "屏幕左上角裂"}}).body["shelf"] == "B-3");
  CHECK(desk.step(number, "diagnose").body["state"] == "diagnosing");
  const Json lines = {{{"kind", "part"}, {"text", "屏幕总成"}, {"minor", 60000}},
                      {{"kind", "labour"}, {"text", "换屏"}, {"minor", 8000}}};
  CHECK(desk.step(number, "quote", {{"lines", lines}, {"parts_minor", 1}}).body["field"] == "lines");
  const Reply quoted = desk.step(number, "quote", {{"lines", lines}, {"note_customer", "需要换屏"}});
  CHECK(quoted.body["quote"]["total_minor"] == 68000);
  CHECK(quoted.body["quote"]["currency"] == "CNY");
  CHECK(desk.step(number, "repair").refusal() == "repair_step_not_allowed");
  CHECK(desk.step(number, "approve").body["due_minor"] == 68000);
  desk.walk(number, {"repair", "wait-for-parts", "repair", "test"});
  CHECK(desk.step(number, "ready", {{"note_customer", "屏幕已更换"}}).body["state"] == "ready");

  const Reply shown = desk.hall.get("/api/v1/repairs/" + number, desk.technician);
  CHECK(shown.body["customer"]["name"] == "王小明");
  CHECK(shown.body["customer"]["phone"] == "13800138000");
  CHECK(shown.body["device"]["imei"] == "490154203237518");
  CHECK(shown.body["description"] == "掉在地上");
  CHECK(shown.body["quote"]["lines"][0]["text"] == "屏幕总成");
  CHECK(shown.body["steps"][0]["note_staff"] == "屏幕左上角裂");
  CHECK(shown.body["steps"][2]["note"] == "需要换屏");
  CHECK(shown.body["steps"][0]["staff_name"] == "赵敏");
  CHECK_FALSE(shown.body.contains("pickup_code"));
  CHECK(shown.body["next"][0]["step"] == "hand-over");
  CHECK(desk.hall.get("/api/v1/repairs/" + number, desk.hall.as("1001")).status() == 200);

  CHECK(desk.step(number, "hand-over", {{"pickup_code", "000000x"}}).refusal() == "identity_wrong");
  const Reply over = desk.step(number, "hand-over", {{"pickup_code", opened.body["pickup_code"]}});
  CHECK(over.body["state"] == "handed_over");
  CHECK(over.body["identity"] == "pickup_code");
  CHECK(over.body["shelf"].is_null());
  CHECK(over.body["next"].empty());
  CHECK(desk.hall.get("/api/v1/repairs/" + number, desk.technician).body["customer"].is_null());
}

TEST_CASE("what a person said is in no event, only sealed, and gone when it is erased") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  desk.step(number, "receive", {{"note_staff", "客户姓王"}});
  CHECK(desk.hall.post("/api/v1/repairs/" + number + "/erase", Json::object(), desk.manager).refusal() ==
        "repair_open");
  desk.step(number, "return-unrepaired", {{"reason", "王先生改主意了"}});
  const auto file = [&] {
    sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_only);
    std::string all;
    sqlite::Statement events(database, "SELECT body FROM event");
    while (events.step()) all += events.text(0);
    sqlite::Statement rows(database, "SELECT body FROM repair");
    while (rows.step()) all += rows.text(0);
    return all;
  };
  const auto notes = [&](const char* which) {
    sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_only);
    return database.value(std::string("SELECT count(*) FROM note WHERE ") + which);
  };
  const std::string written = file();
  for (const char* said : {"王", "13800138000", "490154209", "掉在", "改主意"}) {
    CHECK(written.find(said) == std::string::npos);
  }
  CHECK(written.find("49015420") != std::string::npos);  // the type of device may be known
  const auto before = notes("erased_at_ms = 0");
  CHECK(before >= 6);
  CHECK(desk.hall.post("/api/v1/repairs/" + number + "/erase", Json::object(), desk.technician).status() == 403);
  const Reply erased = desk.hall.post("/api/v1/repairs/" + number + "/erase", Json::object(), desk.manager);
  CHECK(erased.body["erased"] == true);
  CHECK(notes("erased_at_ms > 0 AND length(sealed) = 0") == before);
  CHECK(notes("erased_at_ms = 0") == 0);
  CHECK(desk.hall.post("/api/v1/repairs/status", {{"code", desk.code}}).status() == 404);
}

TEST_CASE("every field that is wrong is a 422 that names it, in the customer's language") {
  ScratchFolder folder;
  Desk desk(folder);
  const auto field_of = [&](const char* pointer, const Json& value) {
    Json body = hand_in();
    body[Json::json_pointer(pointer)] = value;
    const Reply reply =
        desk.hall.post("/api/v1/repairs", body, Hall::as_kiosk() + HttpHeaders{{"Accept-Language", "zh-CN"}});
    CHECK(reply.status() == 422);
    CHECK_FALSE(reply.body["detail"].get<std::string>().empty());
    return reply.body.value("field", "");
  };
  CHECK(field_of("/device", "phone") == "device");
  CHECK(field_of("/device/kind", "fridge") == "device.kind");
  CHECK(field_of("/device/kind", nullptr) == "device.kind");
  CHECK(field_of("/device/brand", "") == "device.brand");
  CHECK(field_of("/device/model", 15) == "device.model");
  CHECK(field_of("/device/imei", "490154203237519") == "device.imei");
  CHECK(field_of("/device/imei", nullptr) == "device.imei");
  CHECK(field_of("/faults", Json::array()) == "faults");
  CHECK(field_of("/faults", "screen") == "faults");
  CHECK(field_of("/left_with", 1) == "left_with");
  CHECK(field_of("/backed_up", "yes") == "backed_up");
  CHECK(field_of("/bought", "2027-01-01") == "bought");
  CHECK(field_of("/bought", "2026-02-30") == "bought");
  CHECK(field_of("/customer/name", "") == "customer.name");
  CHECK(field_of("/customer/phone", "12345") == "customer.phone");
  CHECK(field_of("/consent", false) == "consent");
  CHECK(field_of("/consent", nullptr) == "consent");
  CHECK(field_of("/scratches", {{{"x", 2}, {"y", 0.5}, {"side", "front"}}}) == "scratches.x");
  CHECK(field_of("/scratches", {{{"x", 0.2}, {"y", 0.5}, {"side", "left"}}}) == "scratches.side");
  CHECK(field_of("/signature", "Wang") == "signature");
  CHECK(field_of("/signature", Json::parse("[[[1, 2, 3]]]")) == "signature");
  CHECK(field_of("/signature", Json::parse("[[[1, null]]]")) == "signature");
  CHECK(field_of("/signature", Json::parse("[1]")) == "signature");
  CHECK(field_of("/language", "<b>") == "language");
  CHECK(field_of("/lane", "appointment") == "lane");
  Json other = hand_in();
  other["faults"] = {"other"};
  other.erase("description");
  CHECK(desk.hall.post("/api/v1/repairs", other, Hall::as_kiosk()).body["field"] == "description");
  CHECK(desk.hall.get("/api/v1/repairs", desk.technician).body["total"] == 0);
  CHECK(desk.hall.get("/api/v1/tickets", desk.technician).body["total"] == 0);
}

TEST_CASE("how it stands is told to who knows number and telephone or holds the slip, and alike to everybody else") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  const auto ask = [&](const Json& body) { return desk.hall.post("/api/v1/repairs/status", body); };
  for (const std::string& typed : {number, number.substr(1), "r " + number.substr(1, 6) + "-" + number.substr(7)}) {
    const Reply told = ask({{"number", typed}, {"phone_last4", "8000"}});
    REQUIRE(told.status() == 200);
    CHECK(told.body["state"] == "handed_in");
    for (const char* secret : {"王", "1380013", "4901542", "pickup_code"}) {
      CHECK(told.http.body.find(secret) == std::string::npos);
    }
  }
  CHECK(ask({{"code", desk.code}}).status() == 200);
  CHECK(ask({{"code", "https://hq.example/s/BJ-0001#" + desk.code}}).status() == 200);
  const Reply wrong_phone = ask({{"number", number}, {"phone_last4", "8001"}});
  const std::string unknown = domain::repair_number({20261123}, 77);
  const Reply wrong_number = ask({{"number", unknown}, {"phone_last4", "8000"}});
  const Reply no_number = ask({{"number", "R123"}, {"phone_last4", "8000"}});
  const Reply wrong_code = ask({{"code", "ABCDEFGHJKMN"}});
  CHECK(wrong_phone.status() == 404);
  for (const Reply& other : {wrong_number, no_number, wrong_code}) {
    CHECK(other.http.status == wrong_phone.http.status);
    CHECK(other.http.body == wrong_phone.http.body);
  }
  CHECK(ask({{"phone_last4", "8000"}}).body["field"] == "number");
  CHECK(ask({{"number", number}}).body["field"] == "phone_last4");
}

TEST_CASE("wrong guesses are limited, about a number that is there and one that is not") {
  ScratchFolder folder;
  Desk desk(folder);
  for (const std::string& number : {desk.open(), domain::repair_number({20261123}, 77)}) {
    int tries = 0;
    Reply reply;
    do {
      reply = desk.hall.post("/api/v1/repairs/status", {{"number", number}, {"phone_last4", "0000"}});
    } while (reply.status() == 404 && ++tries < 100);
    CHECK(reply.status() == 429);
    CHECK(tries == 8);
    CHECK(reply.http.header("Retry-After") != "");
  }
}

TEST_CASE("the customer answers the quote, and fetches the device by one number in the short lane") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  const Json me = {{"number", number}, {"phone_last4", "8000"}};
  const auto answer = [&](const char* what) {
    Json body = me;
    body["answer"] = what;
    return desk.hall.post("/api/v1/repairs/status/answer", body);
  };
  CHECK(answer("approve").refusal() == "repair_step_not_allowed");
  desk.walk(number, {"receive", "diagnose", "quote"});
  CHECK(desk.hall.post("/api/v1/repairs/status", me).body["can_answer"] == true);
  CHECK(answer("maybe").body["field"] == "answer");
  CHECK(desk.step(number, "quote", {{"parts_minor", 90000}, {"labour_minor", 8000}}).body["quote"]["number"] == 2);
  CHECK(answer("approve").refusal() == "quote_changed");
  Json named = me;
  named["answer"] = "approve";
  named["total_minor"] = 68000;
  CHECK(desk.hall.post("/api/v1/repairs/status/answer", named).refusal() == "quote_changed");
  named["total_minor"] = 98000;
  const Reply approved = desk.hall.post("/api/v1/repairs/status/answer", named);
  CHECK(approved.body["state"] == "approved");
  CHECK(approved.body["due_minor"] == 98000);
  CHECK(approved.body["approved_minor"] == 98000);
  CHECK(approved.body["quotes"][0]["answer"].is_null());
  CHECK(approved.body["quotes"][1]["answer"] == "approved");
  const Json steps = desk.hall.get("/api/v1/repairs/" + number, desk.technician).body["steps"];
  CHECK(steps.back()["by_customer"] == true);
  CHECK(desk.hall.post("/api/v1/repairs/pickup", me).refusal() == "repair_not_ready");
  desk.walk(number, {"repair", "test", "ready"});
  const Reply first = desk.hall.post("/api/v1/repairs/pickup", me);
  CHECK(first.status() == 201);
  CHECK(first.body["ticket"]["lane"] == "appointment");
  CHECK(first.body["ticket"]["repair"] == number);
  CHECK(desk.hall.post("/api/v1/repairs/pickup", {{"code", desk.code}}).body["ticket"]["id"] ==
        first.body["ticket"]["id"]);
  CHECK(desk.hall.post("/api/v1/repairs/status", me).body["pickup_ticket"] == "C002");
}

TEST_CASE("what was said at the kiosk is put right beside the device") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  const Reply corrected = desk.step(
      number, "correct",
      {{"device", {{"model", "iPhone 14"}}}, {"bought", "2026-10-01"}, {"customer", {{"phone", "13900139000"}}}});
  CHECK(corrected.status() == 200);
  CHECK(corrected.body["warranty"] == true);
  const Json shown = desk.hall.get("/api/v1/repairs/" + number, desk.technician).body;
  CHECK(shown["device"]["model"] == "iPhone 14");
  CHECK(shown["device"]["tac"] == "49015420");
  CHECK(shown["customer"]["name"] == "王小明");
  CHECK(shown["customer"]["phone"] == "13900139000");
  CHECK(shown["corrections"] == 1);
  CHECK(desk.hall.post("/api/v1/repairs/status", {{"number", number}, {"phone_last4", "8000"}}).status() == 404);
  CHECK(desk.hall.post("/api/v1/repairs/status", {{"number", number}, {"phone_last4", "9000"}}).status() == 200);
  CHECK(desk.step(number, "correct", {{"device", {{"imei", "1"}}}}).body["field"] == "device.imei");
  CHECK(desk.step("R2611230777", "correct").status() == 404);
}

TEST_CASE("giving up is offered when its time has come, and who comes too late hears what became of it") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  const auto offered = [&] {
    std::string steps;
    const Json shown = desk.hall.get("/api/v1/repairs/" + number, desk.technician).body;
    for (const Json& next : shown["next"]) steps += next["step"].get<std::string>() + " ";
    return steps;
  };
  const Json me{{"code", desk.code}};
  CHECK(offered() == "receive return-unrepaired ");  // the customer is in the hall
  const std::string ticket = desk.hall.get("/api/v1/repairs/" + number, desk.technician).body["ticket_id"];
  CHECK(desk.hall.post("/api/v1/tickets/" + ticket + "/cancel", Json::object(), desk.manager).status() == 200);
  CHECK(offered() == "receive return-unrepaired abandon ");
  desk.walk(number, {"receive", "diagnose", "quote", "approve", "repair", "test", "ready"});
  CHECK(offered() == "hand-over return-unrepaired ");
  CHECK(desk.step(number, "abandon").refusal() == "abandon_too_early");
  desk.hall.clock().advance_ms(std::int64_t{60} * 24 * 3600 * 1000);
  desk.technician = desk.hall.as("1003");
  CHECK(offered() == "hand-over return-unrepaired abandon ");
  CHECK(desk.step(number, "abandon").body["state"] == "abandoned");
  const Reply late = desk.hall.post("/api/v1/repairs/pickup", me);
  CHECK(late.status() == 409);
  CHECK(late.refusal() == "repair_over");
}

TEST_CASE("loaners: stock, lending, and the end of the order") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  const Reply added = desk.hall.post("/api/v1/loaners", {{"label", "L-01"}, {"model", "Redmi 12"}}, desk.manager);
  CHECK(added.status() == 201);
  CHECK(added.body["state"] == "free");
  CHECK(desk.hall.post("/api/v1/loaners", {{"label", ""}, {"model", "x"}}, desk.manager).body["field"] == "label");
  for (const char* same : {"L-01", "l-01"}) {
    CHECK(desk.hall.post("/api/v1/loaners", {{"label", same}, {"model", "x"}}, desk.manager).refusal() ==
          "loaner_label_taken");
  }
  CHECK(desk.step(number, "lend-loaner", {{"loaner", "L-01"}}).body["field"] == "state");
  CHECK(desk.step(number, "lend-loaner", {{"loaner", "L-09"}, {"state", "good"}}).status() == 404);
  const Reply lent =
      desk.step(number, "lend-loaner", {{"loaner", added.body["id"]}, {"state", "good"}, {"due_day", "2026-12-01"}});
  CHECK(lent.status() == 200);
  CHECK(lent.body["loaner"]["label"] == "L-01");
  CHECK(lent.body["loaner"]["due_day"] == "2026-12-01");
  CHECK(desk.hall.get("/api/v1/loaners", desk.technician).body["items"][0]["repair"] == number);
  CHECK(desk.step(number, "return-unrepaired").refusal() == "loaner_out");
  CHECK(desk.hall.post("/api/v1/repairs/status", {{"code", desk.code}}).body["loaner"]["due_day"] == "2026-12-01");
  CHECK(desk.step(number, "return-loaner", {{"state", "worn"}}).body["loaner"].is_null());
  CHECK(desk.step(number, "return-loaner", {{"state", "worn"}}).refusal() == "loaner_not_lent");
  const Json back = desk.hall.get("/api/v1/loaners", desk.manager).body["items"][0];
  CHECK(back["repair"].is_null());
  CHECK(back["last_repair"] == number);  // where the words on its state are kept
  CHECK(desk.step(number, "return-unrepaired").status() == 200);
  CHECK(desk.hall.post("/api/v1/loaners/L-01/retire", Json::object(), desk.manager).body["state"] == "retired");
}

TEST_CASE("the manager is told of a repair before its promise is broken, and what became of it") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  const auto kinds = [&] {
    const Json alerts = desk.hall.get("/api/v1/alerts", desk.manager).body;
    std::string all;
    for (const Json& alert : alerts["items"]) {
      if (alert["repair"] == number)
        all += alert["kind"].get<std::string>() + " " + alert["level"].get<std::string>() + "; ";
    }
    return all;
  };
  const auto days_later = [&](int days) {
    desk.hall.clock().advance_ms(std::int64_t{days} * 24 * 3600 * 1000);
    desk.technician = desk.hall.as("1003");
    desk.manager = desk.hall.as("9001");
  };
  CHECK(kinds() == "");
  desk.walk(number, {"receive"});
  days_later(1);
  CHECK(kinds() == "repair_due warning; ");
  CHECK(desk.step(number, "promise", {{"promised_day", "2026-11-24"}}).body["field"] == "reason");
  days_later(2);
  CHECK(kinds() == "repair_overdue urgent; repair_stuck warning; ");
  const Reply later = desk.step(number, "promise", {{"promised_day", "2026-12-05"}, {"reason", "parts_late"}});
  CHECK(later.body["promised_day"] == "2026-12-05");
  CHECK(later.body["first_promised_day"] == "2026-11-25");
  CHECK(kinds() == "repair_stuck warning; ");
  const Json audit = desk.hall.get("/api/v1/audit?kind=repair_promised", desk.manager).body;
  CHECK(audit["total"] == 1);
  CHECK(audit["items"][0]["detail"].get<std::string>().find(number) != std::string::npos);
}

TEST_CASE("lists, the catalogue and the figures") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string first = desk.open(), second = desk.open(), third = desk.open();
  desk.walk(second, {"receive"});
  desk.walk(third, {"return-unrepaired"});
  const auto list = [&](const std::string& query) {
    return desk.hall.get("/api/v1/repairs" + query, desk.hall.as("1001"));
  };
  CHECK(list("").body["total"] == 3);
  CHECK(list("").body["items"][0]["number"] == third);
  CHECK(list("?state=received").body["items"][0]["number"] == second);
  CHECK(list("?state=open").body["total"] == 2);
  CHECK(list("?state=received,handed_in").body["total"] == 2);
  CHECK(list("?limit=1").body["items"].size() == 1);
  CHECK(list("?limit=1&after=" + third).body["items"][0]["number"] == second);
  CHECK(list("?state=eaten").body["field"] == "state");
  CHECK(list("").http.body.find("王") == std::string::npos);
  const Json catalogue = desk.hall.get("/api/v1/repairs/catalogue", {{"Accept-Language", "zh-CN"}}).body;
  CHECK(catalogue["kinds"][0]["text"] == "手机");
  CHECK(catalogue["kinds"][0]["faults"][0]["text"] == "屏幕碎裂");
  const Json report = desk.hall.get("/api/v1/reports/repairs?from=2026-11-01&to=2026-11-30", desk.manager).body;
  CHECK(report["totals"]["opened"] == 3);
  CHECK(report["totals"]["returned_unrepaired"] == 1);
  CHECK(report["brands"][0]["brand"] == "Apple");
  CHECK(report["faults"][0]["fault"] == "screen");
  CHECK(report["ages"][0]["age_months"] == "24-");
  CHECK(report["causes"][0]["model"] == "iPhone 15");
  CHECK(report["causes"][0]["fault"] == "screen");
  CHECK(report["causes"][0]["opened"] == 3);
  const std::string csv = desk.hall
                              .get("/api/v1/reports/repairs?from=2026-11-01&to=2026-11-30",
                                   desk.manager + HttpHeaders{{"Accept", "text/csv"}})
                              .http.body;
  CHECK(csv.find("table,brand,model,kind,fault,age_months,state,text,opened,ended,") != std::string::npos);
  CHECK(csv.find("brands,Apple,,,,,,,3,1,0,1,") != std::string::npos);
  CHECK(csv.find("causes,Apple,iPhone 15,,screen,,,") != std::string::npos);
  CHECK(desk.hall.get("/api/v1/reports/repairs?from=x", desk.manager).body["field"] == "from");
}

TEST_CASE("a hand-in that is sent twice happens once") {
  ScratchFolder folder;
  Desk desk(folder);
  const auto headers = Hall::as_kiosk() + fresh_key();
  const Reply first = desk.hall.post("/api/v1/repairs", hand_in(), headers);
  const Reply again = desk.hall.post("/api/v1/repairs", hand_in(), headers);
  CHECK(first.status() == 201);
  CHECK(again.body["number"] == first.body["number"]);
  CHECK(again.body["pickup_code"] == first.body["pickup_code"]);
  CHECK(desk.hall.get("/api/v1/repairs", desk.technician).body["total"] == 1);
}
