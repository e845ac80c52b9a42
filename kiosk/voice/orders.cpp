#include "kiosk/voice/orders.h"

#include <utility>

namespace menting::voice {

/// With the mutex held.
void Orders::tell() {
  woken_ = true;
  news_ = true;
  changed_.notify_all();
}

void Orders::wake() {
  const std::lock_guard lock(mutex_);
  tell();
}

void Orders::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  tell();
}

bool Orders::stopping() const {
  const std::lock_guard lock(mutex_);
  return stopping_;
}

void Orders::wait(Time until) {
  std::unique_lock lock(mutex_);
  const auto news = [this] { return woken_; };
  if (until == Time::max()) {
    changed_.wait(lock, news);
  } else {
    changed_.wait_until(lock, until, news);
  }
  woken_ = false;
}

bool Orders::take_news() {
  const std::lock_guard lock(mutex_);
  return std::exchange(news_, false);
}

void Orders::ask_test() {
  const std::lock_guard lock(mutex_);
  test_ = true;
  tell();
}

bool Orders::take_test() {
  const std::lock_guard lock(mutex_);
  return std::exchange(test_, false);
}

void Orders::ask_reading(std::string text, std::string language) {
  const std::lock_guard lock(mutex_);
  reading_ = Reading{std::move(text), std::move(language), ++readings_};
  tell();
}

void Orders::drop_reading() {
  const std::lock_guard lock(mutex_);
  reading_.reset();
  tell();
}

std::optional<Reading> Orders::wanted_reading() const {
  const std::lock_guard lock(mutex_);
  return reading_;
}

bool Orders::wants(const Reading& reading) const {
  const std::lock_guard lock(mutex_);
  return reading_ && reading_->number == reading.number;
}

void Orders::done(const Reading& reading) {
  const std::lock_guard lock(mutex_);
  if (reading_ && reading_->number == reading.number) reading_.reset();
}

}  // namespace menting::voice
