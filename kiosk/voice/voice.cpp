#include "kiosk/voice/voice.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "base/log/log.h"
#include "kiosk/voice/call_queue.h"
#include "kiosk/voice/call_sound.h"
#include "kiosk/voice/clips.h"
#include "kiosk/voice/orders.h"
#include "kiosk/voice/player.h"
#include "kiosk/voice/speech.h"

namespace menting::voice {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// A finger on the slider changes the volume many times a second; the last one is kept.
constexpr milliseconds volume_settles{500};
constexpr milliseconds after_failure{10'000};

}  // namespace

struct Voice::Impl {
  Impl(VoiceSettings wanted, std::unique_ptr<Speaker> speaker, desk::Desk& its_desk, desk::Clock& its_clock,
       desk::Health& its_health)
      : settings(std::move(wanted)),
        desk(its_desk),
        clock(its_clock),
        health(its_health),
        volume(std::clamp(settings.volume, 0, 100)),
        kept_volume(volume),
        calls(*desk.board()),
        clips(settings.own_sounds, settings.built_sounds),
        player(std::move(speaker), volume, [this](milliseconds time) { orders->wait(steady_clock::now() + time); }) {}

  bool quiet() const;
  void run();
  /// One thing to hear; false: there is none.
  bool work();
  void rest();
  void say(const Call& call);
  void read_aloud(const Reading& reading);
  bool call_comes();
  void keep_volume(bool now);
  void show_trouble();

  const VoiceSettings settings;
  desk::Desk& desk;
  desk::Clock& clock;
  desk::Health& health;
  std::shared_ptr<Orders> orders = std::make_shared<Orders>();
  std::atomic<int> volume;
  int kept_volume;
  Orders::Time volume_due = Orders::Time::max();

  CallQueue calls;
  Clips clips;
  Speech speech;
  Player player;

  std::atomic<bool> device_missing = false;
  mutable std::mutex trouble_mutex;
  std::string trouble;
  std::string unkept;   ///< why the volume is not kept
  std::string failure;  ///< of the thread's newest work
  std::thread thread;
};

bool Voice::Impl::quiet() const {
  return is_quiet(settings, clock.now().minute_of_day);
}

void Voice::Impl::run() {
  if (settings.mode == Mode::speech) {
    for (const std::string& language : settings.languages) clips.load(language);
  }
  while (!orders->stopping()) {
    try {
      const bool worked = work();
      failure.clear();
      show_trouble();
      if (!worked) rest();
    } catch (const std::exception& error) {
      log::error("voice", error.what());
      failure = error.what();
      show_trouble();
      orders->wait(steady_clock::now() + after_failure);
    }
  }
  keep_volume(true);
}

bool Voice::Impl::work() {
  keep_volume(false);
  const desk::BoardPtr board = desk.board();
  calls.notice(*board);
  if (settings.mode == Mode::off) return false;
  player.look();
  if (orders->take_test()) {
    player.look_now();
    say({{}, 'A', 1, 1, 0});
    return true;
  }
  if (const auto call = calls.next(*board, clock.now().steady_ms)) {
    if (settings.says_calls && !quiet()) say(*call);
    return true;
  }
  const auto reading = orders->wanted_reading();
  if (!reading) return false;
  read_aloud(*reading);
  return true;
}

void Voice::Impl::say(const Call& call) {
  player.play(sound_of(call, settings, clips), [this] { return orders->stopping(); });
}

void Voice::Impl::read_aloud(const Reading& reading) {
  if (!quiet()) {
    const Samples sound = speech.speak(reading.text, reading.language);
    player.play(sound, [&] { return orders->stopping() || !orders->wants(reading) || call_comes(); });
  }
  // One that a call ended is not taken up again: who reads along has gone on.
  orders->done(reading);
}

/// Whether something comes before a reading.
bool Voice::Impl::call_comes() {
  if (!orders->take_news()) return false;
  const desk::BoardPtr board = desk.board();
  calls.notice(*board);
  return settings.says_calls && calls.waiting(*board, clock.now().steady_ms);
}

void Voice::Impl::rest() {
  orders->wait(std::min(settings.mode == Mode::off ? Orders::Time::max() : player.next_look(), volume_due));
}

void Voice::Impl::keep_volume(bool now) {
  const int wanted = volume;
  if (wanted == kept_volume) {
    volume_due = Orders::Time::max();
    return;
  }
  const auto time = steady_clock::now();
  if (volume_due == Orders::Time::max()) volume_due = time + volume_settles;
  if (!now && time < volume_due) return;
  try {
    if (settings.keep_volume) settings.keep_volume(wanted);
    kept_volume = wanted;
    volume_due = Orders::Time::max();
    unkept.clear();
  } catch (const std::exception& error) {
    unkept = std::string("the volume is not kept for the next start: ") + error.what();
    volume_due = time + after_failure;
  }
}

void Voice::Impl::show_trouble() {
  device_missing = !player.trouble().empty();
  std::string text;
  for (const std::string& part : {player.trouble(), clips.trouble(), speech.trouble(), unkept, failure}) {
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
  }
  {
    const std::lock_guard lock(trouble_mutex);
    if (text == trouble) return;
    trouble = text;
  }
  if (text.empty()) {
    log::info("voice", "calls are heard again");
  } else {
    log::warn("voice", text);
  }
  // A hall without a voice has its call board: it is told, but the branch is not degraded by it.
  health.remark("voice", text);
}

Voice::Voice(VoiceSettings settings, std::unique_ptr<Speaker> speaker, desk::Desk& desk, desk::Clock& clock,
             desk::Health& health)
    : impl_(std::make_unique<Impl>(std::move(settings), std::move(speaker), desk, clock, health)) {}

Voice::~Voice() {
  stop();
}

void Voice::start() {
  impl_->desk.boards().subscribe([orders = impl_->orders] { orders->wake(); });
  impl_->thread = std::thread([this] { impl_->run(); });
}

void Voice::stop() {
  impl_->orders->stop();
  if (impl_->thread.joinable()) impl_->thread.join();
}

void Voice::set_volume(int percent) {
  impl_->volume = std::clamp(percent, 0, 100);
  impl_->orders->wake();
}

int Voice::volume() const {
  return impl_->volume;
}

bool Voice::play_test() {
  if (impl_->settings.mode == Mode::off) return false;
  impl_->orders->ask_test();
  return true;
}

bool Voice::read(const std::string& text, const std::string& language) {
  if (standing() != Standing::ready) return false;
  impl_->orders->ask_reading(text, language);
  return true;
}

void Voice::hush() {
  impl_->orders->drop_reading();
}

bool Voice::reading() const {
  return impl_->orders->wanted_reading().has_value();
}

Standing Voice::standing() const {
  if (impl_->settings.mode == Mode::off) return Standing::off;
  if (impl_->device_missing) return Standing::no_device;
  if (impl_->quiet()) return Standing::quiet;
  return Standing::ready;
}

std::string Voice::trouble() const {
  const std::lock_guard lock(impl_->trouble_mutex);
  return impl_->trouble;
}

}  // namespace menting::voice
