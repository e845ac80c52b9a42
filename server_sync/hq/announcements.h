#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server_sync/hq/sql.h"

namespace menting::hq {

/// What kiosks and call boards of a scope's branches show while nobody is there.
struct AnnouncementRow {
  std::string id;
  std::string scope;
  std::string title;  ///< JSON, by language
  std::string text;   ///< JSON, by language; {} none
  std::string from;   ///< "2026-11-26", or empty: both count
  std::string until;
  std::string picture;  ///< "HASH.png", or empty
  std::int64_t made_at_ms = 0;
  std::string made_by;
  bool ended = false;  ///< taken off by people
};

/// Newest first.
std::vector<AnnouncementRow> announcements(sql::Connection& connection);
/// Those that are neither ended nor over, in the order they were made.
std::vector<AnnouncementRow> current_announcements(sql::Connection& connection, std::int64_t now_ms);
std::optional<AnnouncementRow> find_announcement(sql::Connection& connection, const std::string& id);
void save_announcement(sql::Connection& connection, const AnnouncementRow& row);

/// Kept under its hash: the same picture is there once. Returns its name; none when it is neither PNG nor JPEG.
std::optional<std::string> save_picture(sql::Connection& connection, const std::string& bytes, std::int64_t now_ms);
std::optional<std::string> find_picture(sql::Connection& connection, const std::string& name);

}  // namespace menting::hq
