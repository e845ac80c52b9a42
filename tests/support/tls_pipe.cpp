#include "tests/support/tls_pipe.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace menting::tests {

struct TlsPipe::Impl {
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  std::unique_ptr<SSL_CTX, Free> context{SSL_CTX_new(TLS_client_method())};
  std::unique_ptr<SSL, Free> ssl;
};

TlsPipe::TlsPipe(int socket, const std::string& ca, int version_max) : impl_(std::make_unique<Impl>()) {
  std::signal(SIGPIPE, SIG_IGN);
  SSL_CTX* context = impl_->context.get();
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  if (SSL_CTX_load_verify_locations(context, ca.c_str(), nullptr) != 1) throw std::runtime_error("no CA in " + ca);
  impl_->ssl.reset(SSL_new(context));
  if (version_max != 0) SSL_set_max_proto_version(impl_->ssl.get(), version_max);
  X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(impl_->ssl.get()), "127.0.0.1");
  SSL_set_fd(impl_->ssl.get(), socket);
  if (SSL_connect(impl_->ssl.get()) == 1) return;
  std::array<char, 256> words{};
  ERR_error_string_n(ERR_get_error(), words.data(), words.size());
  throw std::runtime_error(std::string("no TLS: ") + words.data());
}

TlsPipe::~TlsPipe() = default;

bool TlsPipe::write(std::string_view text) {
  return SSL_write(impl_->ssl.get(), text.data(), static_cast<int>(text.size())) > 0;
}

int TlsPipe::read(char* into, int size) {
  const int got = SSL_read(impl_->ssl.get(), into, size);
  if (got > 0) return got;
  return SSL_get_error(impl_->ssl.get(), got) == SSL_ERROR_ZERO_RETURN ? 0 : -1;
}

std::string TlsPipe::peer() const {
  std::array<char, 256> name{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(SSL_get0_peer_certificate(impl_->ssl.get())), NID_commonName,
                            name.data(), static_cast<int>(name.size()));
  return name.data();
}

}  // namespace menting::tests
