#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/desk/desk.h"
#include "kiosk/storage/outbox_reader.h"
#include "server_sync/client/outbox.h"

namespace menting::program {

/// The sync loop's view of the branch: reads the journal itself, writes through the desk.
class Outbox : public sync::Outbox {
 public:
  Outbox(const std::string& data_folder, desk::Desk& desk) : reader_(data_folder), desk_(desk) {}

  std::optional<wire::Batch> next(std::size_t events_max, std::size_t bytes_max) override {
    return reader_.next(events_max, bytes_max);
  }

  std::vector<wire::Batch> acked_ends() override { return reader_.acked_ends(); }

  std::optional<wire::Batch> end_at(const std::string& journal, std::int64_t seq) override {
    return reader_.end_at(journal, seq);
  }

  void acked(const std::string& journal, std::int64_t seq) override {
    reader_.acked(journal, seq);
    // A full mailbox loses nothing: the next ack is cumulative, and headquarters knows what it has.
    desk_.post(desk::AckNote{journal, seq});
  }

  void fork(const std::string& journal, std::int64_t common_seq,
            const std::vector<wire::GivenNumber>& numbers) override {
    desk_.post(desk::ForkNote{journal, common_seq, floors(numbers)});  // asked for again when the mailbox is full
  }

  void given(const std::vector<wire::GivenNumber>& numbers) override {
    desk_.post(desk::NumbersGiven{floors(numbers)});  // said again with the fork
  }

 private:
  static std::vector<desk::NumberFloor> floors(const std::vector<wire::GivenNumber>& numbers) {
    std::vector<desk::NumberFloor> floors;
    floors.reserve(numbers.size());
    for (const wire::GivenNumber& one : numbers) floors.push_back({{one.day}, one.service, one.number});
    return floors;
  }

  storage::OutboxReader reader_;
  desk::Desk& desk_;
};

}  // namespace menting::program
