#include "server_sync/client/directive_loop.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>
#include <utility>

#include "base/log/log.h"
#include "server_sync/client/backoff.h"
#include "server_sync/client/joined.h"

namespace menting::sync {
namespace {

using Clock = std::chrono::steady_clock;
using Wait = std::chrono::milliseconds;

constexpr int wait_s = 50;           ///< headquarters holds a question that long
constexpr int wait_unsettled_s = 5;  ///< while something is to be done again
constexpr AnswerLimits limits{wait_s * 1000 + 20'000, 16UL * 1024 * 1024};
constexpr Wait look_for_enrolment{1'000};
constexpr Wait never_faster{200};  ///< than this, whoever answers

const std::string bad_signature =
    "what headquarters sent down is not signed by its key, so it was not taken: somebody may stand between, or "
    "headquarters has a new key (then join again: menting-kiosk enrol, with a code from there)";
const std::string bad_answer = "what headquarters sent down cannot be read: check the address, or update this program";

}  // namespace

struct DirectiveLoop::Impl {
  Impl(SyncSettings settings_given, DirectiveSink& sink_given, std::function<void(const std::string&)> told_given)
      : settings(std::move(settings_given)), sink(sink_given), told(std::move(told_given)) {}

  void run();
  Wait round();
  Wait answered(const Answer& answer, std::int64_t have, Clock::time_point asked_at);
  Wait take(const std::string& body, std::int64_t have);
  Wait failed() { return backoff.failed(Clock::now()); }
  void tell(const std::string& fault);
  bool rest(Wait how_long);  ///< false: the end

  const SyncSettings settings;
  DirectiveSink& sink;
  const std::function<void(const std::string&)> told;

  std::mutex mutex;
  std::condition_variable bell;
  bool stopping = false;
  std::thread thread;
  SignedPost curl;

  // Of the directive thread alone.
  std::optional<Joined> joined;
  Backoff backoff;
  std::optional<std::string> last_told;
  std::string last_failure;
};

void DirectiveLoop::Impl::tell(const std::string& fault) {
  if (last_told == fault) return;
  if (!fault.empty()) log::error("directives", fault);
  last_told = fault;
  told(fault);
}

bool DirectiveLoop::Impl::rest(Wait how_long) {
  std::unique_lock lock(mutex);
  bell.wait_for(lock, how_long, [this] { return stopping; });
  return !stopping;
}

void DirectiveLoop::Impl::run() {
  Wait wait{0};
  do {
    try {
      wait = round();
    } catch (const std::exception& error) {
      // An enrolment or a journal that cannot be read is the sync loop's to tell; said here once, and tried again.
      if (last_failure != error.what()) log::warn("directives", error.what());
      last_failure = error.what();
      wait = failed();
    }
  } while (rest(wait));
}

Wait DirectiveLoop::Impl::round() {
  joined = read_joined(settings);
  const bool settled = sink.settle();
  if (!joined) return look_for_enrolment;
  const std::int64_t have = sink.have();
  const bool at_fault = last_told && !last_told->empty();  // that it is over is said at once
  const long wait = at_fault ? 0 : settled ? wait_s : wait_unsettled_s;
  const std::string query = "?have=" + std::to_string(have) + "&wait_s=" + std::to_string(wait);
  const auto asked_at = Clock::now();
  const Answer answer = curl.get(joined->enrolment, joined->place, "/sync/v1/directives", query, limits);
  return answered(answer, have, asked_at);
}

Wait DirectiveLoop::Impl::answered(const Answer& answer, std::int64_t have, Clock::time_point asked_at) {
  constexpr int nothing_new = 304;
  if (answer.status == 200) return take(answer.body, have);
  if (answer.status == nothing_new) {
    backoff.succeeded();
    tell({});
    // One that does not wait is not asked without end.
    return Clock::now() - asked_at < std::chrono::seconds(1) ? look_for_enrolment : Wait(0);
  }
  if (last_told == bad_answer) tell({});  // who was there is gone, or is headquarters after all
  // Known, and not wanted: the sync loop says why. An older headquarters knows nothing of this path.
  if (answer.status >= 400 && answer.status < 500 && answer.status != 408 && answer.status != 429) {
    return backoff.refused();
  }
  return std::max(failed(), Wait(std::chrono::seconds(answer.retry_after_s)));
}

Wait DirectiveLoop::Impl::take(const std::string& body, std::int64_t have) {
  const auto directives = wire::read_directives(body);
  if (!directives) {
    tell(bad_answer);
    return failed();
  }
  Enrolment& enrolment = joined->enrolment;
  if (enrolment.signing_key.empty() && !directives->signing_key.empty()) {
    learn_signing_key(settings.data_folder, directives->signing_key);
    enrolment.signing_key = directives->signing_key;
  }
  for (const wire::Directive& directive : directives->items) {
    // What follows it waits as well: the count must not go over one that was not taken.
    if (!wire::is_signed(enrolment.branch, directive, enrolment.signing_key)) {
      tell(bad_signature);
      return backoff.refused();
    }
    sink.take(directive);
  }
  if (sink.have() <= have) return failed();  // nothing new after all
  backoff.succeeded();
  last_failure.clear();
  tell({});
  return never_faster;
}

DirectiveLoop::DirectiveLoop(SyncSettings settings, DirectiveSink& sink, std::function<void(const std::string&)> told)
    : impl_(std::make_unique<Impl>(std::move(settings), sink, std::move(told))) {}

DirectiveLoop::~DirectiveLoop() {
  stop();
}

void DirectiveLoop::start() {
  impl_->thread = std::thread([impl = impl_.get()] { impl->run(); });
}

void DirectiveLoop::stop() {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->stopping = true;
  }
  impl_->bell.notify_all();
  impl_->curl.interrupt();
  if (impl_->thread.joinable()) impl_->thread.join();
}

std::string DirectiveLoop::fetch(const std::string& path, std::size_t bytes_max) {
  if (!impl_->joined) throw std::runtime_error("this branch has not joined headquarters");
  constexpr long fetch_ms = 30'000;
  Answer answer = impl_->curl.get(impl_->joined->enrolment, impl_->joined->place, path, "", {fetch_ms, bytes_max});
  if (answer.status != 200) {
    throw std::runtime_error("headquarters does not give " + path + ": " +
                             (answer.status == 0 ? answer.failure : "HTTP " + std::to_string(answer.status)));
  }
  return std::move(answer.body);
}

}  // namespace menting::sync
