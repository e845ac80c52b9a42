#include "kiosk/program/directives.h"

#include <algorithm>
#include <exception>
#include <future>
#include <memory>
#include <stdexcept>

#include "base/log/log.h"
#include "kiosk/storage/directive_rows.h"

namespace menting::program {

Directives::Directives(const std::string& data_folder, desk::Desk& desk) : desk_(desk) {
  for (desk::KeptDirective& row : storage::read_directives(data_folder)) {
    kept_[row.name] = {row.version, std::move(row.body)};
  }
}

std::int64_t Directives::have() {
  std::int64_t have = 0;
  for (const auto& [name, kept] : kept_) have = std::max(have, kept.version);
  return have;
}

void Directives::take(const wire::Directive& directive) {
  const auto known = kept_.find(directive.name);
  if (known != kept_.end() && directive.version <= known->second.version) return;
  auto kept = std::make_shared<std::promise<bool>>();
  auto durable = kept->get_future();
  const bool posted = desk_.post(desk::KeepDirective{{directive.name, directive.version, directive.body},
                                                     [kept](bool done) { kept->set_value(done); }});
  if (!posted || !durable.get()) throw std::runtime_error("what headquarters sent cannot be kept now");
  Kept& row = kept_[directive.name];
  row = {directive.version, directive.body};
  give(directive.name, row);
}

bool Directives::settle() {
  for (auto& [name, kept] : kept_) {
    if (!kept.given) give(name, kept);
  }
  if (look_ && !look_()) return false;
  return std::all_of(kept_.begin(), kept_.end(), [](const auto& one) { return one.second.given; });
}

void Directives::give(const std::string& name, Kept& kept) {
  const auto taker = takers_.find(name);
  kept.given = true;
  if (taker == takers_.end()) return;
  try {
    taker->second(kept.body);
    kept.fault.clear();
  } catch (const std::exception& error) {
    if (kept.fault != error.what()) log::warn("directives", name + " is taken again later: " + error.what());
    kept.fault = error.what();
    kept.given = false;
  }
}

}  // namespace menting::program
