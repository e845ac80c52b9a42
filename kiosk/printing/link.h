#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "kiosk/printing/descriptor.h"

namespace menting::printing {

using Deadline = std::chrono::steady_clock::time_point;

/// What the other side made of the link: closed is orderly, after it took in what was sent.
enum class Line { open, closed, broken };

/// An open way for bytes to a printer and back. Every step ends by its deadline, or soon after `interrupted` turns
/// true.
class Link {
 public:
  explicit Link(const std::atomic<bool>& interrupted, Descriptor open = Descriptor())
      : interrupted_(interrupted), open_(std::move(open)) {}
  virtual ~Link() = default;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// Returns once the printer's side has all of it. False: trouble() says why.
  virtual bool send(std::string_view bytes, Deadline deadline);
  /// Says that all was sent, and waits until it is safe to close: closing at once could lose the end of a job.
  virtual void finish(Deadline deadline);
  /// Takes back what the printer's side did not take in yet: half a slip must not come out later.
  virtual void abandon() {}

  /// The next byte; none when none comes in time.
  std::optional<unsigned char> receive(Deadline deadline);
  /// Forgets what came unasked, as far as it came by `deadline`.
  void discard_received(Deadline deadline);
  /// Forgets what comes until then; ends sooner when the line does.
  void listen_until(Deadline deadline);

  Line line() const { return line_; }
  const std::string& trouble() const { return trouble_; }

 protected:
  /// As write() and read(): -1 and errno. What a read of nothing means is the link's own matter.
  virtual long write_some(std::string_view bytes);
  virtual long read_some(char* into, std::size_t size);
  virtual bool ends_on_empty_read() const { return false; }

  bool is_over(Deadline deadline) const;
  /// Until poll() sees one of `events`; false when the deadline or an interruption came first.
  bool wait(short events, Deadline deadline);
  bool failed(const std::string& what);
  int fd() const { return open_.get(); }
  void reopen(Descriptor open) { open_ = std::move(open); }

 private:
  const std::atomic<bool>& interrupted_;
  Descriptor open_;
  Line line_ = Line::open;
  std::string trouble_;
};

}  // namespace menting::printing
