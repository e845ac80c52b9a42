#include "server_sync/hq/sync_routes.h"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/authentication.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/compression.h"
#include "server_sync/hq/given_numbers.h"
#include "server_sync/hq/ingest.h"
#include "server_sync/hq/json_answer.h"
#include "server_sync/hq/now_report.h"
#include "server_sync/hq/personal.h"
#include "server_sync/wire/signature.h"

namespace menting::hq {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t overlap_ms = 24LL * 3600 * 1000;  ///< a replaced key's last day
constexpr std::size_t credential_bytes = 32;
constexpr std::size_t hash_bytes = 32;

/// What the branch may have forgotten that it gave out: a file that was put back is of some days ago at most, or of
/// days that are over.
constexpr std::int64_t numbers_of_ms = 3LL * 24 * 3600 * 1000;

http::Response forked(const Ingested& ingested, const std::string& branch, Store& store, std::int64_t now_ms) {
  http::Response response = http::problem(409, "fork",
                                          ingested.detail +
                                              ". The branch's journal is not the one that was sent before: the branch "
                                              "goes on in a new one by itself. Where "
                                              "two machines work under one name, stop one of them.");
  Json body = Json::parse(response.body);
  body["numbers"] = Json::array();
  for (const wire::GivenNumber& given : given_numbers(store.connection(), branch, now_ms - numbers_of_ms)) {
    body["numbers"].push_back(
        {{"day", given.day}, {"service", std::string(1, given.service)}, {"number", given.number}});
  }
  response.body = body.dump();
  return response;
}

Decision answer_of(const Ingested& ingested, const std::string& branch, Store& store, const std::string& source,
                   std::int64_t now_ms) {
  switch (ingested.taken) {
    case Taken::stored:
    case Taken::gap:
      return json_answer(200, Json{{"through", ingested.through}});
    case Taken::fork:
      return alarm(store, branch, "fork", source, now_ms, forked(ingested, branch, store, now_ms));
    case Taken::bad_hash:
      return alarm(store, branch, "bad_hash", source, now_ms,
                   http::problem(403, "bad_hash", ingested.detail + ". Run menting-kiosk verify at the branch."));
  }
  return http::problem(500, "internal_error", "");
}

/// The device that used the code never heard the answer: its credential was not signed with yet, and it has the key.
bool asks_again(const EnrolmentCode& code, const std::string& code_hash, const std::string& public_key,
                const std::string& proof) {
  const auto key = public_key_bytes(public_key);
  const auto signature = crypto::from_base64(proof);
  return key && signature && code.unheard_key == public_key &&
         crypto::signature_matches(*key, wire::enrolment_text(code_hash, public_key), *signature);
}

}  // namespace

SyncRoutes::SyncRoutes(const Settings& settings, std::string sealing_key, std::string secret, std::string signing_key)
    : settings_(settings),
      sealing_key_(std::move(sealing_key)),
      secret_(std::move(secret)),
      signing_key_(std::move(signing_key)),
      wrong_codes_(10, std::chrono::seconds(60)) {}

std::string SyncRoutes::source(const http::Request& request) const {
  return client_address(request, settings_.trusted_proxies);
}

SyncRoutes::Joining SyncRoutes::new_joining() {
  return {crypto::to_base64(crypto::random_bytes(credential_bytes)), false};
}

Decision SyncRoutes::enrol(const http::Request& request, Store& store, Joining& joining) {
  const std::string client = source(request);
  if (!std::exchange(joining.counted, true) && !wrong_codes_.begin(client, std::chrono::steady_clock::now())) {
    http::Response response = http::problem(
        429, "too_many_attempts", "Too many wrong codes came from this address. Wait a minute and try again.");
    response.headers.emplace_back("Retry-After", std::to_string(wrong_codes_.pause().count()));
    return response;
  }
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object() || text_of(body, "code").empty()) {
    return http::problem(400, "malformed", R"(Send a JSON object with "code" and "public_key".)");
  }
  const std::int64_t now = base::wall_ms();
  const std::string code_hash = crypto::hash_hex(crypto::normal_code(text_of(body, "code")));
  const std::string public_key = text_of(body, "public_key");
  const std::string credential_hash = crypto::hash_hex(joining.credential);
  const auto code = store.find_code(code_hash);
  const bool done = code && store.find_device(credential_hash);  // the connection was lost in the commit
  const bool again = code && code->used && asks_again(*code, code_hash, public_key, text_of(body, "proof"));
  if (!code || (code->used && !again && !done) || code->expires_at_ms <= now) {
    http::Response refusal = http::problem(
        403, "code_refused",
        "This code is not known, used or older than a day. Ask headquarters for a new one (menting-hq branch "
        "code ID).");
    // Who shows a used code may have read it off a screen, or got it from where the first one did.
    if (code && code->used) return alarm(store, code->branch, "code_reused", client, now, std::move(refusal));
    return refusal;
  }
  if (const std::string branch = text_of(body, "branch"); !branch.empty() && branch != code->branch) {
    return http::problem(403, "code_for_another_branch",
                         "This code is for branch " + code->branch + ", not for " + branch +
                             ". The code is not used up: correct [branch] id, or ask for a code for this branch.");
  }
  if (!public_key_bytes(public_key)) {
    return http::problem(422, "public_key", R"("public_key" must be an Ed25519 key: 32 bytes in base 64.)");
  }
  if (!done) store.enrol(code->branch, code_hash, credential_hash, public_key, now);
  wrong_codes_.succeeded(client);
  log::info("sync", "branch " + code->branch + " has joined");
  return json_answer(201, Json{{"branch", code->branch},
                               {"credential", joining.credential},
                               {"sealing_key", sealing_key_},
                               {"signing_key", signing_key_}});
}

