#include "kiosk/storage/personal_reader.h"

#include <algorithm>
#include <stdexcept>

#include "base/crypto/sealed_box.h"
#include "base/time/zone.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/notes.h"

namespace menting::storage {
namespace {

constexpr std::size_t sealing_key_bytes = 32;

std::string key_of(const std::string& data_folder) {
  const auto key = read_file(DataFolder(data_folder).key());
  if (!key) throw std::runtime_error(DataFolder(data_folder).key() + " is missing: the notes cannot be read");
  return *key;
}

}  // namespace

PersonalReader::PersonalReader(const std::string& data_folder)
    : database_(DataFolder(data_folder).database(), sqlite::Access::read_only),
      key_(key_of(data_folder)),
      unsent_(database_,
              "SELECT name, ticket, counter, kind, at_ms, sealed FROM note WHERE erased_at_ms = 0 AND sent_at_ms = 0"
              " ORDER BY id LIMIT $1"),
      untold_(database_,
              "SELECT name, erased_at_ms FROM note WHERE erased_at_ms > 0 AND erased_there = '' ORDER BY id LIMIT $1"),
      change_(database_, "SELECT value FROM setting WHERE name = 'personal_change'") {}

wire::PersonalBatch PersonalReader::next(const std::string& sealing_key, std::size_t items_max, std::size_t bytes_max) {
  wire::PersonalBatch batch;
  const auto public_key = crypto::from_base64(sealing_key);
  if (!public_key || public_key->size() != sealing_key_bytes) return batch;
  // What was confirmed and is not yet written down takes places of the answer.
  const auto limit = static_cast<std::int64_t>(items_max + confirmed_.size());
  untold_.bind(1, limit);
  while (untold_.step() && batch.erased.size() < items_max) {
    if (confirmed_.contains("-" + untold_.text(0))) continue;
    batch.erased.push_back({untold_.text(0), base::rfc3339(untold_.integer(1))});
  }
  untold_.reset();
  std::size_t bytes = 0;
  unsent_.bind(1, limit);
  while (unsent_.step() && batch.items.size() + batch.erased.size() < items_max && bytes < bytes_max) {
    const std::string name = unsent_.text(0);
    if (confirmed_.contains(name)) continue;
    domain::Note note{unsent_.text(1), static_cast<domain::CounterNumber>(unsent_.integer(2)), unsent_.text(3), {}};
    std::string text = open_note(key_, note, unsent_.blob(5));
    std::string sealed = crypto::to_base64(crypto::seal_to(*public_key, text));
    crypto::wipe(text);
    bytes += sealed.size();
    batch.items.push_back({name, note.ticket, note.kind, base::rfc3339(unsent_.integer(4)), std::move(sealed)});
  }
  unsent_.reset();
  return batch;
}

void PersonalReader::confirmed(const wire::PersonalReceipt& receipt) {
  for (const wire::PersonalStanding& standing : receipt.standings) {
    confirmed_.insert(standing.erased ? "-" + standing.id : standing.id);
    // Headquarters has erased what was sent: it is not sent again before the desk has erased it, too.
    if (standing.erased) confirmed_.insert(standing.id);
  }
  change_told_ = receipt.after;
}

std::int64_t PersonalReader::known_change() {
  if (change_told_ != 0) return change_told_;
  const std::int64_t known = change_.step() ? std::stoll("0" + change_.text(0)) : 0;
  change_.reset();
  return known;
}

}  // namespace menting::storage
