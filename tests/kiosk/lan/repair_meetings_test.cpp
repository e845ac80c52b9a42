// Repairs where two things meet: at the same moment, twice, without a queue, after the end.
#include "base/sqlite/database.h"
#include "tests/kiosk/lan/repair_desk.h"

using namespace menting;
using namespace menting::tests;

TEST_CASE("a device that is here already is told to staff with its order, to the kiosk without") {
  ScratchFolder folder;
  Desk desk(folder);
  const Reply first = desk.hall.post("/api/v1/repairs", hand_in(), Hall::as_kiosk());
  REQUIRE(first.status() == 201);
  const std::string number = first.body["number"];
  const Reply at_kiosk = desk.hall.post("/api/v1/repairs", hand_in(), Hall::as_kiosk());
  CHECK(at_kiosk.status() == 409);
  CHECK(at_kiosk.refusal() == "device_already_here");
  CHECK(at_kiosk.http.body.find(number) == std::string::npos);
  const Reply at_desk = desk.hall.post("/api/v1/repairs", hand_in(), desk.technician);
  CHECK(at_desk.refusal() == "device_already_here");
  CHECK(at_desk.http.body.find(number) != std::string::npos);
  // A serial number is the same in small letters and with gaps.
  Json laptop = hand_in();
  laptop["device"] = {{"kind", "laptop"}, {"brand", "HUAWEI"}, {"model", "MateBook"}, {"serial", "5CD-1234abc"}};
  REQUIRE(desk.hall.post("/api/v1/repairs", laptop, desk.technician).status() == 201);
  laptop["device"]["serial"] = "5cd 1234ABC";
  CHECK(desk.hall.post("/api/v1/repairs", laptop, desk.technician).refusal() == "device_already_here");
}

TEST_CASE("two people who correct an order at the same moment lose nothing of each other's") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  RawConnection one(desk.hall.port()), two(desk.hall.port());
  const HttpHeaders headers = desk.technician + HttpHeaders{{"Content-Type", "application/json"}};
  for (int round = 0; round < 10; ++round) {
    const std::string phone = "1390013900" + std::to_string(round), words = "第" + std::to_string(round) + "次";
    const std::string target = "/api/v1/repairs/" + number + "/correct";
    one.send(request_text("POST", target, headers, Json{{"customer", {{"phone", phone}}}}.dump()));
    two.send(request_text("POST", target, headers, Json{{"description", words}}.dump()));
    REQUIRE(one.read_answer().status == 200);
    REQUIRE(two.read_answer().status == 200);
    const Json shown = desk.hall.get("/api/v1/repairs/" + number, desk.technician).body;
    REQUIRE(shown["customer"]["phone"] == phone);
    REQUIRE(shown["description"] == words);
  }
}

TEST_CASE("who holds the slip is let in, whatever others guessed") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  const auto ask = [&](const Json& body) { return desk.hall.post("/api/v1/repairs/status", body); };
  for (int i = 0; i < 8; ++i) ask({{"number", number}, {"phone_last4", "0000"}});
  CHECK(ask({{"number", number}, {"phone_last4", "8000"}}).status() == 429);
  CHECK(ask({{"code", desk.code}}).status() == 200);
  Reply wrong = ask({{"code", "ABCDEFGHJKMN"}});
  for (int i = 0; i < 100 && wrong.status() == 404; ++i) wrong = ask({{"code", "ABCDEFGHJKMN"}});
  CHECK(wrong.status() == 429);
  CHECK(std::stoi(std::string(wrong.http.header("Retry-After"))) > 0);
  CHECK(ask({{"code", desk.code}}).status() == 200);
}

