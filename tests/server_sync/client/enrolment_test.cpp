#include "server_sync/client/enrolment.h"

#include <sys/stat.h>

#include <filesystem>

#include "server_sync/client/private_file.h"
#include "tests/server_sync/client/scripted_hq.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::tests;

namespace enrolment_test {

namespace {

http::Response yes(const std::string& branch = "BJ-0001") {
  return plain(201, R"({"branch":")" + branch + R"(","credential":"secret-1","sealing_key":"sealing-1"})");
}

sync::EnrolRequest request_to(const ScriptedHq& hq) {
  return {hq.url(), "", "abcde-fghjk", true, "BJ-0001"};
}

int mode_of(const std::string& file) {
  struct stat found {};
  return stat(file.c_str(), &found) == 0 ? static_cast<int>(found.st_mode & 0777) : -1;
}

std::string fault_of(const sync::EnrolRequest& request, const ScratchFolder& folder) {
  try {
    sync::enrol(request, folder.path().string());
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("joining keeps headquarters' answer for this user alone") {
  ScratchFolder folder;
  ScriptedHq hq([](const http::Request&, int) { return yes(); });
  const std::string data = folder.path().string();
  CHECK_FALSE(sync::read_enrolment(data));
  const sync::Enrolment made = sync::enrol(request_to(hq), data);
  CHECK(made.credential == "secret-1");
  const auto read = sync::read_enrolment(data);
  REQUIRE(read);
  CHECK(read->url == hq.url());
  CHECK(read->branch == "BJ-0001");
  CHECK(read->credential == "secret-1");
  CHECK(read->sealing_key == "sealing-1");
  CHECK(mode_of(folder.file("enrolment.json")) == 0600);
  CHECK(mode_of(folder.file("device.key")) == 0600);
  CHECK(hq.seen(1).path == "/sync/v1/enrol");
  CHECK_THAT(hq.seen(1).body, ContainsSubstring("ABCDEFGHJK"));

  const auto key = sync::read_private_file(folder.file("device.key"));
  sync::enrol(request_to(hq), data);
  CHECK(sync::read_private_file(folder.file("device.key")) == key);
}

TEST_CASE("when joining fails the data folder is as before, and it is said why") {
  struct Case {
    http::Response response;
    const char* part;
  };
  const std::vector<Case> cases = {
      {http::problem(403, "code_refused", "This code is used."), "This code is used."},
      {http::problem(429, "too_many_attempts", "Wait a minute."), "Wait a minute."},
      {plain(403, "<html>"), "ask headquarters for a new one"},
      {plain(500, ""), "HTTP 500"},
      {plain(200, R"({"branch":"BJ-0001","credential":"c","sealing_key":"s"})"), "HTTP 200"},
      {plain(201, "<html>"), "not headquarters'"},
      {plain(201, R"({"branch":"BJ-0001","credential":7,"sealing_key":"s"})"), "not headquarters'"},
      {plain(201, R"({"branch":"BJ-0001","credential":"a\r\nX: y","sealing_key":"s"})"), "cannot be used"},
      {yes("SH-0002"), "SH-0002"},
  };
  for (const Case& one : cases) {
    ScratchFolder folder;
    ScriptedHq hq([&](const http::Request&, int) { return one.response; });
    CHECK_THAT(fault_of(request_to(hq), folder), ContainsSubstring(one.part));
    CHECK(std::filesystem::is_empty(folder.path()));
  }
}

TEST_CASE("what cannot work is said before the code is shown") {
  ScratchFolder folder;
  ScriptedHq hq([](const http::Request&, int) { return yes(); });
  sync::EnrolRequest request = request_to(hq);
  request.allow_plain_http = false;
  CHECK_THAT(fault_of(request, folder), ContainsSubstring("not encrypted"));
  request = request_to(hq);
  request.code = " - ";
  CHECK_THAT(fault_of(request, folder), ContainsSubstring("--code"));
  CHECK_THROWS_WITH(sync::enrol(request_to(hq), folder.file("nowhere")), ContainsSubstring("data folder"));
  sync::write_private_file(folder.file("device.key"), "not a key");
  CHECK_THAT(fault_of(request_to(hq), folder), ContainsSubstring("device.key is damaged"));
  CHECK(hq.requests() == 0);
  request = request_to(hq);
  request.url = "http://127.0.0.1:9";
  std::filesystem::remove(folder.file("device.key"));
  CHECK_THAT(fault_of(request, folder), ContainsSubstring("not used up"));
}

TEST_CASE("a failed second joining leaves the first as it was") {
  ScratchFolder folder;
  ScriptedHq hq([](const http::Request&, int number) {
    return number == 1 ? yes() : http::problem(403, "code_refused", "This code is used.");
  });
  sync::enrol(request_to(hq), folder.path().string());
  const auto before = sync::read_private_file(folder.file("enrolment.json"));
  CHECK_FALSE(fault_of(request_to(hq), folder).empty());
  CHECK(sync::read_private_file(folder.file("enrolment.json")) == before);
}

TEST_CASE("an answer that was lost on the way is asked for again under the same key") {
  ScratchFolder folder;
  const std::string data = folder.path().string();
  ScriptedHq hq([](const http::Request&, int number) { return number <= 2 ? plain(502, "<html>") : yes(); });
  const auto key_in = [&](int number) {
    const std::string body = hq.seen(number).body;
    const auto start = body.find("public_key");
    return body.substr(start, body.find('\n', start) - start);
  };
  CHECK_FALSE(fault_of(request_to(hq), folder).empty());
  CHECK_FALSE(sync::read_enrolment(data));
  CHECK(mode_of(folder.file("joining.json")) == 0600);
  sync::EnrolRequest another = request_to(hq);
  another.code = "another-code";
  CHECK_FALSE(fault_of(another, folder).empty());
  CHECK_THAT(hq.seen(2).body, !ContainsSubstring("proof"));
  another.code = "ANOTHERCODE";
  sync::enrol(another, data);
  CHECK(key_in(3).substr(0, 60) == key_in(2).substr(0, 60));
  CHECK_THAT(hq.seen(3).body, ContainsSubstring("proof"));
  CHECK(sync::read_enrolment(data)->credential == "secret-1");
  CHECK(mode_of(folder.file("joining.json")) == -1);
  sync::enrol(another, data);
  CHECK_THAT(hq.seen(4).body, !ContainsSubstring("proof"));  // the answer was heard: headquarters says that it is used
}

}  // namespace enrolment_test
