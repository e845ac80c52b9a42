#include "kiosk/desk/mailbox.h"

#include <algorithm>
#include <iterator>

namespace menting::desk {

bool Mailbox::post(Letter letter) {
  {
    const std::lock_guard lock(mutex_);
    if (closed_ || letters_.size() >= capacity_) return false;
    letters_.push_back(std::move(letter));
  }
  waiting_.notify_one();
  return true;
}

std::vector<Letter> Mailbox::take(std::size_t most, std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  waiting_.wait_for(lock, timeout, [this] { return closed_ || !letters_.empty(); });
  const auto count = static_cast<std::ptrdiff_t>(std::min(most, letters_.size()));
  std::vector<Letter> taken(std::make_move_iterator(letters_.begin()),
                            std::make_move_iterator(letters_.begin() + count));
  letters_.erase(letters_.begin(), letters_.begin() + count);
  return taken;
}

void Mailbox::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  waiting_.notify_all();
}

bool Mailbox::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

}  // namespace menting::desk
