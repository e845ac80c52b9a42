// Headquarters' configuration on its way through both real programs.
#include <fstream>

#include "tests/support/catch.h"
#include "tests/system/shop.h"

using namespace menting::tests;

namespace {

/// A chain of one branch that has joined, and somebody who is signed in at headquarters.
struct Chain {
  Head head;
  Shop shop;
  HttpHeaders operations;

  Chain() : shop((head.open(), head.port())) {
    const Ran added = head.command({"branch", "add", "BJ-0001", "--name", "西单营业厅"});
    const std::string text = added.output.substr(0, added.output.find_last_not_of('\n') + 1);
    const std::string code = text.substr(text.find_last_of(" \n") + 1);
    const Ran joined = shop.command({"enrol", "--config", shop.config(), "--data", shop.data(), "--hq",
                                     "http://127.0.0.1:" + std::to_string(head.port()), "--code", code});
    REQUIRE(joined.exit_code == 0);
    const HttpAnswer signed_in =
        http_request(head.port(), "POST", "/api/v1/sign-in", {}, R"({"user":"admin","password":"menting-demo"})");
    REQUIRE(signed_in.status == 200);
    const std::string cookie = signed_in.header("Set-Cookie");
    operations = {{"Cookie", cookie.substr(0, cookie.find(';'))}};
  }

  HttpAnswer get(const std::string& path) const { return http_request(head.port(), "GET", path, operations); }
  HttpAnswer post(const std::string& path, const std::string& body) const {
    return http_request(head.port(), "POST", path, operations, body);
  }
  /// A new version for the whole chain, given to everybody.
  void roll_out(const std::string& text, int version) const {
    const HttpAnswer made = post("/api/v1/configurations/chain", R"({"text":")" + text + R"("})");
    INFO(made.body);
    REQUIRE(made.status == 201);
    const std::string path = "/api/v1/configurations/chain/" + std::to_string(version) + "/roll-out";
    REQUIRE(post(path, R"({"all":true})").status == 200);
  }
  std::string state() const { return json_text(get("/api/v1/branches/BJ-0001/configuration").body, "state"); }
  bool becomes(const std::string& wanted) const {
    return eventually([&] { return state() == wanted; });
  }
};

/// What the branch answers; nothing while it begins anew.
HttpAnswer answer_of(const Shop& shop, const std::string& target) {
  try {
    return shop.get(target);
  } catch (const std::runtime_error&) {
    return {};
  }
}

/// The status of calling somebody again at once.
int recall_at_once(const Shop& shop, const HttpHeaders& clerk) {
  REQUIRE(shop.take_ticket("A").status == 201);
  REQUIRE(shop.post("/api/v1/counters/1/call-next", "", clerk).status == 200);
  const int status = shop.post("/api/v1/counters/1/recall", "", clerk).status;
  REQUIRE(shop.post("/api/v1/counters/1/start", "", clerk).status == 200);
  REQUIRE(shop.post("/api/v1/counters/1/finish", "{}", clerk).status == 200);
  return status;
}

/// Whether the kiosk has begun anew: until then it has been up longer than after it.
long uptime_s(const Shop& shop) {
  return json_number(shop.get("/api/v1/health").body, "uptime_s");
}

}  // namespace

