#include "kiosk/desk/health.h"

#include <algorithm>

#include "base/time/zone.h"

namespace menting::desk {

std::string to_string(PrinterState state) {
  switch (state) {
    case PrinterState::unknown:
      return "unknown";
    case PrinterState::ready:
      return "ready";
    case PrinterState::paper_low:
      return "paper_low";
    case PrinterState::paper_out:
      return "paper_out";
    case PrinterState::offline:
      return "offline";
  }
  return "unknown";
}

std::string to_string(HqState state) {
  switch (state) {
    case HqState::not_enrolled:
      return "not_enrolled";
    case HqState::connected:
      return "connected";
    case HqState::unreachable:
      return "unreachable";
    case HqState::refused:
      return "refused";
  }
  return "not_enrolled";
}

void Health::report(const std::string& part, const std::string& reason, std::chrono::seconds valid_for) {
  const std::lock_guard lock(mutex_);
  if (reason.empty()) {
    reasons_.erase(part);
  } else {
    const bool lasts = valid_for == std::chrono::seconds(0);
    const Time now = std::chrono::steady_clock::now();
    const auto before = reasons_.find(part);
    const bool goes_on = before != reasons_.end() && before->second.until > now;
    reasons_[part] = {reason, lasts ? Time::max() : now + valid_for,
                      goes_on ? before->second.since_ms : base::wall_ms()};
  }
}

void Health::remark(const std::string& part, const std::string& text) {
  const std::lock_guard lock(mutex_);
  if (text.empty()) {
    remarks_.erase(part);
  } else {
    remarks_[part] = text;
  }
}

std::vector<std::string> Health::reasons() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> lines;
  const Time now = std::chrono::steady_clock::now();
  for (const auto& [part, reason] : reasons_) {
    if (reason.until > now) lines.push_back(part + ": " + reason.text);
  }
  for (const auto& [part, remark] : remarks_) lines.push_back(part + ": " + remark);
  return lines;
}

std::vector<std::string> Health::troubled() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> parts;
  const Time now = std::chrono::steady_clock::now();
  for (const auto& [part, reason] : reasons_) {
    if (reason.until > now) parts.push_back(part);
  }
  return parts;
}

bool Health::degraded() const {
  const std::lock_guard lock(mutex_);
  const Time now = std::chrono::steady_clock::now();
  return std::any_of(reasons_.begin(), reasons_.end(), [&](const auto& entry) { return entry.second.until > now; });
}

bool Health::well(const std::string& part) const {
  const std::lock_guard lock(mutex_);
  const auto found = reasons_.find(part);
  return found == reasons_.end() || found->second.until <= std::chrono::steady_clock::now();
}

void Health::set_printer(PrinterState state) {
  const std::lock_guard lock(mutex_);
  if (printer_ != state || printer_since_ms_ == 0) printer_since_ms_ = base::wall_ms();
  printer_ = state;
}

std::int64_t Health::printer_since_ms() const {
  const std::lock_guard lock(mutex_);
  return printer_since_ms_;
}

std::int64_t Health::since_ms(const std::string& part) const {
  const std::lock_guard lock(mutex_);
  const auto found = reasons_.find(part);
  if (found == reasons_.end() || found->second.until <= std::chrono::steady_clock::now()) return 0;
  return found->second.since_ms;
}

PrinterState Health::printer() const {
  const std::lock_guard lock(mutex_);
  return printer_;
}

void Health::set_hq(HqState state, const std::string& trouble) {
  const std::lock_guard lock(mutex_);
  hq_ = state;
  hq_trouble_ = trouble;
}

std::string Health::hq_trouble() const {
  const std::lock_guard lock(mutex_);
  return hq_trouble_;
}

HqState Health::hq() const {
  const std::lock_guard lock(mutex_);
  return hq_;
}

}  // namespace menting::desk
