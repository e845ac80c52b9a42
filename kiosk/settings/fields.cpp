#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "kiosk/settings/sections.h"

namespace menting::settings {
namespace {

constexpr std::size_t kNameCharactersMax = 40;  ///< what a slip and a board can show in one line or two

/// Unicode code points; toml++ has made sure that the text is UTF-8.
std::size_t characters(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool has_control(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

bool blank(const std::string& text) {
  return text.find_first_not_of(' ') == std::string::npos;
}

/// What is wrong with a text for people; empty: nothing.
std::string text_fault(const std::string& text, std::size_t most) {
  if (blank(text)) return "is empty";
  if (has_control(text)) return "holds a line break or another control character; write one line";
  if (characters(text) > most) {
    return fmt::format("has {} characters; write at most {}", characters(text), most);
  }
  return {};
}

}  // namespace

std::string absolute(const std::filesystem::path& folder, const std::string& path) {
  return (folder / path).lexically_normal().string();
}

std::optional<int> parse_time_of_day(const std::string& text) {
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : std::array<std::size_t, 4>{0, 1, 3, 4}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (minute > 59 || hour > 24 || (hour == 24 && minute > 0)) return std::nullopt;
  return hour * 60 + minute;
}

domain::LocalName read_texts(toml_reader::Table& table, const std::string& key, std::size_t most,
                             const Languages& there) {
  domain::LocalName names;
  for (const auto& [language, text] : table.string_map(key)) {
    if (std::find(there.begin(), there.end(), language) == there.end()) {
      table.fault(
          key, fmt::format("\"{}\" is not a language of this version; it has {}", language, fmt::join(there, " and ")));
      continue;
    }
    const std::string wrong = text_fault(text, most);
    if (!wrong.empty()) {
      table.fault(key, fmt::format("the text for \"{}\" {}", language, wrong));
      continue;
    }
    names[language] = text;
  }
  return names;
}

domain::LocalName read_name(toml_reader::Table& table, const std::string& key, const Languages& there) {
  if (!table.has(key)) {
    table.missing(key, fmt::format("write {} = {{ \"zh-CN\" = \"…\", en = \"…\" }}", key));
    return {};
  }
  return read_texts(table, key, kNameCharactersMax, there);
}

std::optional<std::string> read_text(toml_reader::Table& table, const std::string& key, std::size_t most,
                                     const std::string& example) {
  if (!table.has(key)) {
    table.missing(key, fmt::format("write {} = \"{}\"", key, example));
    return std::nullopt;
  }
  auto text = table.string(key);
  if (!text) return std::nullopt;
  const std::string wrong = text_fault(*text, most);
  if (!wrong.empty()) {
    table.fault(key, fmt::format("{}; such as \"{}\"", wrong, example));
    return std::nullopt;
  }
  return text;
}

void read_languages(toml_reader::Table& table, const Languages& there, Languages& target) {
  if (!table.has("languages")) return;
  std::vector<std::string> wanted;
  const auto said = table.strings("languages");
  for (const auto& language : said) {
    if (std::find(there.begin(), there.end(), language) == there.end()) {
      table.fault("languages", fmt::format("\"{}\" is not a language of this version; it has {}", language,
                                           fmt::join(there, " and ")));
    } else if (std::find(wanted.begin(), wanted.end(), language) != wanted.end()) {
      table.fault("languages", fmt::format("\"{}\" stands there twice; write it once", language));
    } else {
      wanted.push_back(language);
    }
  }
  if (said.empty()) table.fault("languages", "is empty; write languages = [\"zh-CN\", \"en\"]");
  if (!wanted.empty()) target = wanted;
}

void read_int(toml_reader::Table& table, const std::string& key, int low, int high, int& target) {
  if (const auto value = table.integer(key, low, high)) target = static_cast<int>(*value);
}

}  // namespace menting::settings
