#include <fmt/format.h>

#include <chrono>

#include "kiosk/settings/sections.h"

/// What the screen shows while nobody is there.
namespace menting::settings {
namespace {

constexpr std::size_t kTitleCharactersMax = 40;
constexpr std::size_t kTextCharactersMax = 160;  ///< four lines under the picture

/// "2026-11-20"; none for anything else, and for a day that no calendar has.
std::optional<domain::BusinessDay> parse_day(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const std::string digits = text.substr(0, 4) + text.substr(5, 2) + text.substr(8, 2);
  if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const int day = std::stoi(digits);
  const std::chrono::year_month_day date{std::chrono::year(day / 10'000),
                                         std::chrono::month(static_cast<unsigned>(day / 100 % 100)),
                                         std::chrono::day(static_cast<unsigned>(day % 100))};
  if (!date.ok() || day < 20000101) return std::nullopt;
  return domain::BusinessDay{day};
}

domain::BusinessDay read_day(toml_reader::Table& table, const std::string& key) {
  const auto text = table.string(key);
  if (!text) return {};
  const auto day = parse_day(*text);
  if (!day) table.fault(key, fmt::format("\"{}\" is not a day; write such as \"2026-11-20\"", *text));
  return day.value_or(domain::BusinessDay{});
}

Announcement read_one(toml_reader::Table& table, const PictureFolders& folders, const Languages& there) {
  Announcement announcement;
  if (!table.has("title")) {
    table.missing("title", "write title = { \"zh-CN\" = \"…\", en = \"…\" }");
  } else {
    announcement.title = read_texts(table, "title", kTitleCharactersMax, there);
  }
  if (table.has("text")) announcement.text = read_texts(table, "text", kTextCharactersMax, there);
  if (table.has("image")) announcement.image = read_picture(table, "image", Picture::png_or_jpeg, folders);
  announcement.from = read_day(table, "from");
  announcement.until = read_day(table, "until");
  if (announcement.until.yyyymmdd != 0 && announcement.until < announcement.from) {
    table.fault("until", "is before from; write the last day on which it is shown");
  }
  table.finish();
  return announcement;
}

}  // namespace

bool Announcement::shown_on(domain::BusinessDay day) const {
  return day >= from && (until.yyyymmdd == 0 || day <= until);
}

void read_announcements(toml_reader::Table& root, const PictureFolders& folders, Settings& settings) {
  for (auto& table : root.tables("announcement"))
    settings.announcements.push_back(read_one(table, folders, settings.languages_there));
}

}  // namespace menting::settings
