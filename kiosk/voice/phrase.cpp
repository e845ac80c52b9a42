#include "kiosk/voice/phrase.h"

#include <array>
#include <cctype>

#include "kiosk/domain/ticket.h"

namespace menting::voice {
namespace {

constexpr int between_ms = 45;  ///< letters and digits of a number
constexpr int group_ms = 140;   ///< where a speaker draws breath

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::string clip_of(char c) {
  if (is_digit(c)) return std::string("digit_") + c;
  return std::string("letter_") + static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Letter and digits, one by one.
void spell(std::vector<Word>& words, const std::string& name) {
  for (const char c : name) words.push_back({clip_of(c), between_ms});
  words.back().pause_ms = group_ms;
}

void say(std::vector<Word>& words, const std::string& clip) {
  words.push_back({clip, between_ms});
}

std::string digit(int value) {
  return clip_of(static_cast<char>('0' + value));
}

/// 十二, 二十, 一百零五: as Chinese says a number up to 999.
void say_chinese_number(std::vector<Word>& words, int number) {
  const int hundreds = number / 100;
  const int tens = number / 10 % 10;
  const int ones = number % 10;
  if (hundreds > 0) {
    say(words, digit(hundreds));
    say(words, "hundred");
    if (tens == 0 && ones > 0) say(words, digit(0));
  }
  if (tens > 0) {
    if (tens > 1 || hundreds > 0) say(words, digit(tens));
    say(words, "ten");
  }
  if (ones > 0 || number == 0) say(words, digit(ones));
}

/// Twelve, twenty-one, one hundred and five.
void say_english_number(std::vector<Word>& words, int number) {
  const int hundreds = number / 100;
  const int rest = number % 100;
  if (hundreds > 0) {
    say(words, digit(hundreds));
    say(words, "hundred");
    if (rest == 0) return;
    say(words, "and");
  }
  if (rest < 10) return say(words, digit(rest));
  if (rest < 20) return say(words, "number_" + std::to_string(rest));
  say(words, "number_" + std::to_string(rest / 10 * 10));
  if (rest % 10 != 0) say(words, digit(rest % 10));
}

constexpr std::array<const char*, 10> chinese_digits = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};

/// What a ticket's number must not touch.
bool in_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

}  // namespace

std::vector<Word> call_phrase(const std::string& language, domain::ServiceLetter letter, int number,
                              domain::CounterNumber counter) {
  const std::string name = domain::ticket_name(letter, number);
  std::vector<Word> words;
  if (language == "zh-CN") {
    words.push_back({"please", group_ms});
    spell(words, name);
    words.push_back({"to_counter", group_ms});
    say_chinese_number(words, counter);
    words.push_back({"counter", 0});
  } else if (language == "en") {
    words.push_back({"number", between_ms});
    spell(words, name);
    words.push_back({"go_to_counter", between_ms});
    say_english_number(words, counter);
  }
  return words;
}

std::vector<std::string> all_clips(const std::string& language) {
  std::vector<std::string> clips;
  if (language == "zh-CN") {
    clips = {"please", "to_counter", "counter", "ten", "hundred"};
  } else if (language == "en") {
    clips = {"number", "go_to_counter", "hundred", "and"};
    for (int n = 10; n < 20; ++n) clips.push_back("number_" + std::to_string(n));
    for (int n = 20; n < 100; n += 10) clips.push_back("number_" + std::to_string(n));
  } else {
    return clips;
  }
  for (char c = 'A'; c <= 'Z'; ++c) clips.push_back(clip_of(c));
  for (char c = '0'; c <= '9'; ++c) clips.push_back(clip_of(c));
  return clips;
}

std::string spelt(const std::string& text, const std::string& language) {
  std::string said;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    const bool starts = text[i] >= 'A' && text[i] <= 'Z' && (i == 0 || !in_word(text[i - 1]));
    while (starts && end < text.size() && is_digit(text[end])) ++end;
    const std::size_t digits = end - i - 1;
    if (!starts || digits < 3 || digits > 4 || (end < text.size() && in_word(text[end]))) {
      said += text[i++];
      continue;
    }
    said += text[i];
    for (std::size_t at = i + 1; at < end; ++at) {
      said += ' ';
      if (language == "zh-CN") {
        said += chinese_digits[static_cast<std::size_t>(text[at] - '0')];
      } else {
        said += text[at];
      }
    }
    i = end;
  }
  return said;
}

}  // namespace menting::voice
