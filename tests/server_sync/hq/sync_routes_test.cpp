#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <thread>

#include "server_sync/client/pack.h"
#include "server_sync/hq/compression.h"
#include "server_sync/hq/sealing_key.h"
#include "server_sync/wire/batch_reader.h"
#include "tests/server_sync/hq/any_database.h"
#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"

using namespace menting;
using tests::ask;
using tests::FakeJournal;
using tests::RunningHq;
using Json = nlohmann::json;

namespace {

FakeJournal journal_of(const std::string& branch, int visits = 2) {
  FakeJournal journal(branch);
  for (int visit = 0; visit < visits; ++visit)
    journal.add_visit("20261123-A00" + std::to_string(visit + 1), 1000, 2000, 4);
  return journal;
}

std::string refusal_of(const tests::WebAnswer& answer) {
  return Json::parse(answer.body).at("refusal");
}

}  // namespace

TEST_CASE("a code joins one branch once and is typed as people type") {
  RunningHq hq;
  std::string code = hq.code_for("BJ-0001");
  std::string typed;
  for (std::size_t i = 0; i < code.size(); ++i) {
    if (i % 5 == 0 && i > 0) typed += i % 2 == 0 ? "-" : " ";
    typed += code[i] == '0' ? 'o' : code[i] == '1' ? 'l' : static_cast<char>(std::tolower(code[i]));
  }
  const auto joined = hq.enrol(typed);
  REQUIRE(joined.status == 201);
  const Json body = Json::parse(joined.body);
  CHECK(body.at("branch") == "BJ-0001");
  CHECK(body.at("credential").get<std::string>().size() >= 43);
  CHECK(body.at("sealing_key").get<std::string>().size() == 43);
  const auto again = hq.enrol(code);
  CHECK(again.status == 403);
  CHECK(refusal_of(again) == "code_refused");
  CHECK_THAT(again.headers, ContainsSubstring("application/problem+json"));
}

TEST_CASE("wrong, old and foreign codes are refused") {
  RunningHq hq;
  constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
  CHECK(hq.enrol("ABCDE-FGHJK-MNPQR-STVWX").status == 403);
  CHECK(hq.enrol(hq.code_for("BJ-0001", day_ms)).status == 403);
  const std::string code = hq.code_for("BJ-0001", day_ms - 60'000);
  const auto foreign = hq.enrol(code, R"(,"branch":"SH-0002")");
  CHECK(foreign.status == 403);
  CHECK(refusal_of(foreign) == "code_for_another_branch");
  CHECK(ask(hq.port(), "POST", "/sync/v1/enrol", R"({"code":")" + code + R"(","public_key":"AAAA"})").status == 422);
  CHECK(ask(hq.port(), "POST", "/sync/v1/enrol", R"({"public_key":"AAAA"})").status == 400);
  CHECK(ask(hq.port(), "POST", "/sync/v1/enrol", R"({"code":7})").status == 400);
  CHECK(ask(hq.port(), "POST", "/sync/v1/enrol", "nonsense").status == 400);
  CHECK(hq.enrol(code, R"(,"branch":"BJ-0001")").status == 201);
}

TEST_CASE("guessing codes is slowed down, also for the right one") {
  RunningHq hq;
  const std::string code = hq.code_for("BJ-0001");
  for (int guess = 0; guess < 10; ++guess) CHECK(hq.enrol("AAAAA-AAAAA").status == 403);
  const auto slowed = hq.enrol(code);
  CHECK(slowed.status == 429);
  CHECK_THAT(slowed.headers, ContainsSubstring("Retry-After"));
}

TEST_CASE("batches are taken with the branch's own credential only") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  const std::string other = hq.join("SH-0002");
  const FakeJournal journal = journal_of("BJ-0001");
  CHECK(ask(hq.port(), "POST", "/sync/v1/batches", wire::batch_json(journal.all())).status == 401);
  CHECK(hq.send("", journal.all()).status == 401);
  CHECK(hq.send("guessed", journal.all()).status == 401);
  CHECK(hq.send(other, journal.all()).status == 403);
  CHECK(hq.send(credential, FakeJournal("").add("branch_started", "{}").all()).status == 403);
  CHECK(hq.seqs("BJ-0001").empty());
  const auto taken = hq.send(credential, journal.all());
  CHECK(taken.status == 200);
  CHECK(Json::parse(taken.body) == Json{{"through", 10}});
  CHECK(hq.seqs("BJ-0001").size() == 10);
  CHECK(hq.seqs("SH-0002").empty());
}

