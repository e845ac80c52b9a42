#include "kiosk/input/scanner.h"

#include <linux/input.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "base/log/log.h"
#include "kiosk/input/key_layout.h"
#include "kiosk/input/scanner_keys.h"

namespace menting::input {
namespace {

/// A device is not usable the moment that it is announced, and not every change is announced.
constexpr std::int64_t look_every_ms = 1'000;

std::int64_t steady_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace

/// What the thread does, and all that only it touches.
class ScannerDevice::Reader {
 public:
  explicit Reader(ScannerDevice& device) : device_(device) {}
  ~Reader() { close_device(); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  void run() {
    while (!device_.stopping_) {
      try {
        step();
      } catch (const std::exception& error) {
        log::error("scanner", error.what());
        pollfd stop{device_.wake_, POLLIN, 0};
        poll(&stop, 1, look_every_ms);
      }
    }
  }

 private:
  void step() {
    if (fd_ < 0 && steady_ms() >= next_look_ms_) look();
    std::array<pollfd, 3> wanted = {pollfd{device_.wake_, POLLIN, 0}, pollfd{device_.port_->changes(), POLLIN, 0},
                                    pollfd{fd_, POLLIN, 0}};
    if (poll(wanted.data(), wanted.size(), timeout_ms()) < 0 && errno != EINTR) {
      throw std::system_error(errno, std::generic_category(), "cannot wait for the scanner");
    }
    if (device_.stopping_) return;
    if (wanted[1].revents != 0) {
      device_.port_->drain_changes();
      next_look_ms_ = 0;
    }
    if (fd_ >= 0 && wanted[2].revents != 0) read_events();
    deliver(keys_.poll(steady_ms()));
  }

  void look() {
    next_look_ms_ = steady_ms() + look_every_ms;
    try {
      fd_ = device_.port_->open();
      device_.show(fd_ < 0 ? ScannerState::absent : ScannerState::ready, {});
    } catch (const std::runtime_error& error) {
      device_.show(ScannerState::trouble, error.what());
    }
  }

  int timeout_ms() const {
    std::optional<std::int64_t> until = keys_.due_ms();
    if (fd_ < 0) until = until ? std::min(*until, next_look_ms_) : next_look_ms_;
    if (!until) return -1;
    return static_cast<int>(std::clamp<std::int64_t>(*until - steady_ms(), 0, look_every_ms));
  }

  void read_events() {
    std::array<char, 64 * sizeof(input_event)> bytes;
    const ssize_t got = read(fd_, bytes.data(), bytes.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (got <= 0) return lose_device();
    unread_.insert(unread_.end(), bytes.begin(), bytes.begin() + got);
    std::size_t at = 0;
    for (; at + sizeof(input_event) <= unread_.size(); at += sizeof(input_event)) {
      input_event event;
      std::memcpy(&event, unread_.data() + at, sizeof event);
      take(event);
    }
    unread_.erase(unread_.begin(), unread_.begin() + static_cast<std::ptrdiff_t>(at));
  }

  void take(const input_event& event) {
    if (event.type == EV_SYN && event.code == SYN_DROPPED) {
      // The kernel's buffer ran over: half a scan is worse than none.
      keys_.clear();
      layout_.release_all();
      lost_events_ = true;
    } else if (event.type == EV_SYN && event.code == SYN_REPORT) {
      lost_events_ = false;
    } else if (event.type == EV_KEY && !lost_events_) {
      if (const auto character = layout_.key(event.code, event.value)) deliver(keys_.feed(*character, steady_ms()));
    }
  }

  void deliver(const Heard& heard) {
    if (heard.scan.empty() || device_.stopping_) return;
    try {
      device_.scanned_(heard.scan);
    } catch (const std::exception& error) {
      log::error("scanner", error.what());  // never with the text of the scan: it may be anything
    }
  }

  void lose_device() {
    close_device();
    keys_.clear();
    layout_ = KeyLayout();
    unread_.clear();
    lost_events_ = false;
    next_look_ms_ = steady_ms() + look_every_ms;
    device_.show(ScannerState::absent, {});
  }

  void close_device() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

  ScannerDevice& device_;
  int fd_ = -1;
  std::vector<char> unread_;
  std::int64_t next_look_ms_ = 0;
  KeyLayout layout_;
  ScannerKeys keys_{ScanLimits::scanner_only()};
  bool lost_events_ = false;
};

ScannerDevice::ScannerDevice(std::unique_ptr<ScannerPort> port, Scanned scanned)
    : port_(std::move(port)), scanned_(std::move(scanned)) {}

ScannerDevice::~ScannerDevice() {
  stop();
}

void ScannerDevice::start() {
  if (thread_.joinable()) return;
  wake_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (wake_ < 0) throw std::system_error(errno, std::generic_category(), "the scanner cannot be read");
  stopping_ = false;
  thread_ = std::thread([this] { Reader(*this).run(); });
}

void ScannerDevice::stop() {
  stopping_ = true;
  if (wake_ >= 0) eventfd_write(wake_, 1);
  if (thread_.joinable()) thread_.join();
  if (wake_ >= 0) ::close(std::exchange(wake_, -1));
}

ScannerState ScannerDevice::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

std::string ScannerDevice::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

void ScannerDevice::show(ScannerState state, const std::string& trouble) {
  {
    const std::lock_guard lock(mutex_);
    if (state_ == state && trouble_ == trouble) return;
    state_ = state;
    trouble_ = trouble;
  }
  switch (state) {
    case ScannerState::absent:
      return log::warn("scanner", "the scanner is not plugged in");
    case ScannerState::ready:
      return log::info("scanner", "the scanner is ready");
    case ScannerState::trouble:
      return log::warn("scanner", trouble);
  }
}

}  // namespace menting::input
