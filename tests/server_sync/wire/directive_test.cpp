#include "server_sync/wire/directive.h"

#include "base/crypto/crypto.h"
#include "tests/support/catch.h"

using namespace menting;
using wire::Directive;

namespace {

struct Signer {
  crypto::KeyPair keys = crypto::make_sign_keys();
  std::string key() const { return crypto::to_base64(keys.public_key); }
  Directive sign(const std::string& branch, Directive directive) const {
    directive.signature = crypto::to_base64(crypto::sign(keys.secret_key, wire::directive_text(branch, directive)));
    return directive;
  }
};

}  // namespace

TEST_CASE("a directive is signed for one branch, name, number and body") {
  const Signer hq;
  const Directive directive = hq.sign("BJ-0001", {"nearby", 7, R"({"items":[]})", ""});
  CHECK(wire::is_signed("BJ-0001", directive, hq.key()));
  CHECK_FALSE(wire::is_signed("SH-0002", directive, hq.key()));
  CHECK_FALSE(wire::is_signed("BJ-0001", directive, Signer().key()));
  CHECK_FALSE(wire::is_signed("BJ-0001", directive, ""));
  Directive other = directive;
  other.name = "asks";
  CHECK_FALSE(wire::is_signed("BJ-0001", other, hq.key()));
  other = directive;
  other.version = 8;
  CHECK_FALSE(wire::is_signed("BJ-0001", other, hq.key()));
  other = directive;
  other.body += " ";
  CHECK_FALSE(wire::is_signed("BJ-0001", other, hq.key()));
  other = directive;
  other.signature = "!";
  CHECK_FALSE(wire::is_signed("BJ-0001", other, hq.key()));
}

TEST_CASE("directives come back as they were, the oldest first") {
  const auto read = wire::read_directives(
      wire::directives_json({9, {{"b", 9, "second \"body\"", "s2"}, {"a", 4, "first\nbody", "s1"}}, "key"}));
  REQUIRE(read);
  CHECK(read->version == 9);
  CHECK(read->signing_key == "key");
  REQUIRE(read->items.size() == 2);
  CHECK(read->items[0].name == "a");
  CHECK(read->items[0].body == "first\nbody");
  CHECK(read->items[1].version == 9);
  CHECK(read->items[1].signature == "s2");
}

TEST_CASE("what is no list of directives is none") {
  for (const char* text :
       {"", "<html>", "[]", "{}", R"({"version":1})", R"({"version":"1","directives":[]})",
        R"({"version":-1,"directives":[]})", R"({"version":1e300,"directives":[]})", R"({"version":1,"directives":{}})",
        R"({"version":1,"directives":[7]})", R"({"version":1,"directives":[{"name":"a","version":1,"body":"b"}]})",
        R"({"version":1,"directives":[{"name":"","version":1,"body":"b","signature":"s"}]})",
        R"({"version":1,"directives":[{"name":"a\nb","version":1,"body":"b","signature":"s"}]})",
        R"({"version":1,"directives":[{"name":"a","version":1,"body":{},"signature":"s"}]})"}) {
    CAPTURE(text);
    CHECK_FALSE(wire::read_directives(text));
  }
  CHECK(wire::read_directives(R"({"version":1,"directives":[]})"));
}
