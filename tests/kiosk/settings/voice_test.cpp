#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/kiosk/settings/example.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::Configured;
using tests::faults_with;
using tests::right_configuration;

namespace voice_test {

namespace {

struct Fault {
  const char* line;
  const char* place;  ///< in the message
  const char* what;
};

const Fault kFaults[] = {
    {"mode = \"sing\"", "[voice] mode: ", R"("sing" is not a way to call; write "speech", "chime" or "off")"},
    {"where = \"hall\"", "[voice] where: ", R"("hall" is not a place where calls are said; write "kiosk")"},
    {"where = true", "[voice] where: ", "write a text in quotes"},
    {"mode = 1", "[voice] mode: ", "write a text in quotes"},
    {"languages = [\"fr\"]", "[voice] languages: ", "\"fr\" is not a language of this version"},
    {"languages = [\"en\", \"en\"]", "[voice] languages: ", "stands there twice"},
    {"languages = []", "[voice] languages: ", "is empty"},
    {"volume = 101", "[voice] volume: ", "from 0 to 100"},
    {"volume = -1", "[voice] volume: ", "from 0 to 100"},
    {"volume = \"loud\"", "[voice] volume: ", "is a text"},
    {"quiet_from = \"21:00\"", "[voice] quiet_to: ", "is missing; write quiet_to = \"08:00\""},
    {"quiet_to = \"08:00\"", "[voice] quiet_from: ", "is missing; write quiet_from = \"21:00\""},
    {"quiet_from = \"9pm\"\nquiet_to = \"08:00\"", "[voice] quiet_from: ", "\"9pm\" is not a time of the day"},
    {"quiet_from = \"21:00\"\nquiet_to = \"08:60\"", "[voice] quiet_to: ", "\"08:60\" is not a time of the day"},
    {"quiet_from = \"21:00\"\nquiet_to = \"21:00\"", "[voice] quiet_to: ", "is the same as quiet_from"},
    {"sounds = \"\"", "[voice] sounds: ", "is empty; write a folder's path"},
    {"sounds = \"nowhere\"", "[voice] sounds: ", "is not a folder"},
    {"sound = \"x\"", "[voice] sound: ", "did you mean \"sounds\"?"},
};

}  // namespace

TEST_CASE("each wrong value of [voice] is one fault with its place and what to write") {
  for (const Fault& fault : kFaults) {
    CAPTURE(fault.line);
    const std::string faults = faults_with(std::string("[voice]\n") + fault.line + "\n");
    CAPTURE(faults);
    CHECK(std::count(faults.begin(), faults.end(), '\n') == 1);
    CHECK_THAT(faults, ContainsSubstring(fault.place));
    CHECK_THAT(faults, ContainsSubstring(fault.what));
  }
}

TEST_CASE("without [voice] calls are spoken, in Chinese and then in English, and never quiet") {
  const Configured it(right_configuration());
  const auto& voice = it.loaded.settings.voice;
  CHECK(voice.mode == "speech");
  CHECK(voice.where == "kiosk");
  CHECK(it.loaded.settings.board.languages == std::vector<std::string>{"zh-CN", "en"});
  CHECK(voice.languages == std::vector<std::string>{"zh-CN", "en"});
  CHECK(voice.volume == 70);
  CHECK(voice.quiet_from_minute == voice.quiet_to_minute);
  CHECK(voice.sounds.empty());
}

TEST_CASE("every key of [voice] arrives") {
  const Configured it(
      right_configuration() +
      "[voice]\nmode = \"chime\"\nwhere = \"board\"\nlanguages = [\"en\"]\nvolume = 0\nquiet_from = \"21:30\"\n"
      "quiet_to = \"08:05\"\nsounds = \".\"\n");
  CHECK(it.faults().empty());
  const auto& voice = it.loaded.settings.voice;
  CHECK(voice.mode == "chime");
  CHECK(voice.where == "board");
  CHECK(voice.languages == std::vector<std::string>{"en"});
  CHECK(voice.volume == 0);
  CHECK(voice.quiet_from_minute == 21 * 60 + 30);
  CHECK(voice.quiet_to_minute == 8 * 60 + 5);
  CHECK(std::filesystem::equivalent(voice.sounds, it.folder.path()));
}

TEST_CASE("the call board's languages are the configuration's, and a wrong one is a fault") {
  const Configured it(right_configuration() + "[board]\nlanguages = [\"en\"]\n");
  CHECK(it.faults().empty());
  CHECK(it.loaded.settings.board.languages == std::vector<std::string>{"en"});
  CHECK_THAT(faults_with("[board]\nlanguages = [\"fr\"]\n"), ContainsSubstring("[board] languages: "));
  CHECK_THAT(faults_with("[board]\nlanguage = [\"en\"]\n"), ContainsSubstring("did you mean \"languages\"?"));
}

TEST_CASE("the example explains every key of [voice]") {
  std::ifstream in(std::string(MENTING_SOURCE_DIR) + "/config/kiosk.toml.example");
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  for (const char* key : {"mode", "where", "languages", "volume", "quiet_from", "quiet_to", "# sounds"}) {
    CAPTURE(key);
    CHECK_THAT(text, ContainsSubstring(std::string("\n") + key + " = "));
  }
}

}  // namespace voice_test
