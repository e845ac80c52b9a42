#include "server_sync/wire/envelope.h"

#include <random>
#include <vector>

#include "server_sync/wire/batch_reader.h"
#include "server_sync/wire/chain.h"
#include "tests/support/catch.h"

using namespace menting::wire;

namespace {

Batch chained(const std::vector<std::string>& bodies) {
  Batch batch{"BJ-0001", "6f1b0c9e-8a55-4d0e-9f54-0b1c2d3e4f50", 1, "", {}};
  batch.prev_hash = genesis_hash(batch.journal);
  std::string prev = batch.prev_hash;
  for (const std::string& body : bodies) {
    Event event;
    event.seq = batch.first_seq + static_cast<std::int64_t>(batch.events.size());
    event.kind = "ticket_taken";
    event.at = "2026-11-23T02:25:00.123Z";
    event.body = body;
    event.hash = chain_hash(prev, event.seq, event.kind, event.version, event.at, event.body);
    prev = event.hash;
    batch.events.push_back(event);
  }
  return batch;
}

std::string fault_of(const std::string& json) {
  try {
    read_batch(json);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

std::string hash_text() {
  return std::string(64, 'a');
}

/// A batch of one event where one piece of text is replaced.
std::string with(const std::string& from, const std::string& to) {
  std::string json =
      R"({"branch":"b","journal":"j","first_seq":7,"prev_hash":")" + hash_text() +
      R"(","events":[{"seq":7,"kind":"ticket_taken","version":1,"at":"2026-11-23T02:25:00.123Z","hash":")" +
      hash_text() + R"(","body":{"n":1}}]})";
  if (from.empty()) return json;
  const auto place = json.find(from);
  REQUIRE(place != std::string::npos);
  return json.replace(place, from.size(), to);
}

}  // namespace

TEST_CASE("a batch comes back as it was sent, bodies byte for byte") {
  const Batch sent = chained({R"({"name":"王小明","e":"\u738b \" \\ }{ ]["})", "{}",
                              R"({ "a" : [ 1 , {"b":{}} ] , "x":1.50 })", "{\"n\":[]\n}"});
  const Batch read = read_batch(batch_json(sent));
  CHECK(read.branch == sent.branch);
  CHECK(read.journal == sent.journal);
  CHECK(read.first_seq == sent.first_seq);
  CHECK(read.prev_hash == sent.prev_hash);
  REQUIRE(read.events.size() == sent.events.size());
  std::string prev = read.prev_hash;
  for (std::size_t i = 0; i < read.events.size(); ++i) {
    const Event& event = read.events[i];
    CHECK(event.seq == sent.events[i].seq);
    CHECK(event.kind == sent.events[i].kind);
    CHECK(event.version == sent.events[i].version);
    CHECK(event.at == sent.events[i].at);
    CHECK(event.body == sent.events[i].body);
    CHECK(chain_hash(prev, event.seq, event.kind, event.version, event.at, event.body) == event.hash);
    prev = event.hash;
  }
}

TEST_CASE("space around a body and unknown fields do not matter, and any order of fields is read") {
  const std::string json =
      "\n{ \"events\" : [ { \"later\":{\"seq\":9}, \"body\" : {\"n\":1}  \n, \"hash\":\"" + hash_text() +
      "\",\"at\":\"2026-11-23T02:25:00Z\",\"version\":2,\"kind\":\"k\",\"seq\":3} ], \"new\":[1,{}], "
      "\"prev_hash\":\"" +
      hash_text() + "\",\"first_seq\":3,\"journal\":\"j\",\"branch\":\"b\"}\n";
  const Batch batch = read_batch(json);
  REQUIRE(batch.events.size() == 1);
  CHECK(batch.events[0].body == "{\"n\":1}");
  CHECK(batch.events[0].version == 2);
}

TEST_CASE("an empty batch is a greeting: it needs no journal") {
  Batch hello;
  hello.branch = "b";
  hello.first_seq = 1;
  CHECK(read_batch(batch_json(hello)).events.empty());
  CHECK(read_batch(batch_json(hello)).branch == "b");
}

