#include "kiosk/storage/directive_rows.h"

#include <filesystem>

#include "base/crypto/crypto.h"
#include "kiosk/storage/data_folder.h"

namespace menting::storage {
namespace {

constexpr std::int64_t first_schema = 11;

std::string context_of(const std::string& name, std::int64_t version) {
  return "directive\n" + name + "\n" + std::to_string(version);
}

}  // namespace

void write_directive(sqlite::Database& database, const std::string& key, const desk::KeptDirective& directive,
                     std::int64_t at_ms) {
  sqlite::Statement(database,
                    "INSERT INTO directive (name, version, taken_at_ms, sealed) VALUES ($1, $2, $3, $4) ON CONFLICT "
                    "(name) DO UPDATE SET version = excluded.version, taken_at_ms = excluded.taken_at_ms, sealed = "
                    "excluded.sealed")
      .bind(1, directive.name)
      .bind(2, directive.version)
      .bind(3, at_ms)
      .bind_blob(4, crypto::seal(key, directive.body, context_of(directive.name, directive.version)))
      .run();
}

std::vector<desk::KeptDirective> read_directives(const std::string& data_folder) {
  std::vector<desk::KeptDirective> kept;
  const DataFolder folder(data_folder);
  std::error_code missing;
  const auto size = std::filesystem::file_size(folder.database(), missing);
  const auto key = read_file(folder.key());
  if (missing || size == 0 || !key) return kept;
  sqlite::Database database(folder.database(), sqlite::Access::read_only);
  if (database.value("PRAGMA user_version") < first_schema) return kept;
  sqlite::Statement rows(database, "SELECT name, version, sealed FROM directive ORDER BY name");
  while (rows.step()) {
    const std::string name = rows.text(0);
    const std::int64_t version = rows.integer(1);
    if (auto body = crypto::unseal(*key, rows.blob(2), context_of(name, version))) {
      kept.push_back({name, version, std::move(*body)});
    }
  }
  return kept;
}

}  // namespace menting::storage
