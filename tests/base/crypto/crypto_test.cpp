#include "base/crypto/crypto.h"

#include <set>
#include <stdexcept>
#include <string>

#include "tests/support/catch.h"

using namespace menting;

TEST_CASE("a hash is BLAKE2b-256 in hexadecimal", "[crypto]") {
  CHECK(crypto::hash_hex("abc") == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
  CHECK(crypto::hash_hex("") == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
}

TEST_CASE("random things differ and have their form", "[crypto]") {
  CHECK(crypto::random_bytes(32).size() == 32);
  CHECK(crypto::random_bytes(32) != crypto::random_bytes(32));
  CHECK(crypto::random_bytes(0).empty());
  std::set<std::string> ids;
  for (int i = 0; i < 100; ++i) {
    const std::string id = crypto::random_uuid();
    REQUIRE(id.size() == 36);
    CHECK((id[8] == '-' && id[13] == '-' && id[18] == '-' && id[23] == '-'));
    CHECK(id[14] == '4');
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
    ids.insert(id);
  }
  CHECK(ids.size() == 100);
}

TEST_CASE("codes use Crockford's alphabet, all of it", "[crypto]") {
  const std::string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::set<char> seen;
  for (const char c : crypto::random_code(4000)) {
    REQUIRE(alphabet.find(c) != std::string::npos);
    seen.insert(c);
  }
  CHECK(seen.size() == alphabet.size());
  CHECK(crypto::random_code(12).size() == 12);
}

TEST_CASE("a typed code is read as it was meant", "[crypto]") {
  CHECK(crypto::normal_code(" k7m2-09xz\n") == "K7M209XZ");
  CHECK(crypto::normal_code("oOiIlL") == "001111");
  CHECK(crypto::normal_code("Ｋ７ｍ２　－９") == "K7M29");
  const std::string code = crypto::random_code(40);
  CHECK(crypto::normal_code(code) == code);
  CHECK(crypto::normal_code("取号") == "取号");
  CHECK(crypto::normal_code("\xEF\xBC") == "\xEF\xBC");  // cut in the middle of a character
  CHECK(crypto::normal_code("").empty());
}

TEST_CASE("secrets are equal only when every byte is", "[crypto]") {
  CHECK(crypto::equal_secret("1234", "1234"));
  CHECK(crypto::equal_secret("", ""));
  CHECK_FALSE(crypto::equal_secret("1234", "1235"));
  CHECK_FALSE(crypto::equal_secret("1234", "12345"));
  CHECK_FALSE(crypto::equal_secret("", "1"));
}

TEST_CASE("a password hash knows its password alone", "[crypto]") {
  const std::string hash = crypto::hash_password("2468");
  CHECK(hash.starts_with("$argon2id$"));
  CHECK(crypto::is_password_hash(hash));
  CHECK(crypto::password_matches(hash, "2468"));
  CHECK_FALSE(crypto::password_matches(hash, "2469"));
  CHECK_FALSE(crypto::password_matches(hash, ""));
  CHECK(crypto::hash_password("2468") != hash);
}

TEST_CASE("text that is no hash matches nothing", "[crypto]") {
  const std::string hash = crypto::hash_password("2468");
  for (const std::string& text : {std::string(), std::string("2468"), std::string("$argon2id$"), hash.substr(0, 40),
                                  hash + std::string(1, '\0'), "$argon2i" + hash.substr(9), std::string(4000, '$')}) {
    CAPTURE(text);
    CHECK_FALSE(crypto::is_password_hash(text));
    CHECK_FALSE(crypto::password_matches(text, "2468"));
  }
}

TEST_CASE("bytes go through hexadecimal and base 64 and back", "[crypto]") {
  for (std::size_t size = 0; size < 40; ++size) {
    const std::string bytes = crypto::random_bytes(size);
    CHECK(crypto::from_hex(crypto::to_hex(bytes)) == bytes);
    CHECK(crypto::from_base64(crypto::to_base64(bytes)) == bytes);
  }
  CHECK(crypto::to_hex(std::string("\x00\xFF\x10", 3)) == "00ff10");
  CHECK(crypto::to_base64("\xFB\xFF") == "-_8");
}

TEST_CASE("text that is not hexadecimal or base 64 gives nothing", "[crypto]") {
  for (const char* text : {"0", "0g", "zz", "00 11", "00:11"}) {
    CAPTURE(text);
    CHECK_FALSE(crypto::from_hex(text));
  }
  for (const char* text : {"A", "-_8=", "-_+/", "ab cd", "取号"}) {
    CAPTURE(text);
    CHECK_FALSE(crypto::from_base64(text));
  }
}

TEST_CASE("sealed text opens with the same key and context, unchanged, and with nothing else", "[crypto]") {
  const std::string key = crypto::random_bytes(32);
  const std::string text = "态度很好, thank you";
  const std::string sealed = crypto::seal(key, text, "rating_comment");
  CHECK(sealed.find("thank") == std::string::npos);
  CHECK(crypto::unseal(key, sealed, "rating_comment") == text);
  CHECK(crypto::unseal(key, crypto::seal(key, "", ""), "") == "");
  CHECK(crypto::seal(key, text, "rating_comment") != sealed);
  CHECK_FALSE(crypto::unseal(crypto::random_bytes(32), sealed, "rating_comment"));
  CHECK_FALSE(crypto::unseal(key, sealed, "pause_reason"));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string altered = sealed;
    altered[i] = static_cast<char>(altered[i] ^ 1);
    CHECK_FALSE(crypto::unseal(key, altered, "rating_comment"));
    CHECK_FALSE(crypto::unseal(key, sealed.substr(0, i), "rating_comment"));
  }
}

TEST_CASE("a key of another length is a mistake of the program", "[crypto]") {
  CHECK_THROWS_AS(crypto::seal("short", "text", ""), std::invalid_argument);
  CHECK_THROWS_AS(crypto::unseal("short", std::string(100, 'x'), ""), std::invalid_argument);
}

TEST_CASE("key pairs have their lengths and differ", "[crypto]") {
  const crypto::KeyPair sign = crypto::make_sign_keys();
  CHECK(sign.public_key.size() == 32);
  CHECK(sign.secret_key.size() == 64);
  CHECK(crypto::make_sign_keys().secret_key != sign.secret_key);
  const crypto::KeyPair box = crypto::make_box_keys();
  CHECK(box.public_key.size() == 32);
  CHECK(box.secret_key.size() == 32);
  CHECK(crypto::make_box_keys().secret_key != box.secret_key);
}

TEST_CASE("digits are digits, and others each time") {
  const std::string digits = crypto::random_digits(40);
  CHECK(digits.size() == 40);
  CHECK(digits.find_first_not_of("0123456789") == std::string::npos);
  CHECK(crypto::random_digits(40) != digits);
}

TEST_CASE("a keyed hash is the same with the same key, and another with another one") {
  const std::string key(32, 'k'), other(32, 'o');
  CHECK(crypto::keyed_hash_hex(key, "490154203237518") == crypto::keyed_hash_hex(key, "490154203237518"));
  CHECK(crypto::keyed_hash_hex(key, "490154203237518") != crypto::keyed_hash_hex(other, "490154203237518"));
  CHECK(crypto::keyed_hash_hex(key, "490154203237518") != crypto::keyed_hash_hex(key, "490154203237526"));
  CHECK(crypto::keyed_hash_hex(key, "") != crypto::hash_hex(""));
  CHECK_THROWS_AS(crypto::keyed_hash_hex("short", "x"), std::runtime_error);
}

TEST_CASE("a slip's address is cut to its code, and a code stays one") {
  CHECK(crypto::bare_code("7K3MPQ9XT2VD") == "7K3MPQ9XT2VD");
  CHECK(crypto::bare_code(" 7k3m-pq9x-t2vd\n") == "7K3MPQ9XT2VD");
  CHECK(crypto::bare_code("https://hq.example/s/BJ-0001#7K3MPQ9XT2VD") == "7K3MPQ9XT2VD");
  CHECK(crypto::bare_code("HTTPS://HQ.EXAMPLE/S/BJ-0001#7k3mpq9xt2vd\r") == "7K3MPQ9XT2VD");
  CHECK(crypto::bare_code("ｈｔｔｐｓ：／／ｈｑ／ｓ／ＢＪ＃７Ｋ３ＭＰＱ９ＸＴ２ＶＤ") == "7K3MPQ9XT2VD");
  CHECK(crypto::bare_code("https://hq.example/s/BJ-0001#").empty());
}
