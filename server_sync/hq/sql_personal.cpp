// Personal data of branches: sealed, opaque, and erasable.
#include <fmt/format.h>

#include "server_sync/hq/sql_store.h"

namespace menting::hq {

std::optional<PersonalNow> SqlStore::find_personal(const std::string& branch, const std::string& id) {
  auto& found = statement("SELECT digest, erased_at, proof FROM personal WHERE branch = $1 AND id = $2")
                    .bind(1, branch)
                    .bind(2, id);
  if (!found.step()) return std::nullopt;
  PersonalNow now{found.text(0), !found.text(1).empty(), found.text(2)};
  found.reset();
  return now;
}

void SqlStore::count_personal_change(const std::string& branch) {
  statement(
      "INSERT INTO personal_change (branch, number) VALUES ($1, 1) ON CONFLICT (branch) DO UPDATE SET number = "
      "personal_change.number + 1")
      .bind(1, branch)
      .run();
}

void SqlStore::save_personal(const std::string& branch, const wire::PersonalItem& item, const std::string& digest,
                             std::int64_t now_ms) {
  count_personal_change(branch);  // first: it also makes two posts of one branch wait for each other
  statement(
      "INSERT INTO personal (branch, id, about, kind, at, sealed, digest, received_at, erased_at, proof) "
      "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '') ON CONFLICT (branch, id) DO NOTHING")
      .bind(1, branch)
      .bind(2, item.id)
      .bind(3, item.about)
      .bind(4, item.kind)
      .bind(5, item.at)
      .bind(6, item.sealed)
      .bind(7, digest)
      .bind(8, now_ms)
      .run();
}

void SqlStore::erase_personal(const std::string& branch, const wire::PersonalErasure& erasure, const std::string& proof,
                              std::int64_t now_ms) {
  count_personal_change(branch);
  statement(
      "INSERT INTO personal (branch, id, about, kind, at, sealed, digest, received_at, erased_at, proof) "
      "VALUES ($1, $2, '', '', '', '', '', $3, $4, $5) ON CONFLICT (branch, id) DO UPDATE SET about = '', kind = '', "
      "at = '', sealed = '', digest = '', erased_at = excluded.erased_at, proof = excluded.proof")
      .bind(1, branch)
      .bind(2, erasure.id)
      .bind(3, now_ms)
      .bind(4, erasure.at)
      .bind(5, proof)
      .run();
}

std::int64_t SqlStore::personal_change(const std::string& branch) {
  auto& found = statement("SELECT number FROM personal_change WHERE branch = $1").bind(1, branch);
  const std::int64_t number = found.step() ? found.integer(0) : 0;
  found.reset();
  return number;
}

PersonalCounts SqlStore::personal_counts(const std::string& branch) {
  auto& found = statement(
                    "SELECT count(CASE WHEN erased_at = '' THEN 1 END), count(CASE WHEN erased_at <> '' THEN 1 END) "
                    "FROM personal WHERE branch = $1")
                    .bind(1, branch);
  PersonalCounts counts;
  if (found.step()) counts = {found.integer(0), found.integer(1)};
  found.reset();
  return counts;
}

void SqlStore::verify_personal(const std::string& branch, std::vector<std::string>& faults) {
  auto& left = statement(
                   "SELECT count(*) FROM personal WHERE branch = $1 AND erased_at <> '' AND (sealed <> '' OR digest <> "
                   "'' OR about <> '' OR proof = '')")
                   .bind(1, branch);
  const std::int64_t count = left.step() ? left.integer(0) : 0;
  left.reset();
  if (count > 0) {
    faults.push_back(
        fmt::format("branch {}: {} items of personal data were erased, and something of them is left", branch, count));
  }
  auto& hollow =
      statement("SELECT count(*) FROM personal WHERE branch = $1 AND erased_at = '' AND sealed = ''").bind(1, branch);
  const std::int64_t empty = hollow.step() ? hollow.integer(0) : 0;
  hollow.reset();
  if (empty > 0) {
    faults.push_back(
        fmt::format("branch {}: {} items of personal data are gone without having been erased", branch, empty));
  }
}

}  // namespace menting::hq
