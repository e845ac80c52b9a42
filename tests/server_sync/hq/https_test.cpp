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

/// HAProxy with a certificate in front of a plain headquarters, set up as docs/headquarters.md says.
class WebServerInFront {
 public:
  WebServerInFront(const tests::ScratchFolder& folder, const tests::CertificateFiles& files, std::uint16_t behind)
      : port_(free_port()) {
    std::ofstream(folder.file("both.pem"))
        << std::ifstream(files.certificate).rdbuf() << std::ifstream(files.key).rdbuf();
    std::ofstream(folder.file("haproxy.cfg"))
        << "defaults\n  mode http\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\n"
        << "frontend hq\n  bind 127.0.0.1:" << port_ << " ssl crt " << folder.file("both.pem")
        << " ssl-min-ver TLSv1.2\n  option forwardfor\n  default_backend menting\n"
        << "backend menting\n  server one 127.0.0.1:" << behind << "\n";
    child_ = fork();
    if (child_ == 0) {
      const int quiet = open(folder.file("haproxy.log").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
      dup2(quiet, STDERR_FILENO);
      execl("/usr/sbin/haproxy", "haproxy", "-db", "-f", folder.file("haproxy.cfg").c_str(), nullptr);
      _exit(127);
    }
    for (int tries = 0; tries < 1000 && !answers(port_); ++tries) {
      int state = 0;
      if (waitpid(child_, &state, WNOHANG) == child_) {
        child_ = -1;
        std::ostringstream log;
        log << std::ifstream(folder.file("haproxy.log")).rdbuf();
        FAIL("haproxy ended: " << log.str());
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    REQUIRE(answers(port_));
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
  Ground ground;
  ground.hq.change([](hq::Settings& settings) { settings.public_url = "https://hq.example.com"; });
  const WebServerInFront front(ground.folder, ground.files, ground.hq.port());
  const sync::Enrolment enrolment = ground.join(front.port());
  sync::SignedPost post;
  const std::string batch = wire::batch_json(FakeJournal("BJ-0001").add_visit("20261123-A001", 1, 2, 5).all());
  CHECK(post.post(enrolment, ground.place(front.port()), "/sync/v1/batches", batch, {}).body == R"({"through":5})");
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