TEST_CASE("a pick-up that is sent again is answered as it was, and where no number is given it says where to go") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  desk.walk(number, {"receive", "diagnose", "quote", "approve", "repair", "test", "ready"});
  const Json me = {{"code", desk.code}};
  REQUIRE(desk.hall.post("/api/v1/services/C/close", {{"reason", "full"}}, desk.manager).status() == 200);
  const Reply closed = desk.hall.post("/api/v1/repairs/pickup", me);
  CHECK(closed.status() == 409);
  CHECK(closed.refusal() == "pickup_at_desk");
  REQUIRE(desk.hall.post("/api/v1/services/C/reopen", Json::object(), desk.manager).status() == 200);
  const HttpHeaders key = fresh_key();
  const Reply first = desk.hall.post("/api/v1/repairs/pickup", me, key);
  REQUIRE(first.status() == 201);
  desk.walk(number, {"hand-over"});
  desk.hall.clock().advance_ms(60'000);
  const Reply again = desk.hall.post("/api/v1/repairs/pickup", me, key);
  CHECK(again.status() == 201);
  CHECK(again.http.body == first.http.body);
}

TEST_CASE("a hall without a queue for repairs hands devices over at the desk") {
  ScratchFolder folder;
  domain::Plan plan = demo_plan();
  std::erase_if(plan.services, [](const domain::Service& service) { return service.letter == 'C'; });
  Hall hall(folder, {}, plan);
  Json body = hand_in();
  body["device"]["imei"] = fresh_imei();
  const Reply opened = hall.post("/api/v1/repairs", body, Hall::as_kiosk());
  REQUIRE(opened.status() == 201);
  const HttpHeaders technician = hall.as("1003");
  const auto step = [&](const std::string& name, const Json& with = Json::object()) {
    const std::string number = opened.body["number"];
    return hall.post("/api/v1/repairs/" + number + "/" + name, with, technician).status();
  };
  for (const char* name : {"receive", "diagnose"}) REQUIRE(step(name) == 200);
  REQUIRE(step("repair", {{"reason", "goodwill"}}) == 200);
  for (const char* name : {"test", "ready"}) REQUIRE(step(name) == 200);
  CHECK(hall.post("/api/v1/repairs/pickup", {{"code", opened.body["code"]}}).refusal() == "pickup_at_desk");
}

TEST_CASE("staff find a repair by the end of the telephone number, which no row tells") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string first = desk.open(), second = desk.open();
  REQUIRE(desk.step(second, "correct", {{"customer", {{"phone", "010-6612 3456"}}}}).status() == 200);
  const auto found = [&](const std::string& last4) {
    const Reply reply = desk.hall.get("/api/v1/repairs?phone_last4=" + last4, desk.technician);
    std::string numbers;
    for (const Json& item : reply.body["items"]) numbers += item["number"].get<std::string>();
    return numbers;
  };
  CHECK(found("8000") == first);
  CHECK(found("3456") == second);
  CHECK(found("0000") == "");
  CHECK(desk.hall.get("/api/v1/repairs?phone_last4=80x0", desk.technician).body["field"] == "phone_last4");
  CHECK(desk.hall.get("/api/v1/repairs?phone_last4=8000").status() == 401);
  desk.step(first, "return-unrepaired");
  desk.hall.post("/api/v1/repairs/" + first + "/erase", Json::object(), desk.manager);
  CHECK(found("8000") == "");
}

TEST_CASE("a technician who is no clerk serves at a counter of the repairs, and at no other") {
  ScratchFolder folder;
  domain::Plan plan = demo_plan();
  plan.staff[2].roles = {domain::Role::technician};
  Hall hall(folder, {}, plan);
  const HttpHeaders technician = hall.as("1003");
  CHECK(hall.post("/api/v1/counters/1/open", Json::object(), technician).status() == 403);
  REQUIRE(hall.post("/api/v1/counters/4/open", Json::object(), technician).status() == 200);
  const Reply waits = hall.post("/api/v1/tickets", {{"service", "C"}}, Hall::as_kiosk());
  const Reply other = hall.post("/api/v1/tickets", {{"service", "A"}}, Hall::as_kiosk());
  CHECK(hall.post("/api/v1/counters/4/call-next", Json::object(), technician).body["ticket"] == "C001");
  CHECK(hall.post("/api/v1/counters/4/start", Json::object(), technician).status() == 200);
  CHECK(hall.post("/api/v1/counters/4/hold", {{"reason", "documents"}}, technician).status() == 200);
  CHECK(hall.post("/api/v1/tickets/" + waits.body["id"].get<std::string>() + "/resume", Json::object(), technician)
            .status() == 200);
  CHECK(hall.post("/api/v1/tickets/" + other.body["id"].get<std::string>() + "/cancel", Json::object(), technician)
            .status() == 403);
}

