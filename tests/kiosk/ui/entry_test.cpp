// Text by touch: what comes of keys and strokes, and that nothing of it stays.
#include "kiosk/ui/entry.h"

#include <algorithm>

#include "tests/support/catch.h"

using namespace menting;
using namespace menting::ui;

namespace {

TextEngines engines() {
  const input::Shows all = [](char32_t) { return true; };
  return {
      std::make_shared<input::Pinyin>(input::PinyinFolders{.staging = MENTING_BUILD_DIR "/assets/input/pinyin"}, all),
      std::make_shared<input::Handwriting>(all)};
}

void type(Entry& entry, std::string_view letters) {
  for (const char c : letters) entry.type(std::string_view(&c, 1));
}

/// Turns leaves of `shown` candidates until the wanted one is on one, and picks it there.
void pick(Entry& entry, const std::string& wanted, std::size_t shown) {
  INFO("looking for " << wanted);
  for (int leaf = 0; leaf < 60; ++leaf) {
    const auto all = entry.candidates();
    const auto end = all.begin() + static_cast<std::ptrdiff_t>(std::min(shown, all.size()));
    const auto found = std::find(all.begin(), end, wanted);
    if (found != end) return entry.pick(static_cast<std::size_t>(found - all.begin()));
    REQUIRE(entry.has_more(shown));
    entry.turn_leaf(shown);
  }
  FAIL("it is on no leaf");
}

void stroke(Entry& entry, float x0, float y0, float x1, float y1) {
  entry.stroke_begins(x0, y0);
  for (int i = 1; i <= 10; ++i) {
    const float part = static_cast<float>(i) / 10;
    entry.stroke_goes_on(x0 + (x1 - x0) * part, y0 + (y1 - y0) * part);
  }
  entry.stroke_ends();
}

void write_ten(Entry& entry) {
  stroke(entry, 0.2F, 0.5F, 0.8F, 0.5F);
  stroke(entry, 0.5F, 0.1F, 0.5F, 0.9F);
}

}  // namespace

TEST_CASE("a name is picked character by character, however few candidates a leaf has room for") {
  const std::size_t shown = GENERATE(1, 3, 5, Entry::leaf_max);
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  REQUIRE(entry.mode() == KeyMode::pinyin);
  type(entry, "wangxiaoming");
  CHECK(entry.letters() == "wang xiao ming");
  pick(entry, "王", shown);
  CHECK(entry.text() == "王");
  CHECK(entry.letters() == "xiao ming");
  pick(entry, "小", shown);
  pick(entry, "明", shown);
  CHECK(entry.text() == "王小明");
  CHECK(entry.letters().empty());
  CHECK(entry.candidates().empty());
}

TEST_CASE("after the last leaf comes the first, and each candidate was on one") {
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  type(entry, "shi");
  const std::string first = entry.candidates().front();
  std::vector<std::string> seen;
  do {
    const auto leaf = entry.candidates();
    const std::size_t shown = std::min<std::size_t>(seen.size() % 2 == 0 ? 4 : 3, leaf.size());
    seen.insert(seen.end(), leaf.begin(), leaf.begin() + static_cast<std::ptrdiff_t>(shown));
    entry.turn_leaf(shown);
    REQUIRE(seen.size() <= 100);
  } while (entry.candidates().front() != first);
  CHECK(seen.size() > Entry::leaf_max);
  std::sort(seen.begin(), seen.end());
  CHECK(std::unique(seen.begin(), seen.end()) == seen.end());
  entry.pick(Entry::leaf_max + 90);  // none there
  CHECK(entry.text().empty());
  CHECK(entry.letters() == "shi");
}

TEST_CASE("a written character is taken by its candidate, by OK and by the mark behind it") {
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  entry.stroke_begins(0.5F, 0.5F);  // pinyin has no field for it
  CHECK(entry.strokes().empty());
  entry.set_mode(KeyMode::handwriting);
  write_ten(entry);
  CHECK(entry.strokes().size() == 2);
  REQUIRE_FALSE(entry.candidates().empty());
  SECTION("candidate") {
    pick(entry, "十", 5);
    CHECK(entry.text() == "十");
  }
  SECTION("OK") {
    entry.settle();
    CHECK(entry.characters() == 1);
  }
  SECTION("a mark") {
    entry.type("，");
    CHECK(entry.characters() == 2);
    CHECK(entry.text().ends_with("，"));
  }
  SECTION("back to pinyin: it was not found, so nothing of it is meant") {
    entry.set_mode(KeyMode::pinyin);
    CHECK(entry.text().empty());
  }
  CHECK(entry.strokes().empty());
  CHECK(entry.candidates().empty());
}

