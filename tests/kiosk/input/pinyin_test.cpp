#include "kiosk/input/pinyin.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using input::Pinyin;

namespace fs = std::filesystem;

namespace pinyin_test {

namespace {

const std::string staging = std::string(MENTING_BUILD_DIR) + "/assets/input/pinyin";

bool everything(char32_t) {
  return true;
}

void type(Pinyin& pinyin, const std::string& letters) {
  for (const char letter : letters) REQUIRE(pinyin.type(letter));
}

bool has(const std::vector<std::string>& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::size_t place(Pinyin& pinyin, const std::string& text) {
  const auto texts = pinyin.candidates(400);
  const auto at = std::find(texts.begin(), texts.end(), text);
  CAPTURE(text, pinyin.letters());
  REQUIRE(at != texts.end());
  return static_cast<std::size_t>(at - texts.begin());
}

/// Every file below `folder` with what is in it.
std::map<std::string, std::string> files_in(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream bytes;
    bytes << in.rdbuf();
    files[entry.path().string()] = bytes.str();
  }
  return files;
}

/// A folder for temporary files of its own while it lives.
struct TemporaryFiles {
  TemporaryFiles() : before(std::getenv("TMPDIR") == nullptr ? "" : std::getenv("TMPDIR")) {
    setenv("TMPDIR", folder.path().c_str(), 1);
  }
  ~TemporaryFiles() {
    if (before.empty()) {
      unsetenv("TMPDIR");
    } else {
      setenv("TMPDIR", before.c_str(), 1);
    }
  }
  tests::ScratchFolder folder;
  std::string before;
};

std::string failure(const input::PinyinFolders& folders) {
  try {
    const Pinyin pinyin(folders, everything);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("letters become words, the usual ones first") {
  Pinyin pinyin({staging}, everything);
  CHECK(pinyin.letters().empty());
  CHECK(pinyin.candidates(10).empty());
  type(pinyin, "zhangsan");
  CHECK(pinyin.letters() == "zhang san");
  CHECK(pinyin.candidates(3).front() == "张三");
  CHECK(pinyin.candidates(3).size() == 3);
  CHECK(pinyin.candidates(0).empty());
  CHECK(pinyin.pick(0) == "张三");
  CHECK(pinyin.letters().empty());
  CHECK(pinyin.candidates(10).empty());
  type(pinyin, "lisi");
  CHECK(has(pinyin.candidates(10), "李四"));
}

TEST_CASE("words are in simplified characters") {
  Pinyin pinyin({staging}, everything);
  type(pinyin, "shouji");
  CHECK(has(pinyin.candidates(5), "手机"));
  CHECK(!has(pinyin.candidates(400), "手機"));
}

TEST_CASE("a name is picked character by character") {
  Pinyin pinyin({staging}, everything);
  type(pinyin, "wangxiaoming");
  CHECK(pinyin.letters() == "wang xiao ming");
  CHECK(pinyin.pick(place(pinyin, "王")) == "王");
  CHECK(pinyin.letters() == "xiao ming");
  CHECK(pinyin.pick(place(pinyin, "小")) == "小");
  CHECK(pinyin.letters() == "ming");
  CHECK(pinyin.pick(place(pinyin, "明")) == "明");
  CHECK(pinyin.letters().empty());
}

TEST_CASE("what a pick leaves over can be typed on and taken back") {
  Pinyin pinyin({staging}, everything);
  type(pinyin, "lvxi'an");
  CHECK(pinyin.letters() == "lü xi'an");
  CHECK(pinyin.pick(place(pinyin, "吕")) == "吕");
  CHECK(pinyin.letters() == "xi'an");
  CHECK(has(pinyin.candidates(5), "西安"));
  CHECK(pinyin.erase());
  CHECK(pinyin.letters() == "xi'a");
  type(pinyin, "ng");
  CHECK(pinyin.letters() == "xi'ang");
  CHECK(pinyin.pick(place(pinyin, "西")) == "西");
  CHECK(pinyin.letters() == "ang");
}

TEST_CASE("letters are taken back one by one") {
  Pinyin pinyin({staging}, everything);
  type(pinyin, "xi'an");
  for (const std::string rest : {"xi'a", "xi'", "xi", "x", ""}) {
    CHECK(pinyin.erase());
    CHECK(pinyin.letters() == rest);
  }
  CHECK(!pinyin.erase());
  CHECK(pinyin.candidates(10).empty());
}

TEST_CASE("an apostrophe separates syllables") {
  Pinyin pinyin({staging}, everything);
  type(pinyin, "xian");
  CHECK(pinyin.candidates(1).front() == "先");
  pinyin.clear();
  type(pinyin, "xi'an");
  CHECK(pinyin.candidates(1).front() == "西安");
}

TEST_CASE("u after j and v for ü are both understood") {
  Pinyin pinyin({staging}, everything);
  for (const auto& [letters, text] :
       std::map<std::string, std::string>{{"lv", "绿"}, {"nve", "虐"}, {"nue", "虐"}, {"ju", "局"}, {"jv", "局"}}) {
    pinyin.clear();
    type(pinyin, letters);
    CHECK(has(pinyin.candidates(10), text));
  }
}

TEST_CASE("what is no letter is ignored") {
  Pinyin pinyin({staging}, everything);
  for (const char key : {'1', ' ', '\'', '\n', '\0', ';', '\x7f', '\xe4', '-', '/', '`'}) CHECK(!pinyin.type(key));
  CHECK(pinyin.letters().empty());
  type(pinyin, "XI'");
  CHECK(!pinyin.type('\''));
  CHECK(!pinyin.type('2'));
  CHECK(pinyin.letters() == "xi'");
}

TEST_CASE("letters that are no pinyin stand there without candidates") {
  Pinyin pinyin({staging}, everything);
  type(pinyin, "uuu");
  CHECK(pinyin.letters() == "uuu");
  CHECK(pinyin.candidates(10).empty());
  CHECK(pinyin.pick(0).empty());
  CHECK(pinyin.letters() == "uuu");
  type(pinyin, "ni");
  while (pinyin.erase()) {
  }
  type(pinyin, "nihaoi");
  const std::string text = pinyin.pick(0);
  CHECK(text == "你好");
  CHECK(pinyin.letters() == "i");
}

TEST_CASE("there is an end to the letters") {
  Pinyin pinyin({staging}, everything);
  std::size_t taken = 0;
  while (taken < 1000 && pinyin.type("zhongguo"[taken % 8])) ++taken;
  CHECK(taken == Pinyin::letters_max);
  CHECK(pinyin.pick(0).size() == 36);  // 中国 six times
  CHECK(pinyin.letters().empty());
}

TEST_CASE("only what the font shows is offered, and picking gets what was offered") {
  const auto shows = [](char32_t c) { return c != U'张' && c != U'三' && c != U'长'; };
  Pinyin pinyin({staging}, shows);
  type(pinyin, "zhangsan");
  const auto texts = pinyin.candidates(60);
  REQUIRE(texts.size() == 60);
  for (const auto& text : texts) {
    for (const char* hidden : {"张", "三", "长"}) CHECK(text.find(hidden) == std::string::npos);
  }
  CHECK(pinyin.pick(59) == texts[59]);
  CHECK(pinyin.letters() == "san");

  pinyin.clear();
  type(pinyin, "zhangsan");
  CHECK(pinyin.pick(2) == texts[2]);
}

TEST_CASE("a font that shows nothing is offered nothing") {
  Pinyin pinyin({staging}, [](char32_t) { return false; });
  type(pinyin, "zhongguo");
  CHECK(pinyin.candidates(10).empty());
  CHECK(pinyin.pick(0).empty());
  CHECK(pinyin.letters() == "zhong guo");
}

TEST_CASE("there are as many candidates as are asked for, each once") {
  Pinyin pinyin({staging}, everything);
  type(pinyin, "shi");
  auto few = pinyin.candidates(12);
  auto many = pinyin.candidates(150);
  REQUIRE(many.size() == 150);
  CHECK(std::vector<std::string>(many.begin(), many.begin() + 12) == few);
  CHECK(pinyin.candidates(12) == few);
  std::sort(many.begin(), many.end());
  CHECK(std::adjacent_find(many.begin(), many.end()) == many.end());
  const auto all = pinyin.candidates(100'000);
  CHECK(all.size() > 150);
  CHECK(pinyin.pick(all.size()).empty());
  CHECK(pinyin.pick(all.size() - 1) == all.back());
}

TEST_CASE("what one customer picks changes nothing for the next, and leaves no file") {
  const TemporaryFiles temporary;
  const auto staged = files_in(staging);
  {
    Pinyin pinyin({staging}, everything);
    const auto offered = [&](const std::string& letters) {
      pinyin.clear();
      type(pinyin, letters);
      return pinyin.candidates(200);
    };
    const auto name = offered("mingzi");
    const auto pair = offered("xiaoming");
    const auto initials = offered("xm");
    for (int i = 0; i < 40; ++i) {
      for (const std::string letters : {"mingzi", "xiaoming"}) {
        const auto texts = offered(letters);
        CHECK(pinyin.pick(texts.size() - 1) == texts.back());
        while (!pinyin.letters().empty()) REQUIRE(!pinyin.pick(pinyin.candidates(200).size() - 1).empty());
      }
    }
    CHECK(offered("mingzi") == name);
    CHECK(offered("xiaoming") == pair);
    CHECK(offered("xm") == initials);
    pinyin.clear();
    CHECK(pinyin.letters().empty());
    CHECK(pinyin.candidates(10).empty());
    // While it runs: only what librime notes about its schema, and nothing that somebody wrote.
    for (const auto& [path, bytes] : files_in(temporary.folder.path())) {
      CAPTURE(path);
      CHECK(path.find("userdb") == std::string::npos);
      CHECK(bytes.find("xiaoming") == std::string::npos);
      CHECK(bytes.find("小明") == std::string::npos);
      CHECK(fs::path(path).filename() == "user.yaml");
    }
  }
  CHECK(fs::is_empty(temporary.folder.path()));
  CHECK(files_in(staging) == staged);
}

TEST_CASE("there is one at a time, and one after the other") {
  {
    const Pinyin first({staging}, everything);
    CHECK_THROWS_AS(Pinyin({staging}, everything), std::logic_error);
  }
  CHECK_THROWS_AS(Pinyin({"/nowhere"}, everything), std::runtime_error);
  Pinyin second({staging}, everything);
  type(second, "zhongguo");
  CHECK(second.candidates(1).front() == "中国");
}

TEST_CASE("what is missing is named with the package that has it") {
  const TemporaryFiles temporary;
  const tests::ScratchFolder empty;
  CHECK_THAT(failure({empty.path().string()}), ContainsSubstring("Install Menting again"));
  CHECK_THAT(failure({""}), ContainsSubstring("Install Menting again"));
  CHECK_THAT(failure({staging, empty.path().string()}),
             ContainsSubstring("luna_pinyin.table.bin") && ContainsSubstring("package rime-data-luna-pinyin"));
  // A table that is there and is none.
  fs::create_directory(empty.path() / "build");
  std::ofstream(empty.file("build/luna_pinyin.table.bin")) << "nothing";
  CHECK_THAT(failure({staging, empty.path().string()}), ContainsSubstring("packages rime-data-luna-pinyin"));
  CHECK(fs::is_empty(fs::path(temporary.folder.path())) == false);  // the scratch folder above
  fs::remove_all(empty.path());
  CHECK(fs::is_empty(temporary.folder.path()));
}

TEST_CASE("without a place for temporary files there is no pinyin, and the message says why") {
  const TemporaryFiles temporary;
  setenv("TMPDIR", temporary.folder.file("gone").c_str(), 1);
  CHECK_THROWS(Pinyin({staging}, everything));
}

TEST_CASE("any keys in any order are survived") {
  Pinyin pinyin({staging}, everything);
  unsigned seed = 7;
  const auto next = [&seed](unsigned below) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 16U) % below;
  };
  for (int i = 0; i < 3000; ++i) {
    const unsigned what = next(20);
    if (what < 14) {
      pinyin.type("abcdefghijklmnopqrstuvwxyz'"[next(27)]);
    } else if (what < 16) {
      pinyin.erase();
    } else if (what < 19) {
      const auto texts = pinyin.candidates(20);
      const std::size_t index = next(20);
      CHECK(pinyin.pick(index) == (index < texts.size() ? texts[index] : std::string()));
    } else if (next(10) == 0) {
      pinyin.clear();
    }
  }
  pinyin.clear();
  type(pinyin, "zhongguo");
  CHECK(pinyin.candidates(1).front() == "中国");
}

}  // namespace pinyin_test
