#include "kiosk/domain/plan.h"

#include <algorithm>

#include "kiosk/domain/counter.h"

namespace menting::domain {
namespace {

template <class List, class Key, class Member>
auto find_in(const List& list, const Key& key, Member member) {
  const auto found = std::find_if(list.begin(), list.end(), [&](const auto& entry) { return entry.*member == key; });
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

const std::string& name_in(const LocalName& names, const std::string& language) {
  static const std::string nameless;
  if (const auto found = names.find(language); found != names.end()) return found->second;
  if (const auto chinese = names.find("zh-CN"); chinese != names.end()) return chinese->second;
  return names.empty() ? nameless : names.begin()->second;
}

const Service* Plan::service(ServiceLetter letter) const {
  return find_in(services, letter, &Service::letter);
}
const CounterPlan* Plan::counter(CounterNumber number) const {
  return find_in(counters, number, &CounterPlan::number);
}
const StaffPlan* Plan::person(const StaffId& id) const {
  return find_in(staff, id, &StaffPlan::id);
}

const Service* Plan::repair_service() const {
  if (const Service* chosen = service(repairs.service)) return chosen;
  return find_in(services, ServiceGroup::after_sales, &Service::group);
}

bool Plan::open_at(int minute_of_day) const {
  return minute_of_day >= opens_minute && minute_of_day < closes_minute && break_at(minute_of_day) == nullptr;
}

const Break* Plan::break_at(int minute_of_day) const {
  const auto found = std::find_if(breaks.begin(), breaks.end(), [&](const Break& pause) {
    return minute_of_day >= pause.from_minute && minute_of_day < pause.to_minute;
  });
  return found == breaks.end() ? nullptr : &*found;
}

std::span<const ServiceLetter> services_of(const Plan& plan, const Counter& counter) {
  const CounterPlan* planned = plan.counter(counter.number);
  if (planned == nullptr) return {};
  if (!counter.services.empty()) return counter.services;
  return planned->services;
}

std::string time_of_day(int minute) {
  const std::string hours = std::to_string(minute / 60), minutes = std::to_string(minute % 60);
  return std::string(hours.size() < 2, '0') + hours + ":" + std::string(minutes.size() < 2, '0') + minutes;
}

bool has_role(const StaffPlan& person, Role role) {
  return std::find(person.roles.begin(), person.roles.end(), role) != person.roles.end();
}

}  // namespace menting::domain
