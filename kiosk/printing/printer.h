#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace menting::printing {

/// What the way to the printer knows after a job or a look.
enum class Outcome {
  done,       ///< on paper, as far as the printer can say
  paper_low,  ///< on paper, and the roll ends soon
  paper_out,
  cover_open,
  offline,
  no_reply,  ///< the job went out; the printer said how it was before and does not any more
  unknown,   ///< the job went out; this printer never tells anything of itself
};

/// Port: bytes to a receipt printer. Called from the print thread only; every call ends within a few seconds (on a
/// serial line, within the time that the bytes take).
class Printer {
 public:
  virtual ~Printer() = default;
  virtual Outcome print(std::string_view escpos) = 0;
  /// Asks without printing; `done` is ready. Transports that cannot ask say what the last job came to.
  virtual Outcome look() = 0;
  /// Whether a look costs nothing and disturbs nobody: then the state is asked for from the start.
  virtual bool looks_freely() const { return false; }
  /// What was wrong with the last call that was not fine, and what to do; in English, for health and log.
  virtual std::string trouble() const = 0;
  /// From any thread: the call that runs, and each later one, ends at once. A job cut short by it counts as offline.
  virtual void interrupt() {}
};

/// "file:PATH" (each job appended at once), "tcp:HOST:PORT", "device:PATH", "serial:PATH:BAUD", "cups:QUEUE". Null for
/// "none". Throws std::runtime_error for what is not a transport.
std::unique_ptr<Printer> open_printer(const std::string& transport);

}  // namespace menting::printing