TEST_CASE("what is not a batch is refused with its place") {
  CHECK(fault_of(with("", "")).empty());
  CHECK_THAT(fault_of(""), ContainsSubstring("not valid JSON"));
  CHECK_THAT(fault_of("[]"), ContainsSubstring("must be an object"));
  CHECK_THAT(fault_of("7"), ContainsSubstring("must be an object"));
  CHECK_THAT(fault_of("{}"), ContainsSubstring("\"branch\" is missing"));
  CHECK_THAT(fault_of(with("{\"n\":1}", "{\"n\":1,}")), ContainsSubstring("not valid JSON"));
  CHECK_THAT(fault_of(with("{\"n\":1}", "{\"n\":tru}")), ContainsSubstring("not valid JSON"));
  CHECK_THAT(fault_of(with("{\"n\":1}", "{\"n\":\"\xff\"}")), ContainsSubstring("not valid JSON"));
  CHECK_THAT(fault_of(with("{\"n\":1}", "[1]")), ContainsSubstring("events[0].body"));
  CHECK_THAT(fault_of(with("{\"n\":1}", "null")), ContainsSubstring("events[0].body"));
  CHECK_THAT(fault_of(with("{\"n\":1}", "\"{}\"")), ContainsSubstring("events[0].body"));
  CHECK_THAT(fault_of(with("\"seq\":7", "\"seq\":\"7\"")), ContainsSubstring("events[0].seq"));
  CHECK_THAT(fault_of(with("\"seq\":7", "\"seq\":7.0")), ContainsSubstring("events[0].seq"));
  CHECK_THAT(fault_of(with("\"seq\":7", "\"seq\":8")), ContainsSubstring("8 where 7 must follow"));
  CHECK_THAT(fault_of(with("\"seq\":7", "\"seq\":99999999999999999999")), ContainsSubstring("number"));
  CHECK_THAT(fault_of(with("\"first_seq\":7", "\"first_seq\":6")), ContainsSubstring("7 where 6 must follow"));
  CHECK_THAT(fault_of(with("\"first_seq\":7", "\"first_seq\":0")), ContainsSubstring("first_seq"));
  CHECK_THAT(fault_of(with("\"first_seq\":7", "\"first_seq\":-1")), ContainsSubstring("first_seq"));
  CHECK_THAT(fault_of(with("\"version\":1", "\"version\":true")), ContainsSubstring("events[0].version"));
  CHECK_THAT(fault_of(with("\"kind\":\"ticket_taken\"", "\"kind\":\"Ticket taken\"")),
             ContainsSubstring("events[0].kind"));
  CHECK_THAT(fault_of(with("\"kind\":\"ticket_taken\"", "\"kind\":\"\"")), ContainsSubstring("events[0].kind"));
  CHECK_THAT(fault_of(with("\"kind\":\"ticket_taken\",", "")), ContainsSubstring("\"kind\" is missing"));
  CHECK_THAT(fault_of(with("\"kind\":\"ticket_taken\",", "\"kind\":\"a\",\"kind\":\"b\",")),
             ContainsSubstring("twice"));
  CHECK_THAT(fault_of(with("\"at\":\"2026", "\"at\":\"<b>2026")), ContainsSubstring("events[0].at"));
  CHECK_THAT(fault_of(with("\"hash\":\"aa", "\"hash\":\"AA")), ContainsSubstring("events[0].hash"));
  CHECK_THAT(fault_of(with("\"hash\":\"aa", "\"hash\":\"a")), ContainsSubstring("events[0].hash"));
  CHECK_THAT(fault_of(with("\"journal\":\"j\"", "\"journal\":\"\"")), ContainsSubstring("journal"));
  CHECK_THAT(fault_of(with("\"journal\":\"j\"", "\"journal\":\"a/b\"")), ContainsSubstring("journal"));
  CHECK_THAT(fault_of(with("\"branch\":\"b\"", "\"branch\":null")), ContainsSubstring("branch"));
  CHECK_THAT(fault_of(with("\"branch\":\"b\"", "\"branch\":\"b\\u0000\"")), ContainsSubstring("branch"));
  CHECK_THAT(fault_of(with("[{", "{\"x\":{").replace(with("[{", "{\"x\":{").rfind(']'), 1, "}")),
             ContainsSubstring("events"));
  CHECK_THAT(fault_of(with("[{", "[7,{")), ContainsSubstring("events[0]"));
}

TEST_CASE("limits: events in a batch, and none for the bytes of one body") {
  std::vector<std::string> many(events_in_batch_max, "{}");
  CHECK(read_batch(batch_json(chained(many))).events.size() == events_in_batch_max);
  many.emplace_back("{}");
  CHECK_THAT(fault_of(batch_json(chained(many))), ContainsSubstring("more than 5000"));
  CHECK_THROWS_AS(read_batch(batch_json(chained(many))),
                  std::overflow_error);  // told from nonsense: halved and sent again
  const Batch large = chained({"{}", "{\"n\":\"" + std::string(body_bytes_max, 'x') + "\"}", "{}"});
  CHECK(read_batch(batch_json(large)).events[1].body == large.events[1].body);  // it would stop the flow for good
}

TEST_CASE("a body that is no JSON, and is what the branch has, spoils nothing but itself") {
  const std::string deep = "{\"n\":" + std::string(5000, '[') + std::string(5000, ']') + "}";
  const std::string torn = R"({"name":"王)";
  const std::string nul("{\"a\":\"\0\"}", 9);
  const Batch sent = chained({"{}", deep, torn, R"({"n":1})", "\xff", nul, "}]}"});
  const Batch read = read_batch(batch_json(sent));
  REQUIRE(read.events.size() == sent.events.size());
  for (std::size_t i = 0; i < read.events.size(); ++i) {
    CHECK(read.events[i].body == sent.events[i].body);
    CHECK(read.events[i].damaged == (i != 0 && i != 3));
  }
  Batch changed = sent;
  changed.events[2].body += "x";  // on the way: refused, so that it is sent again
  CHECK_THAT(fault_of(batch_json(changed)), ContainsSubstring("not valid JSON"));
  const Batch large = chained({"{\"n\":\"" + std::string(body_bytes_max, '\xff') + "\"}"});
  CHECK(read_batch(batch_json(large)).events[0].body == large.events[0].body);
}

TEST_CASE("a batch cut or changed anywhere is read or refused, never more than that") {
  const std::string good =
      batch_json(chained({R"({"ticket_id":"20261123-A001","n":[1,2,{"x":"\n"}]})", "{}", R"({"b":null})"}));
  for (std::size_t cut = 0; cut < good.size(); ++cut) CHECK_FALSE(fault_of(good.substr(0, cut)).empty());
  std::mt19937 random(20261123);
  const std::string interesting = "{}[]\",:\\0129-.eEntf \n\x01\xff";
  for (int round = 0; round < 20000; ++round) {
    std::string bad = good;
    const std::size_t changes = 1 + random() % 3;
    for (std::size_t i = 0; i < changes; ++i) bad[random() % bad.size()] = interesting[random() % interesting.size()];
    try {
      const Batch batch = read_batch(bad);
      std::int64_t seq = batch.first_seq;
      for (const Event& event : batch.events) {
        if (event.seq != seq++ || event.body.front() != '{' || event.body.back() != '}') FAIL(bad);
      }
    } catch (const std::runtime_error&) {
      continue;
    }
  }
}
