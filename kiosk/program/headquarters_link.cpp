#include "kiosk/program/headquarters_link.h"

#include <chrono>
#include <utility>

#include "base/time/zone.h"
#include "kiosk/program/appointments.h"

namespace menting::program {
namespace {

/// So long nobody has touched the screen when it is taken for left, behind the time in which it goes home by itself.
constexpr int patience_behind_idle_s = 15;

desk::HqState hq_state(sync::Link link) {
  switch (link) {
    case sync::Link::not_enrolled:
      return desk::HqState::not_enrolled;
    case sync::Link::connected:
      return desk::HqState::connected;
    case sync::Link::unreachable:
      return desk::HqState::unreachable;
    case sync::Link::refused:
      return desk::HqState::refused;
  }
  return desk::HqState::not_enrolled;
}

void pass_on(const sync::LinkState& state, desk::Health& health) {
  health.set_hq(hq_state(state.link), state.trouble);
  health.report("hq", state.link == sync::Link::not_enrolled ? std::string() : state.reason);
}

sync::SyncSettings sync_settings(const settings::Settings& from, const std::string& data) {
  sync::SyncSettings sync;
  sync.data_folder = data;
  sync.url = from.hq_url;
  sync.ca = from.hq_ca;
  sync.allow_plain_http = from.hq_allow_plain_http;
  sync.branch = from.plan.branch_id;
  sync.key_days = from.hq_key_days;
  return sync;
}

}  // namespace

std::int64_t LastTouch::now_ms() {
  using std::chrono::steady_clock;
  return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now().time_since_epoch()).count();
}

HeadquartersLink::HeadquartersLink(const Chosen& chosen, const ServeWords& words, desk::Desk& desk,
                                   desk::Health& health, std::function<void()> restart)
    : desk_(desk),
      outbox_(words.data, desk),
      personal_(words.data, desk),
      now_(phone_settings_of(chosen.loaded.settings, words), desk, health),
      sync_(
          sync_settings(chosen.loaded.settings, words.data), outbox_,
          [&health](const sync::LinkState& state) { pass_on(state, health); }, &personal_, &now_),
      directives_(words.data, desk),
      from_above_(sync_settings(chosen.loaded.settings, words.data), directives_,
                  [&health](const std::string& fault) { health.report("directives", fault); }),
      configuration_(words, chosen,
                     static_cast<int>(chosen.loaded.settings.idle_s * chosen.loaded.settings.elderly_factor) +
                         patience_behind_idle_s,
                     desk, health,
                     {.fetch = [this](const std::string& path,
                                      std::size_t bytes_max) { return from_above_.fetch(path, bytes_max); },
                      .restart = std::move(restart),
                      .untouched_ms = [this] { return touch_.untouched_ms(); }}),
      nearby_(chosen.loaded.settings.plan) {
  if (chosen.loaded.settings.hq_allow_plain_http) {
    health.remark("hq", "plain HTTP is allowed to a headquarters on this machine; for a demonstration only");
  }
  desk.boards().subscribe([this] { sync_.wake(); });
  directives_.on("appointments", [this](const std::string& list) { note_appointments(desk_, list); });
  directives_.on("phone", [this](const std::string& body) { now_.line().nudge(body); });
  directives_.on("configuration", [this](const std::string& body) { configuration_.take(body); });
  directives_.on("nearby", [this](const std::string& body) { nearby_.take(body); });
  directives_.watch([this] { return configuration_.look(); });
}

/// Nothing of it is asked before start().
phone::PhoneSettings HeadquartersLink::phone_settings_of(const settings::Settings& from, const ServeWords& words) {
  phone::PhoneSettings phone = phone_settings(from, words.data, !words.headless, desk_, [this] { sync_.wake(); });
  phone.facts = [this, known = std::move(phone.facts)] {
    phone::HallFacts facts = known();
    const ConfigurationState state = configuration_.state();
    facts.config = {state.version, state.state, state.fault};
    return facts;
  };
  return phone;
}

void HeadquartersLink::start() {
  sync_.start();
  from_above_.start();
}

void HeadquartersLink::stop() {
  from_above_.stop();
  sync_.stop();
}

std::vector<ui::NearbyOffer> HeadquartersLink::nearby(domain::ServiceLetter service) const {
  return nearby_.offers(service, base::wall_ms());
}

}  // namespace menting::program
