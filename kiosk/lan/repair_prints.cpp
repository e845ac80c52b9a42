#include "kiosk/lan/repair_prints.h"

#include <cstddef>
#include <utility>

namespace menting::lan {
namespace {

constexpr std::size_t remembered_max = 200;

}  // namespace

bool RepairPrints::begin(const std::string& key, const Hear& hear) {
  const auto known = prints_.find(key);
  if (known != prints_.end() && !known->second.code.empty()) {
    hear(known->second.code);
    return false;
  }
  prints_[key].hearers.push_back(hear);
  return known == prints_.end();
}

void RepairPrints::finish(const std::string& key, const std::string& code) {
  Print& print = prints_[key];
  print.code = code;
  const std::vector<Hear> hearers = std::exchange(print.hearers, {});
  finished_.push_back(key);
  if (finished_.size() > remembered_max) {
    prints_.erase(finished_.front());
    finished_.pop_front();
  }
  for (const Hear& hear : hearers) hear(code);
}

void RepairPrints::give_up(const std::string& key, const std::string& code) {
  const auto print = prints_.extract(key);
  if (print.empty()) return;
  for (const Hear& hear : print.mapped().hearers) hear(code);
}

}  // namespace menting::lan
