#pragma once

#include <chrono>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>

#include "base/text/catalog.h"
#include "kiosk/desk/desk.h"
#include "kiosk/lan/repair_views.h"
#include "kiosk/lan/views.h"
#include "kiosk/phone/phone_line.h"
#include "kiosk/storage/sqlite_journal.h"
#include "server_sync/wire/slip.h"
#include "tests/support/branch_fixture.h"
#include "tests/support/scratch_folder.h"

namespace menting::tests {

using Json = nlohmann::json;

/// A branch with its desk at work and its line to a headquarters that is the test. Time goes on as the test says.
class HallLine {
 public:
  HallLine() : journal(folder.file("branch")), desk(demo_plan(), "1", "d", journal, clock, health) {
    text::load(std::string(MENTING_BUILD_DIR) + "/assets/text");
    line = make_line();
    desk.start();
  }
  ~HallLine() { desk.stop(); }

  std::unique_ptr<phone::PhoneLine> make_line() {
    phone::PhoneSettings settings;
    settings.timezone = "Asia/Shanghai";
    settings.facts = [] { return phone::HallFacts{"0.1.0", "Asia/Shanghai", 5, 100, true, {}}; };
    settings.wake = [this] { ++wakes; };
    const auto context = [this](const desk::Board& board, const std::string& language) {
      return lan::ViewContext{desk.plan(), board, language, board.at_ms};
    };
    settings.pictures.tickets = [context](const std::vector<const domain::Ticket*>& tickets, const desk::Board& board) {
      return lan::ticket_list_view(tickets, tickets.size(), context(board, "zh-CN"));
    };
    settings.pictures.repair = [context](const desk::RepairSeen& seen, const desk::Board& board,
                                         const std::string& language) {
      return lan::repair_status_view(seen.order, seen.loaner, seen.notes, context(board, language));
    };
    return std::make_unique<phone::PhoneLine>(std::move(settings), desk, health);
  }

  /// What is said after `wait`; null: nothing.
  Json said(std::chrono::milliseconds wait = std::chrono::milliseconds(400)) {
    now += wait;
    const auto document = line->next("BJ-0001", now);
    return document ? Json::parse(*document) : Json();
  }
  /// The same, heard by headquarters, which answers this.
  Json heard(Json answer = Json::object(), std::chrono::milliseconds wait = std::chrono::milliseconds(400)) {
    Json document = said(wait);
    if (document.is_null()) return document;
    answer.emplace("watched", Json::array());
    answer.emplace("asks", Json::array());
    if (!line->answered(answer.dump(), now)) throw std::runtime_error("was no answer");
    return document;
  }
  /// What headquarters can only read with the code.
  static Json opened(const Json& slip, const std::string& code) {
    const auto plain = wire::open_slip("BJ-0001", code, slip.at("body").get<std::string>());
    return plain ? Json::parse(*plain) : Json();
  }
  static std::string key(const std::string& code) { return wire::slip_key("BJ-0001", code); }
  Json ask(const std::string& id, const std::string& code, Json asked) {
    asked["id"] = id;
    return {{"id", id},
            {"kind", asked.value("kind", "")},
            {"key", key(code)},
            {"sealed", wire::seal_slip("BJ-0001", code, asked.dump())}};
  }
  domain::Ticket take(char service, const std::string& code) {
    const auto receipt = desk.ask(domain::TakeTicket{service, domain::Lane::standard, code, "zh-CN"});
    return std::get<desk::Answer>(receipt).ticket.value();
  }
  bool does(domain::Command command) { return std::holds_alternative<desk::Answer>(desk.ask(std::move(command))); }

  ScratchFolder folder;
  storage::SqliteJournal journal;
  TestClock clock;
  desk::Health health;
  desk::Desk desk;
  std::unique_ptr<phone::PhoneLine> line;
  phone::PhoneLine::Time now{std::chrono::hours(1)};
  std::atomic<int> wakes = 0;
};

}  // namespace menting::tests
