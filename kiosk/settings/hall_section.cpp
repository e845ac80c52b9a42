#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/crypto/crypto.h"
#include "kiosk/domain/service_group.h"
#include "kiosk/settings/sections.h"

/// Who and what is in the hall: services, counters, staff.
namespace menting::settings {
namespace {

constexpr std::size_t kLineCharactersMax = 60;  ///< what the screen shows in two lines of a card

std::optional<domain::ServiceGroup> parse_group(const std::string& text) {
  auto group = domain::ServiceGroup::new_business;
  if (!domain::code_of(domain::service_groups, text, group)) return std::nullopt;
  return group;
}

std::optional<domain::Role> parse_role(const std::string& text) {
  if (text == "clerk") return domain::Role::clerk;
  if (text == "manager") return domain::Role::manager;
  if (text == "technician") return domain::Role::technician;
  return std::nullopt;
}

bool is_letter(const std::string& text) {
  return text.size() == 1 && text[0] >= 'A' && text[0] <= 'Z';
}

/// The service's letter, or 0 and a fault when there is none that it can have.
domain::ServiceLetter read_letter(toml_reader::Table& table, const domain::Plan& plan) {
  if (!table.has("letter")) {
    table.missing("letter", "write letter = \"A\"");
    return 0;
  }
  const auto text = table.string("letter");
  if (!text) return 0;
  if (!is_letter(*text)) {
    table.fault("letter", fmt::format("\"{}\" is not a letter; write one from \"A\" to \"Z\"", *text));
    return 0;
  }
  const domain::ServiceLetter letter = text->front();
  if (plan.service(letter) != nullptr) {
    table.fault("letter", fmt::format("\"{}\" is another service's already; give each service its own", *text));
    return 0;
  }
  return letter;
}

/// Where else the service is to be had; a phone takes the address from a QR code, so it must be safe to open.
domain::OnlineWay read_online(toml_reader::Table& service, const Languages& there) {
  constexpr std::size_t kUrlBytesMax = 200;  // a QR code that a phone reads from an arm's length
  domain::OnlineWay online;
  auto table = service.table("online");
  if (!table) return online;
  if (!table->has("url")) {
    table->missing("url", "write url = \"https://…\", or take online out");
  } else if (const auto url = table->string("url")) {
    const bool plain = std::all_of(url->begin(), url->end(), [](char c) { return c > ' ' && c < 0x7f; });
    const bool secure = url->rfind("https://", 0) == 0;
    if (!secure || !plain || !host_of(url->substr(std::string("https://").size()))) {
      table->fault("url", fmt::format("\"{}\" is not an address that customers' phones can open safely; write such as "
                                      "\"https://www.example.com/bill\"",
                                      *url));
    } else if (url->size() > kUrlBytesMax) {
      table->fault("url", fmt::format("has {} bytes; a QR code that is easy to scan holds at most {}", url->size(),
                                      kUrlBytesMax));
    } else {
      online.url = *url;
    }
  }
  if (!table->has("text")) {
    table->missing("text", "write what can be done there: text = { \"zh-CN\" = \"…\", en = \"…\" }");
  } else {
    online.text = read_texts(*table, "text", kLineCharactersMax, there);
  }
  table->finish();
  return online;
}

/// A service whose letter is right is known by it even when the rest is wrong, so that one fault makes no others.
void read_service(toml_reader::Table& table, Settings& settings) {
  domain::Service service;
  const domain::ServiceLetter letter = read_letter(table, settings.plan);
  service.name = read_name(table, "name", settings.languages_there);
  if (!table.has("group")) {
    table.missing("group", "write \"new_business\", \"enquiry\", \"after_sales\" or \"complaint\"");
  } else if (const auto text = table.string("group")) {
    if (const auto group = parse_group(*text)) {
      service.group = *group;
    } else {
      table.fault("group", fmt::format("\"{}\" is not a group; write \"new_business\", \"enquiry\", \"after_sales\" or "
                                       "\"complaint\"",
                                       *text));
    }
  }
  if (table.has("area")) service.area = read_texts(table, "area", kLineCharactersMax, settings.languages_there);
  service.online = read_online(table, settings.languages_there);
  read_int(table, "target_wait_minutes", 1, 480, service.target_wait_minutes);
  read_int(table, "first_number", 1, 9999, service.first_number);
  read_int(table, "last_number", 1, 9999, service.last_number);
  read_int(table, "quota", 0, 9999, service.quota);
  if (service.first_number > service.last_number) {
    table.fault("last_number", fmt::format("is {}, before first_number {}; write a larger one", service.last_number,
                                           service.first_number));
  }
  table.finish();
  if (letter == 0) return;
  service.letter = letter;
  settings.plan.services.push_back(service);
}

void read_counter(toml_reader::Table& table, Settings& settings) {
  domain::CounterPlan counter;
  if (!table.has("number")) table.missing("number", "write number = 1");
  const auto number = table.integer("number", 1, 999);
  if (number && settings.plan.counter(static_cast<int>(*number)) != nullptr) {
    table.fault("number", fmt::format("{} is another counter's already; give each counter its own", *number));
  }
  const auto letters = table.strings("services");
  if (letters.empty()) table.missing("services", "write the letters it serves, such as services = [\"A\", \"B\"]");
  for (const auto& letter : letters) {
    if (!is_letter(letter) || settings.plan.service(letter[0]) == nullptr) {
      table.fault("services", fmt::format("\"{}\" is not the letter of a [[service]] of this file", letter));
    } else if (std::find(counter.services.begin(), counter.services.end(), letter[0]) != counter.services.end()) {
      table.fault("services", fmt::format("\"{}\" stands there twice; write it once", letter));
    } else {
      counter.services.push_back(letter[0]);
    }
  }
  table.finish();
  // A doubled one is kept too: its services do have a counter, and the fault above stops the file from being used.
  counter.number = number ? static_cast<int>(*number) : 0;
  settings.plan.counters.push_back(counter);
}

std::vector<domain::Role> read_roles(toml_reader::Table& table) {
  std::vector<domain::Role> roles;
  const auto texts = table.strings("roles");
  if (texts.empty()) table.missing("roles", "write such as roles = [\"clerk\"]");
  for (const auto& text : texts) {
    const auto role = parse_role(text);
    if (!role) {
      table.fault("roles", fmt::format("\"{}\" is not a role; write \"clerk\", \"manager\" or \"technician\"", text));
    } else if (std::find(roles.begin(), roles.end(), *role) == roles.end()) {
      roles.push_back(*role);
    }
  }
  return roles;
}

void read_person(toml_reader::Table& table, Settings& settings) {
  constexpr std::size_t kIdCharactersMax = 16;
  constexpr std::size_t kNameCharactersMax = 40;
  domain::StaffPlan person;
  if (const auto id = read_text(table, "id", kIdCharactersMax, "1001")) {
    const bool plain = std::all_of(id->begin(), id->end(), [](char c) {
      return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    });
    if (!plain) table.fault("id", "may hold only letters A to Z, digits, - and _; such as \"1001\"");
    if (settings.plan.person(*id) != nullptr) {
      table.fault("id", fmt::format("\"{}\" is another person's already; give each person their own", *id));
    }
    person.id = *id;
  }
  if (const auto name = read_text(table, "name", kNameCharactersMax, "李晓梅")) person.name = *name;
  person.roles = read_roles(table);
  if (!table.has("pin_hash")) {
    table.missing("pin_hash", "make one with: menting-kiosk hash-pin");
  } else if (const auto hash = table.string("pin_hash")) {
    // The text itself is not shown: somebody may have written the PIN there.
    if (!crypto::is_password_hash(*hash)) {
      table.fault("pin_hash", "is not a hash of Argon2id; make one with: menting-kiosk hash-pin");
    }
    settings.pin_hashes[person.id] = *hash;
  }
  table.finish();
  settings.plan.staff.push_back(person);
}

}  // namespace

void read_services(toml_reader::Table& root, Settings& settings) {
  for (auto& table : root.tables("service")) read_service(table, settings);
}

void read_counters(toml_reader::Table& root, Settings& settings) {
  for (auto& table : root.tables("counter")) read_counter(table, settings);
  auto& counters = settings.plan.counters;
  if (counters.empty()) return;
  for (const auto& service : settings.plan.services) {
    const bool served = std::any_of(counters.begin(), counters.end(), [&](const domain::CounterPlan& counter) {
      return std::find(counter.services.begin(), counter.services.end(), service.letter) != counter.services.end();
    });
    if (!served) {
      root.fault("service", fmt::format("\"{0}\" has no counter; put \"{0}\" into the services of a [[counter]]",
                                        std::string(1, service.letter)));
    }
  }
  std::stable_sort(counters.begin(), counters.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
}

void read_staff(toml_reader::Table& root, Settings& settings) {
  for (auto& table : root.tables("staff")) read_person(table, settings);
}

}  // namespace menting::settings
