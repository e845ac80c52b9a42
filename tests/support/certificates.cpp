#include "tests/support/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <utility>

namespace menting::tests {
namespace {

struct Free {
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using Key = std::unique_ptr<EVP_PKEY, Free>;
using Certificate = std::unique_ptr<X509, Free>;

constexpr long hour_s = 3600;

void must(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("OpenSSL cannot ") + what);
}

void extend(X509* certificate, X509* issuer, int what, const std::string& text) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, what, text.c_str());
  must(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "extend a certificate");
  X509_EXTENSION_free(extension);
}

/// Signed by `by`; an `issuer` of none: by itself.
Certificate make(EVP_PKEY* key, const std::string& name, long hours, X509* issuer, EVP_PKEY* by) {
  static long serial = 1;
  Certificate made(X509_new());
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -100 * hour_s);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), hours * hour_s);
  X509_set_pubkey(made.get(), key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509* signer = issuer != nullptr ? issuer : made.get();
  X509_set_issuer_name(made.get(), X509_get_subject_name(signer));
  extend(made.get(), signer, NID_basic_constraints, issuer == nullptr ? "critical,CA:TRUE" : "CA:FALSE");
  if (issuer != nullptr) extend(made.get(), signer, NID_subject_alt_name, name);
  must(X509_sign(made.get(), by, EVP_sha256()) > 0, "sign a certificate");
  return made;
}

template <typename Write>
void write_pem(const std::string& path, const Write& write) {
  const std::unique_ptr<std::FILE, Free> file(std::fopen(path.c_str(), "w"));
  must(file != nullptr && write(file.get()) == 1, "write a PEM file");
}

void write_certificate(const std::string& path, X509* certificate) {
  write_pem(path, [&](std::FILE* file) { return PEM_write_X509(file, certificate); });
}

}  // namespace

struct TestCa::Impl {
  Key key{EVP_EC_gen("P-256")};
  Certificate certificate;
};

TestCa::TestCa(std::string folder, std::string name)
    : folder_(std::move(folder)),
      name_(std::move(name)),
      file_(folder_ + "/" + name_ + ".pem"),
      impl_(std::make_unique<Impl>()) {
  impl_->certificate = make(impl_->key.get(), name_, 240, nullptr, impl_->key.get());
  write_certificate(file_, impl_->certificate.get());
}

TestCa::~TestCa() = default;

CertificateFiles TestCa::issue(const std::string& name, const std::string& san, int hours) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate made = make(key.get(), san, hours, impl_->certificate.get(), impl_->key.get());
  CertificateFiles files{folder_ + "/" + name + ".pem", folder_ + "/" + name + ".key"};
  write_certificate(files.certificate, made.get());
  write_pem(files.key, [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  std::filesystem::permissions(files.key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  return files;
}

}  // namespace menting::tests
