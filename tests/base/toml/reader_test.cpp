#include "base/toml/reader.h"

#include <fstream>
#include <limits>

#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting::toml_reader;
using menting::tests::ScratchFolder;

namespace {

struct Opened {
  explicit Opened(const std::string& text) : file(folder.file("shop.toml")), root(written(text)) {}

  std::optional<Table> written(const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    return open(file, faults);
  }

  /// The only fault, without the folder's name.
  std::string fault() const {
    REQUIRE(faults.lines.size() == 1);
    const std::string& line = faults.lines.front();
    REQUIRE(line.rfind(file, 0) == 0);
    return line.substr(file.size());
  }

  ScratchFolder folder;
  std::string file;
  Faults faults;
  std::optional<Table> root;
};

}  // namespace

TEST_CASE("every kind of value is read") {
  Opened it(R"(
words = "多语言"
whole = 12
real = 1.5
yes = true
list = ["a", "b"]
names = { "zh-CN" = "新业务", en = "New" }
[lan]
listen = "127.0.0.1:1"
[[service]]
letter = "A"
[[service]]
letter = "B"
)");
  REQUIRE(it.root);
  Table& root = *it.root;
  CHECK(root.string("words") == "多语言");
  CHECK(root.integer("whole", 12, 12) == 12);
  CHECK(root.number("real", 0, 2) == 1.5);
  CHECK(root.number("whole", 0, 20) == 12.0);
  CHECK(root.boolean("yes") == true);
  CHECK(root.strings("list") == std::vector<std::string>{"a", "b"});
  CHECK(root.string_map("names") == std::map<std::string, std::string>{{"zh-CN", "新业务"}, {"en", "New"}});
  auto lan = root.table("lan");
  REQUIRE(lan);
  CHECK(lan->string("listen") == "127.0.0.1:1");
  auto services = root.tables("service");
  REQUIRE(services.size() == 2);
  CHECK(services[0].string("letter") == "A");
  CHECK(services[1].string("letter") == "B");
  for (auto& service : services) service.finish();
  lan->finish();
  root.finish();
  CHECK(it.faults.lines.empty());
}

TEST_CASE("what is not there is no fault by itself") {
  Opened it("a = 1\n");
  CHECK(it.root->has("a"));
  CHECK_FALSE(it.root->has("b"));
  CHECK_FALSE(it.root->string("b"));
  CHECK_FALSE(it.root->integer("b", 0, 1));
  CHECK_FALSE(it.root->number("b", 0, 1));
  CHECK_FALSE(it.root->boolean("b"));
  CHECK(it.root->strings("b").empty());
  CHECK(it.root->string_map("b").empty());
  CHECK_FALSE(it.root->table("b"));
  CHECK(it.root->tables("b").empty());
  it.root->finish();
  CHECK(it.faults.lines.empty());
}

TEST_CASE("a missing key is named where its table begins") {
  Opened it("\n[branch]\nid = \"x\"\n");
  it.root->table("branch")->missing("name", "write name = { \"zh-CN\" = \"…\" }");
  CHECK(it.fault() == ":2: [branch] name: is missing; write name = { \"zh-CN\" = \"…\" }");
}

TEST_CASE("a wrong type says what stands there and what is expected") {
  SECTION("text") {
    Opened it("\n\nlisten = 8470\n");
    CHECK_FALSE(it.root->string("listen"));
    CHECK(it.fault() == ":3: listen: is a whole number; write a text in quotes, such as listen = \"…\"");
  }
  SECTION("whole number") {
    Opened it("[queue]\nruns = \"2\"\n");
    CHECK_FALSE(it.root->table("queue")->integer("runs", 0, 9));
    CHECK(it.fault() == ":2: [queue] runs: is a text; write a whole number from 0 to 9, without quotes");
  }
  SECTION("whole number with a point") {
    Opened it("runs = 2.0\n");
    CHECK_FALSE(it.root->integer("runs", 0, 9));
    CHECK_THAT(it.fault(), ContainsSubstring("a number with a point"));
  }
  SECTION("number") {
    Opened it("factor = true\n");
    CHECK_FALSE(it.root->number("factor", 0.5, 9));
    CHECK(it.fault() == ":1: factor: is true or false; write a number from 0.5 to 9, without quotes");
  }
  SECTION("boolean") {
    Opened it("plain = \"yes\"\n");
    CHECK_FALSE(it.root->boolean("plain"));
    CHECK_THAT(it.fault(), ContainsSubstring("plain: is a text; write true or false"));
  }
  SECTION("list") {
    Opened it("hosts = \"a\"\n");
    CHECK(it.root->strings("hosts").empty());
    CHECK_THAT(it.fault(), ContainsSubstring("hosts: is a text; write a list of texts"));
  }
  SECTION("element of a list") {
    Opened it("hosts = [\"a\", 7]\n");
    CHECK(it.root->strings("hosts").size() == 1);
    CHECK_THAT(it.fault(), ContainsSubstring("hosts: is a whole number; write only texts"));
  }
  SECTION("names") {
    Opened it("name = \"西单\"\n");
    CHECK(it.root->string_map("name").empty());
    CHECK(it.fault() == ":1: name: is a text; write name = { \"zh-CN\" = \"…\", en = \"…\" }");
  }
  SECTION("one of the names") {
    Opened it("name = { en = 4 }\n");
    CHECK(it.root->string_map("name").empty());
    CHECK_THAT(it.fault(), ContainsSubstring("name.en: is a whole number"));
  }
  SECTION("table") {
    Opened it("lan = 1\n");
    CHECK_FALSE(it.root->table("lan"));
    CHECK_THAT(it.fault(), ContainsSubstring("lan: is a whole number; write a table: [lan]"));
  }
  SECTION("double brackets instead of single ones") {
    Opened it("[[lan]]\na = 1\n");
    CHECK_FALSE(it.root->table("lan"));
    CHECK_THAT(it.fault(), ContainsSubstring("write one [lan] with single brackets"));
  }
  SECTION("single brackets instead of double ones") {
    Opened it("[service]\nletter = \"A\"\n");
    CHECK(it.root->tables("service").empty());
    CHECK_THAT(it.fault(), ContainsSubstring("write [[service]] with double brackets"));
  }
  SECTION("a date") {
    Opened it("opens = 09:00:00\n");
    CHECK_FALSE(it.root->string("opens"));
    CHECK_THAT(it.fault(), ContainsSubstring("a date or time without quotes"));
  }
}

