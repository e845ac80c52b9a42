#include "base/http/server.h"

#include <atomic>
#include <future>
#include <mutex>
#include <thread>

#include "tests/base/http/echo.h"
#include "tests/support/catch.h"
#include "tests/support/http_client.h"

using namespace menting;
using tests::Echo;
using tests::http_request;
using tests::RawConnection;
using tests::request_text;

TEST_CASE("a request arrives whole, and its answer goes back") {
  Echo echo;
  const auto answer = http_request(echo.port(), "POST", "/a%2Fb?x=%E5%8F%B7&y", {{"Cookie", "b=2; a=1"}}, "body");
  CHECK(answer.status == 200);
  CHECK(answer.body == "POST /a/b\nx=号\ny=\ncookie 1\nhost 127.0.0.1\n127.0.0.1 loopback\nbody");
  CHECK(answer.header("content-type") == "text/plain");
  CHECK_THAT(answer.header("Date"), ContainsSubstring("GMT"));
}

TEST_CASE("one connection carries many requests, also those sent at once") {
  Echo echo;
  RawConnection connection(echo.port());
  for (int i = 0; i < 3; ++i) {
    connection.send(request_text("GET", "/n" + std::to_string(i)));
    CHECK_THAT(connection.read_answer().body, ContainsSubstring("/n" + std::to_string(i)));
  }
  std::string many;
  for (int i = 0; i < 50; ++i) many += request_text(i % 5 == 0 ? "POST" : "GET", "/p" + std::to_string(i), {}, "");
  connection.send(many);
  for (int i = 0; i < 50; ++i) CHECK_THAT(connection.read_answer().body, ContainsSubstring("/p" + std::to_string(i)));
  connection.send(request_text("GET", "/last", {{"Connection", "close"}}));
  CHECK(connection.read_answer().header("Connection") == "close");
  CHECK(connection.read_all().empty());
}

TEST_CASE("HEAD answers as GET does, without the body") {
  Echo echo;
  RawConnection connection(echo.port());
  connection.send(request_text("HEAD", "/x"));
  const auto answer = connection.read_answer(false);
  CHECK(answer.status == 200);
  CHECK(std::stoi(answer.header("Content-Length")) > 0);
  connection.send(request_text("GET", "/y"));
  CHECK_THAT(connection.read_answer().body, ContainsSubstring("GET /y"));
}

TEST_CASE("an answer without content has no length") {
  Echo echo;
  RawConnection connection(echo.port());
  connection.send(request_text("GET", "/none"));
  const auto answer = connection.read_answer(false);
  CHECK(answer.status == 204);
  CHECK(answer.header("Content-Length").empty());
  CHECK(answer.header("Content-Type").empty());
}

TEST_CASE("a header field cannot be split in two") {
  Echo echo;
  const auto answer = http_request(echo.port(), "GET", "/split");
  CHECK(answer.header("X-B").empty());
  CHECK(answer.header("X-C") == "c");
}

TEST_CASE("a dropped or failing request answers 500") {
  Echo echo;
  for (const char* path : {"/drop", "/throw"}) {
    const auto answer = http_request(echo.port(), "GET", path);
    CHECK(answer.status == 500);
    CHECK(answer.header("Content-Type") == "application/problem+json");
    CHECK_THAT(answer.body, ContainsSubstring("internal_error"));
  }
  CHECK(http_request(echo.port(), "GET", "/").status == 200);
}

TEST_CASE("work and timers run beside the server's thread") {
  Echo echo;
  CHECK(http_request(echo.port(), "GET", "/work").body == "worked");
  CHECK(http_request(echo.port(), "GET", "/later").body == "later");
  std::promise<std::thread::id> ran;
  echo.server().post([&ran] { ran.set_value(std::this_thread::get_id()); });
  CHECK(ran.get_future().get() != std::this_thread::get_id());
}

