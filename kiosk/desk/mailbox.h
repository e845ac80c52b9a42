#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/desk/journal.h"
#include "kiosk/desk/request.h"

namespace menting::domain {
class Branch;
struct Moment;
}  // namespace menting::domain

namespace menting::desk {

/// Headquarters' receipt on its way to the journal.
struct AckNote {
  std::string journal_id;
  std::int64_t seq = 0;
};

/// Headquarters has another history behind event `common_seq` of a journal: the branch goes on in a new one, and gives
/// none of the numbers again that headquarters has seen there.
struct ForkNote {
  std::string journal_id;
  std::int64_t common_seq = 0;
  std::vector<NumberFloor> numbers{};
};

/// Numbers that headquarters has seen this branch give out: they are never given again.
struct NumbersGiven {
  std::vector<NumberFloor> numbers;
};

/// What headquarters has sent is to be kept.
struct KeepDirective {
  KeptDirective directive;
  std::function<void(bool kept)> done;  ///< on the desk's thread, once it is durable or could not be kept
};

/// A look at the branch from the desk's own thread: always the newest, never half done. Must not throw.
struct Look {
  std::function<void(const domain::Branch&)> look;
};

/// The same, with the journal's memory beside it: notes, and orders that are over. What cannot be read throws; the rest
/// must not.
struct Consult {
  std::function<void(const domain::Branch&, Journal&, const domain::Moment&)> consult;
  std::function<void()> failed;  ///< the journal could not answer
};

using Letter = std::variant<Request, AckNote, ForkNote, NumbersGiven, NotesKnown, KeepDirective, Look, Consult>;

/// Hands letters from any thread to the desk, in order of arrival.
class Mailbox {
 public:
  /// False, and nothing kept, once closed or when `capacity` letters wait.
  bool post(Letter letter);
  /// Waits until letters are there, `timeout` passes or the box is closed; takes at most `most`.
  std::vector<Letter> take(std::size_t most, std::chrono::milliseconds timeout);
  void close();
  bool closed() const;

 private:
  static constexpr std::size_t capacity_ = 10'000;
  mutable std::mutex mutex_;
  std::condition_variable waiting_;
  std::deque<Letter> letters_;
  bool closed_ = false;
};

}  // namespace menting::desk
