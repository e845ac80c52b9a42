#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/toml/reader.h"
#include "kiosk/settings/settings.h"

/// One function a section of the file. Each takes what is right into the settings and names what is wrong as faults.
namespace menting::settings {

void read_branch(toml_reader::Table& root, Settings& settings);
void read_lan(toml_reader::Table& root, Settings& settings);
void read_printer(toml_reader::Table& root, const std::filesystem::path& folder, Settings& settings);
void read_scanner(toml_reader::Table& root, Settings& settings);
void read_hq(toml_reader::Table& root, const std::filesystem::path& folder, Settings& settings);
/// Where pictures are looked for, in this order.
using PictureFolders = std::vector<std::filesystem::path>;
void read_theme(toml_reader::Table& root, const PictureFolders& folders, Settings& settings);
void read_announcements(toml_reader::Table& root, const PictureFolders& folders, Settings& settings);
void read_queue(toml_reader::Table& root, Settings& settings);
void read_kiosk(toml_reader::Table& root, Settings& settings);
void read_voice(toml_reader::Table& root, const std::filesystem::path& folder, Settings& settings);
void read_board(toml_reader::Table& root, Settings& settings);
void read_appointments(toml_reader::Table& root, Settings& settings);
void read_alerts(toml_reader::Table& root, Settings& settings);
void read_services(toml_reader::Table& root, Settings& settings);
void read_counters(toml_reader::Table& root, Settings& settings);
void read_staff(toml_reader::Table& root, Settings& settings);
/// After the services, one of which it may name.
void read_repairs(toml_reader::Table& root, Settings& settings);

/// "09:30" as the minute of the day; "24:00" is 1440. None for anything else.
std::optional<int> parse_time_of_day(const std::string& text);
/// The texts of a name in every language; faults for a language that is not there, an empty or an overlong text.
domain::LocalName read_name(toml_reader::Table& table, const std::string& key, const Languages& there);
/// As read_name, with at most `most` characters; only when it is there.
domain::LocalName read_texts(toml_reader::Table& table, const std::string& key, std::size_t most,
                             const Languages& there);
/// A text that has to be there: 1 to `most` characters (Unicode code points), without line breaks.
std::optional<std::string> read_text(toml_reader::Table& table, const std::string& key, std::size_t most,
                                     const std::string& example);
/// Takes the list "languages" into `target` when it is there: each of this version's languages at most once.
void read_languages(toml_reader::Table& table, const Languages& there, Languages& target);
/// Takes a number into `target` when it is there and in range.
void read_int(toml_reader::Table& table, const std::string& key, int low, int high, int& target);

enum class Picture { png, png_or_jpeg };
/// The path of a picture, in the first of `folders` that has it; empty and a fault when there is none of that kind.
std::string read_picture(toml_reader::Table& table, const std::string& key, Picture kind,
                         const PictureFolders& folders);
/// A path that is written beside the configuration.
std::string absolute(const std::filesystem::path& folder, const std::string& path);
/// "HOST[:PORT][/path]" of a URL; the host without brackets, none when it is not of that form.
std::optional<std::string> host_of(const std::string& rest);

}  // namespace menting::settings
