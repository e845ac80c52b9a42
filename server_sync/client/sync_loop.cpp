#include "server_sync/client/sync_loop.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/log/log.h"
#include "server_sync/client/backoff.h"
#include "server_sync/client/curl_post.h"
#include "server_sync/client/enrolment.h"
#include "server_sync/client/pack.h"
#include "server_sync/client/verdict.h"
#include "server_sync/client/web_url.h"

namespace menting::sync {
namespace {

using Clock = std::chrono::steady_clock;
using Wait = std::chrono::milliseconds;

constexpr Wait idle_wait{5'000};   ///< without a wake
constexpr Wait look_again{1'000};  ///< for an enrolment file that has changed
constexpr std::chrono::seconds greet_after{15};
constexpr std::chrono::minutes greet_all_after{10};
constexpr std::size_t events_at_once_max = 500;
constexpr std::size_t bytes_at_once_max = 256 * 1024;
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
  Impl(SyncSettings settings_given, Outbox& outbox_given, std::function<void(const LinkState&)> changed_given)
      : settings(std::move(settings_given)),
        outbox(outbox_given),
        changed(std::move(changed_given)),
        enrolment_file((std::filesystem::path(settings.data_folder) / "enrolment.json").string()) {}

  /// How long to rest, and whether a wake ends it.
  struct Rest {
    Wait wait{0};
    bool wakeable = false;
  };

  void run();
  void rest(Rest how_long);
  Rest round();
  Rest send(const wire::Batch& batch, bool greeting);
  Rest accept(const wire::Batch& batch, std::int64_t through, bool greeting);
  Rest failed(const std::string& reason, int retry_after_s);
  Rest refused(const std::string& reason);
  void read_enrolment_again();
  void plan_greetings();
  Answer post(const wire::Batch& batch);
  void tell(Link link, const std::string& reason);

  const SyncSettings settings;
  Outbox& outbox;
  const std::function<void(const LinkState&)> changed;
  const std::string enrolment_file;

  std::mutex mutex;
  std::condition_variable bell;
  bool stopping = false;
  bool woken = false;
  std::thread thread;
  CurlPost curl;

  // Of the sync thread alone.
  Stamp stamp;
  std::optional<Enrolment> enrolment;
  std::string url;
  std::string ca;
  Backoff backoff;
  std::size_t events_max = events_at_once_max;
  std::optional<LinkState> told;
  std::deque<wire::Batch> greetings;  ///< to be said when there are no events to send
  std::optional<Clock::time_point> contact;
  std::optional<Clock::time_point> greeted_all;  ///< since headquarters was found
};

void SyncLoop::Impl::run() {
  while (true) {
    Rest how_long;
    try {
      how_long = round();
    } catch (const std::exception& error) {
      // The journal cannot be read or written now: told, and tried again.
      how_long = failed(error.what(), 0);
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

void SyncLoop::Impl::tell(Link link, const std::string& reason) {
  if (told && told->link == link && told->reason == reason) return;
  told = LinkState{link, reason};
  if (!reason.empty()) log::warn("sync", reason);
  if (link == Link::connected) log::info("sync", "connected to headquarters");
  changed(*told);
}

SyncLoop::Impl::Rest SyncLoop::Impl::failed(const std::string& reason, int retry_after_s) {
  tell(Link::unreachable, reason);
  greeted_all.reset();
  const Wait asked = std::min<Wait>(std::chrono::seconds(retry_after_s), Backoff::longest);
  return {std::max(backoff.failed(Clock::now()), asked), false};
}

SyncLoop::Impl::Rest SyncLoop::Impl::refused(const std::string& reason) {
  tell(Link::refused, reason);
  greeted_all.reset();
  return {backoff.refused(), false};
}

void SyncLoop::Impl::read_enrolment_again() {
  const Stamp now = stamp_of(enrolment_file);
  if (now == stamp && (enrolment || !now.there)) return;
  stamp = now;
  enrolment.reset();
  contact.reset();
  greeted_all.reset();
  backoff.succeeded();
  auto found = read_enrolment(settings.data_folder);
  if (!found) return;
  if (!settings.branch.empty() && found->branch != settings.branch) {
    throw std::runtime_error("this branch is " + settings.branch + ", but its data folder joined headquarters as " +
                             found->branch + ": correct [branch] id, or join again with menting-kiosk enrol");
  }
  const std::string& chosen_url = settings.url.empty() ? found->url : settings.url;
  ca = settings.ca.empty() ? found->ca : settings.ca;
  url = checked_url(chosen_url, ca, settings.allow_plain_http);
  enrolment = std::move(found);
}

/// A greeting tells both sides that the other is there, and notices a headquarters that was restored: it then has less
/// of a journal than it acked. The newest journal's tells most; the others are said when headquarters is found (again),
/// and now and then.
void SyncLoop::Impl::plan_greetings() {
  const Clock::time_point now = Clock::now();
  const bool all_due = !greeted_all || now - *greeted_all >= greet_all_after;
  if (!all_due && (!greetings.empty() || (contact && now - *contact < greet_after))) return;
  std::vector<wire::Batch> ends = outbox.acked_ends();
  if (ends.empty()) ends.push_back({"", "", 1, "", {}});
  if (!all_due) ends.erase(ends.begin(), ends.end() - 1);
  greetings.assign(ends.begin(), ends.end());
  if (all_due) greeted_all = now;
}

SyncLoop::Impl::Rest SyncLoop::Impl::round() {
  try {
    read_enrolment_again();
  } catch (const std::exception& error) {
    return refused(error.what());
  }
  if (!enrolment) {
    tell(Link::not_enrolled, "");
    return {idle_wait, false};
  }
  {
    const std::lock_guard lock(mutex);
    woken = false;
  }
  if (auto batch = outbox.next(events_max, bytes_at_once_max); batch && !batch->events.empty()) {
    return send(*batch, false);
  }
  plan_greetings();
  if (greetings.empty()) return {idle_wait, true};
  const wire::Batch greeting = std::move(greetings.front());
  greetings.pop_front();
  return send(greeting, true);
}

Answer SyncLoop::Impl::post(const wire::Batch& batch) {
  std::vector<std::string> headers = {"Content-Type: application/json",
                                      "Authorization: Bearer " + enrolment->credential};
  std::string body = wire::batch_json(batch);
  if (body.size() > pack_from_bytes) {
    body = pack(body);
    headers.emplace_back("Content-Encoding: zstd");
  }
  return curl.post(url + "/sync/v1/batches", ca, body, headers);
}

SyncLoop::Impl::Rest SyncLoop::Impl::send(const wire::Batch& events, bool is_greeting) {
  wire::Batch batch = events;
  batch.branch = enrolment->branch;
  const Answer answer = post(batch);
  {
    const std::lock_guard lock(mutex);
    if (stopping) return {};
  }
  const Verdict verdict = judge(answer, batch);
  switch (verdict.said) {
    case Said::through:
      return accept(batch, verdict.through, is_greeting);
    case Said::too_large:
      if (events_max == 1 || batch.events.size() <= 1) return refused(verdict.reason);
      events_max = std::max<std::size_t>(1, std::min(events_max, batch.events.size()) / 2);
      return {};
    case Said::refused:
      return refused(verdict.reason);
    case Said::nothing:
      return failed(verdict.reason, answer.retry_after_s);
  }
  return {};
}

SyncLoop::Impl::Rest SyncLoop::Impl::accept(const wire::Batch& batch, std::int64_t through, bool is_greeting) {
  contact = Clock::now();
  tell(Link::connected, "");
  const Rest done = is_greeting && greetings.empty() ? Rest{idle_wait, true} : Rest{};
  if (batch.journal.empty()) {
    backoff.succeeded();
    return done;
  }
  const std::int64_t last = batch.first_seq - 1 + static_cast<std::int64_t>(batch.events.size());
  if (through != batch.first_seq - 1) outbox.acked(batch.journal, through);
  if (through == last) {
    events_max = std::min(events_max * 2, events_at_once_max);
    backoff.succeeded();
    return done;
  }
  if (through >= batch.first_seq) return {};
  // Headquarters is further back than we thought: it was restored. What it lacks goes again, but never in a tight
  // circle. Of the other journals it may lack something too.
  greeted_all.reset();
  return {backoff.failed(Clock::now()), false};
}

SyncLoop::SyncLoop(SyncSettings settings, Outbox& outbox, std::function<void(const LinkState&)> changed)
    : impl_(std::make_unique<Impl>(std::move(settings), outbox, std::move(changed))) {}

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
