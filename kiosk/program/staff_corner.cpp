#include "kiosk/program/staff_corner.h"

#include <chrono>
#include <filesystem>
#include <set>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/text/catalog.h"
#include "kiosk/words/words.h"

namespace menting::program {
namespace {

constexpr int volume_step = 10;
constexpr const char* here = "kiosk";  ///< as the address that PINs are tried from

std::int64_t steady_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

std::set<std::string> known_staff(const settings::Settings& settings) {
  std::set<std::string> known;
  for (const auto& [staff, hash] : settings.pin_hashes) known.insert(staff);
  return known;
}

}  // namespace

StaffCorner::StaffCorner(const settings::Settings& settings, std::string data_folder, Parts parts)
    : settings_(settings),
      data_folder_(std::move(data_folder)),
      parts_(std::move(parts)),
      gate_(known_staff(settings)),
      thread_([this] { work(); }) {}

StaffCorner::~StaffCorner() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

ui::StaffPorts StaffCorner::ports() {
  ui::StaffPorts ports;
  ports.check_pin = [this](ui::CheckPin check, std::function<void(ui::PinVerdict)> done) {
    const std::lock_guard lock(mutex_);
    jobs_.emplace_back(
        [this, check = std::move(check), done = std::move(done)]() mutable { check_pin(std::move(check), done); });
    changed_.notify_all();
  };
  ports.run = [this](const ui::StaffOrder& order, const std::function<void(std::string, bool)>& done) {
    run(order, done);
  };
  ports.facts = [this](const std::string& language) { return facts(language); };
  ports.volume = [this] { return parts_.voice.volume(); };
  return ports;
}

void StaffCorner::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (stopping_) return;
    auto jobs = std::exchange(jobs_, {});
    lock.unlock();
    for (const auto& job : jobs) job();
    lock.lock();
  }
}

void StaffCorner::check_pin(ui::CheckPin check, const std::function<void(ui::PinVerdict)>& done) {
  using Kind = ui::PinVerdict::Kind;
  ui::PinVerdict verdict;
  if (gate_.ask(check.staff, here, steady_ms()) != lan::PinGate::Ruling::go) {
    verdict.kind = Kind::locked;
    verdict.retry_after_s = std::max(1, gate_.retry_after_s(check.staff, here, steady_ms()));
    return done(verdict);
  }
  try {
    const auto known = settings_.pin_hashes.find(check.staff);
    const bool somebody = known != settings_.pin_hashes.end() && settings_.plan.person(check.staff) != nullptr;
    // A number that nobody has takes as long as a wrong PIN: by anybody's hash.
    const bool any = !settings_.pin_hashes.empty();
    const std::string& hash =
        somebody || !any ? (somebody ? known->second : check.pin) : settings_.pin_hashes.begin()->second;
    const bool right = any && crypto::password_matches(hash, check.pin) && somebody;
    gate_.settle(check.staff, here, right, steady_ms());
    verdict.kind = right ? Kind::right : Kind::wrong;
    log::info("ui",
              right ? "staff " + check.staff + " opened the kiosk's corner" : "a wrong PIN at the kiosk's corner");
  } catch (const std::exception& fault) {
    gate_.give_up(check.staff, here);
    log::error("ui", std::string("a PIN could not be checked: ") + fault.what());
  }
  crypto::wipe(check.pin);
  done(verdict);
}

void StaffCorner::run(const ui::StaffOrder& order, const std::function<void(std::string, bool)>& done) {
  const std::string language = order.language;
  switch (order.task) {
    case ui::StaffTask::print_test: {
      const auto printed = [done, language](const printing::Condition& condition) {
        const bool fine = condition.code == "ready" || condition.code == "paper_low" || condition.code == "unknown";
        done(words::printer(condition.code, language), !fine);
      };
      if (!parts_.printer.print_test(language, printed))
        done(text::tr(language, "Another test page is on its way."), false);
      return;
    }
    case ui::StaffTask::sound_test: {
      const bool heard = parts_.voice.play_test();
      const ui::StaffFact fact = sound(language);
      return done(fact.how, !heard || fact.bad);
    }
    case ui::StaffTask::louder:
    case ui::StaffTask::quieter: {
      const int step = order.task == ui::StaffTask::louder ? volume_step : -volume_step;
      parts_.voice.set_volume(parts_.voice.volume() + step);
      parts_.voice.play_test();
      return done(text::tr(language, "Volume {1}", {std::to_string(parts_.voice.volume())}), false);
    }
    case ui::StaffTask::restart:
      log::info("ui", "staff restart the kiosk");
      parts_.restart();
      return done({}, false);
    case ui::StaffTask::set_aside:
    case ui::StaffTask::put_back:
      return done({}, false);  // the interface's own
  }
}

ui::StaffFact StaffCorner::headquarters(const std::string& language) const {
  const char* how = "Not joined yet";
  bool bad = true;
  switch (parts_.health.hq()) {
    case desk::HqState::connected:
      how = "Connected";
      bad = false;
      break;
    case desk::HqState::unreachable:
      how = parts_.health.hq_trouble().starts_with("certificate")
                ? "Its certificate is not accepted; the branch works on"
                : "Cannot be reached; the branch works on";
      break;
    case desk::HqState::refused:
      how = "Refuses this branch; please tell headquarters";
      break;
    case desk::HqState::not_enrolled:
      break;
  }
  return {text::tr(language, "Headquarters"), text::tr(language, how), bad};
}

ui::StaffFact StaffCorner::sound(const std::string& language) const {
  const std::string volume = text::tr(language, "Volume {1}", {std::to_string(parts_.voice.volume())});
  const std::string what = text::tr(language, "Sound");
  switch (parts_.voice.standing()) {
    case voice::Standing::ready:
      return {what, volume, false};
    case voice::Standing::off:
      return {what, text::tr(language, "Off"), false};
    case voice::Standing::quiet:
      return {what, text::tr(language, "Quiet hours") + " · " + volume, false};
    case voice::Standing::no_device:
      return {what, text::tr(language, "No sound device"), true};
  }
  return {what, volume, false};
}

ui::StaffFact StaffCorner::storage(const std::string& language) const {
  std::error_code unknown;
  const auto space = std::filesystem::space(data_folder_, unknown);
  const bool well = parts_.health.well("storage") && parts_.health.well("disk");
  const std::string free_mb = unknown ? std::string("?") : std::to_string(space.available >> 20U);
  return {text::tr(language, "Storage"),
          well ? text::tr(language, "Works; {1} MB free", {free_mb})
               : text::tr(language, "Cannot write; please make room on the disk"),
          !well};
}

std::vector<ui::StaffFact> StaffCorner::facts(const std::string& language) const {
  const printing::Condition printer = parts_.printer.condition();
  const desk::JournalPosition journal = parts_.desk.board()->journal;
  const bool printer_bad = !printer.trouble.empty() || printer.code == "paper_out" || printer.code == "cover_open" ||
                           printer.code == "offline" || printer.code == "no_reply";
  return {{text::tr(language, "Printer"), words::printer(printer.code, language), printer_bad},
          headquarters(language),
          {text::tr(language, "To be sent"), std::to_string(journal.seq - journal.acked), false, true},
          {text::tr(language, "Address for counters"), settings_.listen, false, true},
          sound(language),
          storage(language),
          {text::tr(language, "Version"), MENTING_VERSION, false, true}};
}

}  // namespace menting::program
