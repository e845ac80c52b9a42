#include "server_sync/client/enrolment.h"

#include <filesystem>
#include <mutex>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "base/crypto/crypto.h"
#include "server_sync/client/curl_post.h"
#include "server_sync/client/device_key.h"
#include "server_sync/client/json_text.h"
#include "server_sync/client/private_file.h"
#include "server_sync/client/web_url.h"
#include "server_sync/wire/signature.h"

namespace menting::sync {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* signing_key_file = "signing.key";

std::string text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

void write_enrolment(const Enrolment& enrolment, const std::string& data_folder) {
  const Json kept{{"url", enrolment.url},
                  {"ca", enrolment.ca},
                  {"branch", enrolment.branch},
                  {"credential", enrolment.credential},
                  {"sealing_key", enrolment.sealing_key},
                  {"signing_key", enrolment.signing_key}};
  write_private_file(path_in(data_folder, "enrolment.json"), text(kept) + "\n");
}

std::optional<Enrolment> read_file(const std::string& data_folder) {
  const std::string file = path_in(data_folder, "enrolment.json");
  const auto text = read_private_file(file);
  if (!text) return std::nullopt;
  const Json json = Json::parse(*text, nullptr, false);
  Enrolment enrolment;
  if (json.is_object()) {
    enrolment.url = text_of(json, "url");
    enrolment.ca = text_of(json, "ca");
    enrolment.branch = text_of(json, "branch");
    enrolment.credential = text_of(json, "credential");
    enrolment.sealing_key = text_of(json, "sealing_key");
    enrolment.signing_key = text_of(json, "signing_key");
  }
  if (enrolment.url.empty() || enrolment.branch.empty() || enrolment.credential.empty()) {
    throw std::runtime_error(file + " is damaged: join headquarters again with menting-kiosk enrol");
  }
  return enrolment;
}

/// Takes the key that headquarters has agreed to into use. Done over again after a crash it comes to the same.
void finish_rotation(Enrolment& enrolment, const std::string& data_folder) {
  const auto next = read_next_key(data_folder);
  if (!next || !next->accepted) return;
  const auto key = read_device_key(data_folder);
  // Not when a crash came after the new key was written: the pair was kept then.
  const bool whole = key && key->public_key != next->key.public_key && enrolment.credential != next->credential;
  if (whole) write_previous_key(data_folder, {*key, enrolment.credential, true});
  write_device_key(data_folder, next->key);
  enrolment.credential = next->credential;
  write_enrolment(enrolment, data_folder);
  forget_next_key(data_folder);
}

/// Headquarters' own words for its refusal, when they are there.
std::string detail_of(const Answer& answer) {
  const Json json = Json::parse(answer.body, nullptr, false);
  return json.is_object() ? text_of(json, "detail") : "";
}

[[noreturn]] void fail(const std::string& url, const Answer& answer) {
  if (answer.status == 0) {
    throw std::runtime_error(
        "headquarters at " + url + " cannot be reached (" + answer.failure +
        "): check the address, the network and the CA file, then run this again; the code is not used up "
        "for this machine");
  }
  std::string why = detail_of(answer);
  if (why.empty()) {
    why = answer.status == 403 || answer.status == 429
              ? "the code is refused; ask headquarters for a new one"
              : "the answer (HTTP " + std::to_string(answer.status) + ") is not headquarters'; check the address";
  }
  throw std::runtime_error("joining headquarters at " + url + " failed: " + why);
}

Enrolment read_answer(const EnrolRequest& request, const std::string& url, const Answer& answer) {
  const Json json = Json::parse(answer.body, nullptr, false);
  Enrolment enrolment;
  if (json.is_object()) {
    enrolment.branch = text_of(json, "branch");
    enrolment.credential = text_of(json, "credential");
    enrolment.sealing_key = text_of(json, "sealing_key");
    enrolment.signing_key = text_of(json, "signing_key");
  }
  if (enrolment.branch.empty() || enrolment.credential.empty() || enrolment.sealing_key.empty()) {
    throw std::runtime_error("the answer from " + url +
                             " is not headquarters': check the address, then ask for a new code");
  }
  if (enrolment.credential.find_first_of("\r\n \t") != std::string::npos || enrolment.credential.size() > 200) {
    throw std::runtime_error("the credential from " + url +
                             " cannot be used: update headquarters, then ask for a new code");
  }
  if (!request.branch.empty() && enrolment.branch != request.branch) {
    throw std::runtime_error("the code is for branch " + enrolment.branch + ", and this one is " + request.branch +
                             ": correct [branch] id, or ask headquarters for a code for " + request.branch);
  }
  enrolment.url = url;
  if (!request.ca.empty()) enrolment.ca = std::filesystem::absolute(request.ca).string();
  return enrolment;
}

/// Headquarters may have said yes all the same.
bool may_be_lost(const Answer& answer) {
  return answer.status == 0 || (answer.status >= 502 && answer.status <= 504);
}

/// `again`: this device has shown this code before, and proves that it was this one.
Json question(const EnrolRequest& request, const std::string& code, const DeviceKey& key, bool again) {
  const std::string public_key = crypto::to_base64(key.public_key);
  Json body{{"code", code}, {"public_key", public_key}};
  if (!request.branch.empty()) body["branch"] = request.branch;
  if (again) {
    const std::string text = wire::enrolment_text(crypto::hash_hex(code), public_key);
    body["proof"] = crypto::to_base64(crypto::sign(key.secret_key, text));
  }
  return body;
}

}  // namespace