TEST_CASE("a manager reads what people wrote, and that it was read is on record without it") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  desk.step(number, "receive", {{"reason", "客户着急"}});
  REQUIRE(desk.hall.post("/api/v1/counters/4/open", Json::object(), desk.technician).status() == 200);
  REQUIRE(desk.hall.post("/api/v1/counters/4/pause", {{"reason", "去接孩子"}}, desk.technician).status() == 200);
  const auto read = [&](const std::string& subject, const HttpHeaders& who) {
    return desk.hall.post("/api/v1/notes/read", {{"subject", subject}}, who);
  };
  CHECK(read(number, desk.technician).status() == 403);
  const Reply words = read("r" + number.substr(1), desk.manager);
  REQUIRE(words.status() == 200);
  CHECK(words.body["subject"] == number);
  CHECK(words.http.body.find("客户着急") != std::string::npos);
  CHECK(read("counter:4", desk.manager).body["items"][0]["text"] == "去接孩子");
  CHECK(read("C001", desk.manager).body["subject"] == "20261123-C001");
  CHECK(read("王小明", desk.manager).status() == 404);
  CHECK(read("", desk.manager).body["field"] == "subject");
  const Json audit = desk.hall.get("/api/v1/audit?kind=note_read", desk.manager).body;
  CHECK(audit["total"] == 3);
  CHECK(audit.dump().find("客户") == std::string::npos);
  CHECK(audit["items"][0]["notes"].is_null());
  // The trail says where there is something to read.
  CHECK(desk.hall.get("/api/v1/audit?kind=counter_paused", desk.manager).body["items"][0]["notes"] == "counter:4");
  CHECK(desk.hall.get("/api/v1/audit?kind=counter_opened", desk.manager).body["items"][0]["notes"].is_null());
}

TEST_CASE("in what state a loaner was lent stands beside the order until it is back") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  desk.hall.post("/api/v1/loaners", {{"label", "L-01"}, {"model", "Redmi 12"}}, desk.manager);
  const auto words = [&] {
    const Json loaner = desk.hall.get("/api/v1/repairs/" + number, desk.technician).body["loaner"];
    return loaner.is_null() ? Json("back") : loaner["condition_text"];
  };
  for (const char* state : {"右下角有划痕", "贴膜破了"}) {
    REQUIRE(desk.step(number, "lend-loaner", {{"loaner", "L-01"}, {"state", state}}).status() == 200);
    CHECK(words() == state);
    CHECK(desk.hall.get("/api/v1/loaners", desk.technician).http.body.find(state) == std::string::npos);
    REQUIRE(desk.step(number, "return-loaner", {{"state", "good"}}).status() == 200);
    CHECK(words() == "back");
  }
  REQUIRE(desk.step(number, "lend-loaner", {{"loaner", "L-01"}, {"state", "good"}}).status() == 200);
  CHECK(words().is_null());
}

TEST_CASE("nothing is written any more about who was erased") {
  ScratchFolder folder;
  Desk desk(folder);
  const std::string number = desk.open();
  desk.hall.post("/api/v1/loaners", {{"label", "L-01"}, {"model", "Redmi 12"}}, desk.manager);
  REQUIRE(desk.step(number, "lend-loaner", {{"loaner", "L-01"}, {"state", "good"}}).status() == 200);
  const auto waived = desk.hall.post("/api/v1/repairs/" + number + "/return-unrepaired",
                                     {{"loaner_waived", "lost"}, {"reason", "customer_asked"}}, desk.manager);
  REQUIRE(waived.status() == 200);
  REQUIRE(desk.hall.post("/api/v1/repairs/" + number + "/erase", Json::object(), desk.manager).status() == 200);
  CHECK(desk.step(number, "print", {{"what", "receipt"}}).refusal() == "repair_erased");
  CHECK(desk.step(number, "return-loaner", {{"state", "王先生摔坏了"}}).status() == 200);
  sqlite::Database database(folder.file("menting.db"), sqlite::Access::read_only);
  CHECK(database.value("SELECT count(*) FROM note WHERE erased_at_ms = 0") == 0);
}
