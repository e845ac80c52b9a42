#include "kiosk/voice/speech.h"

#include "tests/kiosk/voice/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using voice::samples_in_ms;

TEST_CASE("short texts are spoken in Chinese and in English") {
  voice::Speech speech;
  const auto chinese = speech.speak("请取号。前面还有十二人。", "zh-CN");
  const auto english = speech.speak("Please take your number. Twelve people are ahead of you.", "en");
  CHECK(speech.trouble().empty());
  CHECK(chinese.size() > samples_in_ms(2'000));
  CHECK(chinese.size() < samples_in_ms(6'000));
  CHECK(english.size() > samples_in_ms(2'000));
  CHECK(english.size() < samples_in_ms(7'000));
  CHECK_FALSE(tests::about_as_long(chinese.size(), english.size()));
}

TEST_CASE("characters are read as Chinese, not as pinyin in English") {
  voice::Speech speech;
  const auto digits = speech.speak("一二三四五六七八九", "zh-CN").size();
  CHECK(digits > samples_in_ms(1'800));
  CHECK(digits < samples_in_ms(2'850));  // 2.5 s; "yi one", "san one" and so on would take 3.3 s
}

TEST_CASE("a ticket's number is spelt") {
  voice::Speech speech;
  const auto chinese = speech.speak("号码 A023", "zh-CN").size();
  CHECK(tests::about_as_long(chinese, speech.speak("号码 A 零 二 三", "zh-CN").size()));
  CHECK_FALSE(tests::about_as_long(chinese, speech.speak("号码 A 零二十三", "zh-CN").size()));
  const auto english = speech.speak("number A023", "en").size();
  CHECK(tests::about_as_long(english, speech.speak("number A 0 2 3", "en").size()));
  CHECK_FALSE(tests::about_as_long(english, speech.speak("number A 0 23", "en").size()));
}

TEST_CASE("bad texts do no harm, and endless ones end") {
  voice::Speech speech;
  CHECK(speech.speak("", "zh-CN").empty());
  CHECK(speech.speak(" \n\t", "en").empty());
  speech.speak("\xff\xfe\xc3 broken \xe4\xb8", "zh-CN");
  speech.speak("<speak>&amp;[[x]]</speak>", "en");
  std::string endless;
  for (int i = 0; i < 20'000; ++i) endless += "and so on ";
  const auto sound = speech.speak(endless, "en");
  CHECK(sound.size() > samples_in_ms(80'000));
  CHECK(sound.size() <= samples_in_ms(90'000));
  CHECK(!speech.speak("still here", "en").empty());
}
