#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "base/text/catalog.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;

namespace {

const std::string built_texts = std::string(MENTING_BUILD_DIR) + "/assets/text";

/// A catalogue of one language as msgfmt makes it from `po`.
void write_catalogue(const tests::ScratchFolder& folder, const std::string& language, const std::string& po) {
  const auto messages = folder.path() / language / "LC_MESSAGES";
  std::filesystem::create_directories(messages);
  std::ofstream(messages / "menting.po") << "msgid \"\"\nmsgstr \"Content-Type: text/plain; charset=UTF-8\\n\"\n\n" +
                                                po;
  const std::string command =
      "msgfmt -o '" + (messages / "menting.mo").string() + "' '" + (messages / "menting.po").string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
}

}  // namespace

TEST_CASE("a text comes in the language asked for, else in English") {
  text::load(built_texts);
  CHECK(text::tr("zh-CN", MENTING_TEXT("right away")) == "马上办理");
  CHECK(text::tr("zh-Hans", MENTING_TEXT("right away")) == "马上办理");
  CHECK(text::tr("en", MENTING_TEXT("right away")) == "right away");
  CHECK(text::tr("fr", MENTING_TEXT("right away")) == "right away");
  CHECK(text::tr("", MENTING_TEXT("right away")) == "right away");
}

TEST_CASE("a text without translation, and the empty one, stay as they are") {
  text::load(built_texts);
  const char* unknown = "No catalogue has this sentence.";
  CHECK(text::tr("zh-CN", unknown) == unknown);
  CHECK(text::tr("zh-CN", "").empty());
}

TEST_CASE("values go where their numbers stand, and are not read again") {
  CHECK(text::tr("en", "{2} before {1}, {1} again", {"one", "two"}) == "two before one, one again");
  CHECK(text::tr("en", "{1} is kept", {"{2}", "x"}) == "{2} is kept");
  CHECK(text::tr("en", "no value for {3}, { and {x} and {0} stay {", {"a"}) ==
        "no value for {3}, { and {x} and {0} stay {");
  CHECK(text::tr("en", "{{1}}", {"a"}) == "{a}");
  CHECK(text::tr("en", "{1}", {""}).empty());
}

TEST_CASE("a new language is a new file") {
  const tests::ScratchFolder folder;
  write_catalogue(folder, "de", "msgid \"right away\"\nmsgstr \"sofort\"\n");
  write_catalogue(folder, "pt-BR", "msgid \"right away\"\nmsgstr \"já\"\n");
  text::load(folder.path().string());
  CHECK(text::tr("de", "right away") == "sofort");
  CHECK(text::tr("pt", "right away") == "já");
  CHECK(text::best_language("de-AT, en;q=0.5") == "de");
  CHECK(text::best_language("pt") == "pt-BR");
}

TEST_CASE("a folder without texts is refused and the texts before stay") {
  text::load(built_texts);
  const tests::ScratchFolder folder;
  CHECK_THROWS_WITH(text::load(folder.path().string()), ContainsSubstring("menting.mo"));
  CHECK_THROWS_WITH(text::load(folder.file("nowhere")), ContainsSubstring("nowhere"));
  std::filesystem::create_directories(folder.path() / "zh-CN" / "LC_MESSAGES");
  std::ofstream(folder.path() / "zh-CN" / "LC_MESSAGES" / "menting.mo") << "not a catalogue";
  CHECK_THROWS(text::load(folder.path().string()));
  CHECK(text::tr("zh-CN", "right away") == "马上办理");
}

TEST_CASE("the best language for a browser's wishes") {
  text::load(built_texts);
  CHECK(text::best_language("") == "zh-CN");
  CHECK(text::best_language("zh") == "zh-CN");
  CHECK(text::best_language("ZH-hans-cn") == "zh-CN");
  CHECK(text::best_language("en-GB,en;q=0.9") == "en");
  CHECK(text::best_language("fr-FR, fr;q=0.9") == "zh-CN");
  CHECK(text::best_language("fr, en;q=0.3") == "en");
  CHECK(text::best_language("en;q=0.5, zh-CN;q=0.8") == "zh-CN");
  CHECK(text::best_language("zh;q=0.5 , en ; q=0.8") == "en");
  CHECK(text::best_language("en, zh-CN") == "en");
  CHECK(text::best_language("*, en;q=0.5") == "zh-CN");
  CHECK(text::best_language("en;q=0") == "zh-CN");
}

TEST_CASE("a malformed wish does not count") {
  text::load(built_texts);
  for (const char* wish : {"en;q=2", "en;q=", "en;q=0.5555", "en;q=x", "en;v=1", ";q=1", ",,,", "en;q=1.5", "en;q=1x"})
    CHECK(text::best_language(wish) == "zh-CN");
  CHECK(text::best_language("en;q=7, en;q=0.001") == "en");
}

TEST_CASE("texts are read from many threads while they are loaded again") {
  text::load(built_texts);
  std::vector<std::thread> readers;
  readers.reserve(4);
  std::atomic<int> wrong = 0;
  for (int reader = 0; reader < 4; ++reader)
    readers.emplace_back([&wrong] {
      for (int i = 0; i < 2000; ++i)
        if (text::tr("zh-CN", "right away") != "马上办理" || text::best_language("en") != "en") ++wrong;
    });
  for (int i = 0; i < 20; ++i) text::load(built_texts);
  for (auto& reader : readers) reader.join();
  CHECK(wrong == 0);
}
