#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>

#include "base/http/server.h"

namespace menting::http {

enum class TlsStep { done, want_read, want_write, over };

/// One encrypted connection over a socket that does not block. Its thread's alone.
class TlsSession {
 public:
  struct Impl;
  explicit TlsSession(std::unique_ptr<Impl> impl);
  ~TlsSession();
  TlsSession(const TlsSession&) = delete;
  TlsSession& operator=(const TlsSession&) = delete;

  TlsStep handshake();
  TlsStep read(void* into, std::size_t size, std::size_t& got);
  TlsStep write(const void* from, std::size_t size, std::size_t& put);
  bool has_bytes() const;  ///< read() gives some without the socket
  void say_goodbye();      ///< so that the other side knows that nothing was cut off

 private:
  std::unique_ptr<Impl> impl_;
};

/// The server's certificate and key, as the files are now: TLS 1.2 and newer.
class Tls {
 public:
  /// Throws std::runtime_error: which file, what is wrong and what to do.
  explicit Tls(TlsFiles files);
  ~Tls();
  Tls(const Tls&) = delete;
  Tls& operator=(const Tls&) = delete;

  /// Takes changed files into use for connections to come. A pair that cannot be used changes nothing but state().
  /// Any thread; reads the files when they have changed or could not be used.
  void look_again();
  TlsState state() const;  ///< any thread
  /// For a connected socket, which has to outlive it.
  std::unique_ptr<TlsSession> begin(int socket) const;

 private:
  struct Pair;
  struct Stamp {
    std::string certificate;
    std::string key;
    bool operator==(const Stamp&) const = default;
  };
  Stamp stamp() const;
  std::shared_ptr<const Pair> load() const;

  const TlsFiles files_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Pair> pair_;
  Stamp seen_;
  std::string fault_;
};

}  // namespace menting::http
