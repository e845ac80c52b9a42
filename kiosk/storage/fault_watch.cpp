#include "kiosk/storage/fault_watch.h"

#include <utility>

#include "base/sqlite/database.h"
#include "base/sqlite/fault.h"

namespace menting::storage {
namespace {

std::function<void(const StorageMessage&)>& listener() {
  static std::function<void(const StorageMessage&)> told;
  return told;
}

void pass_on(int code, const char* message) {
  if (!listener()) return;
  StorageMessage said{message != nullptr ? message : "", sqlite::is_storage_fault(code)};
  const std::string hint = sqlite::advice_on_log(code, said.text);
  if (!hint.empty()) said.text += ". " + hint;
  listener()(said);
}

}  // namespace

void watch_storage(std::function<void(const StorageMessage&)> told) {
  listener() = std::move(told);
  sqlite::log_to(pass_on);
}

}  // namespace menting::storage
