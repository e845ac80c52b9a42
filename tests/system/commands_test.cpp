#include <algorithm>

#include "tests/support/catch.h"
#include "tests/system/shop.h"

using namespace menting::tests;

namespace {
std::size_t lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}
}  // namespace

TEST_CASE("check-config is silent about a right file and names every fault of a wrong one") {
  const Shop shop;
  const Ran right = shop.command({"check-config", "--config", shop.config()});
  CHECK(right.exit_code == 0);
  CHECK(right.errors.empty());

  std::string config = read_bytes(shop.config());
  config = replaced(config, "opens = \"00:00\"", "opens = \"25:00\"");
  config = replaced(config, "tier =", "teir =");
  config = replaced(config, "letter = \"D\"", "letter = \"C\"");
  config += "\n[[counter]]\nnumber = 6\nservices = [\"Z\"]\n";
  write_bytes(shop.config(), config);
  const Ran wrong = shop.command({"--config", shop.config(), "check-config"});
  CHECK(wrong.exit_code == 2);
  const std::string said = wrong.output + wrong.errors;
  CHECK(lines(said) >= 4);
  for (const char* key : {"opens", "teir", "letter", "services"})
    CHECK_THAT(said, ContainsSubstring(std::string(key) + ":"));
  for (std::size_t at = 0; at < said.size(); at = said.find('\n', at) + 1) {
    CHECK(said.compare(at, shop.config().size(), shop.config()) == 0);
  }
  const Ran serving = shop.command({"--config", shop.config(), "--data", shop.data(), "--headless"});
  CHECK(serving.exit_code == 2);
}

TEST_CASE("wrong use is told from work that failed") {
  const Shop shop;
  CHECK(shop.command({}).exit_code == 2);
  CHECK(shop.command({"check-config"}).exit_code == 2);
  CHECK(shop.command({"dance"}).exit_code == 2);
  CHECK(shop.command({"--config", shop.config(), "--window", "wide"}).exit_code == 2);
  CHECK(shop.command({"--config", shop.file("none.toml")}).exit_code == 2);
  CHECK(shop.command({"verify", "--data", shop.file("nothing")}).exit_code == 1);
  CHECK(shop.command({"--help"}).exit_code == 0);
  CHECK(shop.command({"--version"}).output.find("menting-kiosk ") == 0);
}

TEST_CASE("hash-pin makes what the configuration takes") {
  const Shop shop;
  const Ran made = shop.command({"hash-pin"}, "8642\n");
  REQUIRE(made.exit_code == 0);
  const std::string hash = made.output.substr(0, made.output.find('\n'));
  write_bytes(shop.config(), read_bytes(shop.config()) +
                                 "\n[[staff]]\nid = \"1006\"\nname = \"新人\"\nroles = [\"clerk\"]\n" +
                                 "pin_hash = \"" + hash + "\"\n");
  CHECK(shop.command({"check-config", "--config", shop.config()}).exit_code == 0);
  for (const char* wrong : {"123\n", "123456789\n", "12a4\n", "\n", ""}) {
    CAPTURE(wrong);
    const Ran refused = shop.command({"hash-pin"}, wrong);
    CHECK(refused.exit_code == 2);
    CHECK(refused.output.empty());
    CHECK_THAT(refused.errors, ContainsSubstring("4 to 8 digits"));
  }
}

TEST_CASE("a backup of an open branch comes back as a new journal and gives no number twice") {
  Shop shop;
  shop.open();
  for (int i = 0; i < 3; ++i) REQUIRE(shop.take_ticket("A").status == 201);
  const std::string old_journal = json_text(shop.get("/api/v1/health").body, "/journal/id");
  CHECK_FALSE(old_journal.empty());
  const Ran copied = shop.command({"backup", "--data", shop.data(), shop.file("copy.db")});
  INFO(copied.errors);
  REQUIRE(copied.exit_code == 0);
  for (int i = 0; i < 2; ++i) REQUIRE(shop.take_ticket("A").status == 201);

  const Ran refused = shop.command({"restore", "--data", shop.data(), shop.file("copy.db")});
  CHECK(refused.exit_code == 1);  // the kiosk has the folder
  CHECK_FALSE(refused.errors.empty());
  REQUIRE(shop.close() == 0);

  const Ran restored = shop.command({"restore", "--data", shop.data(), shop.file("copy.db")});
  INFO(restored.errors);
  REQUIRE(restored.exit_code == 0);
  CHECK(shop.command({"verify", "--data", shop.data()}).exit_code == 0);
  shop.open();
  CHECK(shop.waiting() == std::vector<std::string>{"A001", "A002", "A003"});
  CHECK(json_text(shop.take_ticket("A").body, "ticket") == "A006");
  CHECK(json_text(shop.get("/api/v1/health").body, "/journal/id") != old_journal);
  CHECK(shop.close() == 0);
  CHECK(shop.command({"verify", "--data", shop.data()}).exit_code == 0);
}

TEST_CASE("what cannot be backed up or put back says why and changes nothing") {
  Shop shop;
  shop.open();
  REQUIRE(shop.take_ticket("A").status == 201);
  REQUIRE(shop.close() == 0);
  write_bytes(shop.file("copy.db"), "somebody else's");
  const Ran taken = shop.command({"backup", "--data", shop.data(), shop.file("copy.db")});
  CHECK(taken.exit_code == 1);
  CHECK(read_bytes(shop.file("copy.db")) == "somebody else's");
  const Ran broken = shop.command({"restore", "--data", shop.data(), shop.file("copy.db")});
  CHECK(broken.exit_code == 1);
  CHECK_FALSE(broken.errors.empty());
  shop.open();
  CHECK(shop.waiting() == std::vector<std::string>{"A001"});
}
