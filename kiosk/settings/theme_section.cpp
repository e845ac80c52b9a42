#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "kiosk/settings/sections.h"

/// The chain's colours on the screen, checked for what people can read.
namespace menting::settings {
namespace {

constexpr double kContrastMin = 4.5;  ///< WCAG 2.2, 1.4.3
constexpr Colour kWhite = 0xFFFFFF;

Theme preset_theme(const std::string& name) {
  Theme theme;
  if (name == "ember") {
    theme.brand = 0xB93815;
    theme.deep = 0x96290F;
    theme.bright = 0xC9461D;
    theme.tint = 0xFDEEE7;
  }
  theme.preset = name;
  return theme;
}

/// Relative luminance of WCAG 2.2, 0 (black) to 1.
double luminance(Colour colour) {
  const auto linear = [colour](unsigned shift) {
    const double part = ((colour >> shift) & 0xFFU) / 255.0;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(16) + 0.7152 * linear(8) + 0.0722 * linear(0);
}

double contrast(Colour one, Colour other) {
  const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
  return (light + 0.05) / (dark + 0.05);
}

std::optional<Colour> parse_colour(const std::string& text) {
  if (text.size() != 7 || text[0] != '#') return std::nullopt;
  if (text.find_first_not_of("0123456789abcdefABCDEF", 1) != std::string::npos) return std::nullopt;
  return static_cast<Colour>(std::stoul(text.substr(1), nullptr, 16));
}

void read_colour(toml_reader::Table& theme, const std::string& key, Colour& target) {
  const auto text = theme.string(key);
  if (!text) return;
  if (const auto colour = parse_colour(*text)) {
    target = *colour;
  } else {
    theme.fault(key, fmt::format("\"{}\" is not a colour; write red, green and blue such as \"#0B5BD3\"", *text));
  }
}

/// One figure after the point, rounded down: 4.49 must not read as 4.5.
double told(double contrast) {
  return std::floor(contrast * 10) / 10;
}

/// Only what the file says is judged: the presets are right.
void check_contrast(toml_reader::Table& table, const Theme& theme) {
  const std::pair<const char*, Colour> grounds[] = {
      {"brand", theme.brand}, {"deep", theme.deep}, {"bright", theme.bright}};
  for (const auto& [key, colour] : grounds) {
    const double there = contrast(kWhite, colour);
    if (!table.has(key) || there >= kContrastMin) continue;
    table.fault(key,
                fmt::format("\"#{:06X}\" is too light: white text on it has a contrast of {:.1f}:1, and people need "
                            "{:.1f}:1; write a darker colour",
                            colour, told(there), kContrastMin));
  }
  const double there = contrast(theme.deep, theme.tint);
  if (!table.has("tint") || there >= kContrastMin) return;
  table.fault("tint",
              fmt::format("\"#{:06X}\" is too dark: text in the colour \"deep\" (#{:06X}) on it has a contrast of "
                          "{:.1f}:1, and people need {:.1f}:1; write a lighter colour",
                          theme.tint, theme.deep, told(there), kContrastMin));
}

}  // namespace

void read_theme(toml_reader::Table& root, const PictureFolders& folders, Settings& settings) {
  auto table = root.table("theme");
  if (!table) return;
  if (const auto preset = table->string("preset")) {
    if (*preset == "ocean" || *preset == "ember") {
      settings.theme = preset_theme(*preset);
    } else {
      table->fault("preset",
                   fmt::format("\"{}\" is not a look of this version; write \"ocean\" or \"ember\"", *preset));
    }
  }
  Theme& theme = settings.theme;
  read_colour(*table, "brand", theme.brand);
  read_colour(*table, "deep", theme.deep);
  read_colour(*table, "bright", theme.bright);
  read_colour(*table, "tint", theme.tint);
  check_contrast(*table, theme);
  if (table->has("logo")) theme.logo = read_picture(*table, "logo", Picture::png, folders);
  read_int(*table, "corner_radius", 0, 60, theme.corner_radius);
  if (const auto spacing = table->number("spacing", 0.8, 1.2)) theme.spacing = *spacing;
  if (const auto reduced = table->boolean("reduced_motion")) theme.reduced_motion = *reduced;
  table->finish();
}

}  // namespace menting::settings