Enrolment enrol(const EnrolRequest& request, const std::string& data_folder) {
  const std::string code = crypto::normal_code(request.code);
  if (code.empty()) throw std::runtime_error("name headquarters' one-time code: --code CODE");
  const std::string url = checked_url(request.url, request.ca, request.allow_plain_http);
  const auto old_key = read_device_key(data_folder);
  const std::string code_hash = crypto::hash_hex(code);
  auto before = read_joining_key(data_folder);
  if (before && before->code_hash != code_hash) before.reset();
  const DeviceKey key = before ? before->key : old_key ? *old_key : make_device_key();
  // Before the code is shown, since it works only once. It also shows that there is a place for the answer.
  write_joining_key(data_folder, {key, code_hash});

  CurlPost curl;
  const Answer answer =
      curl.post(url + "/sync/v1/enrol", request.ca, text(question(request, code, key, before.has_value())),
                {"Content-Type: application/json"});
  Enrolment enrolment;
  try {
    if (answer.status != 201) fail(url, answer);
    enrolment = read_answer(request, url, answer);
  } catch (...) {
    if (!may_be_lost(answer)) forget_joining_key(data_folder);
    throw;
  }
  // Should the program end between these, the same code joins again.
  write_device_key(data_folder, key);
  forget_next_key(data_folder);
  forget_previous_key(data_folder);
  std::filesystem::remove(path_in(data_folder, signing_key_file));
  write_enrolment(enrolment, data_folder);
  forget_joining_key(data_folder);
  return enrolment;
}

std::optional<Enrolment> read_enrolment(const std::string& data_folder) {
  // Two threads of a program read it, and only one finishes a change of keys.
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  auto enrolment = read_file(data_folder);
  if (!enrolment) return std::nullopt;
  finish_rotation(*enrolment, data_folder);
  if (auto key = read_device_key(data_folder)) {
    enrolment->secret_key = std::move(key->secret_key);
    enrolment->key_made_at_ms = key->made_at_ms;
  }
  if (enrolment->signing_key.empty()) {
    enrolment->signing_key = read_private_file(path_in(data_folder, signing_key_file)).value_or("");
  }
  return enrolment;
}

void learn_signing_key(const std::string& data_folder, const std::string& signing_key) {
  write_private_file(path_in(data_folder, signing_key_file), signing_key);
}

}  // namespace menting::sync
