#include "kiosk/lan/pin_gate.h"

#include <algorithm>

namespace menting::lan {
namespace {

constexpr int staff_guesses = 5;
constexpr int remote_guesses = 60;
constexpr std::int64_t first_lock_ms = 60'000;
constexpr std::int64_t longest_lock_ms = 15 * 60'000;
constexpr std::int64_t forgotten_after_ms = 60 * 60'000;
constexpr std::size_t records_max = 5'000;

}  // namespace

int PinGate::allowed(const Record& record, int at_first) {
  return record.locks == 0 ? at_first : 1;
}

void PinGate::fail(Record& record, int at_first, std::int64_t now_ms) {
  record.last_ms = now_ms;
  if (++record.failures < allowed(record, at_first)) return;
  const int doublings = std::min(record.locks, 8);
  record.locked_until_ms = now_ms + std::min(first_lock_ms << doublings, longest_lock_ms);
  record.failures = 0;
  ++record.locks;
}

void PinGate::forget_old(Records& records, std::int64_t now_ms) {
  const auto over = [now_ms](const Record& record) {
    return record.under_way == 0 && record.locked_until_ms <= now_ms && now_ms - record.last_ms > forgotten_after_ms;
  };
  std::erase_if(records, [&](const auto& entry) { return over(entry.second); });
  if (records.size() <= records_max) return;
  // A flood of made-up numbers: those without a lock go first, they lose least.
  std::erase_if(records, [&](const auto& entry) {
    return entry.second.under_way == 0 && entry.second.locked_until_ms <= now_ms;
  });
}

std::int64_t PinGate::left_ms(const Records& records, const std::string& key, std::int64_t now_ms) {
  const auto found = records.find(key);
  return found == records.end() ? 0 : std::max<std::int64_t>(0, found->second.locked_until_ms - now_ms);
}

PinGate::Ruling PinGate::ask(const std::string& staff, const std::string& remote, std::int64_t now_ms) {
  forget_old(staff_, now_ms);
  forget_old(remotes_, now_ms);
  Record& person = staff_[staff];
  Record& place = remotes_[remote];
  if (person.locked_until_ms > now_ms || place.locked_until_ms > now_ms) return Ruling::locked;
  if (person.failures + person.under_way >= allowed(person, staff_guesses) ||
      place.failures + place.under_way >= allowed(place, remote_guesses)) {
    return Ruling::wait;
  }
  ++person.under_way;
  ++place.under_way;
  person.last_ms = place.last_ms = now_ms;
  return Ruling::go;
}

void PinGate::settle(const std::string& staff, const std::string& remote, bool right, std::int64_t now_ms) {
  Record& person = staff_[staff];
  Record& place = remotes_[remote];
  --person.under_way;
  --place.under_way;
  if (right) {
    person.failures = person.locks = 0;
    place.failures = place.locks = 0;
  } else {
    fail(person, staff_guesses, now_ms);
    fail(place, remote_guesses, now_ms);
  }
}

int PinGate::retry_after_s(const std::string& staff, const std::string& remote, std::int64_t now_ms) const {
  const std::int64_t left = std::max(left_ms(staff_, staff, now_ms), left_ms(remotes_, remote, now_ms));
  return static_cast<int>((left + 999) / 1000);
}

}  // namespace menting::lan
