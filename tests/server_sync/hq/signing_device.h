#pragma once

#include <string>

#include "base/crypto/crypto.h"
#include "base/http/server.h"
#include "base/time/zone.h"
#include "server_sync/wire/signature.h"

namespace menting::tests {

/// A branch's device as headquarters meets it: a credential, a key, and what it makes of them.
struct SigningDevice {
  std::string branch = "BJ-0001";
  std::string credential = crypto::to_base64(crypto::random_bytes(32));
  crypto::KeyPair keys = crypto::make_sign_keys();

  std::string public_key() const { return crypto::to_base64(keys.public_key); }
  std::string hash() const { return crypto::hash_hex(credential); }

  http::Request unsigned_request(const std::string& path, const std::string& body) const {
    http::Request request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    request.remote = "127.0.0.1";
    request.loopback = true;
    request.headers = {{"Authorization", "Bearer " + credential}};
    return request;
  }
  std::string signature(const std::string& path, const std::string& body, std::int64_t at_ms) const {
    return wire::signature_value({at_ms, crypto::sign(keys.secret_key, wire::signed_text(at_ms, "POST", path, body))});
  }
  http::Request request(const std::string& path, const std::string& body, std::int64_t at_ms = base::wall_ms()) const {
    http::Request made = unsigned_request(path, body);
    made.headers.emplace_back(wire::signature_header, signature(path, body, at_ms));
    return made;
  }
  /// What it asks to be followed by `next`.
  std::string rotation_to(const SigningDevice& next) const {
    const std::string proof =
        crypto::sign(next.keys.secret_key, wire::rotation_text(branch, next.public_key(), next.hash()));
    return R"({"public_key":")" + next.public_key() + R"(","credential_hash":")" + next.hash() + R"(","proof":")" +
           crypto::to_base64(proof) + R"("})";
  }
};

}  // namespace menting::tests
