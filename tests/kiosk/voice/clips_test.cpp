#include "kiosk/voice/clips.h"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numbers>

#include "tests/kiosk/voice/hall.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using voice::Clips;
using voice::Samples;
using voice::samples_in_ms;

namespace {

const std::string built = std::string(MENTING_BUILD_DIR) + "/assets/sounds";

void put(std::string& bytes, std::uint32_t value, int count) {
  for (int i = 0; i < count; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFF);
}

/// A WAV file of half a second of a soft tone, the same in every channel.
void write_wav(const std::string& file, int hertz, int channels) {
  std::string data;
  for (int i = 0; i < hertz / 2; ++i) {
    const auto sample =
        static_cast<std::int16_t>(std::lround(8'000 * std::sin(2 * std::numbers::pi * 440 * i / hertz)));
    for (int c = 0; c < channels; ++c) put(data, static_cast<std::uint16_t>(sample), 2);
  }
  std::string bytes = "RIFF";
  put(bytes, static_cast<std::uint32_t>(36 + data.size()), 4);
  bytes += "WAVEfmt ";
  put(bytes, 16, 4);
  put(bytes, 1, 2);
  put(bytes, static_cast<std::uint32_t>(channels), 2);
  put(bytes, static_cast<std::uint32_t>(hertz), 4);
  put(bytes, static_cast<std::uint32_t>(hertz * channels * 2), 4);
  put(bytes, static_cast<std::uint32_t>(channels * 2), 2);
  put(bytes, 16, 2);
  bytes += "data";
  put(bytes, static_cast<std::uint32_t>(data.size()), 4);
  std::filesystem::create_directories(std::filesystem::path(file).parent_path());
  std::ofstream(file, std::ios::binary) << bytes << data;
}

Samples word(const Clips& clips, const std::string& language, const std::string& clip) {
  return clips.join(language, {{clip, 0}});
}

}  // namespace

TEST_CASE("the build makes every word of both languages, as long as a word is") {
  Clips clips({}, built);
  for (const std::string language : {"zh-CN", "en"}) {
    clips.load(language);
    for (const std::string& clip : voice::all_clips(language)) {
      CAPTURE(language, clip);
      const Samples sound = word(clips, language, clip);
      CHECK(sound.size() > samples_in_ms(80));
      CHECK(sound.size() < samples_in_ms(1'600));
    }
  }
  CHECK(clips.trouble().empty());
}

TEST_CASE("Chinese words are spoken in Chinese: one syllable each, not their pinyin spelt in English") {
  Clips clips({}, built);
  clips.load("zh-CN");
  std::size_t digits = 0;
  for (char digit = '1'; digit <= '9'; ++digit) digits += word(clips, "zh-CN", std::string("digit_") + digit).size();
  CHECK(digits > samples_in_ms(1'800));
  CHECK(digits < samples_in_ms(2'700));  // 2.2 s; "yi one", "san one" and so on would take 3.3 s
  CHECK(word(clips, "zh-CN", "to_counter").size() < samples_in_ms(700));
}

TEST_CASE("words are joined in order with their pauses") {
  Clips clips({}, built);
  clips.load("en");
  const Samples a = word(clips, "en", "letter_a");
  const Samples two = word(clips, "en", "digit_2");
  Samples expected = a;
  voice::append_silence(expected, 100);
  voice::append(expected, two);
  CHECK(tests::difference(clips.join("en", {{"letter_a", 100}, {"digit_2", 0}}), expected) == "same");
}

TEST_CASE("own recordings of any WAV kind replace the built ones; what they lack the built voice says") {
  tests::ScratchFolder own;
  write_wav(own.file("en/number.wav"), 44'100, 2);
  write_wav(own.file("en/and.wav"), 8'000, 1);
  std::ofstream(own.file("en/hundred.wav")) << "no sound at all";
  Clips clips(own.path().string(), built);
  clips.load("en");
  for (const char* clip : {"number", "and"}) {
    CAPTURE(clip);
    const Samples sound = word(clips, "en", clip);
    CHECK(sound.size() > samples_in_ms(480));
    CHECK(sound.size() < samples_in_ms(520));
    int most = 0;
    int crossings = 0;
    for (std::size_t i = 1; i < sound.size(); ++i) {
      most = std::max(most, std::abs(static_cast<int>(sound[i])));
      if ((sound[i] < 0) != (sound[i - 1] < 0)) ++crossings;
    }
    CHECK(most > 7'000);
    CHECK(most < 9'000);
    CHECK(crossings > 430);  // 440 Hz for half a second
    CHECK(crossings < 450);
  }
  Clips only_built({}, built);
  only_built.load("en");
  CHECK(tests::difference(word(clips, "en", "hundred"), word(only_built, "en", "hundred")) == "same");
  CHECK_THAT(clips.trouble(), ContainsSubstring("the built-in voice speaks for recordings"));
  CHECK_THAT(clips.trouble(), ContainsSubstring("more"));
}

TEST_CASE("a word that is nowhere is left out and named") {
  tests::ScratchFolder nothing;
  Clips clips({}, nothing.path().string());
  clips.load("zh-CN");
  CHECK(clips.join("zh-CN", voice::call_phrase("zh-CN", 'A', 1, 1)).size() < samples_in_ms(1'000));
  CHECK_THAT(clips.trouble(), ContainsSubstring("zh-CN/please.wav"));
  CHECK_THAT(clips.trouble(), ContainsSubstring("install Menting again"));
}
