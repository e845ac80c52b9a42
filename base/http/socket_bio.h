#pragma once

#include <openssl/bio.h>

namespace menting::http {

/// How OpenSSL reads from and writes to `socket`, which the caller keeps and closes. Unlike OpenSSL's own, a peer that
/// went away raises no signal, which would end the program. Throws std::bad_alloc.
BIO* make_socket_bio(int& socket);

}  // namespace menting::http
