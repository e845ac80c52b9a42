#include "kiosk/program/overlay.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <stdexcept>

#include "base/log/log.h"
#include "base/toml/overlay.h"
#include "kiosk/program/assets.h"
#include "kiosk/storage/data_folder.h"

namespace menting::program {
namespace {

constexpr std::string_view first_line = "# headquarters' configuration ";
constexpr int tries_max = 2;

std::int64_t number_in(std::string_view text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::optional<Overlay> read_overlay(const std::string& file) {
  const auto text = storage::read_file(file);
  if (!text || !text->starts_with(first_line)) return std::nullopt;
  return Overlay{number_in(std::string_view(*text).substr(first_line.size())), *text};
}

std::string text_of(const Overlay& overlay) {
  return fmt::format("{}{}\n{}", first_line, overlay.version, overlay.toml);
}

void remove_file(const std::string& file) {
  std::error_code there_is_none;
  std::filesystem::remove(file, there_is_none);
}

}  // namespace

std::string OverlayFiles::path(const char* name) const {
  return (std::filesystem::path(folder_) / name).string();
}

std::optional<Overlay> OverlayFiles::in_use() const {
  return read_overlay(path("configuration.toml"));
}

bool OverlayFiles::is_in_use(const Overlay& overlay) const {
  const auto used = in_use();
  return used && used->version == overlay.version && used->toml == text_of(overlay);
}

std::optional<Overlay> OverlayFiles::next() const {
  return read_overlay(path("configuration.next.toml"));
}

void OverlayFiles::put_next(const Overlay& overlay) const {
  storage::write_private_file(path("configuration.next.toml"), text_of(overlay));
}

void OverlayFiles::forget_next() const {
  remove_file(path("configuration.next.toml"));
}

void OverlayFiles::use_next() const {
  remove_file(path("configuration.tries"));
  if (in_use()) storage::move_file(path("configuration.toml"), path("configuration.before.toml"));
  storage::move_file(path("configuration.next.toml"), path("configuration.toml"));
}

void OverlayFiles::go_back() const {
  remove_file(path("configuration.toml"));
  if (read_overlay(path("configuration.before.toml")))
    storage::move_file(path("configuration.before.toml"), path("configuration.toml"));
}

int OverlayFiles::begin_try() const {
  const std::string file = path("configuration.tries");
  const int tries = static_cast<int>(number_in(storage::read_file(file).value_or("0"))) + 1;
  storage::write_private_file(file, std::to_string(tries));
  return tries;
}

void OverlayFiles::runs_well() const {
  remove_file(path("configuration.tries"));
}

std::int64_t OverlayFiles::refused() const {
  return number_in(storage::read_file(path("configuration.refused")).value_or("0"));
}

void OverlayFiles::put_refused(std::int64_t version) const {
  storage::write_private_file(path("configuration.refused"), std::to_string(version));
}

std::int64_t OverlayFiles::failed() const {
  return number_in(storage::read_file(path("configuration.failed")).value_or("0"));
}

void OverlayFiles::put_failed(std::int64_t version) const {
  storage::write_private_file(path("configuration.failed"), std::to_string(version));
}

std::string OverlayFiles::picture(const std::string& name) const {
  return (std::filesystem::path(folder_) / "pictures" / name).string();
}

std::string OverlayFiles::effective() const {
  return path("kiosk.effective.toml");
}

settings::Loaded load_over(const ServeWords& words, const OverlayFiles& files, const Overlay& overlay) {
  settings::Loaded loaded;
  const auto own = storage::read_file(words.config);
  if (!own) return settings::load(words.config, words.data, pictures_folder(), languages_there());
  const std::string file = files.effective();
  try {
    // The number is in the file's bytes: another one is another configuration, and on record as such.
    const std::string merged = toml_reader::overlaid(*own, overlay.toml);
    storage::write_private_file(file, text_of({overlay.version, merged}));
  } catch (const std::runtime_error& error) {
    loaded.faults.push_back(fmt::format("{}: {}", file, error.what()));
    return loaded;
  }
  return settings::load(file, words.data, pictures_folder(), languages_there(), words.config);
}

std::vector<std::string> keys_of_faults(const std::vector<std::string>& faults, std::size_t most) {
  std::vector<std::string> keys;
  for (const std::string& fault : faults) {
    if (keys.size() == most) break;
    // "FILE:LINE: [section] key: what is wrong"; what is wrong may hold what was written.
    const auto bracket = fault.find('[');
    const auto end = bracket == std::string::npos ? bracket : fault.find(": ", bracket);
    keys.push_back(end == std::string::npos ? std::string("the file") : fault.substr(bracket, end - bracket));
  }
  return keys;
}

Chosen choose_settings(const ServeWords& words, const OverlayFiles& files) {
  Chosen chosen;
  while (const auto overlay = files.in_use()) {
    chosen.loaded = load_over(words, files, *overlay);
    const bool fits = chosen.loaded.faults.empty();
    if (fits && files.begin_try() <= tries_max) {
      chosen.version = overlay->version;
      return chosen;
    }
    const char* const instead = "the branch's own file alone is, until headquarters sends another one";
    if (!fits) {
      const std::vector<std::string> keys = keys_of_faults(chosen.loaded.faults, 3);
      chosen.remark = fmt::format(
          "headquarters' configuration {} is not in use: it does not go together with the branch's own file ({}); {}",
          overlay->version, fmt::join(keys, ", "), instead);
      log::error("configuration", chosen.remark);
      break;
    }
    files.put_failed(overlay->version);
    files.go_back();
    files.runs_well();
    const auto before = files.in_use();
    chosen.remark = fmt::format("headquarters' configuration {} is not in use: the program failed with it twice; {}",
                                overlay->version,
                                before ? fmt::format("the one before, {}, is", before->version) : std::string(instead));
    log::error("configuration", chosen.remark);
  }
  chosen.loaded = settings::load(words.config, words.data, pictures_folder(), languages_there());
  return chosen;
}

}  // namespace menting::program
