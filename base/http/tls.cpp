#include "base/http/tls.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "base/http/socket_bio.h"
#include "base/log/log.h"

namespace menting::http {
namespace {

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using Context = std::unique_ptr<SSL_CTX, FreeContext>;

std::string openssl_words() {
  const unsigned long code = ERR_peek_last_error();
  const char* words = code == 0 ? nullptr : ERR_reason_error_string(code);
  ERR_clear_error();
  return words != nullptr ? words : "no reason given";
}

int no_passphrase(char* /*into*/, int /*size*/, int /*writing*/, void* /*data*/) {
  return -1;
}

void must_read(const std::string& file, const char* what) {
  errno = 0;
  const std::ifstream probe(file);
  if (!probe) {
    throw std::runtime_error(std::string("the ") + what + " " + file + " cannot be read (" + std::strerror(errno) +
                             "): check the name and who may read it");
  }
}

Context make_context() {
  Context context(SSL_CTX_new(TLS_server_method()));
  if (!context) throw std::runtime_error("TLS cannot start: " + openssl_words());
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                         SSL_OP_PRIORITIZE_CHACHA);
  // Thousands of connections rest most of the time: they give their buffers back meanwhile.
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  // Whoever comes again brings its ticket along; nothing is remembered here.
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.get(), 1);
  SSL_CTX_set_default_passwd_cb(context.get(), no_passphrase);
  return context;
}

std::int64_t end_of(const X509* certificate) {
  std::tm parts{};
  if (certificate == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &parts) != 1) return 0;
  return static_cast<std::int64_t>(timegm(&parts)) * 1000;
}

std::string stamp_of(const std::string& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) return "";
  return std::to_string(found.st_ino) + " " + std::to_string(found.st_size) + " " +
         std::to_string(found.st_mtim.tv_sec) + " " + std::to_string(found.st_mtim.tv_nsec);
}

}  // namespace

struct Tls::Pair {
  Context context;
  std::int64_t expires_at_ms = 0;
};

Tls::Tls(TlsFiles files) : files_(std::move(files)), seen_(stamp()) {
  pair_ = load();
  struct stat found {};
  if (stat(files_.key.c_str(), &found) == 0 && (found.st_mode & (S_IROTH | S_IWOTH)) != 0) {
    log::warn("tls", "everybody on this machine may read the key " + files_.key + ": chmod o= it");
  }
}

Tls::~Tls() = default;

Tls::Stamp Tls::stamp() const {
  return {stamp_of(files_.certificate), stamp_of(files_.key)};
}

std::shared_ptr<const Tls::Pair> Tls::load() const {
  ERR_clear_error();
  must_read(files_.certificate, "certificate");
  must_read(files_.key, "key");
  auto pair = std::make_shared<Pair>();
  pair->context = make_context();
  SSL_CTX* context = pair->context.get();
  if (SSL_CTX_use_certificate_chain_file(context, files_.certificate.c_str()) != 1) {
    throw std::runtime_error(
        "the certificate " + files_.certificate + " cannot be used (" + openssl_words() +
        "): give a PEM file, headquarters' own certificate first, then those between it and the CA");
  }
  if (SSL_CTX_use_PrivateKey_file(context, files_.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context) != 1) {
    throw std::runtime_error("the key " + files_.key + " cannot be used (" + openssl_words() +
                             "): give the PEM file of the key that the certificate " + files_.certificate +
                             " was made for, without a passphrase");
  }
  pair->expires_at_ms = end_of(SSL_CTX_get0_certificate(context));
  return pair;
}

void Tls::look_again() {
  const Stamp now = stamp();
  {
    const std::lock_guard lock(mutex_);
    if (now == seen_ && fault_.empty()) return;
    seen_ = now;
  }
  try {
    auto fresh = load();
    if (fresh->expires_at_ms <= static_cast<std::int64_t>(std::time(nullptr)) * 1000) {
      throw std::runtime_error("the certificate " + files_.certificate + " has expired: put a newer one there");
    }
    const std::lock_guard lock(mutex_);
    pair_ = std::move(fresh);
    fault_.clear();
    log::info("tls", "the certificate " + files_.certificate + " was read anew and is in use");
  } catch (const std::runtime_error& error) {
    const std::lock_guard lock(mutex_);
    if (fault_ == error.what()) return;  // told already, and tried again
    fault_ = error.what();
    log::error("tls", fault_ + ". The one before stays in use.");
  }
}

TlsState Tls::state() const {
  const std::lock_guard lock(mutex_);
  return {true, fault_, pair_->expires_at_ms};
}

struct TlsSession::Impl {
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  int socket = -1;
  std::unique_ptr<SSL, Free> ssl;

  TlsStep step(int result) {
    if (result > 0) return TlsStep::done;
    switch (SSL_get_error(ssl.get(), result)) {
      case SSL_ERROR_WANT_READ:
        return TlsStep::want_read;
      case SSL_ERROR_WANT_WRITE:
        return TlsStep::want_write;
      default:
        return TlsStep::over;
    }
  }
};

TlsSession::TlsSession(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TlsSession::~TlsSession() = default;

std::unique_ptr<TlsSession> Tls::begin(int socket) const {
  std::shared_ptr<const Pair> pair;
  {
    const std::lock_guard lock(mutex_);
    pair = pair_;
  }
  auto impl = std::make_unique<TlsSession::Impl>();
  impl->socket = socket;
  impl->ssl.reset(SSL_new(pair->context.get()));  // it keeps the context for as long as it lives
  if (!impl->ssl) throw std::runtime_error("TLS cannot serve another connection: " + openssl_words());
  BIO* bio = make_socket_bio(impl->socket);
  SSL_set_bio(impl->ssl.get(), bio, bio);
  SSL_set_accept_state(impl->ssl.get());
  return std::make_unique<TlsSession>(std::move(impl));
}

TlsStep TlsSession::handshake() {
  ERR_clear_error();
  return impl_->step(SSL_do_handshake(impl_->ssl.get()));
}

TlsStep TlsSession::read(void* into, std::size_t size, std::size_t& got) {
  ERR_clear_error();
  return impl_->step(SSL_read_ex(impl_->ssl.get(), into, size, &got));
}

TlsStep TlsSession::write(const void* from, std::size_t size, std::size_t& put) {
  ERR_clear_error();
  return impl_->step(SSL_write_ex(impl_->ssl.get(), from, size, &put));
}

bool TlsSession::has_bytes() const {
  return SSL_has_pending(impl_->ssl.get()) == 1;
}

void TlsSession::say_goodbye() {
  ERR_clear_error();
  if (SSL_is_init_finished(impl_->ssl.get()) == 1) SSL_shutdown(impl_->ssl.get());
}

}  // namespace menting::http
