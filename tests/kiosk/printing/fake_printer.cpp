#include "tests/kiosk/printing/fake_printer.h"

#include <utility>

namespace menting::tests {

void FakePrinter::change(Manner manner) {
  const std::lock_guard lock(mutex_);
  manner_ = std::move(manner);
  answers_ = 0;
}

Manner FakePrinter::manner() {
  const std::lock_guard lock(mutex_);
  return manner_;
}

std::string FakePrinter::received() {
  const std::lock_guard lock(mutex_);
  return received_;
}

bool FakePrinter::take(std::string_view bytes, const std::function<bool(const std::string&)>& reply) {
  std::string answer;
  bool paper_ended = false;
  {
    const std::lock_guard lock(mutex_);
    unread_ += bytes;
    const std::size_t question = unread_.rfind("\x10\x04");
    const bool asked = question != std::string::npos && question + 3 == unread_.size();
    if (asked) {
      answer = answer_to(static_cast<unsigned char>(unread_.back()));
      unread_.resize(question);
    }
    // The beginning of a question may be all that is here yet.
    const bool begun =
        !unread_.empty() &&
        (unread_.back() == '\x10' || (question != std::string::npos && !asked && question + 2 == unread_.size()));
    if (!begun) {
      received_ += unread_;
      unread_.clear();
    }
    if (manner_.stall_after != 0 && received_.size() >= manner_.stall_after) {
      manner_.stall_after = 0;
      manner_.paper = 0x72;
      paper_ended = true;
    }
  }
  return !paper_ended && (answer.empty() || reply(answer));
}

std::string FakePrinter::answer_to(int question) {
  const bool turned = manner_.turns_after >= 0 && answers_ >= manner_.turns_after;
  if (turned && manner_.turned_paper < 0) return {};
  const int paper = turned ? manner_.turned_paper : manner_.paper;
  const int answer = question == 1 ? manner_.printer : question == 2 ? manner_.offline_cause : paper;
  if (answer < 0) return {};
  ++answers_;
  return manner_.noise + static_cast<char>(answer);
}

}  // namespace menting::tests