TEST_CASE("a revoked branch is refused, and so is the credential that a newer one replaced") {
  RunningHq hq;
  const FakeJournal journal = journal_of("BJ-0001");
  const std::string first = hq.join("BJ-0001");
  const std::string second = hq.join("BJ-0001");
  CHECK(hq.send(first, journal.all()).status == 403);
  CHECK(hq.send(second, journal.batch(1, 5)).status == 200);
  const std::string unused = hq.code_for("BJ-0001");
  {
    hq::SqliteStore store = hq.open();
    store.begin();
    store.revoke_branch("BJ-0001", 1795399200000);
    store.commit();
  }
  const auto revoked = hq.send(second, journal.all());
  CHECK(revoked.status == 403);
  CHECK(refusal_of(revoked) == "revoked");
  CHECK(hq.enrol(unused).status == 403);
  CHECK(hq.send(hq.join("BJ-0001"), journal.all()).status == 200);
}

TEST_CASE("answers to resent, missing, forked and spoiled batches") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  const FakeJournal journal = journal_of("BJ-0001");
  CHECK(hq.send(credential, journal.batch(1, 5)).body == R"({"through":5})");
  CHECK(hq.send(credential, journal.batch(1, 5)).body == R"({"through":5})");
  const auto gap = hq.send(credential, journal.batch(8, 10));
  CHECK(gap.status == 200);
  CHECK(gap.body == R"({"through":5})");
  FakeJournal changed("BJ-0001");
  changed.add("branch_started", "{}");
  const auto fork = hq.send(credential, changed.all());
  CHECK(fork.status == 409);
  CHECK(refusal_of(fork) == "fork");
  CHECK(Json::parse(fork.body).at("numbers") ==
        Json::array({Json{{"day", 20261123}, {"service", "A"}, {"number", 1}}}));
  wire::Batch spoiled = journal.batch(6, 10);
  spoiled.events[1].body = "{}";
  const auto bad_hash = hq.send(credential, spoiled);
  CHECK(bad_hash.status == 403);
  CHECK(refusal_of(bad_hash) == "bad_hash");
  const std::vector<std::string> bearer = {"Authorization: Bearer " + credential};
  CHECK(ask(hq.port(), "POST", "/sync/v1/batches", "{}", bearer).status == 400);
  CHECK(ask(hq.port(), "POST", "/sync/v1/batches", "", bearer).status == 400);
  CHECK(hq.send(credential, journal.batch(11, 10)).body == R"({"through":5})");
  hq.restart();
  CHECK(hq.send(credential, journal.batch(4, 10)).body == R"({"through":10})");
  CHECK(hq.seqs("BJ-0001").size() == 10);
  CHECK(hq.open().verify().empty());
}

TEST_CASE("compressed batches are taken, bombs and rubbish are not") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  const FakeJournal journal = journal_of("BJ-0001");
  const auto send = [&](const std::string& body, const std::string& encoding) {
    return ask(hq.port(), "POST", "/sync/v1/batches", body,
               {"Authorization: Bearer " + credential, "Content-Encoding: " + encoding})
        .status;
  };
  const std::string plain = wire::batch_json(journal.all());
  const std::string packed = sync::pack(plain);
  CHECK(send(packed.substr(0, packed.size() - 3), "zstd") == 400);
  CHECK(send(plain, "zstd") == 400);
  CHECK(send(sync::pack(std::string(9 * 1024 * 1024, ' ')), "zstd") == 413);
  CHECK(send(packed, "gzip") == 415);
  CHECK(send(packed, "identity") == 400);
  CHECK(send(packed, "zstd") == 200);
  CHECK(send(plain, "identity") == 200);
  CHECK(send(std::string(9 * 1024 * 1024, ' '), "identity") == 413);
  CHECK(hq.seqs("BJ-0001").size() == 10);
}

