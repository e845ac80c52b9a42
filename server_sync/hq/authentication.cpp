#include "server_sync/hq/authentication.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/crypto/crypto.h"
#include "base/log/log.h"
#include "server_sync/wire/signature.h"

namespace menting::hq {
namespace {

constexpr std::size_t key_bytes = 32;

http::Response not_enrolled() {
  http::Response response = http::problem(
      401, "not_enrolled", "The credential is missing or not known. Join headquarters again with menting-kiosk enrol.");
  response.headers.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

/// Says what time it is here, so that a branch with a wrong clock can sign by this one.
http::Response clock_differs(std::int64_t now_ms) {
  http::Response response = http::problem(401, "clock_differs", "");
  response.body = nlohmann::ordered_json{
      {"title", "Unauthorized"},
      {"status", response.status},
      {"refusal", "clock_differs"},
      {"detail",
       "The request was signed more than five minutes before or after the "
       "time here. Set the clock of the branch's machine."},
      {"now_ms",
       now_ms}}.dump();
  return response;
}

std::optional<Decision> wrong_standing(const Device& device, Store& store, const std::string& source,
                                       std::int64_t now_ms) {
  if (device.revoked) {
    return http::problem(403, "revoked", "This branch's credential was revoked. Ask headquarters for a new code.");
  }
  if (device.replaced) {
    return alarm(store, device.branch, "replaced_device", source, now_ms,
                 http::problem(403, "replaced",
                               "Another machine joined as this branch, so this one's credential is not valid any more. "
                               "If this is the right machine, ask headquarters for a new code."));
  }
  if (device.ends_at_ms != 0 && now_ms >= device.ends_at_ms) {
    return alarm(store, device.branch, "replaced_device", source, now_ms,
                 http::problem(403, "key_replaced",
                               "A newer key of this branch is in use. If this is the right machine, ask headquarters "
                               "for a new code and join again."));
  }
  return std::nullopt;
}

bool is_of_now(const wire::Signature& signature, std::int64_t now_ms) {
  return signature.at_ms >= now_ms - wire::signature_window_ms && signature.at_ms <= now_ms + wire::signature_window_ms;
}

bool is_signed(const http::Request& request, const Device& device, const wire::Signature& signature) {
  const auto key = public_key_bytes(device.public_key);
  return key &&
         crypto::signature_matches(*key, wire::signed_text(signature.at_ms, request.method, request.path, request.body),
                                   signature.bytes);
}

std::optional<Decision> wrong_signature(const http::Request& request, const Device& device, Store& store,
                                        const std::string& source, std::int64_t now_ms) {
  const std::string_view value = request.header(wire::signature_header);
  if (value.empty()) {
    if (!device.signs) return std::nullopt;
    return alarm(store, device.branch, "bad_signature", source, now_ms,
                 http::problem(401, "signature_missing",
                               "This branch signs its requests, and this one is not signed. Join headquarters again "
                               "with menting-kiosk enrol."));
  }
  const auto signature = wire::parse_signature(value);
  if (signature && !is_of_now(*signature, now_ms)) return clock_differs(now_ms);
  if (signature && is_signed(request, device, *signature)) return std::nullopt;
  return alarm(store, device.branch, "bad_signature", source, now_ms,
               http::problem(401, "bad_signature",
                             "The request is not signed by this branch's key. Join headquarters again with "
                             "menting-kiosk enrol."));
}

}  // namespace

std::optional<std::string> public_key_bytes(std::string text) {
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  while (text.ends_with('=')) text.pop_back();
  auto key = crypto::from_base64(text);
  if (!key || key->size() != key_bytes) return std::nullopt;
  return key;
}

std::optional<std::string> credential_hash(const http::Request& request) {
  const std::string_view header = request.header("Authorization");
  constexpr std::string_view scheme = "Bearer ";
  constexpr std::size_t header_max = 256;
  if (!header.starts_with(scheme) || header.size() > header_max) return std::nullopt;
  return crypto::hash_hex(header.substr(scheme.size()));
}

bool proves(const http::Request& request, const Device& device, std::int64_t now_ms) {
  const std::string_view value = request.header(wire::signature_header);
  if (value.empty()) return !device.signs;
  const auto signature = wire::parse_signature(value);
  return device.signs && signature && is_of_now(*signature, now_ms) && is_signed(request, device, *signature);
}

Decision alarm(Store& store, const std::string& branch, const std::string& kind, const std::string& source,
               std::int64_t now_ms, http::Response refusal) {
  log::warn("sync", "alarm: branch " + branch + ": " + kind + ", from " + source);
  store.raise_alarm(branch, kind, source, now_ms);
  return {std::move(refusal), true};
}

Caller authenticate(const http::Request& request, Store& store, const std::string& source, std::int64_t now_ms) {
  Caller caller;
  const auto credential = credential_hash(request);
  auto device = credential ? store.find_device(*credential) : std::nullopt;
  if (!device) {
    caller.refusal = not_enrolled();
    return caller;
  }
  caller.device = std::move(*device);
  caller.refusal = wrong_standing(caller.device, store, source, now_ms);
  if (!caller.refusal) caller.refusal = wrong_signature(request, caller.device, store, source, now_ms);
  if (caller.refusal) return caller;
  caller.has_signed = !request.header(wire::signature_header).empty();
  if (caller.has_signed && !caller.device.signs) store.mark_signing(caller.device);
  return caller;
}

}  // namespace menting::hq
