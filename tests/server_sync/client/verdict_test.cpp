#include "server_sync/client/verdict.h"

#include "server_sync/client/backoff.h"
#include "server_sync/client/web_url.h"
#include "tests/support/catch.h"
#include "tests/support/scratch_folder.h"

using namespace menting;
using namespace menting::sync;

namespace {

wire::Batch batch_of(std::int64_t first, std::size_t count) {
  wire::Batch batch{"b", "j", first, std::string(64, 'a'), {}};
  batch.events.resize(count);
  return batch;
}

Verdict answer(int status, const std::string& body) {
  return judge({status, body, "no route", 0}, batch_of(11, 3));
}

}  // namespace

TEST_CASE("only an event's number is an acknowledgement, and counts up to what was sent") {
  CHECK(answer(200, R"({"through":13})").said == Said::through);
  CHECK(answer(200, R"({"through":13})").through == 13);
  CHECK(answer(200, R"({"through":0,"more":[1]})").said == Said::through);
  CHECK(answer(200, R"({"through":500})").through == 13);
  for (const char* body :
       {R"({"through":-1})", R"({"through":"13"})", R"({"through":13.0})", R"({"through":1e1})", R"({"through":null})",
        R"({"through":true})", R"({"through":18446744073709551615})", R"({"through":[13]})", R"({"Through":13})", "{}",
        "[13]", "13", "", "{\"through\":13", "<html></html>", "\xff"}) {
    INFO(body);
    CHECK(answer(200, body).said == Said::nothing);
  }
}

TEST_CASE("every other answer is what it is") {
  const std::string ack = R"({"through":13})";
  for (const int status : {0, 100, 201, 202, 204, 301, 302, 307, 304, 404, 405, 429, 500, 502, 503, 504}) {
    CHECK(answer(status, ack).said == Said::nothing);
    CHECK_FALSE(answer(status, ack).reason.empty());
  }
  for (const int status : {400, 401, 403, 409, 415, 422}) {  // a 409 without a word about a fork is none
    CHECK(answer(status, ack).said == Said::refused);
    CHECK_FALSE(answer(status, ack).reason.empty());
  }
  CHECK(answer(409, R"({"refusal":"fork"})").said == Said::forked);
  CHECK(answer(409, R"({"refusal":"fork"})").numbers.empty());
  CHECK(answer(413, ack).said == Said::too_large);
  CHECK_THAT(answer(0, "").reason, ContainsSubstring("no route"));
  for (const int status : {502, 504}) CHECK(answer(status, "<html></html>").trouble == "busy");  // of a web server
}

TEST_CASE("a fork tells the numbers that were given out, and what is none of them is left out") {
  const auto numbers = [](const std::string& list) {
    return answer(409, R"({"refusal":"fork","numbers":)" + list + "}").numbers;
  };
  CHECK(numbers(R"([{"day":20261123,"service":"A","number":57},{"day":20261123,"service":"B","number":3}])") ==
        std::vector<wire::GivenNumber>{{20261123, 'A', 57}, {20261123, 'B', 3}});
  CHECK(numbers("{}").empty());
  CHECK(numbers(R"([7,{"day":20261123,"service":"AB","number":57},{"day":"x","service":"A","number":57},
                    {"day":20261123,"service":"A","number":-1},{"day":20261123,"service":"A","number":1e3},
                    {"day":20261123,"number":1},{"day":20261123,"service":"a","number":100000000000}])")
            .empty());
  CHECK(answer(409, R"({"refusal":"other","numbers":[{"day":20261123,"service":"A","number":57}]})").numbers.empty());
}

TEST_CASE("waits grow to their bound, spread out, and begin anew after a success") {
  Backoff backoff(7);
  const auto start = std::chrono::steady_clock::now();
  Backoff::Wait longest_seen{0};
  for (int bound_ms = 500, i = 0; i < 12; ++i, bound_ms *= 2) {
    const auto wait = backoff.failed(start);
    CHECK(wait >= Backoff::Wait(50));
    CHECK(wait <= std::min(Backoff::Wait(bound_ms), Backoff::longest_at_first));
  }
  for (int i = 0; i < 200; ++i) {
    const auto wait = backoff.failed(start + std::chrono::minutes(11));
    longest_seen = std::max(longest_seen, wait);
    CHECK(wait <= Backoff::longest);
  }
  CHECK(longest_seen > std::chrono::seconds(45));
  backoff.succeeded();
  CHECK(backoff.failed(start + std::chrono::minutes(20)) <= Backoff::Wait(500));
  for (int i = 0; i < 50; ++i) {
    const auto wait = backoff.refused();
    CHECK(wait >= Backoff::longest / 2);
    CHECK(wait <= Backoff::longest);
  }
}

TEST_CASE("headquarters' address is https, or this machine when that is allowed") {
  tests::ScratchFolder folder;
  const std::string ca = folder.path().string();
  CHECK(checked_url("https://hq.example.com:8480/", ca, false) == "https://hq.example.com:8480");
  CHECK(checked_url("http://127.0.0.1:8480", "", true) == "http://127.0.0.1:8480");
  CHECK(checked_url("http://127.9.9.9", "", true) == "http://127.9.9.9");
  CHECK(checked_url("http://localhost:8480/", "", true) == "http://localhost:8480");
  CHECK(checked_url("http://[::1]:8480", "", true) == "http://[::1]:8480");
  CHECK_THROWS_WITH(checked_url("http://127.0.0.1:8480", "", false), ContainsSubstring("allow_plain_http"));
  CHECK_THROWS_WITH(checked_url("https://hq.example.com", "", false), ContainsSubstring("CA"));
  CHECK_THROWS_WITH(checked_url("https://hq.example.com", folder.file("none.pem"), false),
                    ContainsSubstring("not there"));
  for (const char* url :
       {"http://192.168.1.5", "http://127.0.0.1.example.com", "http://127.evil", "http://hq.example.com",
        "http://localhost.example.com", "http://0.0.0.0", "http://user@127.0.0.1:80", "http://127.0.0.1/path",
        "http://127.0.0.1?x=1", "ftp://127.0.0.1", "127.0.0.1:8480", "", "http://", "file:///etc/passwd"}) {
    INFO(url);
    CHECK_THROWS_AS(checked_url(url, ca, true), std::runtime_error);
  }
}
