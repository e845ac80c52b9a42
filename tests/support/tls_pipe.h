#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace menting::tests {

/// The client's end of TLS over a connected, blocking socket.
class TlsPipe {
 public:
  /// Trusts `ca` alone, and a certificate for 127.0.0.1. Throws: why there is no connection. `version_max`: of OpenSSL.
  TlsPipe(int socket, const std::string& ca, int version_max = 0);
  ~TlsPipe();
  TlsPipe(const TlsPipe&) = delete;
  TlsPipe& operator=(const TlsPipe&) = delete;

  bool write(std::string_view text);
  /// Bytes, 0 at a proper end; below zero at another.
  int read(char* into, int size);
  std::string peer() const;  ///< the name in the server's certificate

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace menting::tests