TEST_CASE("a good configuration is applied at a quiet moment, a bad one is refused, and clerks stay signed in") {
  Chain chain;
  Shop& shop = chain.shop;
  shop.open();
  CHECK(chain.state() == "none");
  const HttpHeaders clerk = shop.sign_in("1001", "2468");

  // Nobody is called and nobody at a screen: at once. The wrong type is for the branch to find.
  chain.roll_out("[queue]\\nrecall_gap_s = 0\\n", 1);
  CHECK(chain.becomes("applied"));
  REQUIRE(eventually([&] { return answer_of(shop, "/api/v1/health").status == 200; }));
  REQUIRE(shop.post("/api/v1/counters/1/open", "", clerk).status == 200);
  CHECK(recall_at_once(shop, clerk) == 200);

  chain.roll_out("[queue]\\nrecall_gap_s = \\\"soon\\\"\\n[kiosk]\\nnonsense = 1\\n", 2);
  CHECK(chain.becomes("refused"));
  const std::string of_branch = chain.get("/api/v1/branches/BJ-0001/configuration").body;
  CHECK_THAT(of_branch, ContainsSubstring("[queue] recall_gap_s"));
  CHECK(of_branch.find("soon") == of_branch.rfind("soon"));  // in the text alone, never in a fault
  CHECK(recall_at_once(shop, clerk) == 200);
  CHECK_THAT(shop.get("/api/v1/health").body, ContainsSubstring("was not taken"));

  // Also over a restart by hand: the one before goes on.
  REQUIRE(shop.close() == 0);
  shop.open();
  CHECK(recall_at_once(shop, clerk) == 200);
  CHECK(chain.state() == "refused");

  // Taken back: the branch's own file says 10 seconds.
  chain.roll_out("", 3);
  CHECK(chain.becomes("applied"));
  REQUIRE(eventually([&] { return answer_of(shop, "/api/v1/health").status == 200 && uptime_s(shop) < 60; }));
  CHECK(recall_at_once(shop, clerk) == 409);
  REQUIRE(shop.close() == 0);
  CHECK(shop.command({"verify", "--data", shop.data()}).exit_code == 0);
  CHECK(chain.head.command({"verify"}).exit_code == 0);
}

TEST_CASE(
    "a configuration with which the program dies twice is put aside: the one before is in use, and headquarters "
    "knows") {
  Chain chain;
  Shop& shop = chain.shop;
  shop.open();
  const HttpHeaders clerk = shop.sign_in("1001", "2468");
  REQUIRE(shop.post("/api/v1/counters/1/open", "", clerk).status == 200);
  const auto told = [&] { return chain.get("/api/v1/branches/BJ-0001/configuration").body; };
  const auto applied = [&](const char* text, int version) {
    const long before = json_number(told(), "sent");
    chain.roll_out(text, version);
    REQUIRE(eventually([&] {
      const bool answers = answer_of(shop, "/api/v1/health").status == 200;
      return answers && chain.state() == "applied" && json_number(told(), "applied") > before;
    }));
  };
  applied("[queue]\\nrecall_gap_s = 0\\n", 1);
  REQUIRE(shop.close() == 0);  // an end that was asked for is no failure
  shop.open();
  applied("[queue]\\nrecall_gap_s = 7\\n", 2);
  REQUIRE(eventually([&] { return answer_of(shop, "/api/v1/health").status == 200; }));
  CHECK(recall_at_once(shop, clerk) == 409);
  for (int death = 0; death < 2; ++death) {
    shop.kill();
    shop.open();
  }
  CHECK(recall_at_once(shop, clerk) == 200);
  CHECK_THAT(shop.get("/api/v1/health").body, ContainsSubstring("the one before stays"));
  CHECK(chain.becomes("refused"));
  CHECK_THAT(told(), ContainsSubstring("[configuration] start"));

  // Another one is taken as ever.
  applied("[queue]\\nrecall_gap_s = 8\\n", 3);
  CHECK(recall_at_once(shop, clerk) == 409);
}

TEST_CASE("an announcement of headquarters hangs at the branch with its picture") {
  Chain chain;
  Shop& shop = chain.shop;
  shop.open();
  // The smallest PNG there is.
  const std::string png =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
  const HttpAnswer kept = chain.post("/api/v1/pictures", R"({"base64":")" + png + R"("})");
  REQUIRE(kept.status == 201);
  const std::string picture = json_text(kept.body, "picture");
  const HttpAnswer made = chain.post(
      "/api/v1/announcements",
      R"({"scope":"chain","title":{"zh-CN":"元旦照常营业","en":"Open on New Year"},"picture":")" + picture + R"("})");
  INFO(made.body);
  REQUIRE(made.status == 201);
  CHECK(chain.becomes("applied"));
  REQUIRE(eventually([&] { return answer_of(shop, "/api/v1/health").status == 200; }));
  std::ifstream file(shop.data() + "/pictures/" + picture, std::ios::binary);
  CHECK(file.good());
  CHECK(shop.get("/api/v1/announcements").body.find("元旦照常营业") != std::string::npos);
  REQUIRE(chain.post("/api/v1/announcements/" + json_text(made.body, "id") + "/end", "").status == 200);
  CHECK(eventually([&] {
    const HttpAnswer wall = answer_of(shop, "/api/v1/announcements");
    return wall.status == 200 && wall.body.find("元旦照常营业") == std::string::npos;
  }));
}