TEST_CASE("chunked bodies and old clients are understood") {
  Echo echo;
  RawConnection chunked(echo.port());
  chunked.send("POST /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
  chunked.send("2;ext=1\r\nde\r\n0\r\n\r\n");
  const auto answer = chunked.read_answer();
  CHECK(answer.header("X-Size") == "5");
  CHECK_THAT(answer.body, ContainsSubstring("abcde"));

  RawConnection old(echo.port());
  old.send("GET /old HTTP/1.0\r\n\r\n");
  CHECK(old.read_answer().status == 200);
  CHECK(old.read_all().empty());

  RawConnection proxy(echo.port());
  proxy.send("GET http://hall.example/p HTTP/1.1\r\nHost: other\r\n\r\n");
  CHECK_THAT(proxy.read_answer().body, ContainsSubstring("GET /p\n") && ContainsSubstring("host hall.example"));
}

TEST_CASE("Expect: 100-continue is answered before the body is sent") {
  Echo echo;
  RawConnection connection(echo.port());
  connection.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  CHECK(connection.read_until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  connection.send("abc");
  CHECK(connection.read_answer().header("X-Size") == "3");

  RawConnection large(echo.port());
  large.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\nExpect: 100-continue\r\n\r\n");
  CHECK(large.read_answer().status == 413);

  RawConnection odd(echo.port());
  odd.send("POST /e HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: a-miracle\r\n\r\n");
  CHECK(odd.read_answer().status == 417);
}

TEST_CASE("what is no HTTP gets 400 and a closed connection") {
  Echo echo;
  for (const char* text :
       {"GARBAGE\r\n\r\n", "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET nowhere HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\nHost : x\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "\x16\x03\x01\x02\r\n\r\n"}) {
    CAPTURE(text);
    RawConnection connection(echo.port());
    connection.send(text);
    const auto answer = connection.read_answer();
    CHECK(answer.status == 400);
    CHECK(answer.header("Connection") == "close");
    CHECK(answer.header("Content-Type") == "application/problem+json");
    CHECK(connection.read_all().empty());
  }
  RawConnection gzip(echo.port());
  gzip.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n");
  CHECK(gzip.read_answer().status == 501);
}

TEST_CASE("requests over the limits are refused, and the client can read why") {
  http::Limits limits;
  limits.body_bytes = 1000;
  limits.header_bytes = 2048;
  Echo echo(limits);
  CHECK(http_request(echo.port(), "POST", "/", {}, std::string(1000, 'x')).status == 200);
  CHECK(http_request(echo.port(), "GET", "/", {{"X-Long", std::string(4000, 'x')}}).status == 431);
  CHECK(http_request(echo.port(), "GET", "/" + std::string(4000, 'x')).status == 431);

  RawConnection large(echo.port());
  large.send(request_text("POST", "/", {}, std::string(4 << 20, 'x')));  // all of it is sent: nobody resets the line
  CHECK(large.read_answer().status == 413);

  RawConnection chunked(echo.port());
  chunked.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
  for (int i = 0; i < 20; ++i) chunked.send("64\r\n" + std::string(100, 'y') + "\r\n");
  CHECK(chunked.read_answer().status == 413);

  RawConnection endless(echo.port());
  endless.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + std::string(200'000, 'e'));
  CHECK(endless.read_answer().status == 431);
}

TEST_CASE("a request that never ends is closed at its deadline, however busily it drips") {
  http::Limits limits;
  limits.request_ms = 150;
  Echo echo(limits);
  RawConnection slow(echo.port());
  const auto drip = std::async(std::launch::async, [&slow] {
    slow.send("GET / HTTP/1.1\r\nHost: x\r\n");
    for (int i = 0; i < 200 && slow.send("X-A: b\r\n"); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  });
  const auto answer = slow.read_answer();
  CHECK(answer.status == 408);
  drip.wait();

  RawConnection body(echo.port());
  body.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc");
  CHECK(body.read_answer().status == 408);

  RawConnection silent(echo.port());
  CHECK(silent.read_all().empty());
}

TEST_CASE("an idle connection is closed after its time") {
  http::Limits limits;
  limits.idle_ms = 50;
  Echo echo(limits);
  RawConnection connection(echo.port());
  connection.send(request_text("GET", "/"));
  CHECK(connection.read_answer().status == 200);
  CHECK(connection.read_all().empty());
}

TEST_CASE("a client that does not take its answer is cut off, and nobody else waits for it") {
  http::Limits limits;
  limits.write_ms = 100;
  Echo echo(limits);
  RawConnection lazy(echo.port(), 10'000, 4096);
  lazy.send(request_text("GET", "/large"));
  CHECK(http_request(echo.port(), "GET", "/").status == 200);
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  std::string got;
  try {
    got = lazy.read_all();
  } catch (const std::runtime_error&) {  // reset
  }
  CHECK(got.size() < (32U << 20));
}

TEST_CASE("hundreds of idle and slow connections do not keep a new client waiting") {
  Echo echo;
  std::vector<std::unique_ptr<RawConnection>> crowd;
  for (int i = 0; i < 400; ++i) {
    crowd.push_back(std::make_unique<RawConnection>(echo.port()));
    if (i % 2 == 0) crowd.back()->send("GET / HTTP/1.1\r\nX-Half");
  }
  CHECK(http_request(echo.port(), "GET", "/").status == 200);
}

TEST_CASE("an event stream carries events in order until one side ends it") {
  Echo echo;
  RawConnection client(echo.port());
  client.send(request_text("GET", "/stream"));
  auto stream = echo.stream();
  stream->send("board", "{\"a\":1}");
  stream->comment("beat");
  stream->send("two", "lines\nof data");
  const auto head = client.read_answer(false);
  CHECK(head.status == 200);
  CHECK(head.header("Content-Type") == "text/event-stream; charset=utf-8");
  CHECK(head.header("Cache-Control") == "no-store");
  CHECK(head.header("X-Kind") == "test");
  CHECK(client.read_until("\n\n") == "event: board\ndata: {\"a\":1}\n\n");
  CHECK(client.read_until("\n\n") == ": beat\n\n");
  CHECK(client.read_until("\n\n") == "event: two\ndata: lines\ndata: of data\n\n");
  CHECK(stream->open());
  stream->close();
  CHECK_FALSE(stream->open());
  CHECK(client.read_all().empty());
  stream->send("late", "x");
}

TEST_CASE("a stream whose client went away is closed") {
  Echo echo;
  auto client = std::make_unique<RawConnection>(echo.port());
  client->send(request_text("GET", "/stream"));
  auto stream = echo.stream();
  stream->send("a", "b");
  client->read_until("data: b");
  client.reset();
  for (int i = 0; i < 1000 && stream->open(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  CHECK_FALSE(stream->open());
}

TEST_CASE("a stream whose client does not read is cut off instead of filling memory") {
  Echo echo;
  RawConnection client(echo.port(), 10'000, 4096);
  client.send(request_text("GET", "/stream"));
  auto stream = echo.stream();
  const std::string piece(32 * 1024, 'x');
  int sent = 0;
  while (stream->open() && sent < 2000) {
    stream->send("fill", piece);
    ++sent;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  CHECK_FALSE(stream->open());
  CHECK(sent < 2000);
}

TEST_CASE("stop ends open requests and streams, and late answers go nowhere") {
  auto echo = std::make_unique<Echo>();
  RawConnection waiting(echo->port());
  waiting.send(request_text("GET", "/keep"));
  RawConnection streaming(echo->port());
  streaming.send(request_text("GET", "/stream"));
  auto kept = echo->kept();
  auto stream = echo->stream();
  echo->server().after(3'600'000, [kept] { kept->answer({}); });  // never comes, and holds nothing back
  echo->server().work([kept] {});
  echo->server().stop();
  CHECK_FALSE(stream->open());
  CHECK(waiting.read_all().empty());
  echo.reset();
  kept->answer({200, "text/plain", "late", {}});
  stream->send("late", "x");
}

TEST_CASE("a server that never started stops") {
  http::Server server({}, [](const http::ExchangePtr&) {});
  server.listen("127.0.0.1:0");
  server.post([] {});
  server.stop();
  server.stop();
}

TEST_CASE("an address that cannot be had is named, with what to do") {
  Echo echo;
  const auto message = [](const std::string& address) {
    http::Server server({}, [](const http::ExchangePtr&) {});
    try {
      server.listen(address);
    } catch (const std::runtime_error& fault) {
      return std::string(fault.what());
    }
    return std::string("listens");
  };
  const std::string taken = "127.0.0.1:" + std::to_string(echo.port());
  CHECK_THAT(message(taken),
             ContainsSubstring(taken) && ContainsSubstring("in use") && ContainsSubstring("another port"));
  CHECK_THAT(message("192.0.2.1:0"), ContainsSubstring("no such address"));
  CHECK_THAT(message("nowhere.invalid:1"), ContainsSubstring("write an IP address"));
  CHECK_THAT(message("8470"), ContainsSubstring("HOST:PORT"));
  CHECK(message("localhost:0") == "listens");
}

TEST_CASE("many threads answer at once") {
  std::mutex mutex;
  std::vector<std::thread> answering;
  http::Server server({}, [&](http::ExchangePtr exchange) {
    const std::lock_guard lock(mutex);
    answering.emplace_back([exchange = std::move(exchange)] { exchange->answer({200, "text/plain", "t", {}}); });
  });
  server.listen("127.0.0.1:0");
  server.start();
  std::vector<std::future<int>> clients;
  clients.reserve(60);
  for (int i = 0; i < 60; ++i) {
    clients.push_back(
        std::async(std::launch::async, [&server] { return http_request(server.port(), "GET", "/").status; }));
  }
  for (auto& client : clients) CHECK(client.get() == 200);
  server.stop();
  for (auto& thread : answering) thread.join();
}

TEST_CASE("a problem is JSON whatever its detail holds") {
  const auto answer = http::problem(404, "not_found", "no \"\xff\" here");
  CHECK(answer.status == 404);
  CHECK(answer.content_type == "application/problem+json");
  CHECK(
      answer.body ==
      "{\"title\":\"Not Found\",\"status\":404,\"refusal\":\"not_found\",\"detail\":\"no \\\"\xef\xbf\xbd\\\" here\"}");
}
