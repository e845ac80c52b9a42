#include <filesystem>
#include <fstream>

#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;

namespace {

const std::string png_head("\x89PNG\r\n\x1a\n", 8);

std::string write(const ScratchFolder& folder, const std::string& name, const std::string& bytes) {
  const auto file = folder.path() / name;
  std::ofstream(file, std::ios::binary) << bytes;
  return file.string();
}

}  // namespace

TEST_CASE("the board says what the wall is to be like") {
  ScratchFolder folder;
  lan::LanSettings settings;
  settings.wall.languages = {"en"};
  settings.wall.voice = "board";
  Hall hall(folder, settings);
  const Json board = hall.get("/api/v1/board").body;
  CHECK(board["languages"] == Json::array({"en"}));
  CHECK(board["voice"] == "board");
  CHECK(board["opens"] == "00:00");
  CHECK(board["closes"].is_string());
}

TEST_CASE("anybody in the hall may see the announcements and their pictures, and no other file") {
  ScratchFolder folder;
  const std::string picture = write(folder, "one.png", png_head + "one");
  write(folder, "secret.txt", "secret");
  lan::LanSettings settings;
  settings.wall.announcements = {
      {{{"zh-CN", "测速"}, {"en", "Speed"}}, {{"en", "Free"}}, picture, {20261120}, {20261231}},
      {{{"zh-CN", "课堂"}}, {}, {}, {}, {}},
      {{{"en", "Text"}}, {}, (folder.path() / "secret.txt").string(), {}, {}},
      {{{"en", "Gone"}}, {}, (folder.path() / "gone.png").string(), {}, {}},
  };
  Hall hall(folder, settings);
  const Reply list = hall.get("/api/v1/announcements");
  REQUIRE(list.status() == 200);
  CHECK(list.body["total"] == 4);
  const Json& one = list.body["items"][0];
  CHECK(one["title"]["zh-CN"] == "测速");
  CHECK(one["text"]["en"] == "Free");
  CHECK(one["from"] == "2026-11-20");
  CHECK(one["until"] == "2026-12-31");
  const Json& two = list.body["items"][1];
  for (const char* key : {"text", "picture", "from", "until"}) CHECK(two[key].is_null());
  CHECK(list.http.body.find(folder.path().string()) == std::string::npos);

  const std::string address = one["picture"];
  const Reply shown = hall.get(address);
  CHECK(shown.status() == 200);
  CHECK(shown.http.header("Content-Type") == "image/png");
  CHECK(shown.http.body == png_head + "one");
  CHECK(hall.get(address, {{"If-None-Match", shown.http.header("ETag")}}).status() == 304);
  for (const char* bad :
       {"0", "2", "3", "4", "5", "x", "-1", "1x", "99999999999999999999999", "%2e%2e", "..%2fsecret.txt"}) {
    CAPTURE(bad);
    CHECK(hall.get(std::string("/api/v1/announcements/") + bad + "/picture").status() == 404);
  }
  CHECK(hall.post("/api/v1/announcements").status() == 405);
}

TEST_CASE("a picture that changes has another address, and a JPEG is told by its bytes") {
  ScratchFolder folder;
  const std::string picture = write(folder, "one.png", png_head + "one");
  lan::LanSettings settings;
  settings.wall.announcements = {{{{"en", "Speed"}}, {}, picture, {}, {}}};
  Hall hall(folder, settings);
  const std::string before = hall.get("/api/v1/announcements").body["items"][0]["picture"];
  CHECK(hall.get("/api/v1/announcements").body["items"][0]["picture"] == before);
  write(folder, "one.png", "\xff\xd8\xff jpeg");
  std::filesystem::last_write_time(picture, std::filesystem::last_write_time(picture) + std::chrono::seconds(5));
  const std::string after = hall.get("/api/v1/announcements").body["items"][0]["picture"];
  CHECK(after != before);
  CHECK(hall.get(after).http.header("Content-Type") == "image/jpeg");
}

TEST_CASE("a call's sound goes to whoever asks, and 204 says that there is none") {
  ScratchFolder folder;
  lan::LanSettings settings;
  settings.wall.call_sound = [](const std::string& ticket) {
    return ticket == "A001" ? std::string("RIFF\0wav", 8) : std::string();
  };
  Hall hall(folder, settings);
  const Reply sound = hall.get("/api/v1/calls/A001/sound");
  CHECK(sound.status() == 200);
  CHECK(sound.http.header("Content-Type") == "audio/wav");
  CHECK(sound.http.header("Cache-Control") == "no-store");
  CHECK(sound.http.body == std::string("RIFF\0wav", 8));
  CHECK(hall.get("/api/v1/calls/A002/sound").status() == 204);
  ScratchFolder other;
  Hall silent(other);
  CHECK(silent.get("/api/v1/calls/A001/sound").status() == 204);
}
