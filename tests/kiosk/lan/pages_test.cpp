#include "kiosk/lan/pages.h"

#include <filesystem>
#include <fstream>

#include "tests/kiosk/lan/hall.h"
#include "tests/support/catch.h"

using namespace menting;
using namespace menting::tests;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file) << text;
}

/// A web folder of the test's own, with a secret beside it.
struct Web {
  ScratchFolder data;
  ScratchFolder folder;
  lan::LanSettings settings;
  Web() {
    write(folder.path() / "web/clerk/index.html", "<!doctype html>clerk");
    write(folder.path() / "web/clerk/clerk.js", "export {};");
    write(folder.path() / "web/shared/tokens.css", ":root{}");
    write(folder.path() / "web/.hidden", "hidden");
    write(folder.path() / "secret.txt", "secret");
    fs::create_symlink(folder.path() / "secret.txt", folder.path() / "web/link.txt");
    fs::create_symlink(folder.path() / "secret.txt", folder.path() / "web/clerk/link.txt");
    write(folder.path() / "elsewhere/rate/index.html", "<!doctype html>rate");
    fs::create_symlink(folder.path() / "elsewhere/rate", folder.path() / "web/rate");
    settings.web_folder = (folder.path() / "web").string();
  }
};

}  // namespace

TEST_CASE("pages and their files are served with their types") {
  Web web;
  Hall hall(web.data, web.settings);
  const HttpAnswer page = http_request(hall.port(), "GET", "/clerk");
  CHECK(page.status == 200);
  CHECK(page.body == "<!doctype html>clerk");
  CHECK(page.header("Content-Type") == "text/html; charset=utf-8");
  CHECK(page.header("Cache-Control") == "no-cache");
  CHECK(http_request(hall.port(), "GET", "/web/clerk/clerk.js").header("Content-Type") ==
        "text/javascript; charset=utf-8");
  CHECK(http_request(hall.port(), "GET", "/web/shared/tokens.css").header("Content-Type") == "text/css; charset=utf-8");
  CHECK(http_request(hall.port(), "GET", "/clerk", {{"If-None-Match", page.header("ETag")}}).status == 304);
  CHECK(http_request(hall.port(), "GET", "/rate").body == "<!doctype html>rate");  // a folder of its own, by a link
  const HttpAnswer front = http_request(hall.port(), "GET", "/");
  CHECK(front.status == 302);
  CHECK(front.header("Location") == "/clerk");
  const HttpAnswer head = http_request(hall.port(), "HEAD", "/clerk");
  CHECK(head.status == 200);
  CHECK(head.header("Content-Length") == "20");
}

TEST_CASE("an edited page is seen at once") {
  Web web;
  Hall hall(web.data, web.settings);
  const HttpAnswer before = http_request(hall.port(), "GET", "/clerk");
  CHECK(http_request(hall.port(), "GET", "/clerk").body == before.body);
  write(web.folder.path() / "web/clerk/index.html", "<!doctype html>edited");
  const HttpAnswer after = http_request(hall.port(), "GET", "/clerk", {{"If-None-Match", before.header("ETag")}});
  CHECK(after.status == 200);
  CHECK(after.body == "<!doctype html>edited");
  fs::remove(web.folder.path() / "web/clerk/index.html");
  CHECK(http_request(hall.port(), "GET", "/clerk").status == 404);
}

TEST_CASE("nothing outside of the web folder is served") {
  Web web;
  Hall hall(web.data, web.settings);
  for (const char* path :
       {"/web/../secret.txt", "/web/%2e%2e/secret.txt", "/web/..%2fsecret.txt", "/web/clerk/../../secret.txt",
        "/web//etc/passwd", "/web/%2fetc%2fpasswd", "/web/.hidden", "/web/./clerk/clerk.js", "/web/link.txt",
        "/web/clerk/link.txt", "/web/clerk", "/web/", "/web", "/web/clerk/", "/web/..\\secret.txt", "/secret.txt",
        "/clerk/../secret.txt", "/board"}) {
    CAPTURE(path);
    const HttpAnswer answer = http_request(hall.port(), "GET", path);
    CHECK(answer.status == 404);
    CHECK(answer.body.find("secret\n") == std::string::npos);
  }
}

TEST_CASE("the project's own pages are all there") {
  ScratchFolder data;
  lan::LanSettings settings;
  settings.web_folder = std::string(MENTING_SOURCE_DIR) + "/assets/web";
  Hall hall(data, settings);
  for (const char* path : {"/clerk", "/board", "/rate?counter=2"}) {
    CAPTURE(path);
    const HttpAnswer page = http_request(hall.port(), "GET", path);
    CHECK(page.status == 200);
    CHECK_THAT(page.body, ContainsSubstring("<!doctype html>") || ContainsSubstring("<!DOCTYPE html>"));
    CHECK(page.body.find("<style") == std::string::npos);
    CHECK(page.body.find(" style=") == std::string::npos);
  }
}
