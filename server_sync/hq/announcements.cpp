#include "server_sync/hq/announcements.h"

#include "base/crypto/crypto.h"
#include "base/time/zone.h"

namespace menting::hq {
namespace {

constexpr const char* select_announcements =
    "SELECT id, scope, title, text, first_day, last_day, picture, made_at, made_by, ended FROM announcement ";

AnnouncementRow announcement_at(const sql::Statement& row) {
  return {row.text(0), row.text(1), row.text(2),    row.text(3), row.text(4),
          row.text(5), row.text(6), row.integer(7), row.text(8), row.integer(9) != 0};
}

}  // namespace

std::vector<AnnouncementRow> announcements(sql::Connection& connection) {
  std::vector<AnnouncementRow> all;
  auto& rows = connection.statement(std::string(select_announcements) + "ORDER BY made_at DESC, id");
  while (rows.step()) all.push_back(announcement_at(rows));
  return all;
}

std::vector<AnnouncementRow> current_announcements(sql::Connection& connection, std::int64_t now_ms) {
  constexpr std::int64_t day_ms = 24LL * 3600 * 1000;
  // Wherever the branch is: its own day decides there.
  const std::string yesterday = base::rfc3339(now_ms - day_ms).substr(0, 10);
  std::vector<AnnouncementRow> all;
  auto& rows = connection.statement(std::string(select_announcements) +
                                    "WHERE ended = 0 AND (last_day = '' OR last_day >= $1) ORDER BY made_at, id");
  rows.bind(1, yesterday);
  while (rows.step()) all.push_back(announcement_at(rows));
  return all;
}

std::optional<AnnouncementRow> find_announcement(sql::Connection& connection, const std::string& id) {
  auto& row = connection.statement(std::string(select_announcements) + "WHERE id = $1").bind(1, id);
  if (!row.step()) return std::nullopt;
  AnnouncementRow found = announcement_at(row);
  row.reset();
  return found;
}

void save_announcement(sql::Connection& connection, const AnnouncementRow& row) {
  connection
      .statement(
          "INSERT INTO announcement (id, scope, title, text, first_day, last_day, picture, made_at, made_by, ended) "
          "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET scope = excluded.scope, "
          "title = excluded.title, text = excluded.text, first_day = excluded.first_day, last_day = excluded.last_day, "
          "picture = excluded.picture, ended = excluded.ended")
      .bind(1, row.id)
      .bind(2, row.scope)
      .bind(3, row.title)
      .bind(4, row.text)
      .bind(5, row.from)
      .bind(6, row.until)
      .bind(7, row.picture)
      .bind(8, row.made_at_ms)
      .bind(9, row.made_by)
      .bind(10, row.ended ? 1 : 0)
      .run();
}

std::optional<std::string> save_picture(sql::Connection& connection, const std::string& bytes, std::int64_t now_ms) {
  const bool png = bytes.starts_with("\x89PNG\r\n\x1a\n");
  const bool jpeg = bytes.starts_with("\xff\xd8\xff");
  if (!png && !jpeg) return std::nullopt;
  const std::string name = crypto::hash_hex(bytes) + (png ? ".png" : ".jpg");
  connection.statement("INSERT INTO picture (name, bytes, made_at) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING")
      .bind(1, name)
      .bind_blob(2, bytes)
      .bind(3, now_ms)
      .run();
  return name;
}

std::optional<std::string> find_picture(sql::Connection& connection, const std::string& name) {
  auto& row = connection.statement("SELECT bytes FROM picture WHERE name = $1").bind(1, name);
  if (!row.step()) return std::nullopt;
  std::string bytes = row.blob(0);
  row.reset();
  return bytes;
}

}  // namespace menting::hq