TEST_CASE("numbers out of range name the range") {
  Opened low("n = 0\n");
  CHECK_FALSE(low.root->integer("n", 1, 999));
  CHECK(low.fault() == ":1: n: is 0; write a whole number from 1 to 999");
  Opened high("n = 1000\n");
  CHECK_FALSE(high.root->integer("n", 1, 999));
  CHECK_THAT(high.fault(), ContainsSubstring("is 1000"));
  Opened real("n = 0.5\n");
  CHECK_FALSE(real.root->number("n", 1, 10));
  CHECK_THAT(real.fault(), ContainsSubstring("is 0.5; write a number from 1 to 10"));
  Opened nan("n = nan\n");
  CHECK_FALSE(nan.root->number("n", 1, 10));
  CHECK(nan.faults.lines.size() == 1);
}

TEST_CASE("unknown keys are named, with what was probably meant") {
  Opened it("lissen = 1\nflavour = 2\n[zoo]\n");
  it.root->string("listen");
  it.root->finish();
  REQUIRE(it.faults.lines.size() == 3);
  const std::string all = it.faults.lines[0] + "\n" + it.faults.lines[1] + "\n" + it.faults.lines[2];
  CHECK_THAT(all, ContainsSubstring(":1: lissen: is not a key this version knows; did you mean \"listen\"?"));
  CHECK_THAT(all, ContainsSubstring(":2: flavour: is not a key this version knows; take it out"));
  CHECK_THAT(all, ContainsSubstring(":3: zoo: is not a key"));
}

TEST_CASE("every table of a list has its own number and line") {
  Opened it("[[counter]]\nnumber = 1\n[[counter]]\nnumber = \"two\"\nfloor = 3\n");
  auto counters = it.root->tables("counter");
  for (auto& counter : counters) {
    counter.integer("number", 1, 99);
    counter.finish();
  }
  REQUIRE(it.faults.lines.size() == 2);
  CHECK_THAT(it.faults.lines[0], ContainsSubstring(":4: [[counter]] 2 number: is a text"));
  CHECK_THAT(it.faults.lines[1], ContainsSubstring(":5: [[counter]] 2 floor: is not a key"));
}

TEST_CASE("a file that is not TOML says where") {
  Opened it("a = 1\nb = \n");
  CHECK_FALSE(it.root);
  CHECK_THAT(it.fault(), ContainsSubstring(":2: not TOML: "));
  Opened twice("a = 1\na = 2\n");
  CHECK_FALSE(twice.root);
  CHECK_THAT(twice.fault(), ContainsSubstring(":2: not TOML: "));
  Opened bytes("a = \"\xff\"\n");
  CHECK_FALSE(bytes.root);
  CHECK(bytes.faults.lines.size() == 1);
}

TEST_CASE("a file that cannot be read says why") {
  ScratchFolder folder;
  Faults faults;
  CHECK_FALSE(open(folder.file("none.toml"), faults));
  CHECK_FALSE(open(folder.path().string(), faults));
  std::ofstream(folder.file("big.toml")) << std::string(5 * 1024 * 1024, '#');
  CHECK_FALSE(open(folder.file("big.toml"), faults));
  REQUIRE(faults.lines.size() == 3);
  CHECK_THAT(faults.lines[0], ContainsSubstring("none.toml: there is no such file"));
  CHECK_THAT(faults.lines[1], ContainsSubstring("this is a folder"));
  CHECK_THAT(faults.lines[2], ContainsSubstring("larger than 4 MiB"));
}

TEST_CASE("an empty file is an empty table") {
  Opened it("");
  REQUIRE(it.root);
  CHECK_FALSE(it.root->has("a"));
  CHECK(it.faults.lines.empty());
}

TEST_CASE("a fault stays one line whatever the key is") {
  Opened it("\"a\\nb\" = 1\n");
  it.root->finish();
  CHECK(it.fault().find('\n') == std::string::npos);
}
