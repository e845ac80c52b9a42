#include "server_sync/hq/settings.h"

#include <fstream>

#include "base/crypto/crypto.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

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
  REQUIRE(demo.settings.users.size() == 1);
  CHECK(demo.settings.users[0].id == "admin");
  CHECK(crypto::password_matches(demo.settings.users[0].password_hash, "menting-demo"));
  CHECK(joined(hq::load(MENTING_SOURCE_DIR "/config/hq.toml.example")).empty());
}

TEST_CASE("every fault is named in one go") {
  const std::string faults = joined(load(R"(
listen = "8480"
databse = "sqlite"
database = "mysql"
public_url = "hq.example.com"
[[user]]
id = "a"
roles = ["boss"]
password_hash = "secret"
[[user]]
id = "a"
age = 7
)"));
  for (const char* part :
       {"listen", "databse", "database", "public_url", "\"boss\" is no role", "not a password's hash",
        "\"a\" is there twice", "age", "roles", "password_hash", "hq.toml"}) {
    CHECK_THAT(faults, ContainsSubstring(part));
  }
}

TEST_CASE("what this version cannot do is refused with what to do instead") {
  const std::string faults = joined(load("[tls]\ncertificate = \"a\"\nkey = \"b\"\n"));
  CHECK_THAT(faults, ContainsSubstring("remove [tls]"));
  CHECK_THAT(faults, ContainsSubstring("at least one [[user]]"));
  CHECK_FALSE(joined(hq::load("/nowhere/hq.toml")).empty());
  CHECK_FALSE(joined(load("listen = \n")).empty());
}

TEST_CASE("the database is one file or a PostgreSQL") {
  CHECK(load("").settings.database == "sqlite");
  CHECK(load("database = \"postgresql://hq@db1,db2/menting?target_session_attrs=read-write\"\n").settings.database ==
        "postgresql://hq@db1,db2/menting?target_session_attrs=read-write");
  CHECK_THAT(joined(load("database = \"mysql://db\"\n")), ContainsSubstring("PostgreSQL"));
}
