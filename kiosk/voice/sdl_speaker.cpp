#include <SDL_audio.h>

#include "kiosk/voice/sound.h"
#include "kiosk/voice/speaker.h"

namespace menting::voice {
namespace {

/// SDL's audio is opened and ended by itself, without SDL_Init: the screen's SDL_Quit ends only what SDL_Init counts.
class SdlSpeaker : public Speaker {
 public:
  ~SdlSpeaker() override { end(); }

  bool open() override {
    end();
    if (SDL_AudioInit(nullptr) != 0) return fail(SDL_GetError());
    running_ = true;
    // Asking for a device where none is listed would only make the sound library complain on standard error.
    if (SDL_GetNumAudioDevices(0) == 0) return fail("no sound card is there");
    SDL_AudioSpec spec{};
    spec.freq = sample_rate_hz;
    spec.format = AUDIO_S16SYS;
    spec.channels = 1;
    spec.samples = 1024;
    device_ = SDL_OpenAudioDevice(nullptr, 0, &spec, nullptr, 0);
    if (device_ == 0) return fail(SDL_GetError());
    SDL_PauseAudioDevice(device_, 0);
    trouble_.clear();
    return true;
  }

  void close() override { end(); }

  bool write(const std::int16_t* samples, std::size_t count) override {
    if (device_ == 0) return false;
    // A device that was pulled out goes on taking samples, but says that it has stopped.
    if (SDL_GetAudioDeviceStatus(device_) == SDL_AUDIO_STOPPED) {
      return fail("the loudspeaker was taken away");
    }
    const auto bytes = static_cast<Uint32>(count * sizeof(std::int16_t));
    if (SDL_QueueAudio(device_, samples, bytes) != 0) return fail(SDL_GetError());
    return true;
  }

  std::size_t unplayed() const override {
    return device_ == 0 ? 0 : SDL_GetQueuedAudioSize(device_) / sizeof(std::int16_t);
  }

  std::string trouble() const override { return trouble_; }

 private:
  bool fail(const std::string& why) {
    trouble_ = "calls are not heard (" + why +
               "): connect a loudspeaker, or write mode = \"off\" in [voice] when there is none";
    end();
    return false;
  }

  /// SDL's audio runs threads of its own while it is up, so it is up only while there is something to hear.
  void end() {
    if (device_ != 0) SDL_CloseAudioDevice(device_);
    device_ = 0;
    if (running_) SDL_AudioQuit();
    running_ = false;
  }

  bool running_ = false;
  SDL_AudioDeviceID device_ = 0;
  std::string trouble_;
};

}  // namespace

std::unique_ptr<Speaker> system_speaker() {
  return std::make_unique<SdlSpeaker>();
}

}  // namespace menting::voice
