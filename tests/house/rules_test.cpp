#include "tests/house/rules.h"

#include "tests/support/catch.h"

using namespace menting::house;

namespace {

const char* const kCmake = R"(
menting_room(base/log PRIVATE_LIBS spdlog::spdlog)
menting_room(kiosk/domain)
menting_room(kiosk/desk DEPENDS kiosk/domain base/log
  PRIVATE_LIBS nlohmann_json::nlohmann_json)
menting_room(kiosk/lan DEPENDS kiosk/desk kiosk/domain)
menting_room(kiosk/ui DEPENDS kiosk/desk kiosk/domain)
menting_room(server_sync/wire)
)";

std::string joined(const Findings& findings) {
  std::string all;
  for (const auto& finding : findings) all += finding + "\n";
  return all;
}

std::string rooms_of(const std::string& path, const std::string& text) {
  return joined(check_rooms({path, text}, read_rooms(kCmake)));
}

}  // namespace

TEST_CASE("the DEPENDS lines are read") {
  const Rooms rooms = read_rooms(kCmake);
  CHECK(rooms.size() == 6);
  CHECK(rooms.at("kiosk/domain").empty());
  CHECK(rooms.at("base/log").empty());
  CHECK(rooms.at("kiosk/desk") == std::set<std::string>{"kiosk/domain", "base/log"});
}

TEST_CASE("a folder includes itself and what it depends on") {
  CHECK(rooms_of("kiosk/desk/desk.cpp",
                 "#include <map>\n#include \"kiosk/desk/desk.h\"\n"
                 "#include \"kiosk/domain/ids.h\"\n#include \"base/log/log.h\"\n")
            .empty());
  CHECK(rooms_of("kiosk/main.cpp", "#include \"kiosk/ui/window.h\"\n#include \"base/log/log.h\"\n").empty());
  CHECK(rooms_of("tests/kiosk/ui/a.cpp", "#include \"kiosk/lan/server.h\"\n#include \"tests/support/catch.h\"\n")
            .empty());
}

TEST_CASE("a folder that includes another one is found, with its line") {
  const std::string sibling = rooms_of("kiosk/ui/screens/home.cpp", "#include <map>\n\n#include \"kiosk/lan/lan.h\"\n");
  CHECK_THAT(sibling, ContainsSubstring("kiosk/ui/screens/home.cpp:3: kiosk/ui includes kiosk/lan"));
  CHECK_THAT(rooms_of("kiosk/domain/a.h", "# include \"base/log/log.h\"\n"),
             ContainsSubstring("kiosk/domain includes"));
  CHECK_THAT(rooms_of("kiosk/lan/a.cpp", "#include \"base/log/log.h\"\n"), ContainsSubstring("includes base/log"));
  CHECK_THAT(rooms_of("server_sync/wire/a.cpp", "#include \"kiosk/domain/ids.h\"\n"),
             ContainsSubstring("server_sync never includes kiosk/"));
  CHECK_THAT(rooms_of("kiosk/desk/a.cpp", "#include \"tests/support/catch.h\"\n"), ContainsSubstring("includes tests"));
  CHECK_THAT(rooms_of("kiosk/desk/a.cpp", "#include \"../lan/lan.h\"\n"), ContainsSubstring("not a path from the"));
  CHECK_THAT(rooms_of("kiosk/desk/a.cpp", "#include \"desk.h\"\n"), ContainsSubstring("not a path from the"));
}

TEST_CASE("third-party headers stay in their one folder") {
  const auto found = [](const std::string& path, const std::string& header) {
    return joined(check_third_party({path, "#include <" + header + ">\n"}));
  };
  CHECK(found("base/sqlite/database.cpp", "sqlite3.h").empty());
  CHECK(found("tests/base/sqlite/database_test.cpp", "sqlite3.h").empty());
  CHECK(found("kiosk/lan/a.cpp", "nlohmann/json.hpp").empty());
  CHECK(found("kiosk/main.cpp", "CLI/CLI.hpp").empty());
  CHECK(found("kiosk/ui/painter.h", "imgui.h").empty());
  CHECK(found("kiosk/ui/qr.cpp", "qrencode.h").empty());
  CHECK(found("kiosk/desk/a.cpp", "vector").empty());
  CHECK(found("tests/kiosk/lan/hall.h", "nlohmann/json.hpp").empty());
  for (const char* header : {"sqlite3.h", "boost/beast.hpp", "boost/locale.hpp", "sodium.h", "spdlog/spdlog.h",
                             "toml++/toml.h", "unicode/timezone.h", "curl/curl.h", "SDL2/SDL.h", "SDL.h", "imgui.h",
                             "GL/gl.h", "catch2/catch.hpp", "simdjson.h", "zstd.h", "qrencode.h"}) {
    CAPTURE(header);
    CHECK_THAT(found("kiosk/desk/a.cpp", header), ContainsSubstring("outside its one folder"));
  }
  CHECK_THAT(found("base/sqlite/database.h", "sqlite3.h"), ContainsSubstring("only in .cpp files"));
  CHECK_THAT(found("kiosk/lan/a.h", "nlohmann/json.hpp"), ContainsSubstring("only in .cpp files"));
  CHECK(found("kiosk/lan/a.h", "nlohmann/json_fwd.hpp").empty());
  CHECK_THAT(found("kiosk/lan/a.cpp", "CLI/CLI.hpp"), ContainsSubstring("outside its one folder"));
}

