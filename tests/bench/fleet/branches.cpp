#include "tests/bench/fleet/branches.h"

#include <array>

#include "base/crypto/crypto.h"
#include "base/time/zone.h"
#include "server_sync/client/pack.h"
#include "server_sync/wire/chain.h"
#include "server_sync/wire/envelope.h"
#include "tests/support/http_client.h"

namespace menting::bench {
namespace {

constexpr int day = 20261126;
constexpr std::array kinds = {"ticket_taken", "ticket_called", "serving_started", "visit_finished", "visit_rated"};
constexpr const char* path = "/sync/v1/batches";

}  // namespace

FleetBranch::FleetBranch(int number)
    : journal_(crypto::random_uuid()), prev_hash_(wire::genesis_hash(journal_)), number_(number) {
  device_.branch = "LOAD-" + std::to_string(100'000 + number);
}

std::string FleetBranch::body_of(std::int64_t seq) const {
  const std::int64_t visit = (seq - 1) / static_cast<std::int64_t>(kinds.size());
  const std::string number = std::to_string(visit % 900 + 100);
  const std::string ticket = R"("ticket_id":")" + std::to_string(day) + "-A" + number + '"';
  const std::string served = R"({"counter":2,"staff":"1001",)" + ticket;
  switch ((seq - 1) % static_cast<std::int64_t>(kinds.size())) {
    case 0:
      return "{" + ticket + R"(,"day":)" + std::to_string(day) + R"(,"service":"A","number":)" + number +
             R"(,"lane":"standard","language":"zh-CN","steady_ms":5,"ahead":3,"wait_minutes":[5,9]})";
    case 1:
      return served + R"(,"waited_ms":61000,"why":"longest_wait"})";
    case 2:
      return served + "}";
    case 3:
      return served + R"(,"outcome":"done","served_ms":240000})";
    default:
      return served + R"(,"aspects":[],"score":5})";
  }
}

const std::string& FleetBranch::next_request() {
  if (!request_.empty()) return request_;
  wire::Batch batch{device_.branch, journal_, seq_ + 1, prev_hash_, {}};
  const std::int64_t now_ms = base::wall_ms();
  events_ = 2 + (number_ + requests_++) % 9;
  for (int i = 0; i < events_; ++i) {
    wire::Event event{
        ++seq_, kinds[static_cast<std::size_t>(seq_ - 1) % kinds.size()], 1, base::rfc3339(now_ms), "", body_of(seq_)};
    event.hash = wire::chain_hash(prev_hash_, event.seq, event.kind, event.version, event.at, event.body);
    prev_hash_ = event.hash;
    batch.events.push_back(std::move(event));
  }
  const std::string packed = sync::pack(wire::batch_json(batch));
  request_ = tests::request_text("POST", path,
                                 {{"Authorization", "Bearer " + device_.credential},
                                  {wire::signature_header, device_.signature(path, packed, now_ms)},
                                  {"Content-Type", "application/json"},
                                  {"Content-Encoding", "zstd"}},
                                 packed);
  return request_;
}

std::vector<FleetBranch> enrolled_branches(const hq::Place& place, int count) {
  std::vector<FleetBranch> branches;
  const auto store = hq::open_store(place);
  const std::int64_t now_ms = base::wall_ms();
  store->begin();
  for (int number = 0; number < count; ++number) {
    const tests::SigningDevice& device = branches.emplace_back(number).device();
    store->add_branch(device.branch, "西单营业厅", now_ms);
    store->save_code(device.branch, device.branch, now_ms, now_ms + 1);
    store->enrol(device.branch, device.branch, device.hash(), device.public_key(), now_ms);
  }
  store->commit();
  return branches;
}

}  // namespace menting::bench
