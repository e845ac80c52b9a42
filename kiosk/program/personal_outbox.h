#pragma once

#include <memory>
#include <string>
#include <utility>

#include "kiosk/desk/desk.h"
#include "kiosk/storage/personal_reader.h"
#include "server_sync/client/personal_outbox.h"

namespace menting::program {

/// The sync loop's view of the branch's notes: reads them itself, writes through the desk.
class PersonalOutbox : public sync::PersonalOutbox {
 public:
  PersonalOutbox(const std::string& data_folder, desk::Desk& desk) : reader_(data_folder), desk_(desk) {}

  wire::PersonalBatch next(const std::string& sealing_key, std::size_t items_max, std::size_t bytes_max) override {
    return reader_.next(sealing_key, items_max, bytes_max);
  }
  std::int64_t known_change() override { return reader_.known_change(); }
  void confirmed(const wire::PersonalReceipt& receipt) override {
    desk::NotesKnown known;
    known.change = receipt.after;
    for (const wire::PersonalStanding& one : receipt.standings) {
      known.notes.push_back({one.id, one.erased, one.proof});
    }
    // A full mailbox: nothing is remembered, and all of it goes again.
    if (desk_.post(std::move(known))) reader_.confirmed(receipt);
  }
  void send_all_again() override {
    desk::NotesKnown none;
    none.forget_all = true;
    if (desk_.post(std::move(none))) reader_.forget_confirmed();
  }

 private:
  storage::PersonalReader reader_;
  desk::Desk& desk_;
};

}  // namespace menting::program
