#include "server_sync/hq/sync_routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "base/time/zone.h"
#include "server_sync/hq/client_address.h"
#include "server_sync/hq/compression.h"
#include "server_sync/hq/ingest.h"
#include "server_sync/hq/personal.h"

namespace menting::hq {
namespace {

using Json = nlohmann::json;

constexpr std::size_t batch_bytes_max = 8UL * 1024 * 1024;
constexpr std::size_t public_key_bytes = 32;
constexpr std::size_t credential_bytes = 32;

http::Response json_answer(int status, const Json& body) {
  http::Response response;
  response.status = status;
  response.body = body.dump();
  return response;
}

std::string text_of(const Json& body, const char* name) {
  const auto found = body.find(name);
  return found != body.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The usual alphabet of base 64 or the one for URLs, with or without padding.
bool is_public_key(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (text.ends_with('=')) text.pop_back();
  const auto key = crypto::from_base64(text);
  return key && key->size() == public_key_bytes;
}

std::optional<Device> device_of(const http::Request& request, Store& store) {
  const std::string_view header = request.header("Authorization");
  constexpr std::string_view scheme = "Bearer ";
  if (!header.starts_with(scheme) || header.size() > 256) return std::nullopt;
  return store.find_device(crypto::hash_hex(header.substr(scheme.size())));
}

http::Response answer_of(const Ingested& ingested, const std::string& branch) {
  switch (ingested.taken) {
    case Taken::stored:
    case Taken::gap:
      return json_answer(200, Json{{"through", ingested.through}});
    case Taken::fork:
      log::warn("sync", fmt::format("branch {}: fork: {}", branch, ingested.detail));
      return http::problem(
          409, "fork",
          ingested.detail +
              ". The branch's journal is not the one that was sent before: the branch goes on in a new one by "
              "itself. Where two machines work under one name, stop one of them.");
    case Taken::bad_hash:
      log::warn("sync", fmt::format("branch {}: {}", branch, ingested.detail));
      return http::problem(403, "bad_hash", ingested.detail + ". Run menting-kiosk verify at the branch.");
  }
  return http::problem(500, "internal_error", "");
}

/// For who is not known, or no more.
http::Response stranger(const std::optional<Device>& device) {
  if (device) {
    return http::problem(403, "revoked", "This branch's credential was revoked. Ask headquarters for a new code.");
  }
  http::Response response = http::problem(
      401, "not_enrolled", "The credential is missing or not known. Join headquarters again with menting-kiosk enrol.");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

/// The body as it was before it was compressed; left empty where it was not.
std::optional<http::Response> unpack(const http::Request& request, std::string& unpacked) {
  const std::string_view encoding = request.header("Content-Encoding");
  if (encoding == "zstd") {
    auto plain = decompress(request.body, batch_bytes_max);
    if (!plain || plain->empty()) {
      return http::problem(400, "malformed",
                           "The body is not zstd, is cut short, or is larger than 8 MiB when unpacked.");
    }
    unpacked = std::move(*plain);
  } else if (!encoding.empty() && encoding != "identity") {
    return http::problem(415, "unknown_encoding", "Send the batch as it is or compressed with zstd.");
  }
  return std::nullopt;
}

}  // namespace

SyncRoutes::SyncRoutes(std::string sealing_key, std::string secret)
    : sealing_key_(std::move(sealing_key)), secret_(std::move(secret)), wrong_codes_(10, std::chrono::seconds(60)) {}

http::Response SyncRoutes::enrol(const http::Request& request, Store& store) {
  const std::string client = client_address(request);
  if (!wrong_codes_.begin(client, std::chrono::steady_clock::now())) {
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
  const auto code = store.find_code(code_hash);
  if (!code || code->used || code->expires_at_ms <= now) {
    return http::problem(
        403, "code_refused",
        "This code is not known, used or older than a day. Ask headquarters for a new one (menting-hq branch "
        "code ID).");
  }
  if (const std::string branch = text_of(body, "branch"); !branch.empty() && branch != code->branch) {
    return http::problem(403, "code_for_another_branch",
                         "This code is for branch " + code->branch + ", not for " + branch +
                             ". The code is not used up: correct [branch] id, or ask for a code for this branch.");
  }
  const std::string public_key = text_of(body, "public_key");
  if (!is_public_key(public_key)) {
    return http::problem(422, "public_key", R"("public_key" must be an Ed25519 key: 32 bytes in base 64.)");
  }
  const std::string credential = crypto::to_base64(crypto::random_bytes(credential_bytes));
  store.enrol(code->branch, code_hash, crypto::hash_hex(credential), public_key, now);
  wrong_codes_.succeeded(client);
  log::info("sync", "branch " + code->branch + " has joined");
  return json_answer(201, Json{{"branch", code->branch}, {"credential", credential}, {"sealing_key", sealing_key_}});
}

http::Response SyncRoutes::batches(const http::Request& request, Store& store) const {
  const auto device = device_of(request, store);
  if (!device || device->revoked) return stranger(device);
  std::string unpacked;
  if (auto refusal = unpack(request, unpacked)) return *refusal;
  const std::string& plain = unpacked.empty() ? request.body : unpacked;
  wire::Batch batch;
  try {
    batch = wire::read_batch(plain);
  } catch (const std::runtime_error& error) {
    return http::problem(400, "malformed", error.what());
  }
  if (batch.branch != device->branch) {
    return http::problem(403, "another_branch", "The credential is not that of the branch in the batch.");
  }
  return answer_of(ingest(store, device->branch, batch, base::wall_ms()), device->branch);
}

http::Response SyncRoutes::personal(const http::Request& request, Store& store) const {
  const auto device = device_of(request, store);
  if (!device || device->revoked) return stranger(device);
  std::string unpacked;
  if (auto refusal = unpack(request, unpacked)) return *refusal;
  wire::PersonalBatch batch;
  try {
    batch = wire::read_personal(unpacked.empty() ? request.body : unpacked);
  } catch (const std::runtime_error& error) {
    return http::problem(400, "malformed", error.what());
  }
  if (batch.branch != device->branch) {
    return http::problem(403, "another_branch", "The credential is not that of the branch in the request.");
  }
  http::Response response;
  response.body = wire::receipt_json(take_personal(store, device->branch, batch, secret_, base::wall_ms()));
  return response;
}

}  // namespace menting::hq
