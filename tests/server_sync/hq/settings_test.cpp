#include "server_sync/hq/settings.h"

#include <fstream>

#include "base/crypto/crypto.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace settings_test {

namespace {

hq::Loaded load(const std::string& text) {
  tests::ScratchFolder folder;
  std::ofstream(folder.file("hq.toml")) << text;
  return hq::load(folder.file("hq.toml"));
}

std::string joined(const hq::Loaded& loaded) {
  std::string text;
  for (const std::string& line : loaded.faults) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("the demo's and the example's configuration are right, and the demo's password is the documented one") {
  const hq::Loaded demo = hq::load(MENTING_SOURCE_DIR "/config/demo/hq.toml");
  CHECK(joined(demo).empty());
  CHECK(demo.settings.listen == "127.0.0.1:8480");
  REQUIRE(demo.settings.users.size() == 4);
  CHECK(demo.settings.users[0].id == "admin");
  CHECK(crypto::password_matches(demo.settings.users[0].password_hash, "menting-demo"));
  for (const char* role : {"viewer", "quality", "operations"}) {
    const hq::User* user = demo.settings.user(role);
    REQUIRE(user != nullptr);
    CHECK(user->roles == std::vector<std::string>{role});
    CHECK(user->password_hash == demo.settings.users[0].password_hash);
  }
  CHECK(joined(hq::load(MENTING_SOURCE_DIR "/config/hq.toml.example")).empty());
}

TEST_CASE("every fault is named in one go") {
  const std::string faults = joined(load(R"(
listen = "8480"
databse = "sqlite"
database = "mysql"
public_url = "hq.example.com"
require_totp = ["chief"]
[[user]]
id = "a"
roles = ["boss"]
regions = []
password_hash = "secret"
[[user]]
id = "a"
age = 7
)"));
  for (const char* part :
       {"listen", "databse", "database", "public_url", "\"boss\" is no role", "\"chief\" is no role", "regions",
        "not a password's hash", "\"a\" is there twice", "age", "roles", "password_hash", "hq.toml"}) {
    CHECK_THAT(faults, ContainsSubstring(part));
  }
}

TEST_CASE("a file without users, without sense or that is not there") {
  CHECK_THAT(joined(load("")), ContainsSubstring("at least one [[user]]"));
  CHECK_FALSE(joined(hq::load("/nowhere/hq.toml")).empty());
  CHECK_FALSE(joined(load("listen = \n")).empty());
}

TEST_CASE("the database is one file or a PostgreSQL") {
  CHECK(load("").settings.database == "sqlite");
  CHECK(load("database = \"postgresql://hq@db1,db2/menting?target_session_attrs=read-write\"\n").settings.database ==
        "postgresql://hq@db1,db2/menting?target_session_attrs=read-write");
  CHECK_THAT(joined(load("database = \"mysql://db\"\n")), ContainsSubstring("PostgreSQL"));
}

TEST_CASE("encryption, servers in front and who reads the metrics") {
  tests::ScratchFolder folder;
  std::ofstream(folder.file("hq.toml")) << R"(
trusted_proxies = ["10.1.2.3", "fd00::/8"]
[tls]
certificate = "hq.pem"
key = "/etc/menting/hq.key"
[metrics]
allow = ["10.0.0.0/8"]
token = "0123456789abcdef"
[[user]]
id = "a"
roles = ["viewer"]
password_hash = "x"
)";
  const hq::Settings settings = hq::load(folder.file("hq.toml")).settings;
  CHECK(settings.encrypts());
  CHECK(settings.tls.certificate == folder.file("hq.pem"));
  CHECK(settings.tls.key == "/etc/menting/hq.key");
  CHECK(settings.trusted_proxies.size() == 2);
  CHECK(settings.metrics_allow.size() == 1);
  CHECK(settings.metrics_token == "0123456789abcdef");
  CHECK(settings.address() == "https://127.0.0.1:8480");
  const std::string faults =
      joined(load("trusted_proxies = [\"here\"]\n[tls]\ncertificate = \"a\"\ncipher = 1\n[metrics]\nallow = [7]\ntoken "
                  "= \"short\"\n"));
  for (const char* part :
       {"trusted_proxies", "\"here\" is no address", "both are needed", "cipher", "allow", "16 characters"}) {
    CHECK_THAT(faults, ContainsSubstring(part));
  }
}

}  // namespace settings_test
