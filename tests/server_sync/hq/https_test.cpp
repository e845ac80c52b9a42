// The branch's own client against a headquarters that encrypts, itself or behind a web server.
#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "base/crypto/crypto.h"
#include "server_sync/client/enrolment.h"
#include "server_sync/client/rotation.h"
#include "server_sync/client/signed_post.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"
#include "tests/support/certificates.h"
#include "tests/support/http_client.h"

using namespace menting;
using tests::FakeJournal;
using tests::RunningHq;

namespace {

std::uint16_t free_port() {
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  REQUIRE(bind(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  close(probe);
  return ntohs(address.sin_port);
}

bool answers(std::uint16_t port) {
  try {
    const tests::RawConnection connection(port);
    return true;
  } catch (const std::runtime_error&) {
    return false;
  }
}

std::string text_of(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

void replace(std::string& text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  INFO(from);
  REQUIRE(at != std::string::npos);
  text.replace(at, from.size(), to);
}

/// The block of docs/headquarters.md in this language.
std::string documented(const std::string& language) {
  const std::string guide = text_of(std::string(MENTING_SOURCE_DIR) + "/docs/headquarters.md");
  const std::string opening = "```" + language + "\n";
  const auto begin = guide.find(opening);
  REQUIRE(begin != std::string::npos);
  return guide.substr(begin + opening.size(), guide.find("```", begin + 3) - begin - opening.size());
}

enum class Front { haproxy, nginx };

/// A real web server with a certificate in front of a plain headquarters, set up as docs/headquarters.md says.
class WebServerInFront {
 public:
  WebServerInFront(Front front, const tests::ScratchFolder& folder, const tests::CertificateFiles& files,
                   std::uint16_t behind)
      : port_(free_port()) {
    const std::string program = front == Front::haproxy ? "haproxy" : "nginx";
    std::string set_up = documented(program);
    replace(set_up, "127.0.0.1:8480", "127.0.0.1:" + std::to_string(behind));
    if (front == Front::haproxy) {
      std::ofstream(folder.file("both.pem")) << text_of(files.certificate) << text_of(files.key);
      replace(set_up, ":443", "127.0.0.1:" + std::to_string(port_));
      replace(set_up, "/etc/menting/hq-with-key.pem", folder.file("both.pem"));
    } else {
      replace(set_up, "listen 443", "listen 127.0.0.1:" + std::to_string(port_));
      replace(set_up, "/etc/menting/hq.pem", files.certificate);
      replace(set_up, "/etc/menting/hq.key", files.key);
      set_up = nginx_around(folder.path().string(), set_up);
    }
    const std::string file = folder.file(program + ".cfg");
    std::ofstream(file) << set_up;
    start(program, file, folder.file(program + ".log"));
  }
  ~WebServerInFront() {
    if (child_ < 0) return;
    kill(child_, SIGTERM);
    waitpid(child_, nullptr, 0);
  }
  WebServerInFront(const WebServerInFront&) = delete;
  WebServerInFront& operator=(const WebServerInFront&) = delete;
  std::uint16_t port() const { return port_; }

 private:
  /// What a machine's own nginx.conf says.
  static std::string nginx_around(const std::string& folder, const std::string& site) {
    std::string text = geteuid() == 0 ? "user root;\n" : "";
    text += "daemon off;\npid " + folder + "/nginx.pid;\nevents {}\nhttp {\naccess_log off;\n";
    for (const char* what : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      text += std::string(what) + "_temp_path " + folder + "/nginx_" + what + ";\n";
    }
    return text + site + "}\n";
  }

  void start(const std::string& program, const std::string& file, const std::string& log) {
    child_ = fork();
    if (child_ == 0) {
      const int quiet = open(log.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
      dup2(quiet, STDERR_FILENO);
      const std::string path = "/usr/sbin/" + program;
      if (program == "nginx") execl(path.c_str(), "nginx", "-e", "stderr", "-c", file.c_str(), nullptr);
      execl(path.c_str(), program.c_str(), "-db", "-f", file.c_str(), nullptr);
      _exit(127);
    }
    for (int tries = 0; tries < 1000 && !answers(port_); ++tries) {
      int state = 0;
      if (waitpid(child_, &state, WNOHANG) == child_) {
        child_ = -1;
        FAIL(program << " ended: " << text_of(log));
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(answers(port_));
  }

  std::uint16_t port_;
  pid_t child_ = -1;
};

struct Ground {
  tests::ScratchFolder folder;
  tests::ScratchFolder branch;
  tests::TestCa ca{folder.path().string()};
  tests::CertificateFiles files = ca.issue("hq");
  RunningHq hq;

  sync::Place place(std::uint16_t port) const { return {"https://127.0.0.1:" + std::to_string(port), ca.file()}; }
  sync::Enrolment join(std::uint16_t port) {
    sync::enrol({place(port).url, ca.file(), hq.code_for("BJ-0001"), false, "BJ-0001"}, branch.path().string());
    return *sync::read_enrolment(branch.path().string());
  }
};

tests::HttpAnswer get(const Ground& ground, std::uint16_t port, const std::string& path,
                      const tests::HttpHeaders& headers = {}) {
  tests::RawConnection connection(port);
  connection.encrypt(ground.ca.file());
  connection.send(tests::request_text("GET", path, headers));
  return connection.read_answer();
}

}  // namespace

TEST_CASE("a branch joins, sends and changes its key over headquarters' own https") {
  Ground ground;
  ground.hq.change([&](hq::Settings& settings) { settings.tls = {ground.files.certificate, ground.files.key}; });
  const std::uint16_t port = ground.hq.port();
  const sync::Enrolment first = ground.join(port);
  sync::SignedPost post;
  const std::string batch = wire::batch_json(FakeJournal("BJ-0001").add("branch_started", "{}").all());
  CHECK(post.post(first, ground.place(port), "/sync/v1/batches", batch, {}).body == R"({"through":1})");
  sync::rotate_key(first, ground.place(port), ground.branch.path().string(), post);
  const auto second = *sync::read_enrolment(ground.branch.path().string());
  CHECK(second.credential != first.credential);
  for (const sync::Enrolment& enrolment : {second, first}) {
    CHECK(post.post(enrolment, ground.place(port), "/sync/v1/batches", batch, {}).status == 200);
  }
  // Revoked by another process, while this connection stays open.
  hq::SqliteStore store = ground.hq.open();
  store.begin();
  store.revoke_branch("BJ-0001", 7);
  store.commit();
  CHECK(post.post(second, ground.place(port), "/sync/v1/batches", batch, {}).status == 403);
  const auto health = nlohmann::json::parse(get(ground, port, "/api/v1/health").body);
  CHECK(health.at("status") == "ok");
  CHECK(health.at("encrypted") == true);
  CHECK(health.at("certificate_until").get<std::string>().size() == 24);
  CHECK_THAT(get(ground, port, "/metrics").body, ContainsSubstring("menting_hq_certificate_expiry_seconds 51"));
}

TEST_CASE("an expired certificate is refused by the branch and told by headquarters") {
  Ground ground;
  const auto expired = ground.ca.issue("expired", "IP:127.0.0.1", -1);
  ground.hq.change([&](hq::Settings& settings) { settings.tls = {expired.certificate, expired.key}; });
  CHECK_THROWS_WITH(ground.join(ground.hq.port()), ContainsSubstring("has expired"));
  const auto soon = ground.ca.issue("soon", "IP:127.0.0.1", 24 * 13);
  ground.hq.change([&](hq::Settings& settings) { settings.tls = {soon.certificate, soon.key}; });
  const auto health = nlohmann::json::parse(get(ground, ground.hq.port(), "/api/v1/health").body);
  CHECK(health.at("status") == "degraded");
  CHECK_THAT(health.at("reasons").dump(), ContainsSubstring("certificate_expires_soon"));
}

TEST_CASE("headquarters works behind a web server that holds the certificate") {
  const Front kind = GENERATE(Front::haproxy, Front::nginx);
  Ground ground;
  ground.hq.change([](hq::Settings& settings) { settings.public_url = "https://hq.example.com"; });
  const WebServerInFront front(kind, ground.folder, ground.files, ground.hq.port());
  const sync::Enrolment enrolment = ground.join(front.port());
  sync::SignedPost post;
  const std::string batch = wire::batch_json(FakeJournal("BJ-0001").add_visit("20261123-A001", 1, 2, 5).all());
  CHECK(post.post(enrolment, ground.place(front.port()), "/sync/v1/batches", batch, {}).body == R"({"through":5})");
  // Nearly as much as headquarters takes at once.
  FakeJournal journal("BJ-0001");
  journal.add_visit("20261123-A001", 1, 2, 5);
  for (int i = 0; i < 100; ++i) {
    journal.add("branch_started", R"({"pad":")" + crypto::to_hex(crypto::random_bytes(30'000)) + "\"}");
  }
  CHECK(
      post.post(enrolment, ground.place(front.port()), "/sync/v1/batches", wire::batch_json(journal.all()), {}).body ==
      R"({"through":105})");
  const auto asked_at = std::chrono::steady_clock::now();
  const auto held = post.get(enrolment, ground.place(front.port()), "/sync/v1/directives", "?have=0&wait_s=1",
                             {20'000, std::size_t{1} << 20U});
  CHECK(held.status == 304);  // nothing came meanwhile
  CHECK(std::chrono::steady_clock::now() - asked_at >= std::chrono::milliseconds(900));
  CHECK(get(ground, front.port(), "/", {{"Host", "hq.example.com"}}).status == 200);
  CHECK(get(ground, front.port(), "/", {{"Host", "elsewhere.example"}}).status == 421);
  CHECK(get(ground, front.port(), "/metrics").status == 403);
  // What a client writes itself about where it comes from is not believed: it is slowed down all the same.
  int status = 0;
  for (int guess = 0; guess < 12; ++guess) {
    tests::RawConnection connection(front.port());
    connection.encrypt(ground.ca.file());
    connection.send(tests::request_text("POST", "/sync/v1/enrol",
                                        {{"X-Forwarded-For", "10.0.0." + std::to_string(guess)}},
                                        R"({"code":"AAAAA-AAAAA","public_key":"x"})"));
    status = connection.read_answer().status;
  }
  CHECK(status == 429);
}
