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

void PinGate::forget_old(Records& records, const std::set<std::string>& kept, std::int64_t now_ms) {
  const auto idle = [now_ms](const Record& record) {
    return record.under_way == 0 && record.locked_until_ms <= now_ms;
  };
  std::erase_if(records, [&](const auto& entry) {
    return idle(entry.second) &&
           (entry.second.failures + entry.second.locks == 0 || now_ms - entry.second.last_ms > forgotten_after_ms);
  });
  if (records.size() <= records_max) return;
  std::erase_if(records, [&](const auto& entry) { return idle(entry.second) && kept.count(entry.first) == 0; });
}

const PinGate::Record& PinGate::record_of(const Records& records, const std::string& key) {
  static const Record fresh;
  const auto found = records.find(key);
  return found == records.end() ? fresh : found->second;
}

std::int64_t PinGate::left_ms(const Records& records, const std::string& key, std::int64_t now_ms) {
  return std::max<std::int64_t>(0, record_of(records, key).locked_until_ms - now_ms);
}

PinGate::Ruling PinGate::ask(const std::string& staff, const std::string& remote, std::int64_t now_ms) {
  forget_old(staff_, known_, now_ms);
  forget_old(remotes_, {}, now_ms);
  // Only a PIN that is checked leaves a record: who is locked out makes none by naming ever new numbers.
  const Record& person = record_of(staff_, staff);
  const Record& place = record_of(remotes_, remote);
  if (person.locked_until_ms > now_ms || place.locked_until_ms > now_ms) return Ruling::locked;
  if (person.failures + person.under_way >= allowed(person, staff_guesses) ||
      place.failures + place.under_way >= allowed(place, remote_guesses)) {
    return Ruling::wait;
  }
  ++staff_[staff].under_way;
  ++remotes_[remote].under_way;
  return Ruling::go;
}

void PinGate::settle(const std::string& staff, const std::string& remote, bool right, std::int64_t now_ms) {
  give_up(staff, remote);
  if (right) {
    Record& person = staff_[staff];
    person.failures = person.locks = 0;
  } else {
    fail(staff_[staff], staff_guesses, now_ms);
    fail(remotes_[remote], remote_guesses, now_ms);
  }
}

void PinGate::give_up(const std::string& staff, const std::string& remote) {
  --staff_[staff].under_way;
  --remotes_[remote].under_way;
}

int PinGate::retry_after_s(const std::string& staff, const std::string& remote, std::int64_t now_ms) const {
  const std::int64_t left = std::max(left_ms(staff_, staff, now_ms), left_ms(remotes_, remote, now_ms));
  return static_cast<int>((left + 999) / 1000);
}

}  // namespace menting::lan