TEST_CASE("more events than a batch may have are asked for in smaller ones") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  FakeJournal journal("BJ-0001");
  for (std::size_t i = 0; i <= wire::events_in_batch_max; ++i) journal.add("branch_started", "{}");
  const auto all = hq.send(credential, journal.all());
  CHECK(all.status == 413);
  CHECK(refusal_of(all) == "too_many_events");
  CHECK(hq.send(credential, journal.batch(1, 2500)).body == R"({"through":2500})");
}

TEST_CASE("decompression is bounded") {
  const std::string text(100'000, 'x');
  CHECK(hq::decompress(sync::pack(text), 100'000) == text);
  CHECK_FALSE(hq::decompress(sync::pack(text), 99'999));
  CHECK(hq::decompress(sync::pack(""), 10) == "");
  CHECK(hq::decompress(sync::pack("a") + sync::pack("b"), 10) == "ab");
  CHECK_FALSE(hq::decompress("", 10));
  CHECK_FALSE(hq::decompress("no zstd", 10));
}

TEST_CASE("branches that send at the same time do not mix") {
  RunningHq hq;
  std::vector<std::string> names = {"BJ-0001", "SH-0002", "GZ-0003", "CD-0004"};
  std::vector<std::thread> threads;
  std::vector<std::string> credentials;
  for (const auto& name : names) credentials.push_back(hq.join(name));
  for (std::size_t i = 0; i < names.size(); ++i) {
    threads.emplace_back([&hq, name = names[i], credential = credentials[i]] {
      const FakeJournal journal = journal_of(name, 9);
      for (std::int64_t first = 1; first <= journal.size(); first += 4) {
        hq.send(credential, journal.batch(first, std::min(first + 6, journal.size())));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  for (const auto& name : names) CHECK(hq.seqs(name).size() == 45);
  CHECK(hq.open().verify().empty());
}

TEST_CASE("headquarters' sealing key is made once, and every headquarters on the database has it") {
  const tests::AnyDatabase database(GENERATE(tests::Kind::sqlite, tests::Kind::postgresql));
  const hq::Place& place = database.place();
  const hq::SealingKey key = hq::sealing_key(place);
  CHECK(key.public_key.size() == 43);
  CHECK(hq::sealing_key(place) == key);
  const std::string file = place.data_folder + "/sealing.key";
  struct stat found {};
  REQUIRE(stat(file.c_str(), &found) == 0);
  CHECK((found.st_mode & 0777) == 0600);
  // A second one with an empty folder, or the first after its folder was lost.
  std::filesystem::remove(file);
  CHECK(hq::sealing_key(place) == key);
  CHECK(std::filesystem::exists(file));
  // A restored database of before the key was in it takes the file's.
  database.run("DELETE FROM sealing_key");
  CHECK(hq::sealing_key(place) == key);
  std::filesystem::remove(file);
  CHECK(hq::sealing_key(place) == key);
  // A folder that comes from somewhere else keeps its file, and the database's key is used.
  const tests::AnyDatabase elsewhere(tests::Kind::sqlite);
  const hq::SealingKey other = hq::sealing_key(elsewhere.place());
  std::filesystem::copy_file(elsewhere.place().data_folder + "/sealing.key", file,
                             std::filesystem::copy_options::overwrite_existing);
  CHECK(other.public_key != key.public_key);
  CHECK(hq::sealing_key(place) == key);
  std::ofstream(file) << "nonsense";
  CHECK_THROWS_WITH(hq::sealing_key(place), ContainsSubstring("sealing.key"));
}