Decision SyncRoutes::batches(const http::Request& request, Store& store) {
  const std::int64_t now = base::wall_ms();
  Caller caller = authenticate(request, store, source(request), now);
  if (caller.refusal) {
    if (const auto credential = credential_hash(request)) devices_.forget(*credential);
    return *caller.refusal;
  }
  caller.device.signs = caller.device.signs || caller.has_signed;
  devices_.remember(caller.device);
  std::string unpacked;
  if (auto refusal = unpack(request, unpacked)) return *refusal;
  const std::string& plain = unpacked.empty() ? request.body : unpacked;
  wire::Batch batch;
  try {
    batch = wire::read_batch(plain);
  } catch (const std::overflow_error& error) {
    return http::problem(413, "too_many_events", std::string(error.what()) + ". Send them in smaller batches.");
  } catch (const std::runtime_error& error) {
    return http::problem(400, "malformed", error.what());
  }
  const std::string& branch = caller.device.branch;
  if (batch.branch != branch) {
    return alarm(store, branch, "another_branch", source(request), now,
                 http::problem(403, "another_branch", "The credential is not that of the branch in the batch."));
  }
  return answer_of(ingest(store, branch, batch, now), branch, store, source(request), now);
}

std::optional<PlainBatch> SyncRoutes::read_plainly(const http::Request& request) const {
  return hq::read_plainly(request, devices_, base::wall_ms());
}

Decision SyncRoutes::rotate(const http::Request& request, Store& store) const {
  const std::int64_t now = base::wall_ms();
  const Caller caller = authenticate(request, store, source(request), now);
  if (caller.refusal) return *caller.refusal;
  if (!caller.has_signed) {
    return http::problem(401, "signature_missing", "Only the key that is in use can name the one that follows it.");
  }
  const Json body = Json::parse(request.body, nullptr, false);
  if (!body.is_object()) {
    return http::problem(400, "malformed", R"(Send a JSON object with "public_key", "credential_hash" and "proof".)");
  }
  const std::string public_key = text_of(body, "public_key");
  const std::string credential_hash = text_of(body, "credential_hash");
  const auto key = public_key_bytes(public_key);
  const auto hash = crypto::from_hex(credential_hash);
  if (!key) return http::problem(422, "public_key", R"("public_key" must be an Ed25519 key: 32 bytes in base 64.)");
  if (!hash || hash->size() != hash_bytes || credential_hash != crypto::to_hex(*hash)) {
    return http::problem(422, "credential_hash", R"("credential_hash" must be 32 bytes in small hexadecimal digits.)");
  }
  const auto proof = crypto::from_base64(text_of(body, "proof"));
  const std::string& branch = caller.device.branch;
  if (!proof || !crypto::signature_matches(*key, wire::rotation_text(branch, public_key, credential_hash), *proof)) {
    return http::problem(422, "proof", R"("proof" must be the new key's signature.)");
  }
  if (const auto there = store.find_device(credential_hash); there && there->branch != branch) {
    return http::problem(422, "credential_hash", "This credential is taken.");
  }
  // A device that lost the answer asks again, maybe under the new key already: then nothing is left to do.
  if (caller.device.credential_hash != credential_hash) {
    if (caller.device.followed) {
      return alarm(
          store, branch, "replaced_device", source(request), now,
          http::problem(403, "key_replaced", "A newer key of this branch is in use: only that one can name the next."));
    }
    store.rotate(caller.device, credential_hash, public_key, now, now + overlap_ms);
    log::info("sync", "branch " + branch + " has a new key");
  }
  return json_answer(200, Json{{"branch", branch}, {"overlap_hours", overlap_ms / 3'600'000}});
}

Decision SyncRoutes::personal(const http::Request& request, Store& store) const {
  const std::int64_t now = base::wall_ms();
  const Caller caller = authenticate(request, store, source(request), now);
  if (caller.refusal) return *caller.refusal;
  std::string unpacked;
  if (auto refusal = unpack(request, unpacked)) return *refusal;
  wire::PersonalBatch batch;
  try {
    batch = wire::read_personal(unpacked.empty() ? request.body : unpacked);
  } catch (const std::runtime_error& error) {
    return http::problem(400, "malformed", error.what());
  }
  const std::string& branch = caller.device.branch;
  if (batch.branch != branch) {
    return alarm(store, branch, "another_branch", source(request), now,
                 http::problem(403, "another_branch", "The credential is not that of the branch in the request."));
  }
  http::Response response;
  response.body = wire::receipt_json(take_personal(store, branch, batch, secret_, now));
  return response;
}

Decision SyncRoutes::now(const http::Request& request, Store& store) const {
  const std::int64_t now = base::wall_ms();
  const Caller caller = authenticate(request, store, source(request), now);
  if (caller.refusal) return *caller.refusal;
  std::string unpacked;
  if (auto refusal = unpack(request, unpacked)) return *refusal;
  const std::string& document = unpacked.empty() ? request.body : unpacked;
  const Json named = Json::parse(document, nullptr, false);
  const std::string& branch = caller.device.branch;
  if (named.is_object() && text_of(named, "branch") != branch) {
    return alarm(store, branch, "another_branch", source(request), now,
                 http::problem(403, "another_branch", "The credential is not that of the branch in the request."));
  }
  http::Response response;
  try {
    response.body = take_now(store.connection(), branch, document, settings_.public_page(), now);
  } catch (const std::invalid_argument& error) {
    return http::problem(400, "malformed", error.what());
  }
  store.record_contact(branch, now);
  return response;
}

}  // namespace menting::hq
