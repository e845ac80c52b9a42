#include "kiosk/program/configuration.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "base/toml/overlay.h"
#include "kiosk/storage/data_folder.h"
#include "server_sync/wire/configuration.h"

namespace menting::program {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t faults_told_max = 5;
constexpr std::int64_t after_call_ms = 15'000;
constexpr std::chrono::seconds well_after{20};

/// A text of JSON is one of TOML too, with the same escapes.
std::string quoted(const std::string& text) {
  return Json(text).dump();
}

std::string names_of(const Json& names) {
  std::string line;
  for (const auto& [language, text] : names.items()) {
    if (!text.is_string() || text.get<std::string>().empty()) continue;
    line += fmt::format("{}{} = {}", line.empty() ? "{ " : ", ", quoted(language), text.dump());
  }
  return line.empty() ? "{}" : line + " }";
}

std::string text_of(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// "HASH.png" or "HASH.jpg", so that no name leads out of the folder.
bool is_picture_name(const std::string& name) {
  constexpr std::size_t hash_digits = 64;
  const std::string end = name.size() > hash_digits ? name.substr(hash_digits) : "";
  return (end == ".png" || end == ".jpg") && name.find_first_not_of("0123456789abcdef") == hash_digits;
}

struct Said {
  std::int64_t version = 0;
  std::string toml;
  std::vector<std::string> pictures;
};

/// None when it is not what headquarters sends.
std::optional<Said> read_body(const std::string& body, const OverlayFiles& files) {
  const Json json = Json::parse(body, nullptr, false);
  if (!json.is_object() || !json.contains("version") || !json["version"].is_number_integer()) return std::nullopt;
  Said said{json["version"].get<std::int64_t>(), text_of(json, "toml"), {}};
  const Json news = json.value("announcements", Json::array());
  if (!news.is_array() || news.size() > wire::announcements_max) return std::nullopt;
  if (!said.toml.empty() && said.toml.back() != '\n') said.toml += '\n';
  for (const Json& one : news) {
    if (!one.is_object() || !one.value("title", Json()).is_object()) return std::nullopt;
    said.toml += fmt::format("\n[[announcement]]\ntitle = {}\n", names_of(one["title"]));
    const Json text = one.value("text", Json::object());
    if (text.is_object() && names_of(text) != "{}") said.toml += fmt::format("text = {}\n", names_of(text));
    for (const char* day : {"from", "until"}) {
      if (!text_of(one, day).empty()) said.toml += fmt::format("{} = {}\n", day, quoted(text_of(one, day)));
    }
    const std::string picture = text_of(one, "picture");
    if (picture.empty()) continue;
    if (!is_picture_name(picture)) return std::nullopt;
    said.pictures.push_back(picture);
    said.toml += fmt::format("image = {}\n", quoted(std::filesystem::absolute(files.picture(picture)).string()));
  }
  return said;
}

/// What headquarters must not say of a branch.
std::vector<std::string> not_allowed(const std::string& toml) {
  std::vector<std::string> faults;
  if (const auto fault = toml_reader::syntax_fault(toml))
    return {fmt::format("[line {}]: {}", fault->line, fault->what)};
  for (const toml_reader::Key& key : toml_reader::keys_of(toml)) {
    if (!wire::may_be_configured(key.section, key.key)) {
      faults.push_back(fmt::format("[{}] {}: is the branch's own", key.section, key.key));
    }
  }
  return faults;
}

}  // namespace

Configuration::Configuration(ServeWords words, const Chosen& chosen, int patience_s, desk::Desk& desk,
                             desk::Health& health, Ways ways)
    : words_(std::move(words)),
      files_(words_.data),
      version_(chosen.version),
      patience_ms_(patience_s * std::int64_t{1000}),
      desk_(desk),
      health_(health),
      ways_(std::move(ways)) {
  health_.remark("configuration", chosen.remark);
  if (version_ != 0) tell(version_, "applied", {});
}

ConfigurationState Configuration::state() const {
  const std::lock_guard lock(mutex_);
  return state_;
}

void Configuration::tell(std::int64_t version, const char* state, const std::string& fault) {
  const std::lock_guard lock(mutex_);
  state_ = {version, state, fault};
}

void Configuration::take(const std::string& body) {
  const auto said = read_body(body, files_);
  if (!said) return refuse(0, {"[configuration] body: is not what headquarters sends"});
  const Overlay overlay{said->version, said->toml};
  if (overlay.version == version_ && files_.is_in_use(overlay)) return files_.forget_next();
  for (const std::string& picture : said->pictures) {
    const std::string file = files_.picture(picture);
    if (std::filesystem::exists(file)) continue;
    tell(said->version, "waiting", {});
    const std::string bytes = ways_.fetch("/sync/v1/pictures/" + picture, wire::picture_bytes_max);
    if (crypto::hash_hex(bytes) != picture.substr(0, picture.find('.'))) {
      throw std::runtime_error("the picture " + picture + " came damaged");
    }
    std::filesystem::create_directories(std::filesystem::path(file).parent_path());
    storage::write_private_file(file, bytes);
  }
  judge(overlay);
}

/// As a whole: what each text says may be right by itself and not go together.
void Configuration::judge(const Overlay& overlay) {
  std::vector<std::string> faults = not_allowed(overlay.toml);
  // Fit by its words, and the program failed with it: only another one is tried.
  if (files_.failed() == overlay.version)
    faults.emplace_back("[configuration] start: the program failed with it twice");
  if (faults.empty()) faults = load_over(words_, files_, overlay).faults;
  if (!faults.empty()) return refuse(overlay.version, faults);
  files_.put_next(overlay);
  tell(overlay.version, "waiting", {});
  log::info("configuration",
            fmt::format("headquarters' configuration {} is fit and waits for a quiet moment", overlay.version));
  look();
}

void Configuration::refuse(std::int64_t version, const std::vector<std::string>& faults) {
  files_.forget_next();
  const std::vector<std::string> keys = keys_of_faults(faults, faults_told_max);
  tell(version, "refused", fmt::format("{}", fmt::join(keys, ", ")));
  health_.remark("configuration", fmt::format("headquarters' configuration {} was not taken, the one before stays: {}",
                                              version, fmt::join(keys, ", ")));
  if (files_.refused() == version) return;  // on record already, before a restart
  for (const std::string& fault : faults) log::error("configuration", fault);
  desk_.post(desk::Request{
      domain::RefuseConfig{version, static_cast<int>(faults.size()), keys}, {}, {}, [](const desk::Receipt&) {}});
  files_.put_refused(version);
}

/// Closed, or nobody at the screen and nobody on the way to a counter.
bool Configuration::is_quiet() const {
  const desk::BoardPtr board = desk_.board();
  if (!board->open && board->waiting.empty()) return true;
  if (ways_.untouched_ms() < patience_ms_) return false;
  const std::int64_t now = base::wall_ms();
  return std::none_of(board->calls.begin(), board->calls.end(), [&](const desk::CallView& call) {
    const domain::Ticket* ticket = board->ticket(call.ticket);
    const bool on_the_way = ticket != nullptr && ticket->state == domain::TicketState::called;
    return on_the_way && now - call.at_ms >= 0 && now - call.at_ms < after_call_ms;
  });
}

bool Configuration::look() {
  if (!ran_well_ && std::chrono::steady_clock::now() - started_ > well_after) {
    files_.runs_well();
    ran_well_ = true;
  }
  if (restarting_) return false;
  const auto next = files_.next();
  if (!next) return true;
  if (!is_quiet()) return false;
  log::info("configuration", fmt::format("beginning anew with headquarters' configuration {}", next->version));
  restarting_ = true;
  files_.use_next();
  ways_.restart();
  return false;
}

}  // namespace menting::program
