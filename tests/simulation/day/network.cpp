#include "tests/simulation/day/network.h"

#include <filesystem>
#include <set>

#include "base/sqlite/database.h"
#include "kiosk/storage/verify.h"
#include "tests/simulation/day/broken.h"
#include "tests/simulation/day/durations.h"

namespace menting::simulation {

using namespace domain;

namespace {

constexpr int judge_every = 400;

using EventPlace = std::pair<std::string, std::int64_t>;
/// Two machines may have other events under one number, until headquarters has heard both.
using Events = std::map<EventPlace, std::set<std::string>>;

/// Every event of a data folder, as headquarters should have it.
void read_events(const std::string& data_folder, Events& events) {
  sqlite::Database database(data_folder + "/menting.db", sqlite::Access::read_only);
  sqlite::Statement rows(database,
                         "SELECT j.id, e.seq, e.kind, e.version, e.at, e.hash, e.body FROM event e"
                         " JOIN journal j ON j.number = e.journal");
  while (rows.step()) {
    std::string text = rows.text(2) + "\n" + rows.text(3) + "\n" + rows.text(4) + "\n" + rows.text(5) + rows.text(6);
    events[{rows.text(0), rows.integer(1)}].insert(std::move(text));
  }
}

}  // namespace

Twin::Twin(World& world, FarEnd& far_end, std::uint64_t seed, std::int64_t begins_in_ms)
    : chance_(seed), begins_ms_(world.clock().true_ms() + begins_in_ms) {
  std::filesystem::create_directory(data_folder());
  sqlite::Database(world.data_folder() + "/menting.db", sqlite::Access::read_only)
      .copy_to(data_folder() + "/menting.db");
  std::filesystem::copy_file(world.data_folder() + "/branch.key", data_folder() + "/branch.key");
  uplink_ = std::make_unique<Uplink>(
      data_folder(), far_end, [this](desk::Letter letter) { desk_->post(std::move(letter)); }, seed + 1);
}

std::int64_t Twin::step(World& world) {
  const std::int64_t now_ms = world.clock().true_ms();
  if (now_ms < begins_ms_) return begins_ms_ - now_ms;
  if (!desk_) {
    journal_ = std::make_unique<storage::SqliteJournal>(data_folder());
    desk_ = std::make_unique<desk::Desk>(world.plan(), "twin", "digest", *journal_, world.clock(), health_);
  }
  if (open_ && now_ms >= serves_next_ms_) {
    desk_->post(desk::Request{TakeTicket{'A', Lane::standard, "T" + std::to_string(now_ms), "en"}});
    serves_next_ms_ = now_ms + chance_.between(1, 40) * minute_ms;
  }
  const std::int64_t rest_ms = uplink_->step(now_ms);
  desk_->run_once(std::chrono::milliseconds(0));
  return open_ ? std::min(rest_ms, std::max<std::int64_t>(1, serves_next_ms_ - now_ms)) : rest_ms;
}

Network::Network(World& world, std::uint64_t seed)
    : chance_(seed),
      far_end_(world.plan().branch_id),
      uplink_(
          world.data_folder(), far_end_, [&world](desk::Letter letter) { world.tell(std::move(letter)); }, seed + 1),
      starts_seen_(world.starts()) {}

void Network::strike(World& world) {
  const double what = chance_.uniform();
  if (what < 0.4) {
    far_end_.back_up();
  } else if (what < 0.6 && far_end_.has_backup()) {
    ++restores_;
    far_end_.restore();
    uplink_.line_restarted();
    if (twin_) twin_->uplink().line_restarted();
    world.note("    headquarters is restored from its backup");
  } else if (what < 0.75 && twin_ == nullptr) {
    const std::int64_t old_ms = chance_.happens(0.5) ? 0 : chance_.between(1, 8) * hour_ms;
    twin_ = std::make_unique<Twin>(world, far_end_, world.scenario().seed * 31, old_ms);
    world.note("    the branch is cloned, the copy begins in " + std::to_string(old_ms / hour_ms) + " h");
  }
}

std::int64_t Network::step(World& world) {
  const std::int64_t now_ms = world.clock().true_ms();
  if (std::exchange(starts_seen_, world.starts()) != world.starts()) uplink_.program_restarted();
  if (!calm_ && now_ms >= weather_until_ms_) {
    const bool bad = chance_.happens(0.5);
    uplink_.set_bad(bad);
    if (twin_) twin_->uplink().set_bad(bad);
    weather_until_ms_ = now_ms + chance_.between(5, 180) * minute_ms;
  }
  if (!calm_ && now_ms >= strikes_next_ms_) {
    if (strikes_next_ms_ != 0) strike(world);
    strikes_next_ms_ = now_ms + static_cast<std::int64_t>(chance_.exponential(4 * hour_ms));
  }
  if (now_ms >= uplink_next_ms_) uplink_next_ms_ = now_ms + uplink_.step(now_ms);
  if (twin_ && now_ms >= twin_next_ms_) twin_next_ms_ = now_ms + twin_->step(world);
  if (++steps_ % judge_every == 0) judge(world, false);
  const std::int64_t next_ms = twin_ ? std::min(uplink_next_ms_, twin_next_ms_) : uplink_next_ms_;
  return std::max<std::int64_t>(1, next_ms - now_ms);
}

void Network::judge(World& world, bool whole) {
  Events there;
  read_events(world.data_folder(), there);
  if (twin_) read_events(twin_->data_folder(), there);
  std::map<std::string, std::int64_t> through;
  std::size_t count = 0;
  far_end_.each_event([&](const hq::ReceivedEvent& received) {
    const wire::Event& event = received.event;
    ++count;
    must(event.seq == ++through[received.journal], "headquarters has a gap before event ", event.seq);
    const auto found = there.find({received.journal, event.seq});
    must(found != there.end(), "headquarters has event ", event.seq, " of ", received.journal, ", which nobody has");
    const std::string text = event.kind + "\n" + std::to_string(event.version) + "\n" + event.at + "\n" + event.hash;
    must(found->second.contains(text + event.body), "headquarters has event ", event.seq, " otherwise");
  });
  uplink_.told().judge();
  if (twin_) twin_->uplink().told().judge();
  if (!whole) return;
  for (const auto& [place, texts] : there) must(texts.size() == 1, "two machines have other events under one number");
  must(count == there.size(), "headquarters has ", count, " of ", there.size(), " events");
  const std::vector<std::string> faults = far_end_.verify();
  must(faults.empty(), "headquarters' verify: ", faults.empty() ? "" : faults.front());
  if (!twin_) return;
  const storage::Verified verified = storage::verify(twin_->data_folder());
  must(verified.sound(), "the twin's verify: ", verified.sound() ? "" : verified.differences.front());
}

void Network::drain(World& world, int hours) {
  calm_ = true;
  world.leave_alone(*this);
  uplink_.set_bad(false);
  if (twin_) {
    twin_->uplink().set_bad(false);
    twin_->close_shop();
  }
  const auto done = [this] { return uplink_.all_acked() && (!twin_ || twin_->uplink().all_acked()); };
  // Twice around: a greeting may still find that headquarters lacks something.
  for (const std::int64_t until_ms = world.clock().true_ms() + 12 * minute_ms; world.clock().true_ms() < until_ms;) {
    world.run_for(30 * second_ms);
  }
  for (int half_minute = 0; !done(); ++half_minute) {
    must(half_minute < hours * 120, "the faults are over, and not everything gets to headquarters");
    world.run_for(30 * second_ms);
  }
  judge(world, true);
}

}  // namespace menting::simulation
