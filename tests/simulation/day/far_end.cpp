#include "tests/simulation/day/far_end.h"

#include <filesystem>

#include "base/sqlite/database.h"
#include "server_sync/hq/given_numbers.h"
#include "server_sync/hq/ingest.h"
#include "server_sync/wire/envelope.h"

namespace menting::simulation {

namespace {

constexpr std::int64_t numbers_of_ms = 3LL * 24 * 3'600'000;

std::string numbers_text(const std::vector<wire::GivenNumber>& numbers) {
  std::string text;
  for (const wire::GivenNumber& one : numbers) {
    text += (text.empty() ? "" : ",") + std::string(R"({"day":)") + std::to_string(one.day) + R"(,"service":")" +
            one.service + R"(","number":)" + std::to_string(one.number) + "}";
  }
  return "[" + text + "]";
}

sync::Answer answer_of(const hq::Ingested& ingested, const std::vector<wire::GivenNumber>& numbers) {
  switch (ingested.taken) {
    case hq::Taken::stored:
    case hq::Taken::gap:
      return {200, R"({"through":)" + std::to_string(ingested.through) + "}", "", 0};
    case hq::Taken::fork:
      return {409,
              R"({"refusal":"fork","numbers":)" + numbers_text(numbers) + R"(,"detail":")" + ingested.detail + "\"}",
              "", 0};
    case hq::Taken::bad_hash:
      return {403, R"({"refusal":"bad_hash","detail":")" + ingested.detail + "\"}", "", 0};
  }
  return {};
}

}  // namespace

FarEnd::FarEnd(const std::string& branch) : branch_(branch) {
  open();
  store_->begin();
  store_->add_branch(branch, "模拟营业厅", 0);
  store_->commit();
}

void FarEnd::open() {
  store_ = std::make_unique<hq::SqliteStore>(folder_.file("hq.db"));
}

sync::Answer FarEnd::hear(const sync::SyncPlan::Post& post, std::int64_t now_ms, bool dies) {
  const wire::Batch batch = wire::read_batch(post.body);
  store_->begin();
  const hq::Ingested ingested = hq::ingest(*store_, branch_, batch, now_ms);
  if (dies) {
    store_.reset();
    open();
    return {0, "", "connection reset", 0};
  }
  std::vector<wire::GivenNumber> numbers;
  if (ingested.taken == hq::Taken::fork) {
    numbers = hq::given_numbers(store_->connection(), branch_, now_ms - numbers_of_ms);
  }
  store_->commit();
  return answer_of(ingested, numbers);
}

void FarEnd::back_up() {
  std::filesystem::remove(folder_.file("backup.db"));
  sqlite::Database(folder_.file("hq.db"), sqlite::Access::read_only).copy_to(folder_.file("backup.db"));
  backed_up_ = true;
}

void FarEnd::restore() {
  store_.reset();
  for (const char* part : {"", "-wal", "-shm"}) std::filesystem::remove(folder_.file("hq.db") + part);
  std::filesystem::copy_file(folder_.file("backup.db"), folder_.file("hq.db"));
  open();
}

void FarEnd::each_event(const std::function<void(const hq::ReceivedEvent&)>& take) {
  store_->each_event(branch_, 1, take);
}

}  // namespace menting::simulation
