#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/http/server.h"
#include "tests/base/http/echo.h"
#include "tests/support/catch.h"
#include "tests/support/http_client.h"

using namespace menting;
using tests::Echo;
using tests::http_request;
using tests::RawConnection;
using tests::request_text;

TEST_CASE("more connections than allowed are turned away with 503") {
  http::Limits limits;
  limits.connections = 3;
  Echo echo(limits);
  std::vector<std::unique_ptr<RawConnection>> held;
  for (int i = 0; i < 3; ++i) {
    held.push_back(std::make_unique<RawConnection>(echo.port()));
    held.back()->send(request_text("GET", "/"));
    CHECK(held.back()->read_answer().status == 200);
  }
  {
    RawConnection one_more(echo.port());
    CHECK(one_more.read_answer().status == 503);
  }
  held.pop_back();
  int status = 0;  // the place is free once the server has seen the good-bye
  for (int i = 0; i < 200 && status != 200; ++i) {
    try {
      status = http_request(echo.port(), "GET", "/").status;
    } catch (const std::runtime_error&) {
      status = 0;
    }
  }
  CHECK(status == 200);
}

TEST_CASE("one address takes no more than its share of the connections") {
  http::Limits limits;
  limits.connections_per_address = 2;
  limits.loopback_counts = true;
  Echo echo(limits);
  const auto come_from = [&echo](const char* address) {
    auto connection = std::make_unique<RawConnection>(echo.port(), 10'000, 0, address);
    connection->send(request_text("GET", "/"));
    return connection;
  };
  auto first = come_from("127.0.0.2");
  const auto second = come_from("127.0.0.2");
  CHECK(first->read_answer().status == 200);
  CHECK(second->read_answer().status == 200);
  const auto turned_away = come_from("127.0.0.2")->read_answer();
  CHECK(turned_away.status == 503);
  CHECK(std::stoi(turned_away.header("Retry-After")) > 0);
  CHECK(come_from("127.0.0.3")->read_answer().status == 200);
  first->send(request_text("GET", "/", {{"Connection", "close"}}));
  first->read_all();
  first.reset();
  int status = 503;  // the place is free once the server has seen the good-bye
  for (int i = 0; i < 200 && status != 200; ++i) status = come_from("127.0.0.2")->read_answer().status;
  CHECK(status == 200);
}

TEST_CASE("this machine's own connections have no share") {
  http::Limits limits;
  limits.connections_per_address = 1;
  Echo echo(limits);
  RawConnection first(echo.port());
  first.send(request_text("GET", "/"));
  CHECK(first.read_answer().status == 200);
  CHECK(http_request(echo.port(), "GET", "/").status == 200);
}

TEST_CASE("bodies of all connections together are bounded until they are answered") {
  http::Limits limits;
  limits.bodies_bytes_total = 1000;
  Echo echo(limits);
  const std::string body(600, 'x');
  RawConnection waiting(echo.port());
  waiting.send(request_text("POST", "/keep", {}, body));
  auto kept = echo.kept();
  RawConnection refused(echo.port());
  refused.send(request_text("POST", "/", {}, body));
  const auto answer = refused.read_answer();
  CHECK(answer.status == 503);
  CHECK(std::stoi(answer.header("Retry-After")) > 0);
  CHECK_THAT(answer.body, ContainsSubstring("too_much_at_once"));
  CHECK(http_request(echo.port(), "POST", "/", {}, "small").status == 200);
  CHECK(http_request(echo.port(), "GET", "/").status == 200);
  kept->answer({200, "text/plain", "at last", {}});
  CHECK(waiting.read_answer().status == 200);
  CHECK(http_request(echo.port(), "POST", "/", {}, body).status == 200);
  CHECK(http_request(echo.port(), "POST", "/", {}, std::string(1001, 'x')).status == 503);
}

TEST_CASE("a body that is still arriving counts, and no longer when its client goes") {
  http::Limits limits;
  limits.bodies_bytes_total = 1000;
  Echo echo(limits);
  const auto try_until = [&echo](int wanted) {
    int status = 0;
    for (int i = 0; i < 2000 && status != wanted; ++i) {
      status = http_request(echo.port(), "POST", "/", {}, std::string(500, 'y')).status;
    }
    return status;
  };
  auto slow = std::make_unique<RawConnection>(echo.port());
  const std::string head = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n";
  slow->send(head + std::string(600, 'x'));
  CHECK(try_until(503) == 503);
  slow->send(std::string(300, 'x'));
  CHECK(slow->read_answer().header("X-Size") == "900");
  CHECK(http_request(echo.port(), "POST", "/", {}, std::string(500, 'y')).status == 200);
  slow->send(head + std::string(600, 'x'));
  CHECK(try_until(503) == 503);
  slow.reset();
  CHECK(try_until(200) == 200);
}
