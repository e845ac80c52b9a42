#include "kiosk/voice/phrase.h"

#include <algorithm>

#include "tests/support/catch.h"

using namespace menting;
using voice::call_phrase;

namespace {

std::string clips_of(const std::vector<voice::Word>& words) {
  std::string clips;
  for (const auto& word : words) clips += (clips.empty() ? "" : " ") + word.clip;
  return clips;
}

/// The words of the counter's number alone.
std::string counter_words(const std::string& language, int counter) {
  const std::string all = clips_of(call_phrase(language, 'A', 1, counter));
  const std::string before = language == "en" ? "go_to_counter " : "to_counter ";
  std::string words = all.substr(all.find(before) + before.size());
  if (language == "zh-CN") words.resize(words.rfind(" counter"));
  return words;
}

}  // namespace

TEST_CASE("a call is said as people say it in both languages") {
  CHECK(clips_of(call_phrase("zh-CN", 'A', 23, 3)) ==
        "please letter_a digit_0 digit_2 digit_3 to_counter digit_3 counter");
  CHECK(clips_of(call_phrase("en", 'A', 23, 3)) == "number letter_a digit_0 digit_2 digit_3 go_to_counter digit_3");
  CHECK(clips_of(call_phrase("en", 'Z', 1045, 3)) ==
        "number letter_z digit_1 digit_0 digit_4 digit_5 go_to_counter digit_3");
  CHECK(call_phrase("fr", 'A', 23, 3).empty());
}

TEST_CASE("a counter's number beyond nine is a number, not digits") {
  CHECK(counter_words("zh-CN", 10) == "ten");
  CHECK(counter_words("zh-CN", 12) == "ten digit_2");
  CHECK(counter_words("zh-CN", 20) == "digit_2 ten");
  CHECK(counter_words("zh-CN", 35) == "digit_3 ten digit_5");
  CHECK(counter_words("zh-CN", 100) == "digit_1 hundred");
  CHECK(counter_words("zh-CN", 105) == "digit_1 hundred digit_0 digit_5");
  CHECK(counter_words("zh-CN", 110) == "digit_1 hundred digit_1 ten");
  CHECK(counter_words("zh-CN", 999) == "digit_9 hundred digit_9 ten digit_9");
  CHECK(counter_words("en", 10) == "number_10");
  CHECK(counter_words("en", 12) == "number_12");
  CHECK(counter_words("en", 20) == "number_20");
  CHECK(counter_words("en", 35) == "number_30 digit_5");
  CHECK(counter_words("en", 100) == "digit_1 hundred");
  CHECK(counter_words("en", 105) == "digit_1 hundred and digit_5");
  CHECK(counter_words("en", 999) == "digit_9 hundred and number_90 digit_9");
}

TEST_CASE("every word of every call has a clip of its own") {
  for (const std::string language : {"zh-CN", "en"}) {
    const auto all = voice::all_clips(language);
    for (int counter = 1; counter <= 999; ++counter) {
      for (const auto& word : call_phrase(language, static_cast<char>('A' + counter % 26), counter * 10, counter)) {
        if (std::find(all.begin(), all.end(), word.clip) == all.end()) FAIL(language << "/" << word.clip);
      }
    }
  }
}

TEST_CASE("a ticket's number in a text is spelt as it is called") {
  CHECK(voice::spelt("您的号码是 A023，前面还有 12 人。", "zh-CN") == "您的号码是 A 零 二 三，前面还有 12 人。");
  CHECK(voice::spelt("Your number is A023.", "en") == "Your number is A 0 2 3.");
  CHECK(voice::spelt("号码A0230请", "zh-CN") == "号码A 零 二 三 零请");
  CHECK(voice::spelt("BJ-0001 A02 XA023 A023B A-023 A00234", "en") == "BJ-0001 A02 XA023 A023B A-023 A00234");
  CHECK(voice::spelt("", "en").empty());
}
