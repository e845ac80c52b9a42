#include "server_sync/client/sync_loop.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <mutex>
#include <random>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "base/log/log.h"
#include "server_sync/client/enrolment.h"
#include "server_sync/client/joined.h"
#include "server_sync/client/pack.h"
#include "server_sync/client/rotation.h"
#include "server_sync/client/signed_post.h"
#include "server_sync/client/sync_plan.h"

namespace menting::sync {
namespace {

using Clock = std::chrono::steady_clock;
using Wait = std::chrono::milliseconds;

constexpr Wait look_again{1'000};  ///< for an enrolment file that has changed
constexpr std::size_t pack_from_bytes = 1024;

/// Changes whenever the file is written anew.
struct Stamp {
  bool there = false;
  ino_t inode = 0;
  std::int64_t changed_s = 0;
  std::int64_t changed_ns = 0;
  bool operator==(const Stamp&) const = default;
};

Stamp stamp_of(const std::string& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) return {};
  return {true, found.st_ino, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

}  // namespace

struct SyncLoop::Impl {
  Impl(SyncSettings settings_given, Outbox& outbox, std::function<void(const LinkState&)> changed,
       PersonalOutbox* personal, NowOutbox* now_outbox)
      : settings(std::move(settings_given)),
        enrolment_file((std::filesystem::path(settings.data_folder) / "enrolment.json").string()),
        plan(outbox, std::move(changed), std::random_device{}(), personal, now_outbox),
        keys(settings.key_days) {}

  using Rest = SyncPlan::Rest;

  void run();
  void rest(Rest how_long);
  Rest round();
  bool read_enrolment_again();
  Answer send(const SyncPlan::Post& post);

  const SyncSettings settings;
  const std::string enrolment_file;

  std::mutex mutex;
  std::condition_variable bell;
  bool stopping = false;
  bool woken = false;
  std::thread thread;
  SignedPost curl;

  // Of the sync thread alone.
  SyncPlan plan;
  Stamp stamp;
  std::optional<Enrolment> enrolment;
  Place place;
  KeyCare keys;
};

void SyncLoop::Impl::run() {
  while (true) {
    Rest how_long;
    try {
      how_long = round();
    } catch (const std::exception& error) {
      // The journal cannot be read or written now: told, and tried again.
      how_long = plan.failed(error.what(), "journal", 0, Clock::now());
    }
    rest(how_long);
    const std::lock_guard lock(mutex);
    if (stopping) return;
  }
}

void SyncLoop::Impl::rest(Rest how_long) {
  const auto until = Clock::now() + how_long.wait;
  std::unique_lock lock(mutex);
  while (!stopping && !(how_long.wakeable && woken) && Clock::now() < until) {
    const auto next_look = std::min(until, Clock::now() + look_again);
    bell.wait_until(lock, next_look, [&] { return stopping || (how_long.wakeable && woken); });
    lock.unlock();  // the desk calls wake(): it must not wait for a slow disk
    const bool same = stamp_of(enrolment_file) == stamp;
    lock.lock();
    if (!same) break;
  }
}

/// False: this branch has not joined.
bool SyncLoop::Impl::read_enrolment_again() {
  const Stamp now = stamp_of(enrolment_file);
  if (now == stamp && (enrolment || !now.there)) return enrolment.has_value();
  stamp = now;
  enrolment.reset();
  auto found = read_joined(settings);
  if (!found) return false;
  place = std::move(found->place);
  enrolment = std::move(found->enrolment);
  plan.joined(enrolment->branch, enrolment->sealing_key);
  return true;
}

SyncLoop::Impl::Rest SyncLoop::Impl::round() {
  try {
    if (!read_enrolment_again()) return plan.not_joined();
  } catch (const std::exception& error) {
    return plan.refused(error.what(), "enrolment");
  }
  {
    const std::lock_guard lock(mutex);
    woken = false;
  }
  if (keys.look(*enrolment, place, settings.data_folder, curl, Clock::now())) return {};
  const SyncPlan::Step step = plan.next(Clock::now());
  if (const auto* rest_now = std::get_if<Rest>(&step)) return *rest_now;
  const auto& post = std::get<SyncPlan::Post>(step);
  Answer answer = send(post);
  if (KeyCare::named_anew(answer, *enrolment, place, settings.data_folder, curl)) answer = send(post);
  {
    const std::lock_guard lock(mutex);
    if (stopping) return {};
  }
  return plan.answered(answer, Clock::now());
}

Answer SyncLoop::Impl::send(const SyncPlan::Post& post) {
  std::vector<std::string> headers = {"Content-Type: application/json"};
  if (post.body.size() <= pack_from_bytes) return curl.post(*enrolment, place, post.path, post.body, headers);
  headers.emplace_back("Content-Encoding: zstd");
  return curl.post(*enrolment, place, post.path, pack(post.body), headers);
}

SyncLoop::SyncLoop(SyncSettings settings, Outbox& outbox, std::function<void(const LinkState&)> changed,
                   PersonalOutbox* personal, NowOutbox* now_outbox)
    : impl_(std::make_unique<Impl>(std::move(settings), outbox, std::move(changed), personal, now_outbox)) {}

SyncLoop::~SyncLoop() {
  stop();
}

void SyncLoop::start() {
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

void SyncLoop::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->bell.notify_all();
  impl_->curl.interrupt();
  if (impl_->thread.joinable()) impl_->thread.join();
}

void SyncLoop::wake() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->woken = true;
  }
  impl_->bell.notify_all();
}

}  // namespace menting::sync
