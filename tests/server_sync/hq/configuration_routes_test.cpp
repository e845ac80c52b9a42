#include <nlohmann/json.hpp>

#include "server_sync/hq/directives.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using Json = nlohmann::json;
using tests::ask;
using tests::RunningHq;
using tests::WebAnswer;

namespace configuration_routes_test {

namespace {

/// A headquarters with two branches and somebody who is signed in.
struct Desk {
  RunningHq hq;
  std::string cookie;

  Desk() {
    hq::SqliteStore store = hq.open();
    hq::change_store(store, [&] {
      for (const char* id : {"BJ-0001", "SH-0001"}) store.add_branch(id, id, 1);
      store.connection().run("UPDATE branch SET tier = 'flagship', region = 'north' WHERE id = 'BJ-0001'");
    });
    cookie = hq.sign_in();
  }
  WebAnswer get(const std::string& path) const { return ask(hq.port(), "GET", path, "", {cookie}); }
  WebAnswer post(const std::string& path, const Json& body) const {
    return ask(hq.port(), "POST", path, body.dump(), {cookie, "Content-Type: application/json"});
  }
  Json answer(const WebAnswer& answer, int status) const {
    INFO(answer.body);
    REQUIRE(answer.status == status);
    return Json::parse(answer.body);
  }
};

const std::string all = "/api/v1/configurations";

}  // namespace

TEST_CASE("a document goes from draft by preview to some branches and to all, and its page counts") {
  Desk desk;
  CHECK(desk.answer(desk.get(all), 200).at("total") == 0);
  CHECK(desk.answer(desk.get(all + "/chain"), 200).at("general").is_null());
  const Json made =
      desk.answer(desk.post(all + "/chain", {{"text", "[queue]\nrecall_gap_s = 15\n"}, {"note", "first"}}), 201);
  CHECK(made.at("version") == 1);
  CHECK(made.at("state") == "draft");
  const Json preview = desk.answer(desk.get(all + "/chain/1/preview?branch=BJ-0001"), 200);
  CHECK(preview.at("before") == "");
  CHECK_THAT(preview.at("after").get<std::string>(), ContainsSubstring("recall_gap_s = 15"));
  CHECK(preview.at("branches") == 2);
  const Json some = desk.answer(desk.post(all + "/chain/1/roll-out", {{"branches", {"BJ-0001"}}}), 200);
  CHECK(some.at("state") == "rolling");
  CHECK(some.at("counts").at("sent") == 1);
  REQUIRE(some.at("branches").size() == 1);
  CHECK(some.at("branches")[0].at("state") == "waiting");
  CHECK(desk.answer(desk.post(all + "/chain/1/roll-out", {{"percent", 50}}), 200).at("counts").at("sent") >= 1);
  const Json everybody = desk.answer(desk.post(all + "/chain/1/roll-out", {{"all", true}}), 200);
  CHECK(everybody.at("state") == "general");
  CHECK(everybody.at("counts").at("sent") == 2);
  const Json list = desk.answer(desk.get(all), 200);
  CHECK(list.at("items")[0].at("general") == 1);
  const Json again = desk.answer(desk.post(all + "/chain/1/again", {{"note", "back"}}), 201);
  CHECK(again.at("version") == 2);
  CHECK(again.at("note") == "back");
  const Json branch = desk.answer(desk.get("/api/v1/branches/SH-0001/configuration"), 200);
  CHECK(branch.at("sent") == 1);
  CHECK(branch.at("state") == "waiting");
  CHECK(branch.at("scopes")[0].at("scope") == "chain");
}

TEST_CASE("what headquarters can see to be wrong is refused with its lines") {
  Desk desk;
  const WebAnswer syntax = desk.post(all + "/chain", {{"text", "[queue]\nrecall_gap_s =\n"}});
  CHECK(desk.answer(syntax, 422).at("faults")[0].at("line") == 2);
  const Json own = desk.answer(
      desk.post(all + "/chain", {{"text", "[lan]\nlisten = '0.0.0.0:1'\n[branch]\nid = 'X'\nopens = '08:00'\n"}}), 422);
  REQUIRE(own.at("faults").size() == 2);
  CHECK(own.at("faults")[0].at("key") == "lan.listen");
  CHECK(own.at("faults")[1].at("key") == "branch.id");
  // In the language of who asks, and in no other.
  const auto said = own.at("faults")[0].at("text").get<std::string>();
  CHECK((said == "由网点自行设置，总部不能下发。" || said == "The branch's own: headquarters does not set it."));
  CHECK(desk.post(all + "/chain", {{"text", std::string(300'000, '#')}}).status == 422);
  CHECK(desk.post(all + "/chain", {{"text", 7}}).status == 400);
  CHECK(desk.post(all + "/city:x", {{"text", ""}}).status == 404);
  CHECK(desk.post(all + "/chain/9/roll-out", {{"all", true}}).status == 404);
  REQUIRE(desk.post(all + "/tier%3Aflagship", {{"text", ""}}).status == 201);
  CHECK(desk.post(all + "/tier%3Aflagship/1/roll-out", {{"branches", {"SH-0001"}}}).status == 422);
  CHECK(desk.post(all + "/tier%3Aflagship/1/roll-out", {{"percent", 0}}).status == 422);
  CHECK(desk.post(all + "/tier%3Aflagship/1/stop", Json::object()).status == 409);
  CHECK(desk.get("/api/v1/branches/XX-0001/configuration").status == 404);
}

TEST_CASE("announcements are checked, changed and taken off; pictures are for people and for branches") {
  Desk desk;
  const Json picture = desk.answer(desk.post("/api/v1/pictures", {{"base64", "iVBORw0KGgo="}}), 201);
  const std::string name = picture.at("picture");
  CHECK_THAT(desk.get("/api/v1/pictures/" + name).headers, ContainsSubstring("image/png"));
  CHECK(desk.post("/api/v1/pictures", {{"base64", "R0lGODlh"}}).status == 422);
  CHECK(desk.get("/api/v1/pictures/none.png").status == 404);
  CHECK(ask(desk.hq.port(), "GET", "/sync/v1/pictures/" + name).status == 401);
  const std::string credential = desk.hq.join("BJ-0001");
  CHECK(ask(desk.hq.port(), "GET", "/sync/v1/pictures/" + name, "", {"Authorization: Bearer " + credential}).status ==
        200);
  const Json good{{"scope", "region:north"},
                  {"title", {{"zh-CN", "元旦"}}},
                  {"from", "2026-12-20"},
                  {"until", "2027-01-03"},
                  {"picture", name}};
  const Json made = desk.answer(desk.post("/api/v1/announcements", good), 201);
  CHECK(made.at("branches") == 1);
  CHECK(made.at("state") == "coming");
  const Json spoiled{{"scope", "city:x"},
                     {"title", Json::object()},
                     {"from", "2026-02-30"},
                     {"until", "2026-12-01"},
                     {"picture", "none.png"}};
  for (const auto& [field, value] : spoiled.items()) {
    CAPTURE(field);
    Json bad = good;
    bad[field] = value;
    const WebAnswer refused = desk.post("/api/v1/announcements", bad);
    CHECK(refused.status == 422);
    CHECK(Json::parse(refused.body).at("refusal") == field);
  }
  // What a branch would refuse is refused here: characters are counted, as the branch does.
  const auto status_with = [&](const char* field, const char* language, const std::string& text) {
    Json announcement = good;
    announcement[field][language] = text;
    return desk.post("/api/v1/announcements", announcement).status;
  };
  std::string forty_one;
  for (int n = 0; n < 41; ++n) forty_one += "元";
  CHECK(status_with("title", "zh-CN", forty_one) == 422);
  CHECK(status_with("title", "zh-CN", forty_one.substr(3)) == 201);
  CHECK(status_with("title", "en", std::string(41, 'x')) == 422);
  CHECK(status_with("text", "en", std::string(161, 'x')) == 422);
  CHECK(status_with("text", "en", std::string(160, 'x')) == 201);
  CHECK(status_with("text", "en", "a\x01z") == 422);
  CHECK(status_with("title", "fr", "Bonne année") == 422);
  const std::string one = "/api/v1/announcements/" + made.at("id").get<std::string>();
  Json changed = good;
  changed["scope"] = "chain";
  CHECK(desk.answer(desk.post(one, changed), 200).at("branches") == 2);
  CHECK(desk.answer(desk.post(one + "/end", Json::object()), 200).at("state") == "ended");
  CHECK(desk.post("/api/v1/announcements/none/end", Json::object()).status == 404);
  CHECK(desk.answer(desk.get("/api/v1/announcements"), 200).at("total") == 3);
}

TEST_CASE("a branch's place is kept to the millionth of a degree") {
  Desk desk;
  const std::string path = "/api/v1/branches/BJ-0001/place";
  CHECK(desk.answer(desk.get(path), 200).at("latitude").is_null());
  const Json place{{"latitude", 39.907333}, {"longitude", 116.391083}, {"address", {{"zh-CN", "西单北大街 120 号"}}}};
  CHECK(desk.answer(desk.post(path, place), 200) == place);
  CHECK(desk.answer(desk.get(path), 200) == place);
  CHECK(desk.post(path, {{"latitude", 91}, {"longitude", 1}}).status == 422);
  CHECK(desk.post(path, {{"latitude", 1}}).status == 422);
  CHECK(desk.post(path, {{"address", 7}}).status == 422);
  CHECK(desk.post("/api/v1/branches/XX-0001/place", place).status == 404);
}

}  // namespace configuration_routes_test
