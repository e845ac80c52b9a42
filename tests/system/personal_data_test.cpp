// What customers leave goes to headquarters sealed, and when it is erased it is gone at both ends, with a proof.
#include <filesystem>

#include "base/sqlite/database.h"
#include "tests/support/catch.h"
#include "tests/system/shop.h"

using namespace menting;
using namespace menting::tests;

namespace {

constexpr const char* hand_in = R"({"device":{"kind":"phone","brand":"Huawei","model":"Mate 60",
  "imei":"490154203237518"},"faults":["screen"],"description":"GEHEIMNIS","left_with":[],"backed_up":true,
  "bought":"2025-01-02","customer":{"name":"WANGXIAOMING","phone":"13800138000"},"consent":true})";

/// Everything that lies in a folder, as it lies there.
std::string all_bytes(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) bytes += read_bytes(entry.path().string());
  }
  return bytes;
}

std::int64_t count(const std::string& database, const std::string& which) {
  sqlite::Database read(database, sqlite::Access::read_only);
  return read.value("SELECT count(*) FROM personal WHERE " + which);
}

}  // namespace

TEST_CASE("a customer's words are sealed at headquarters, and erased there with a proof, also after it was restored") {
  Head head;
  head.open();
  Shop shop(head.port());
  join(head, shop);
  shop.open();
  const std::filesystem::path there = std::filesystem::path(head.database()).parent_path();
  const auto order = shop.post("/api/v1/repairs", hand_in, shop.sign_in("1001", "2468"));
  INFO(order.body);
  REQUIRE(order.status == 201);
  const std::string path = "/api/v1/repairs/" + json_text(order.body, "number");
  const std::int64_t notes = 5;  // description, IMEI, name, telephone, when it was bought
  REQUIRE(eventually([&] { return count(head.database(), "sealed <> ''") == notes; }));

  const auto technician = shop.sign_in("1005", "1357");
  const auto manager = shop.sign_in("9001", "9753");
  CHECK(shop.post(path + "/erase", "{}", manager).status == 409);  // it is open
  REQUIRE(shop.post(path + "/return-unrepaired", "{}", technician).status == 200);
  REQUIRE(head.close() == 0);
  const ScratchFolder kept;
  std::filesystem::copy(there, kept.path(), std::filesystem::copy_options::recursive);
  for (const char* secret : {"GEHEIMNIS", "WANGXIAOMING", "13800138000", "490154203237518"}) {
    CHECK(all_bytes(there).find(secret) == std::string::npos);
  }

  REQUIRE(shop.post(path + "/erase", "{}", manager).status == 200);
  const auto erased_at_both_ends = [&] {
    CHECK(eventually([&] {
      return count(head.database(), "erased_at <> '' AND sealed = '' AND about = '' AND proof <> ''") == notes &&
             shop.command({"verify", "--data", shop.data()})
                     .output.find("5 notes; 5 were erased and hold nothing, headquarters proved 5") !=
                 std::string::npos;
    }));
    CHECK(head.command({"verify"}).exit_code == 0);
  };
  head.open();
  erased_at_both_ends();

  // From a backup of before: nobody has to think of it, what was erased is erased again.
  REQUIRE(head.close() == 0);
  std::filesystem::remove_all(there);
  std::filesystem::copy(kept.path(), there, std::filesystem::copy_options::recursive);
  REQUIRE(count(head.database(), "sealed <> ''") == notes);
  head.open();
  erased_at_both_ends();
  CHECK(shop.close() == 0);
  CHECK(head.close() == 0);
}
