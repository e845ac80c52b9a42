#include <openssl/ssl.h>

#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "tests/base/http/echo.h"
#include "tests/support/catch.h"
#include "tests/support/certificates.h"
#include "tests/support/http_client.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using tests::Echo;
using tests::RawConnection;
using tests::request_text;
using tests::TestCa;

namespace {

http::TlsFiles files_of(const tests::CertificateFiles& files) {
  return {files.certificate, files.key};
}

/// A server with a certificate of a CA of its own.
struct Secure {
  explicit Secure(http::Limits limits = {}) : echo(limits, files_of(files)) {}
  tests::ScratchFolder folder;
  TestCa ca{folder.path().string()};
  tests::CertificateFiles files = ca.issue("hq");
  Echo echo;
};

std::string fault_of(const http::TlsFiles& files) {
  http::Server server({}, [](const http::ExchangePtr&) {});
  try {
    server.encrypt(files);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

bool eventually(const std::function<bool()>& done) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (!done() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  return done();
}

}  // namespace

TEST_CASE("requests, large answers and streams pass encrypted") {
  Secure secure;
  RawConnection connection(secure.echo.port());
  connection.encrypt(secure.ca.file());
  for (int i = 0; i < 3; ++i) {
    connection.send(request_text("POST", "/n" + std::to_string(i), {}, std::string(60'000, 'b')));
    const auto answer = connection.read_answer();
    CHECK_THAT(answer.body, ContainsSubstring("127.0.0.1 loopback encrypted"));
    CHECK(answer.header("X-Size") == "60000");
  }
  std::string many;
  for (int i = 0; i < 20; ++i) many += request_text("GET", "/p" + std::to_string(i));
  connection.send(many);
  for (int i = 0; i < 20; ++i) CHECK_THAT(connection.read_answer().body, ContainsSubstring("/p" + std::to_string(i)));
  connection.send(request_text("GET", "/large"));
  CHECK(connection.read_answer().body.size() == std::size_t{32} << 20);
  connection.send(request_text("GET", "/last", {{"Connection", "close"}}));
  connection.read_answer();
  CHECK(connection.read_all().empty());  // an orderly end, not a cut

  RawConnection listener(secure.echo.port());
  listener.encrypt(secure.ca.file());
  listener.send(request_text("GET", "/stream"));
  const auto stream = secure.echo.stream();
  stream->send("board", "one");
  CHECK_THAT(listener.read_until("data: one\n\n"), ContainsSubstring("text/event-stream"));
  stream->close();
  CHECK(listener.read_all().empty());
}

TEST_CASE("nothing older than TLS 1.2 is spoken") {
  Secure secure;
  RawConnection modern(secure.echo.port());
  modern.encrypt(secure.ca.file(), TLS1_2_VERSION);
  modern.send(request_text("GET", "/"));
  CHECK(modern.read_answer().status == 200);
  RawConnection old(secure.echo.port());
  CHECK_THROWS(old.encrypt(secure.ca.file(), TLS1_1_VERSION));
}

TEST_CASE("a certificate of another CA, for another name or of yesterday is not trusted") {
  tests::ScratchFolder folder;
  TestCa ca(folder.path().string());
  TestCa other(folder.path().string(), "other");
  for (const auto& files : {other.issue("a"), ca.issue("b", "IP:127.0.0.2"), ca.issue("c", "IP:127.0.0.1", -1)}) {
    Echo echo({}, files_of(files));
    RawConnection connection(echo.port());
    CHECK_THROWS_WITH(connection.encrypt(ca.file()), ContainsSubstring("certificate verify failed"));
  }
}

TEST_CASE("plain HTTP on the encrypted port is told so") {
  Secure secure;
  RawConnection browser(secure.echo.port());
  browser.send(request_text("GET", "/clerk?x=1", {{"Host", "hall.example:8480"}}));
  const auto shown = browser.read_answer();
  CHECK(shown.status == 308);
  CHECK(shown.header("Location") == "https://hall.example:8480/clerk?x=1");
  CHECK(browser.read_all().empty());
  RawConnection program(secure.echo.port());
  program.send(request_text("POST", "/sync", {}, "body"));
  const auto told = program.read_answer();
  CHECK(told.status == 400);
  CHECK_THAT(told.body, ContainsSubstring("https_only"));
  CHECK(program.read_all().empty());
}

TEST_CASE("clients that dawdle with the handshake are closed, and keep nobody out") {
  http::Limits limits;
  limits.handshake_ms = 200;
  Secure secure(limits);
  RawConnection silent(secure.echo.port());
  RawConnection halfway(secure.echo.port());
  halfway.send(std::string_view("\x16\x03\x01\x01\x00\x01", 6));
  RawConnection rubbish(secure.echo.port());
  rubbish.send(std::string_view("\x16\x03\x01\x00\x05hello", 10));
  RawConnection quick(secure.echo.port());
  quick.encrypt(secure.ca.file());
  quick.send(request_text("GET", "/"));
  CHECK(quick.read_answer().status == 200);
  CHECK(silent.read_all().empty());
  CHECK(halfway.read_all().empty());
  CHECK_FALSE(rubbish.read_all().empty());  // an alert
}

TEST_CASE("slow, oversized and departing clients are dealt with as on a plain port") {
  http::Limits limits;
  limits.request_ms = 200;
  limits.write_ms = 300;
  limits.body_bytes = 1000;
  Secure secure(limits);
  RawConnection slow(secure.echo.port());
  slow.encrypt(secure.ca.file());
  slow.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  CHECK(slow.read_answer().status == 408);
  RawConnection large(secure.echo.port());
  large.encrypt(secure.ca.file());
  large.send(request_text("POST", "/", {}, std::string(100'000, 'x')));
  CHECK(large.read_answer().status == 413);
  RawConnection deaf(secure.echo.port(), 10'000, 4096);
  deaf.encrypt(secure.ca.file());
  deaf.send(request_text("GET", "/large"));
  {  // one that leaves in the middle of its answer
    RawConnection gone(secure.echo.port(), 10'000, 4096);
    gone.encrypt(secure.ca.file());
    gone.send(request_text("GET", "/large"));
  }
  RawConnection next(secure.echo.port());
  next.encrypt(secure.ca.file());
  next.send(request_text("GET", "/"));
  CHECK(next.read_answer().status == 200);
}

TEST_CASE("changed files are taken into use, and a pair that is wrong is not") {
  Secure secure;
  const auto peer = [&] {
    RawConnection connection(secure.echo.port());
    connection.encrypt(secure.ca.file());
    return connection.tls().peer();
  };
  http::Server& server = secure.echo.server();
  CHECK(server.tls().on);
  CHECK(server.tls().fault.empty());
  CHECK(server.tls().expires_at_ms > 0);
  RawConnection before(secure.echo.port());
  before.encrypt(secure.ca.file());
  std::ofstream(secure.files.certificate) << "no certificate";
  CHECK(eventually([&] { return !server.tls().fault.empty(); }));
  CHECK_THAT(server.tls().fault, ContainsSubstring("hq.pem"));
  CHECK(peer() == "IP:127.0.0.1");
  secure.ca.issue("hq", "IP:127.0.0.1,DNS:old.example", -1);
  CHECK(eventually([&] { return server.tls().fault.find("expired") != std::string::npos; }));
  CHECK(peer() == "IP:127.0.0.1");
  secure.ca.issue("hq", "IP:127.0.0.1,DNS:new.example");
  CHECK(eventually([&] { return server.tls().fault.empty(); }));
  CHECK(peer() == "IP:127.0.0.1,DNS:new.example");
  before.send(request_text("GET", "/"));
  CHECK(before.read_answer().status == 200);
}

TEST_CASE("files that cannot be used are named") {
  tests::ScratchFolder folder;
  TestCa ca(folder.path().string());
  const auto one = ca.issue("one");
  const auto two = ca.issue("two");
  CHECK(fault_of(files_of(one)).empty());
  CHECK_THAT(fault_of({folder.file("none.pem"), one.key}), ContainsSubstring("none.pem cannot be read (No such file"));
  CHECK_THAT(fault_of({one.certificate, folder.file("none.key")}), ContainsSubstring("none.key cannot be read"));
  CHECK_THAT(fault_of({one.certificate, two.key}), ContainsSubstring("two.key cannot be used"));
  CHECK_THAT(fault_of({one.key, one.key}), ContainsSubstring("PEM file"));
}
