#include "kiosk/program/commands.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>

#include "base/crypto/crypto.h"
#include "kiosk/program/assets.h"
#include "kiosk/settings/settings.h"
#include "kiosk/storage/backup.h"
#include "kiosk/storage/data_folder.h"
#include "kiosk/storage/restore.h"
#include "kiosk/storage/verify.h"
#include "server_sync/client/enrolment.h"
#include "server_sync/client/rotation.h"
#include "server_sync/client/web_url.h"

namespace menting::program {
namespace {

int failed(const std::exception& e) {
  fmt::print(stderr, "{}\n", e.what());
  return 1;
}

int print_faults(const settings::Loaded& loaded) {
  for (const std::string& fault : loaded.faults) fmt::print(stderr, "{}\n", fault);
  return loaded.faults.empty() ? 0 : 2;
}

}  // namespace

int check_config(const std::string& config) {
  return print_faults(settings::load(config, {}, pictures_folder(), languages_there()));
}

int verify(const std::string& data) {
  const storage::Verified found = storage::verify(data);
  for (const std::string& difference : found.differences) fmt::print("{}\n", difference);
  if (!found.sound()) return 1;
  fmt::print("Sound: {} events in {} journal(s) fold to {} tickets and {} counters.\n", found.events, found.journals,
             found.tickets, found.counters);
  return 0;
}

int backup(const std::string& data, const std::string& file) {
  try {
    const storage::BackedUp done = storage::backup(data, file);
    fmt::print("Copied to {}.\n", done.file);
    for (const std::string& remark : done.remarks) fmt::print("{}\n", remark);
    return 0;
  } catch (const std::exception& e) {
    return failed(e);
  }
}

int restore(const std::string& data, const std::string& file) {
  try {
    const storage::Restored done = storage::restore(data, file);
    fmt::print("Restored; the branch goes on in journal {}.\n", done.journal_id);
    if (!done.moved_aside.empty()) fmt::print("What was there lies in {}.\n", done.moved_aside);
    for (const std::string& remark : done.remarks) fmt::print("{}\n", remark);
    return 0;
  } catch (const std::exception& e) {
    return failed(e);
  }
}

int hash_pin() {
  std::string pin;
  std::getline(std::cin, pin);
  if (!pin.empty() && pin.back() == '\r') pin.pop_back();
  const bool digits = std::all_of(pin.begin(), pin.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || pin.size() < 4 || pin.size() > 8) {
    fmt::print(stderr, "A PIN has 4 to 8 digits. Give it on standard input: echo 2468 | menting-kiosk hash-pin\n");
    return 2;
  }
  fmt::print("{}\n", crypto::hash_password(pin));
  return 0;
}

int enrol(const EnrolWords& words) {
  const settings::Loaded loaded = settings::load(words.config, {}, pictures_folder(), languages_there());
  if (print_faults(loaded) != 0) return 2;
  const std::string url = words.url.empty() ? loaded.settings.hq_url : words.url;
  if (url.empty()) {
    fmt::print(stderr, "Say where headquarters is: --hq https://HOST:PORT, or [hq] url in {}.\n", words.config);
    return 2;
  }
  try {
    sync::EnrolRequest request;
    request.url = url;
    request.ca = words.ca.empty() ? loaded.settings.hq_ca : words.ca;
    request.code = words.code;
    request.allow_plain_http = loaded.settings.hq_allow_plain_http;
    request.branch = loaded.settings.plan.branch_id;
    storage::DataFolder(words.data).make();
    const sync::Enrolment enrolment = sync::enrol(request, words.data);
    fmt::print("{} has joined headquarters at {}. A running kiosk notices it by itself.\n", enrolment.branch,
               enrolment.url);
    return 0;
  } catch (const std::exception& e) {
    return failed(e);
  }
}

int rotate_key(const std::string& config, const std::string& data) {
  const settings::Loaded loaded = settings::load(config, {}, pictures_folder(), languages_there());
  if (print_faults(loaded) != 0) return 2;
  try {
    const auto enrolment = sync::read_enrolment(data);
    if (!enrolment) {
      throw std::runtime_error(
          "this branch has not joined headquarters yet: menting-kiosk enrol, with a code from there");
    }
    const settings::Settings& from = loaded.settings;
    sync::Place place;
    place.ca = from.hq_ca.empty() ? enrolment->ca : from.hq_ca;
    place.url =
        sync::checked_url(from.hq_url.empty() ? enrolment->url : from.hq_url, place.ca, from.hq_allow_plain_http);
    sync::SignedPost post;
    sync::rotate_key(*enrolment, place, data, post);
    fmt::print("{} has a new key; the one before stays good for a day. A running kiosk notices it by itself.\n",
               enrolment->branch);
    return 0;
  } catch (const std::exception& e) {
    return failed(e);
  }
}

}  // namespace menting::program
