#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

/// libsodium behind plain functions. Byte strings are std::string; text forms say so.
namespace menting::crypto {

/// BLAKE2b-256 as 64 hexadecimal digits.
std::string hash_hex(std::string_view bytes);
/// The same with a secret key of 16 to 64 bytes: who has no key cannot tell what was hashed, however few values there
/// may be.
std::string keyed_hash_hex(std::string_view key, std::string_view bytes);
/// `size` random bytes.
std::string random_bytes(std::size_t size);
/// A random UUID, version 4.
std::string random_uuid();
/// `length` characters of Crockford's base 32 (no I, L, O, U): 5 bits each; for slips, codes and tokens.
std::string random_code(std::size_t length);
/// `length` decimal digits, each as likely as the others: for codes that people read out.
std::string random_digits(std::size_t length);
/// What a person typed or scanned, as random_code() would have written it: upper case, O→0, I and L→1, no spaces or
/// dashes.
std::string normal_code(std::string_view typed);
/// The same of a slip's code, which may stand alone or at the end of its address ("https://…/s/BJ-0001#CODE").
std::string bare_code(std::string_view typed);
/// Equal in time that does not depend on where they differ.
bool equal_secret(std::string_view a, std::string_view b);

/// Argon2id, interactive limits, in libsodium's text form "$argon2id$…". About 160 ms: never on a thread that others
/// wait for.
std::string hash_password(std::string_view password);
bool password_matches(const std::string& hash, std::string_view password);
/// True for text that hash_password could have written.
bool is_password_hash(const std::string& hash);

/// Overwrites all that the text holds or held at its place in memory, and empties it.
void wipe(std::string& text);
void wipe(void* data, std::size_t size);

std::string to_hex(std::string_view bytes);
std::optional<std::string> from_hex(std::string_view hex);
std::string to_base64(std::string_view bytes);  ///< URL-safe, no padding
std::optional<std::string> from_base64(std::string_view text);

/// XChaCha20-Poly1305 with a 32-byte key; the nonce goes in front.
std::string seal(std::string_view key, std::string_view plain, std::string_view context);
/// None when the key, the context or a byte is not the same.
std::optional<std::string> unseal(std::string_view key, std::string_view sealed, std::string_view context);

struct KeyPair {
  std::string public_key;
  std::string secret_key;
};
KeyPair make_sign_keys();  ///< Ed25519
KeyPair make_box_keys();   ///< X25519, for sealed boxes

/// Ed25519, 64 bytes. Throws std::invalid_argument for a key of another size.
std::string sign(std::string_view secret_key, std::string_view text);
/// False for keys and signatures of another size, too.
bool signature_matches(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace menting::crypto
