#include "base/http/address.h"

#include "base/http/target.h"
#include "tests/support/catch.h"

using namespace menting::http;

TEST_CASE("an address is HOST:PORT") {
  const auto plain = parse_address("127.0.0.1:8470");
  REQUIRE(plain);
  CHECK(plain->host == "127.0.0.1");
  CHECK(plain->port == 8470);
  const auto six = parse_address("[::1]:80");
  REQUIRE(six);
  CHECK(six->host == "::1");
  CHECK(six->port == 80);
  CHECK(parse_address("hall.example:0"));
  for (const char* bad : {"", "127.0.0.1", ":80", "host:", "host:65536", "host:-1", "host:80x", "::1:80", "[::1]",
                          "[::1]80", "[name]:80", "ho st:80", "http://x:80", "[::1:80"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_address(bad));
  }
}

TEST_CASE("loopback is this machine and nothing that looks like it") {
  for (const char* name : {"127.0.0.1", "127.9.9.9", "::1", "localhost", "LocalHost"}) {
    CAPTURE(name);
    CHECK(is_loopback(name));
  }
  for (const char* name : {"", "127.0.0.1.evil.example", "127.1", "128.0.0.1", "localhost.evil.example", "127.0.0.256",
                           "127.0.0.", "127.0.0.1."}) {
    CAPTURE(name);
    CHECK_FALSE(is_loopback(name));
  }
}

TEST_CASE("the host of a Host header") {
  CHECK(host_name("Hall.Example:8470") == "hall.example");
  CHECK(host_name("[::1]:8470") == "::1");
  CHECK(host_name("[::1") == "");
  CHECK(host_name("127.0.0.1") == "127.0.0.1");
}

TEST_CASE("a target is split and decoded") {
  const auto target = parse_target("/a%20b/%E5%8F%B7?x=1&y=a+b%26&&z&empty=");
  REQUIRE(target);
  CHECK(target->path == "/a b/号");
  REQUIRE(target->query.size() == 4);
  CHECK(target->query[0] == std::pair<std::string, std::string>("x", "1"));
  CHECK(target->query[1] == std::pair<std::string, std::string>("y", "a b&"));
  CHECK(target->query[2] == std::pair<std::string, std::string>("z", ""));
  CHECK(target->query[3] == std::pair<std::string, std::string>("empty", ""));

  const auto absolute = parse_target("http://hall.example:80?x=1");
  REQUIRE(absolute);
  CHECK(absolute->authority == "hall.example:80");
  CHECK(absolute->path == "/");
  for (const char* bad :
       {"", "*", "a", "/%", "/%4", "/%zz", "/%00", "/%0a", "/?x=%f", "http://", "http:///a", "/?%=1"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_target(bad));
  }
}

TEST_CASE("a network holds the addresses that begin alike") {
  const auto holds = [](const char* network, const char* host) {
    const auto parsed = parse_network(network);
    REQUIRE(parsed);
    return contains(*parsed, host);
  };
  CHECK(holds("10.0.0.0/8", "10.255.0.1"));
  CHECK_FALSE(holds("10.0.0.0/8", "11.0.0.1"));
  CHECK(holds("192.168.1.128/25", "192.168.1.200"));
  CHECK_FALSE(holds("192.168.1.128/25", "192.168.1.100"));
  CHECK(holds("192.168.1.7", "192.168.1.7"));
  CHECK(holds("192.168.1.7", "::ffff:192.168.1.7"));
  CHECK_FALSE(holds("192.168.1.7", "192.168.1.8"));
  CHECK(holds("0.0.0.0/0", "8.8.8.8"));
  CHECK_FALSE(holds("0.0.0.0/0", "fd00::1"));
  CHECK(holds("fd00::/8", "fdab::1"));
  CHECK_FALSE(holds("fd00::/8", "fe80::1"));
  CHECK_FALSE(holds("0.0.0.0/0", "hall.example"));
  for (const char* bad :
       {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0/8", "name", "fd00::/129", "1.2.3.4/8x"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_network(bad));
  }
}
