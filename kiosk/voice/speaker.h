#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace menting::voice {

/// Port: where sound goes, 16-bit mono at sample_rate_hz. Used by one thread.
class Speaker {
 public:
  virtual ~Speaker() = default;
  /// False: there is no device now; trouble() says why and what to do.
  virtual bool open() = 0;
  /// What was written and is not played yet may be lost.
  virtual void close() = 0;
  /// Takes samples to play next, after those before. False: the device is gone.
  virtual bool write(const std::int16_t* samples, std::size_t count) = 0;
  /// How many written samples the device has not taken yet.
  virtual std::size_t unplayed() const = 0;
  virtual std::string trouble() const = 0;
};

/// The system's loudspeaker, through SDL's audio (and nothing else of SDL).
std::unique_ptr<Speaker> system_speaker();

}  // namespace menting::voice
