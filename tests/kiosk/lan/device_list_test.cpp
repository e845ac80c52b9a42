#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::Hall;
using tests::Json;
using tests::ScratchFolder;

TEST_CASE("the devices to choose from at a hand-in, as the list has them") {
  ScratchFolder folder;
  lan::LanSettings settings;
  settings.devices.brands = {{{{"zh-CN", "华为"}, {"en", "HUAWEI"}}, {{"phone", {"Mate 70", "Mate 60"}}}}};
  Hall hall(folder, std::move(settings));
  const auto answer = hall.get("/api/v1/repairs/devices");
  CHECK(answer.status() == 200);
  CHECK(answer.body["total"] == 1);
  const Json& brand = answer.body["items"][0];
  CHECK(brand["brand"] == "HUAWEI");
  CHECK(brand["name"]["zh-CN"] == "华为");
  CHECK(brand["models"] == Json{{"phone", {"Mate 70", "Mate 60"}}});
}

TEST_CASE("a list that could not be read is an empty one") {
  ScratchFolder folder;
  Hall hall(folder);
  CHECK(hall.get("/api/v1/repairs/devices").body == Json{{"items", Json::array()}, {"total", 0}});
}
