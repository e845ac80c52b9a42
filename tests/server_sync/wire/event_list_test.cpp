#include "server_sync/wire/event_list.h"

#include <random>

#include "tests/support/catch.h"

using namespace menting::wire;

namespace {

const std::string any_hash(64, 'a');

std::vector<Event> three_events() {
  const std::string at = "2026-11-23T02:25:00.123Z";
  return {{7, "ticket_taken", 1, at, any_hash, R"({"n":[1, 2],"who":"王\u0000 \"]}"  })"},
          {8, "ticket_printed", 2, at, any_hash, "{\"torn\":\"\xff", true},
          {9, "hologram_shown", 1, at, any_hash, "{}"}};
}

}  // namespace

TEST_CASE("a list of events comes back as it was, a damaged one without its bytes") {
  auto events = three_events();
  for (const char* body : {"7", "[1 , {}]", "\"a]\"", "null"}) {  // no branch can send these; what is written is read
    const std::int64_t seq = events.back().seq + 1;
    events.push_back({seq, "hologram_shown", 1, "2026-11-23T02:25:00.123Z", any_hash, body});
  }
  const auto read = read_event_list(7, event_list(events));
  REQUIRE(read.size() == events.size());
  events[1].body.clear();
  for (std::size_t i = 0; i < read.size(); ++i) {
    CAPTURE(i, read[i].body);
    CHECK(read[i] == events[i]);
  }
  CHECK(event_list({}) == "[]");
  CHECK(read_event_list(1, "[]").empty());
}

TEST_CASE("what is no list of events says where it ends to be one") {
  const std::string head = R"("a",1,"b","c")";
  for (const std::string& broken :
       {std::string(), std::string("{}"), std::string("["), std::string("[1]"), std::string("[[]]"), "[[" + head,
        "[[" + head + "]", "[[" + head + ",{},{}]]", "[[" + head + "]] x", "[[" + head + "]]]", "[[" + head + "]],x]",
        std::string(R"([["a",1,"b"]])"), std::string(R"([["a","1","b","c"]])"),
        std::string(R"([["a",4294967297,"b","c"]])"), std::string("[[\"\xff\",1,\"b\",\"c\"]]")}) {
    CAPTURE(broken);
    CHECK_THROWS_WITH(read_event_list(7, broken), ContainsSubstring("is not as it was written"));
  }
}

TEST_CASE("a list cut or changed anywhere is read or refused, never more than that") {
  const std::string whole = event_list(three_events());
  std::minstd_rand random(20261126);
  for (int round = 0; round < 5000; ++round) {
    std::string text = whole.substr(0, round % 3 == 0 ? random() % whole.size() : whole.size());
    for (unsigned change = random() % 4; change > 0 && !text.empty(); --change) {
      text[random() % text.size()] = static_cast<char>(random() % 256);
    }
    try {
      for (const Event& event : read_event_list(7, text)) CHECK(event.seq >= 7);
    } catch (const std::runtime_error& error) {
      CHECK_FALSE(std::string(error.what()).empty());
    }
  }
}
