#include "tests/simulation/day/tapped_journal.h"

#include <stdexcept>
#include <utility>

namespace menting::simulation {

std::string_view to_string(Mishap mishap) {
  switch (mishap) {
    case Mishap::none:
      return "none";
    case Mishap::append_fails:
      return "an append fails";
    case Mishap::save_fails:
      return "a row cannot be written";
    case Mishap::commit_fails:
      return "a commit fails";
    case Mishap::dies_in_append:
      return "the program dies in an append";
    case Mishap::dies_before_commit:
      return "the program dies before a commit";
    case Mishap::dies_after_commit:
      return "the program dies between commit and publish";
  }
  return "";
}

std::vector<std::vector<Written>> TappedJournal::take_durable() {
  return std::exchange(durable_, {});
}

bool TappedJournal::strikes(Mishap mishap) {
  if (mishap_ != mishap || --countdown_ > 0) return false;
  mishap_ = Mishap::none;
  return true;
}

void TappedJournal::begin() {
  next().begin();
  writing_.assign(1, {});
}

void TappedJournal::commit() {
  if (strikes(Mishap::commit_fails)) throw std::runtime_error("simulated: the disk is full");
  if (strikes(Mishap::dies_before_commit)) throw PowerCut{};
  next().commit();
  durable_.push_back(std::exchange(writing_, {}));
  if (strikes(Mishap::dies_after_commit)) throw PowerCut{};
}

void TappedJournal::rollback() {
  next().rollback();
  rolled_back_ = true;
  writing_.clear();
}

void TappedJournal::savepoint() {
  next().savepoint();
  writing_.emplace_back();
}

void TappedJournal::rollback_to_savepoint() {
  next().rollback_to_savepoint();
  writing_.back() = {};
}

void TappedJournal::append(const domain::Event& event) {
  if (strikes(Mishap::append_fails)) throw std::runtime_error("simulated: this append fails");
  if (strikes(Mishap::dies_in_append)) throw PowerCut{};
  next().append(event);
  writing_.back().events.push_back(event);
}

void TappedJournal::save(const domain::Ticket& ticket) {
  if (strikes(Mishap::save_fails)) throw std::runtime_error("simulated: this row cannot be written");
  next().save(ticket);
}

void TappedJournal::save_receipt(std::string_view request_id, const desk::StoredReceipt& receipt,
                                 std::int64_t steady_ms) {
  next().save_receipt(request_id, receipt, steady_ms);
  writing_.back().keys.emplace_back(request_id);
}

}  // namespace menting::simulation
