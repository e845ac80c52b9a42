#include "tests/kiosk/voice/hall.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "kiosk/voice/clips.h"
#include "kiosk/voice/phrase.h"
#include "tests/support/catch.h"

namespace menting::tests {
namespace {

class ScriptedSpeaker : public voice::Speaker {
 public:
  explicit ScriptedSpeaker(std::shared_ptr<Ear> ear) : ear_(std::move(ear)) {}
  bool open() override {
    const std::lock_guard lock(ear_->mutex);
    if (ear_->missing) return false;
    ++ear_->opened;
    return true;
  }
  void close() override {
    const std::lock_guard lock(ear_->mutex);
    ++ear_->closed;
    ear_->taken = ear_->written.size();
  }
  bool write(const std::int16_t* samples, std::size_t count) override {
    const std::lock_guard lock(ear_->mutex);
    if (std::exchange(ear_->breaks, false)) return false;
    ear_->written.insert(ear_->written.end(), samples, samples + count);
    if (ear_->plays) ear_->taken = ear_->written.size();
    return true;
  }
  std::size_t unplayed() const override {
    const std::lock_guard lock(ear_->mutex);
    return ear_->written.size() - ear_->taken;
  }
  std::string trouble() const override { return "the scripted loudspeaker is not there"; }

 private:
  std::shared_ptr<Ear> ear_;
};

}  // namespace

voice::Samples Ear::heard() const {
  const std::lock_guard lock(mutex);
  return written;
}

std::size_t Ear::size() const {
  const std::lock_guard lock(mutex);
  return written.size();
}

void Ear::take(std::size_t count) {
  const std::lock_guard lock(mutex);
  taken = std::min(written.size(), taken + count);
}

void Ear::set(bool Ear::*what, bool value) {
  const std::lock_guard lock(mutex);
  this->*what = value;
  if (plays) taken = written.size();
}

int Ear::count(int Ear::*what) const {
  const std::lock_guard lock(mutex);
  return this->*what;
}

std::unique_ptr<voice::Speaker> scripted_speaker(std::shared_ptr<Ear> ear) {
  return std::make_unique<ScriptedSpeaker>(std::move(ear));
}

domain::Moment SharedClock::now() {
  const std::lock_guard lock(mutex_);
  return clock_.now();
}

domain::BusinessDay SharedClock::day_of(std::int64_t at_ms) {
  return clock_.day_of(at_ms);
}

void SharedClock::advance_ms(std::int64_t ms) {
  const std::lock_guard lock(mutex_);
  clock_.advance_ms(ms);
}

VoiceHall::VoiceHall() {
  ask(domain::OpenCounter{1, "1001"});
  ask(domain::OpenCounter{2, "1002"});
}

void VoiceHall::ask(const domain::Command& command) {
  clock.advance_ms(10);
  REQUIRE(std::holds_alternative<desk::Answer>(desk.ask(command)));
}

std::string VoiceHall::take() {
  clock.advance_ms(10);
  const auto receipt = desk.ask(domain::TakeTicket{'A', domain::Lane::standard, "7K3P9XQ2MD", "zh-CN"});
  return std::get<desk::Answer>(receipt).ticket->id;
}

void VoiceHall::call_next(int counter) {
  ask(domain::CallNext{counter, counter == 1 ? "1001" : "1002"});
}

void VoiceHall::recall(int counter) {
  clock.advance_ms(10'000);
  ask(domain::Recall{counter, counter == 1 ? "1001" : "1002"});
}

void VoiceHall::finish(int counter) {
  const std::string staff = counter == 1 ? "1001" : "1002";
  ask(domain::StartServing{counter, staff});
  ask(domain::FinishServing{counter, staff, {}});
}

void VoiceHall::no_show(int counter) {
  recall(counter);
  recall(counter);
  ask(domain::MarkNoShow{counter, counter == 1 ? "1001" : "1002"});
}

std::unique_ptr<voice::Voice> VoiceHall::voice(voice::VoiceSettings settings) {
  return std::make_unique<voice::Voice>(std::move(settings), scripted_speaker(ear), desk, clock, health);
}

std::string VoiceHall::remark() const {
  const auto reasons = health.reasons();
  return reasons.empty() ? std::string() : reasons.front();
}

voice::VoiceSettings loud_settings() {
  voice::VoiceSettings settings;
  settings.volume = 100;
  settings.built_sounds = std::string(MENTING_BUILD_DIR) + "/assets/sounds";
  return settings;
}

voice::Samples call_sound(int number, int counter, const std::vector<std::string>& languages) {
  voice::Clips clips({}, loud_settings().built_sounds);
  voice::Samples sound = voice::chime();
  for (const std::string& language : languages) {
    if (language != languages.front()) voice::append_silence(sound, 350);
    clips.load(language);
    voice::append(sound, clips.join(language, voice::call_phrase(language, 'A', number, counter)));
  }
  voice::append_silence(sound, 500);
  return sound;
}

std::string difference(const voice::Samples& heard, const voice::Samples& expected) {
  const auto at = std::mismatch(heard.begin(), heard.end(), expected.begin(), expected.end());
  if (at.first == heard.end() && at.second == expected.end()) return "same";
  return "differs from sample " + std::to_string(at.first - heard.begin()) + ": " + std::to_string(heard.size()) +
         " heard, " + std::to_string(expected.size()) + " expected";
}

bool about_as_long(std::size_t count, std::size_t expected) {
  return count * 100 > expected * 99 && count * 99 < expected * 100;
}

bool soon(const std::function<bool()>& fine) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!fine()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return true;
}

}  // namespace menting::tests
