#include "kiosk/domain/repair_index.h"

namespace menting::domain {

void RepairIndex::add(const RepairOrder& order) {
  if (is_open(order.state)) open_.insert(order.number);
  ++counts_[static_cast<std::size_t>(order.state)];
  if (!order.shelf.empty()) shelves_[order.shelf] = order.number;
  if (!order.code.empty()) by_code_[order.code] = &order;
  if (!order.device.device_hash.empty()) by_device_[order.device.device_hash].insert(order.number);
  if (!order.ticket.empty()) by_ticket_[order.ticket] = &order;
  if (!order.pickup_ticket.empty()) by_ticket_[order.pickup_ticket] = &order;
}

void RepairIndex::remove(const RepairOrder& order) {
  open_.erase(order.number);
  --counts_[static_cast<std::size_t>(order.state)];
  if (on_shelf(order.shelf) == order.number) shelves_.erase(order.shelf);
  by_code_.erase(order.code);
  const auto device = by_device_.find(order.device.device_hash);
  if (device != by_device_.end()) {
    device->second.erase(order.number);
    if (device->second.empty()) by_device_.erase(device);
  }
  by_ticket_.erase(order.ticket);
  by_ticket_.erase(order.pickup_ticket);
}

int RepairIndex::unfinished() const {
  return static_cast<int>(open_.size()) - count(RepairState::ready);
}

RepairNumber RepairIndex::on_shelf(const std::string& shelf) const {
  const auto found = shelves_.find(shelf);
  return found == shelves_.end() ? RepairNumber() : found->second;
}

std::string RepairIndex::free_shelf() const {
  int place = 1;
  while (shelves_.contains("S" + std::to_string(place))) ++place;
  return "S" + std::to_string(place);
}

const RepairOrder* RepairIndex::by_code(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : found->second;
}

std::set<RepairNumber> RepairIndex::of_device(const std::string& device_hash) const {
  const auto found = by_device_.find(device_hash);
  return found == by_device_.end() ? std::set<RepairNumber>() : found->second;
}

const RepairOrder* RepairIndex::of_ticket(const TicketId& ticket) const {
  const auto found = by_ticket_.find(ticket);
  return found == by_ticket_.end() ? nullptr : found->second;
}

}  // namespace menting::domain