TEST_CASE("names that say nothing are found") {
  const auto found = [](const std::string& text) { return joined(check_names({"kiosk/desk/a.cpp", text})); };
  for (const char* text :
       {"class TicketManager {};", "struct StringHelper;", "class Util {};", "enum class HandlerKind {};",
        "struct BatchProcessor {};", "class TicketInfo;", "class MiscThings;", "using CommonThings = int;",
        "class RatingService {};", "void run_helper(int a);", "int string_utils() {}", "auto error_handler(int) {}"}) {
    CAPTURE(text);
    CHECK_THAT(found(std::string("\n") + text), ContainsSubstring("kiosk/desk/a.cpp:2: "));
  }
  for (const char* text : {"struct Service {};", "struct ServiceView {};", "struct ChooseService {};",
                           "enum class Role { clerk, manager };", "void info(int a);", "// class TicketManager {};",
                           "auto a = \"class Util {};\";", "/* struct Helper */", "class Utility {};",
                           "void manager_page(int);", "log.set_handler(1);", "auto s = R\"(class Helper {};)\";",
                           "char c = '\"'; // class Util", "lib::error_handler(1);"}) {
    CAPTURE(text);
    CHECK(found(text).empty());
  }
  CHECK_THAT(joined(check_names({"kiosk/desk/string_utils.h", ""})), ContainsSubstring("the file's name"));
  CHECK_THAT(joined(check_names({"assets/web/clerk/clerk.js", "class PageManager {}"})),
             ContainsSubstring("PageManager"));
}

TEST_CASE("files and functions that are too long are found") {
  const auto lines = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "int a" + std::to_string(i) + ";\n";
    return text;
  };
  CHECK(check_sizes({"kiosk/desk/a.cpp", lines(500)}).empty());
  CHECK(check_sizes({"kiosk/desk/a.cpp", lines(501)}).size() == 1);
  CHECK(check_sizes({"kiosk/ui/screens/home.cpp", lines(300)}).empty());
  CHECK(check_sizes({"kiosk/ui/screens/home.cpp", lines(301)}).size() == 1);
  CHECK(check_sizes({"assets/web/clerk/clerk.css", lines(501)}).size() == 1);
  const auto function = [](int body) {
    std::string text = "namespace a {\n\nint f(int b) {\n";
    for (int i = 0; i < body; ++i) text += "  b += 1;\n";
    return text + "}\n\nstruct S {\n  int a;\n};\n}  // namespace a\n";
  };
  CHECK(check_sizes({"kiosk/desk/a.cpp", function(68)}).empty());
  CHECK_THAT(joined(check_sizes({"kiosk/desk/a.cpp", function(69)})), ContainsSubstring(":3: a function of 71 lines"));
  CHECK(check_sizes({"tests/kiosk/desk/a.cpp", function(98)}).empty());
  CHECK(check_sizes({"tests/kiosk/desk/a.cpp", function(99)}).size() == 1);
  std::string wrapped = function(69);
  wrapped.replace(wrapped.find("int f(int b) {"), 14, "int f(int b,\n      int c) {");
  CHECK_THAT(joined(check_sizes({"kiosk/desk/a.cpp", wrapped})), ContainsSubstring(":3: a function of 72 lines"));
}

TEST_CASE("machine paths and unfinished work are found in any text") {
  const std::string work = std::string("/wo") + "rk/main";
  CHECK_THAT(joined(check_texts({"README.md", "a\nsee " + work + "\n"})),
             ContainsSubstring("README.md:2: a path of one"));
  CHECK(check_texts({"packaging/run", "cd " + (std::string("/ho") + "me/me")}).size() == 1);
  CHECK(check_texts({"a.cpp", std::string("// TO") + "DO later"}).size() == 1);
  CHECK(check_texts({"tests/e2e/package-lock.json", "  \"resolved\": \"https://x\""}).size() == 1);
  CHECK(check_texts({"README.md", "the network, the framework/s, at home\n"}).empty());
}

TEST_CASE("pages hold no scripts, styles or event attributes") {
  const auto found = [](const std::string& text) { return joined(check_pages({"assets/web/rate/index.html", text})); };
  CHECK(found("<link rel=\"stylesheet\" href=\"/shared/a.css\"><script type=\"module\" src=\"/rate/a.js\"></script>")
            .empty());
  CHECK_THAT(found("<script>alert(1)</script>"), ContainsSubstring("a script inside"));
  CHECK_THAT(found("<script type=\"module\">x</script>"), ContainsSubstring("a script inside"));
  CHECK_THAT(found("<p style=\"color:red\">"), ContainsSubstring("a style inside"));
  CHECK_THAT(found("<style>p{}</style>"), ContainsSubstring("a style inside"));
  CHECK_THAT(found("<button onclick=\"go()\">"), ContainsSubstring("an event attribute"));
  CHECK_THAT(found("<script src=\"https://cdn.example/x.js\"></script>"), ContainsSubstring("another host"));
}

TEST_CASE("includes are read with their lines, comments and strings are not names") {
  const auto includes = read_includes("#include <a/b.h>\nint x;\n  #  include \"c/d.h\" // why\n#define include 1\n");
  REQUIRE(includes.size() == 2);
  CHECK(includes[0].angled);
  CHECK(includes[1].path == "c/d.h");
  CHECK(includes[1].line == 3);
  CHECK(without_words("a // b\n\"c\" 'd' 1'000 e") == "a     \n        1'000 e");
}
