#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace menting::printing {

/// What the way to the printer knows after a job or a look.
enum class Outcome { done, paper_low, paper_out, cover_open, offline };

/// Port: bytes to a receipt printer. Called from the print thread only; every call ends within a few seconds.
class Printer {
 public:
  virtual ~Printer() = default;
  virtual Outcome print(std::string_view escpos) = 0;
  /// Asks without printing; `done` is ready. Transports that cannot ask say what the last job came to.
  virtual Outcome look() = 0;
};

/// "file:PATH" (each job appended at once), "tcp:HOST:PORT". Null for "none". Throws std::runtime_error for what is not
/// a transport.
std::unique_ptr<Printer> open_printer(const std::string& transport);

}  // namespace menting::printing
