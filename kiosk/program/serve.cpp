#include "kiosk/program/serve.h"

#include <fmt/core.h>

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/text/catalog.h"
#include "kiosk/desk/branch_clock.h"
#include "kiosk/desk/desk.h"
#include "kiosk/lan/lan_server.h"
#include "kiosk/printing/print_loop.h"
#include "kiosk/program/assets.h"
#include "kiosk/program/headquarters_link.h"
#include "kiosk/program/overlay.h"
#include "kiosk/program/staff_corner.h"
#include "kiosk/program/stop_signals.h"
#include "kiosk/program/voice_parts.h"
#include "kiosk/settings/devices.h"
#include "kiosk/settings/settings.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/fault_watch.h"
#include "kiosk/storage/sqlite_journal.h"
#include "kiosk/storage/sqlite_records.h"
#include "kiosk/ui/display_loss.h"
#include "kiosk/ui/kiosk_window.h"
#include "kiosk/voice/call_sound.h"
#include "kiosk/voice/voice.h"

namespace menting::program {
namespace {

/// The kiosk's own credential for its local routes, made at the first start.
std::string kiosk_token(const std::string& data) {
  const std::string file = (storage::DataFolder(data).path / "kiosk.token").string();
  if (auto token = storage::read_file(file); token && !token->empty()) return *token;
  std::string token = crypto::to_base64(crypto::random_bytes(32));
  storage::write_private_file(file, token);
  return token;
}

/// `sounds` outlives the server.
lan::WallSettings wall_settings(const settings::Settings& from, voice::CallSound& sounds) {
  lan::WallSettings wall;
  wall.languages = from.board.languages;
  wall.voice = from.voice.mode == "off" ? "off" : from.voice.where;
  if (wall.voice == "board") wall.call_sound = [&sounds](const std::string& ticket) { return sounds.wav(ticket); };
  for (const settings::Announcement& news : from.announcements) {
    wall.announcements.push_back({news.title, news.text, news.image, news.from, news.until});
  }
  return wall;
}

lan::LanSettings lan_settings(const settings::Settings& from, const ServeWords& words, const std::string& assets,
                              voice::CallSound& sounds) {
  lan::LanSettings lan;
  lan.listen = from.listen;
  lan.allowed_hosts = from.allowed_hosts;
  lan.web_folder = assets + "/web";
  lan.pin_hashes = from.pin_hashes;
  lan.version = MENTING_VERSION;
  lan.kiosk_token = kiosk_token(words.data);
  lan.timezone = from.timezone;
  lan.data_folder = words.data;
  lan.wall = wall_settings(from, sounds);
  lan.alerts = from.alerts;
  return lan;
}

printing::PrintSettings print_settings(const settings::Settings& from) {
  using namespace printing;
  PrintSettings print;
  print.paper.width_dots = from.printer_width_dots;
  print.paper.encoding = from.printer_encoding == "gb18030" ? Encoding::gb18030 : Encoding::raster;
  print.paper.qr = from.printer_qr == "command" ? QrBy::command : QrBy::raster;
  print.paper.cut = from.printer_cut == "full" ? Cut::full : from.printer_cut == "none" ? Cut::none : Cut::partial;
  print.timezone = from.timezone;
  print.branch_name = from.plan.name;
  return print;
}

/// A list that cannot be read costs the customers some typing, and not the branch its opening.
domain::DeviceList load_devices(const std::string& assets, desk::Health& health) {
  settings::LoadedDevices loaded = settings::load_devices(assets + "/devices/devices.toml");
  for (const std::string& fault : loaded.faults) log::warn("ui", fault);
  health.remark("devices", loaded.faults.empty() ? std::string() : loaded.faults.front());
  return std::move(loaded.list);
}

ui::UiSettings ui_settings(const settings::Settings& from, const ServeWords& words, const std::string& assets,
                           const domain::DeviceList& devices) {
  const auto ms = [](int seconds) { return seconds * std::int64_t{1000}; };
  ui::UiSettings ui;
  ui.stage.fullscreen = words.width == 0;
  if (words.width != 0) {
    ui.stage.width = words.width;
    ui.stage.height = words.height;
  }
  ui.targets_file = words.targets_file;
  ui.pinyin_folder = assets + "/input/pinyin";
  ui.scanner_usb_id = from.scanner_usb_id;
  ui.interface.timezone = from.timezone;
  ui::FlowSettings& flow = ui.interface.flow;
  flow.languages = from.languages;
  flow.devices = devices;
  flow.idle_ms = ms(from.idle_s);
  flow.idle_warning_ms = ms(from.idle_warning_s);
  flow.attract_ms = from.attract ? ms(from.attract_after_s) : 0;
  flow.ticket_ms = ms(from.ticket_s);
  flow.rated_ms = ms(from.rated_s);
  flow.elderly_factor = from.elderly_factor;
  const settings::Theme& theme = from.theme;
  ui.interface.brand = {.brand = theme.brand,
                        .deep = theme.deep,
                        .bright = theme.bright,
                        .tint = theme.tint,
                        .logo = theme.logo,
                        .radius = static_cast<float>(theme.corner_radius),
                        .spacing = static_cast<float>(theme.spacing),
                        .reduced_motion = theme.reduced_motion};
  for (const settings::Announcement& news : from.announcements) {
    ui.interface.announcements.push_back({news.title, news.text, news.image, news.from, news.until});
  }
  return ui;
}

/// What the printer's word means for a slip.
domain::PrintState print_state(const std::string& code) {
  if (code == "ready" || code == "paper_low") return domain::PrintState::printed;
  if (code == "unknown" || code == "no_reply") return domain::PrintState::unconfirmed;
  return code == "no_printer" ? domain::PrintState::none : domain::PrintState::failed;
}

/// Papers of repairs for staff.
lan::PrintRepair repair_papers(printing::PrintLoop& printer, int fetch_days) {
  return [&printer, fetch_days](lan::RepairPaper paper, const std::function<void(const std::string&)>& done) {
    const auto printed = [done](const printing::Condition& condition) { done(condition.code); };
    switch (paper.what) {
      case lan::RepairPaper::What::slip:
        return printer.print_repair({std::move(paper.order), std::move(paper.ticket)}, printed);
      case lan::RepairPaper::What::label:
        return printer.print_label(std::move(paper.order), paper.language, printed);
      case lan::RepairPaper::What::receipt:
        return printer.print_receipt(std::move(paper.order), fetch_days, printed);
    }
    return false;
  };
}

ui::SlipPorts slip_ports(printing::PrintLoop& printer) {
  return {.print_repair = [&printer](ui::PrintRepair slip, const std::function<void(domain::PrintState)>& done) {
    const auto printed = [done](const printing::Condition& condition) { done(print_state(condition.code)); };
    const bool taken = printer.print_repair({std::move(slip.order), std::move(slip.ticket)}, printed);
    if (!taken) done(domain::PrintState::failed);
  }};
}

ui::ReadingPorts reading_ports(voice::Voice& voice) {
  if (voice.standing() == voice::Standing::off) return {};
  return {.read = [&voice](const std::string& text, const std::string& language) { voice.read(text, language); },
          .hush = [&voice] { voice.hush(); }};
}

/// What the screen is made of and works with.
struct Screen {
  ui::UiSettings settings;
  desk::Desk& desk;
  desk::Health& health;
  voice::Voice& voice;
  StaffCorner& corner;
  printing::PrintLoop& printer;
  std::function<void()> touched;
  std::function<std::vector<ui::NearbyOffer>(domain::ServiceLetter)> nearby;
};

/// `close_down` stops every part but the screen.
void show_screen(const Screen& screen, bool headless, StopSignals& signals, const std::function<void()>& close_down) {
  if (headless) return signals.wait();
  ui::on_display_loss([&] {
    const std::string what = "the display is gone: start it again and restart the kiosk; the counters go on meanwhile";
    log::error("ui", what);
    screen.health.report("screen", what);
    signals.wait();
    close_down();
    // The screen's own thread is held in the broken library: nothing of it can be taken apart.
    std::_Exit(0);
  });
  try {
    ui::KioskWindow window(screen.settings, screen.desk, screen.health,
                           {.staff = screen.corner.ports(),
                            .reading = reading_ports(screen.voice),
                            .slips = slip_ports(screen.printer),
                            .touched = screen.touched,
                            .nearby = screen.nearby});
    window.run(signals.stop());
    screen.voice.stop();  // before the window takes SDL down with it
    return;
  } catch (const ui::ScreenUnavailable& e) {
    log::error("ui", e.what());
    screen.health.report("screen", e.what());
  }
  signals.wait();
}

void pass_on(const storage::StorageMessage& message, desk::Health& health) {
  if (!message.fault) return log::warn("storage", message.text);
  log::error("storage", message.text);
  // SQLite never says that it is well again; what does not come back within this time is over.
  health.report("disk", message.text, std::chrono::minutes(10));
}

/// True: staff, or headquarters, want the program to begin anew.
bool run_branch(const Chosen& chosen, const ServeWords& words, StopSignals& signals) {
  const settings::Settings& from = chosen.loaded.settings;
  const std::string assets = assets_folder();
  text::load(assets + "/text");
  // Outlives every database connection, also those that are closed at the very end.
  static desk::Health health;
  storage::watch_storage([](const storage::StorageMessage& message) { pass_on(message, health); });
  storage::SqliteJournal journal(words.data);
  const domain::BranchState newest = journal.load({99999999});
  desk::BranchClock clock(from.timezone, newest.steady_ms, newest.at_ms);
  const domain::DeviceList devices = load_devices(assets, health);
  domain::Plan plan = from.plan;
  plan.repairs.devices = domain::known_devices(devices);
  desk::Desk desk(std::move(plan), MENTING_VERSION, from.digest, journal, clock, health, chosen.version);

  // Before the server, which asks for the sound of calls where the call board says them.
  const voice::VoiceSettings spoken = voice_settings(from, words.data, assets);
  voice::Voice voice(spoken, voice::system_speaker(), desk, clock, health);
  voice::CallSound sounds(spoken, desk, clock, [&voice] { return voice.volume(); });

  printing::PrintLoop printer(printing::open_printer(from.printer_transport), print_settings(from), desk, health);

  lan::LanSettings lan_says = lan_settings(from, words, assets, sounds);
  lan_says.print_repair = repair_papers(printer, from.plan.repairs.abandon_after_days);
  lan_says.devices = devices;
  lan_says.records = std::make_shared<storage::SqliteRecords>(words.data);
  lan::LanServer lan(std::move(lan_says), desk, health);
  lan.listen();

  std::atomic<bool> again = false;
  const auto begin_again = [&again, &signals] {
    again = true;
    signals.stop_now();
  };
  StaffCorner corner(from, words.data,
                     {.desk = desk, .health = health, .printer = printer, .voice = voice, .restart = begin_again});

  HeadquartersLink headquarters(chosen, words, desk, health, begin_again);

  const auto close_down = [&] {
    log::info("branch", "closing down");
    voice.stop();
    printer.stop();
    headquarters.stop();
    lan.stop();
    desk.stop();
  };
  // However this ends, nothing runs any more when the parts are taken apart: each is woken by the others.
  const struct Closing {
    const std::function<void()> close_down;
    ~Closing() { close_down(); }
  } closing{close_down};
  desk.start();
  lan.start();
  printer.start();
  headquarters.start();
  voice.start();
  log::info("branch", fmt::format("{} is open for its staff on port {}", from.plan.branch_id, lan.port()));
  const Screen screen{.settings = ui_settings(from, words, assets, devices),
                      .desk = desk,
                      .health = health,
                      .voice = voice,
                      .corner = corner,
                      .printer = printer,
                      .touched = [&headquarters] { headquarters.touched(); },
                      .nearby = [&headquarters](domain::ServiceLetter letter) { return headquarters.nearby(letter); }};
  show_screen(screen, words.headless, signals, close_down);
  OverlayFiles(words.data).runs_well();  // it was told to end
  return again;
}

/// The same program with the same words, in place of this one. Only comes back when that fails.
void begin_anew() {
  std::ifstream file("/proc/self/cmdline", std::ios::binary);
  std::vector<std::string> words;
  for (std::string word; std::getline(file, word, '\0');) words.push_back(word);
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execv("/proc/self/exe", arguments.data());
  log::error("branch", "could not restart; start the program again by hand");
}

}  // namespace

int serve(const ServeWords& words) {
  try {
    const Chosen chosen = choose_settings(words, OverlayFiles(words.data));
    for (const std::string& fault : chosen.loaded.faults) fmt::print(stderr, "{}\n", fault);
    if (!chosen.loaded.faults.empty()) return 2;
    bool again = false;
    {
      StopSignals signals;
      again = run_branch(chosen, words, signals);
    }
    if (!again) return 0;
    begin_anew();
    return 1;
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 1;
  }
}

}  // namespace menting::program
