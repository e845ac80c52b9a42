#include <algorithm>
#include <filesystem>
#include <fstream>

#include "tests/kiosk/settings/example.h"
#include "tests/support/catch.h"

/// What the screen shows: looks, announcements, ways out. Each wrong value is one line that says what to write.
using namespace menting;
using tests::Configured;
using tests::faults_after;
using tests::faults_with;
using tests::right_configuration;

namespace {

const std::string kPng("\x89PNG\r\n\x1a\n and the rest", 21);

std::string with(const std::string& from, const std::string& to) {
  std::string text = right_configuration();
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

/// Pictures beside the configuration, which is loaded after they are there.
struct Beside {
  Beside() {
    put("fibre.png", kPng);
    put("phone.jpg", "\xff\xd8\xff\xe0 and the rest");
    put("words.png", "these are words");
    put("empty.png", "");
  }
  void put(const std::string& name, const std::string& bytes) const {
    std::ofstream(folder.file(name), std::ios::binary) << bytes;
  }
  settings::Loaded load(const std::string& more) const {
    put("kiosk.toml", right_configuration() + more);
    return settings::load(folder.file("kiosk.toml"));
  }
  std::string only_fault(const std::string& more) const {
    const auto loaded = load(more);
    CAPTURE(more, loaded.faults);
    REQUIRE(loaded.faults.size() == 1);
    return loaded.faults.front();
  }
  tests::ScratchFolder folder;
};

}  // namespace

TEST_CASE("the kiosk's times arrive, and are as people need them by default") {
  const Configured plain(right_configuration());
  CHECK(plain.loaded.settings.ticket_s == 18);
  CHECK(plain.loaded.settings.rated_s == 8);
  CHECK(plain.loaded.settings.elderly_factor == 1.5);
  CHECK(plain.loaded.settings.attract);
  const Configured it(
      with("idle_s = 60", "idle_s = 60\nticket_s = 25\nrated_s = 5\nelderly_factor = 2\nattract = false"));
  REQUIRE(it.faults().empty());
  CHECK(it.loaded.settings.ticket_s == 25);
  CHECK(it.loaded.settings.rated_s == 5);
  CHECK(it.loaded.settings.elderly_factor == 2);
  CHECK_FALSE(it.loaded.settings.attract);
  for (const std::string wrong : {"ticket_s = 2", "rated_s = 601", "elderly_factor = 0.9", "elderly_factor = 4.1",
                                  "elderly_factor = \"slow\"", "attract = 0"}) {
    const std::string faults = faults_after("idle_s = 60", wrong);
    CAPTURE(wrong, faults);
    CHECK(std::count(faults.begin(), faults.end(), '\n') == 1);
    CHECK_THAT(faults, ContainsSubstring("[kiosk] " + wrong.substr(0, wrong.find(' ')) + ": "));
  }
}

TEST_CASE("a service says where it is and what goes without queueing") {
  const Configured it(
      with("group = \"new_business\"",
           "group = \"new_business\"\narea = { \"zh-CN\" = \"一楼左侧\", en = \"Ground floor, left\" }\n"
           "online = { url = \"https://www.example.com/bill?from=hall\", text = { \"zh-CN\" = "
           "\"查话费、改套餐不用排队\" } }"));
  REQUIRE(it.faults().empty());
  const auto& services = it.loaded.settings.plan.services;
  CHECK(services[0].area.at("en") == "Ground floor, left");
  CHECK(services[0].online.url == "https://www.example.com/bill?from=hall");
  CHECK(services[0].online.text.at("zh-CN") == "查话费、改套餐不用排队");
  CHECK(services[1].area.empty());
  CHECK(services[1].online.url.empty());
}

TEST_CASE("an address that a phone must not open is a fault") {
  const auto faults = [](const std::string& online) {
    return faults_after("group = \"new_business\"", "group = \"new_business\"\nonline = " + online);
  };
  const std::string text = "text = { en = \"Bills\" }";
  const std::string safe = "https://a.example";
  const std::string place = "[[service]] 1 online";
  const std::pair<std::string, std::string> wrongs[] = {
      {"{ url = \"http://a.example\", " + text + " }", place + " url: \"http://a.example\" is not an address"},
      {"{ url = \"https://\", " + text + " }", place + " url: "},
      {"{ url = \"https://a b\", " + text + " }", place + " url: "},
      {"{ url = \"https://me@a.example\", " + text + " }", place + " url: "},
      {"{ url = \"javascript:alert(1)\", " + text + " }", place + " url: "},
      {"{ url = \"https://a.example/" + std::string(200, 'x') + "\", " + text + " }", "holds at most 200"},
      {"{ " + text + " }", place + " url: is missing"},
      {"{ url = \"" + safe + "\" }", place + " text: is missing"},
      {"{ url = \"" + safe + "\", text = {} }", place + " text: is empty"},
      {"{ url = \"" + safe + "\", text = { fr = \"x\" } }", "\"fr\" is not a language"},
      {"{ url = \"" + safe + "\", " + text + ", qr = true }", place + " qr: is not a key"},
      {"\"" + safe + "\"", "online: is a text; write a table: online = { … }"},
  };
  for (const auto& [online, what] : wrongs) {
    const std::string there = faults(online);
    CAPTURE(online, there);
    CHECK(std::count(there.begin(), there.end(), '\n') == 1);
    CHECK_THAT(there, ContainsSubstring(what));
  }
}

TEST_CASE("halls nearby and the service telephone arrive") {
  const Configured it(
      with("tier =",
           "service_phone = \"10086\"\nelsewhere = [\n  { name = { \"zh-CN\" = \"复兴门营业厅\" }, address "
           "= { \"zh-CN\" = \"复兴门内大街 1 号\", en = \"1 Fuxingmennei St\" } },\n  { name = { en = \"B\" }, "
           "address = { en = \"C\" } },\n]\ntier ="));
  REQUIRE(it.faults().empty());
  const auto& plan = it.loaded.settings.plan;
  CHECK(plan.service_phone == "10086");
  REQUIRE(plan.elsewhere.size() == 2);
  CHECK(plan.elsewhere[0].name.at("zh-CN") == "复兴门营业厅");
  CHECK(plan.elsewhere[0].address.at("en") == "1 Fuxingmennei St");
  const std::string hall = "{ name = { en = \"B\" }, address = { en = \"C\" } }";
  const std::pair<std::string, std::string> wrongs[] = {
      {"service_phone = \"call us\"", "[branch] service_phone: \"call us\" is not a telephone number"},
      {"service_phone = \"-\"", "[branch] service_phone: "},
      {"service_phone = 10086", "[branch] service_phone: is a whole number"},
      {"elsewhere = [{ name = { en = \"B\" } }]", "[branch] elsewhere 1 address: is missing"},
      {"elsewhere = [" + hall + ", { address = { en = \"C\" } }]", "[branch] elsewhere 2 name: is missing"},
      {"elsewhere = [" + hall + ", \"B\"]", "[branch] elsewhere: is a text; write elsewhere = [{ … }, { … }]"},
      {"elsewhere = \"B\"", "[branch] elsewhere: is a text; write elsewhere = [{ … }, { … }]"},
      {"elsewhere = [" + hall + "," + hall + "," + hall + "," + hall + "]", "names 4 halls"},
  };
  for (const auto& [wrong, what] : wrongs) {
    const std::string there = faults_after("tier =", wrong + "\ntier =");
    CAPTURE(wrong, there);
    CHECK(std::count(there.begin(), there.end(), '\n') == 1);
    CHECK_THAT(there, ContainsSubstring(what));
  }
}

TEST_CASE("a look is a preset and what the chain writes over it") {
  const settings::Theme ocean = Configured(right_configuration()).loaded.settings.theme;
  CHECK(ocean.preset == "ocean");
  const Beside beside;
  const auto ember = beside.load("[theme]\npreset = \"ember\"\n");
  REQUIRE(ember.faults.empty());
  CHECK(ember.settings.theme.brand != ocean.brand);
  CHECK(ember.settings.theme.tint != ocean.tint);
  const auto own = beside.load(
      "[theme]\npreset = \"ember\"\nbrand = \"#7A1FA2\"\nlogo = \"fibre.png\"\ncorner_radius = 0\nspacing = "
      "0.8\nreduced_motion = true\n");
  REQUIRE(own.faults.empty());
  CHECK(own.settings.theme.brand == 0x7A1FA2);
  CHECK(own.settings.theme.deep == ember.settings.theme.deep);
  CHECK(own.settings.theme.logo == beside.folder.file("fibre.png"));
  CHECK(own.settings.theme.corner_radius == 0);
  CHECK(own.settings.theme.spacing == 0.8);
  CHECK(own.settings.theme.reduced_motion);
}

TEST_CASE("colours that people cannot read are faults that say the contrast") {
  const Beside beside;
  CHECK_THAT(beside.only_fault("[theme]\nbrand = \"#2B78EE\"\n"),
             ContainsSubstring("[theme] brand: \"#2B78EE\" is too light: white text on it has a contrast of 4.1:1"));
  CHECK_THAT(beside.only_fault("[theme]\ndeep = \"#777777\"\n"), ContainsSubstring("a contrast of 4.4:1"));
  CHECK(beside.load("[theme]\nbright = \"#767676\"\n").faults.empty());
  CHECK_THAT(beside.only_fault("[theme]\nbright = \"#FFFFFF\"\n"), ContainsSubstring("[theme] bright: "));
  CHECK_THAT(beside.only_fault("[theme]\ntint = \"#0B5BD3\"\n"), ContainsSubstring("[theme] tint: "));
  for (const std::string colour : {"0B5BD3", "#0B5BD", "#0B5BD33", "#0B5BDG", "blue", ""}) {
    CHECK_THAT(beside.only_fault("[theme]\nbrand = \"" + colour + "\"\n"), ContainsSubstring("is not a colour"));
  }
  // The presets themselves, written out, pass their own check.
  for (const std::string preset : {"ocean", "ember"}) {
    const auto theme = beside.load("[theme]\npreset = \"" + preset + "\"\n").settings.theme;
    std::string written = "[theme]\n";
    const auto add = [&](const char* key, settings::Colour colour) {
      const std::string digits = "0123456789ABCDEF";
      written += std::string(key) + " = \"#";
      for (int shift = 20; shift >= 0; shift -= 4) written += digits[(colour >> shift) & 15U];
      written += "\"\n";
    };
    add("brand", theme.brand);
    add("deep", theme.deep);
    add("bright", theme.bright);
    add("tint", theme.tint);
    CAPTURE(written);
    CHECK(beside.load(written).faults.empty());
  }
}

TEST_CASE("a look's other values have their bounds") {
  const Beside beside;
  for (const std::string wrong :
       {"preset = \"lava\"", "corner_radius = 61", "corner_radius = -1", "spacing = 0.7", "spacing = 1.3",
        "reduced_motion = \"yes\"", "logo = \"phone.jpg\"", "logo = \"none.png\"", "logo = \"\"", "logo = 1"}) {
    CHECK_THAT(beside.only_fault("[theme]\n" + wrong + "\n"),
               ContainsSubstring("[theme] " + wrong.substr(0, wrong.find(' ')) + ": "));
  }
}

TEST_CASE("announcements arrive in the file's order, each with its days") {
  const Beside beside;
  const auto it = beside.load(
      "[[announcement]]\ntitle = { \"zh-CN\" = \"千兆宽带\", en = \"Gigabit\" }\ntext = { en = \"Ask us\" }\nimage = "
      "\"fibre.png\"\nfrom = \"2026-11-20\"\nuntil = \"2026-12-31\"\n[[announcement]]\ntitle = { en = \"Trade in\" "
      "}\nimage = \"phone.jpg\"\n");
  REQUIRE(it.faults.empty());
  REQUIRE(it.settings.announcements.size() == 2);
  const auto& first = it.settings.announcements[0];
  CHECK(first.title.at("zh-CN") == "千兆宽带");
  CHECK(first.text.at("en") == "Ask us");
  CHECK(first.image == beside.folder.file("fibre.png"));
  CHECK_FALSE(first.shown_on({20261119}));
  CHECK(first.shown_on({20261120}));
  CHECK(first.shown_on({20261231}));
  CHECK_FALSE(first.shown_on({20270101}));
  CHECK(it.settings.announcements[1].shown_on({20990101}));
  CHECK(Configured(right_configuration()).loaded.settings.announcements.empty());
}

TEST_CASE("a picture that is not beside the configuration is one that comes with the program") {
  const Beside shipped, own;
  own.put("kiosk.toml", right_configuration() + "[[announcement]]\ntitle = { en = \"A\" }\nimage = \"more.png\"\n");
  shipped.put("more.png", kPng);
  const auto load = [&] { return settings::load(own.folder.file("kiosk.toml"), {}, shipped.folder.path().string()); };
  auto it = load();
  REQUIRE(it.faults.empty());
  CHECK(it.settings.announcements[0].image == shipped.folder.file("more.png"));
  own.put("more.png", kPng);
  CHECK(load().settings.announcements[0].image == own.folder.file("more.png"));
}

TEST_CASE("a wrong announcement is a fault that names what is wrong") {
  const Beside beside;
  const std::string title = "title = { en = \"Gigabit\" }\n";
  const std::pair<std::string, std::string> wrongs[] = {
      {"text = { en = \"x\" }", "[[announcement]] 1 title: is missing"},
      {"title = {}", "title: is empty"},
      {"title = { en = \"" + std::string(41, 'x') + "\" }", "title: the text for \"en\" has 41 characters"},
      {title + "text = { en = \"" + std::string(161, 'x') + "\" }", "write at most 160"},
      {title + "image = \"none.png\"", "image: there is no file \""},
      {title + "image = \"words.png\"", "is not a PNG or JPEG picture"},
      {title + "image = \"empty.png\"", "is not a PNG or JPEG picture"},
      {title + "image = \".\"", "image: there is no file"},
      {title + "from = \"2026-11-31\"", "from: \"2026-11-31\" is not a day"},
      {title + "from = \"20.11.2026\"", "from: "},
      {title + "from = 2026-11-20", "from: "},
      {title + "until = \"2026-1-01\"", "until: "},
      {title + "from = \"2026-11-20\"\nuntil = \"2026-11-19\"", "until: is before from"},
      {title + "pictures = []", "pictures: is not a key"},
  };
  for (const auto& [wrong, what] : wrongs) {
    CHECK_THAT(beside.only_fault("[[announcement]]\n" + wrong + "\n"), ContainsSubstring(what));
  }
  beside.put("huge.png", kPng + std::string(4 * 1024 * 1024, 'x'));
  CHECK_THAT(beside.only_fault("[[announcement]]\n" + title + "image = \"huge.png\"\n"),
             ContainsSubstring("is larger than 4 MiB"));
}

TEST_CASE("the brand examples in the explained configuration are right") {
  std::ifstream in(std::string(MENTING_SOURCE_DIR) + "/config/kiosk.toml.example");
  std::string line, looks;
  std::vector<std::string> examples;
  while (std::getline(in, line)) {
    if (line == "#   [theme]") examples.emplace_back();
    if (line.rfind("#   ", 0) == 0 && !examples.empty()) {
      examples.back() += line.substr(4) + "\n";
    } else if (!examples.empty() && line == "[theme]") {
      break;
    }
  }
  REQUIRE(examples.size() == 2);
  const Beside beside;
  for (const auto& example : examples) {
    CAPTURE(example);
    CHECK(beside.load(example).faults.empty());
  }
}

TEST_CASE("a file that was made from another one is read as if it lay beside that one") {
  const Beside beside;
  const auto own = beside.load("[theme]\nlogo = \"fibre.png\"\n");
  REQUIRE(own.faults.empty());
  const tests::ScratchFolder elsewhere;
  std::filesystem::copy_file(beside.folder.file("kiosk.toml"), elsewhere.file("made.toml"));
  const auto made =
      settings::load(elsewhere.file("made.toml"), "", "", {"zh-CN", "en"}, beside.folder.file("kiosk.toml"));
  CHECK(made.faults.empty());
  CHECK(made.settings.theme.logo == own.settings.theme.logo);
  CHECK_FALSE(settings::load(elsewhere.file("made.toml")).faults.empty());
}