TEST_CASE("a wild scribble ends somewhere") {
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  entry.set_mode(KeyMode::handwriting);
  for (int i = 0; i < 60; ++i) {
    entry.stroke_begins(0, 0);
    const std::size_t room = entry.strokes().back().capacity();
    for (int p = 0; p < 2'000; ++p) entry.stroke_goes_on(p % 2 == 0 ? 1.F : 0.F, static_cast<float>(p % 7) / 7);
    CHECK(entry.strokes().back().capacity() == room);  // it never moved: nothing is left elsewhere
    if (i % 20 == 0) entry.stroke_ends();
  }
  CHECK(entry.strokes().size() == 40);
}

TEST_CASE("the last that came is the first that is taken back") {
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  entry.type("好");
  type(entry, "ni");
  entry.erase();
  CHECK(entry.letters() == "n");
  entry.erase();
  CHECK(entry.letters().empty());
  CHECK(entry.text() == "好");
  entry.set_mode(KeyMode::handwriting);
  write_ten(entry);
  entry.erase();
  CHECK(entry.strokes().size() == 1);
  entry.erase();
  CHECK(entry.strokes().empty());
  entry.erase();
  CHECK(entry.text().empty());
  entry.erase();
  CHECK(entry.text().empty());
}

TEST_CASE("a text ends at its limit, whatever it is written with") {
  Entry entry(engines());
  entry.begin("zh-CN", 3);
  type(entry, "nihao");
  pick(entry, "你好", 5);
  CHECK_FALSE(entry.full());
  SECTION("a word that is longer than the room") {
    type(entry, "women");
    pick(entry, "我们", 5);
    CHECK(entry.text() == "你好我");
    CHECK(entry.letters().empty());  // nothing waits that can never come in
  }
  SECTION("letters, marks and what is above U+FFFF count as one each") {
    entry.set_mode(KeyMode::letters);
    entry.type("𠮷");
    entry.type("b");
    CHECK(entry.text() == "你好𠮷");
  }
  CHECK(entry.full());
  CHECK(entry.characters() == 3);
  entry.set_mode(KeyMode::pinyin);
  type(entry, "wo");
  CHECK(entry.letters().empty());
  entry.set_mode(KeyMode::handwriting);
  write_ten(entry);
  CHECK(entry.strokes().empty());
  entry.erase();
  CHECK_FALSE(entry.full());
}

TEST_CASE("unfinished pinyin becomes its first candidate for digits, and is dropped for handwriting") {
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  type(entry, "nihao");
  const std::string first = entry.candidates().front();
  SECTION("digits") {
    entry.set_mode(KeyMode::digits);
    CHECK(entry.text() == first);
  }
  SECTION("the same way again changes nothing") {
    entry.set_mode(KeyMode::pinyin);
    CHECK(entry.letters() == "ni hao");
    return;
  }
  SECTION("handwriting") {
    entry.set_mode(KeyMode::handwriting);
    CHECK(entry.text().empty());
  }
  entry.set_mode(KeyMode::pinyin);
  CHECK(entry.letters().empty());
}

TEST_CASE("space picks the first candidate; capitals last for one letter; control characters are nobody's") {
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  type(entry, "nihao");
  const std::string first = entry.candidates().front();
  type(entry, " ");
  CHECK(entry.text() == first);
  entry.clear();
  entry.set_mode(KeyMode::letters);
  entry.toggle_shift();
  entry.type("A");
  CHECK_FALSE(entry.shift());
  entry.type(" ");
  for (const std::string_view bad : {std::string_view("\x01"), std::string_view("\x7F"), std::string_view("\xE4\xB8"),
                                     std::string_view("\0", 1), std::string_view()}) {
    entry.type(bad);
  }
  CHECK(entry.text() == "A ");
}

TEST_CASE("without engines there are letters and digits") {
  Entry entry;
  entry.begin("zh-CN", 10);
  CHECK(entry.mode() == KeyMode::letters);
  entry.set_mode(KeyMode::pinyin);
  entry.set_mode(KeyMode::handwriting);
  CHECK(entry.mode() == KeyMode::letters);
  type(entry, "ok");
  entry.settle();
  CHECK(entry.text() == "ok");
}

TEST_CASE("nothing of a text is left in its memory when it is forgotten or cleared") {
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  const char* buffer = entry.text().data();
  for (int i = 0; i < 200; ++i) entry.type("密");
  entry.erase();
  REQUIRE(entry.text().data() == buffer);  // it never moved, so no copy of it lies elsewhere
  const std::size_t size = entry.text().capacity();
  REQUIRE(size >= 600);
  const bool forgets = GENERATE(true, false);
  forgets ? entry.forget() : entry.clear();
  CHECK(entry.text().empty());
  REQUIRE(entry.text().data() == buffer);
  CHECK(std::all_of(buffer, buffer + size, [](char c) { return c == 0; }));
}

TEST_CASE("candidates and strokes are overwritten before their room is used again") {
  Entry entry(engines());
  entry.begin("zh-CN", 200);
  type(entry, "nihao");
  const std::span<const std::string> candidates = entry.candidates();
  REQUIRE(candidates.size() > 1);
  // A vector keeps its room when it is cleared, and short texts lie in it.
  const char* first = candidates.front().data();
  REQUIRE(std::string_view(first) == candidates.front());
  entry.forget();
  CHECK(*first == 0);
  entry.set_mode(KeyMode::handwriting);
  stroke(entry, 0.2F, 0.5F, 0.8F, 0.5F);
  entry.forget();
  CHECK(entry.strokes().empty());
  CHECK(entry.letters().empty());
}
