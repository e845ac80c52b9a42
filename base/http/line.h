#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "base/http/asio.h"
#include "base/http/tls.h"

namespace menting::http {

/// A connection's socket, plain or encrypted. The server's thread's alone; what is under way keeps its owner alive by
/// what it calls.
class Line {
 public:
  using Done = std::function<void(const ErrorCode&, std::size_t)>;
  using Begun = std::function<void(const ErrorCode&)>;
  using Parts = std::array<asio::const_buffer, 2>;

  explicit Line(tcp::socket socket) : socket_(std::move(socket)) {}

  tcp::socket& socket() { return socket_; }
  bool encrypted() const { return tls_ != nullptr; }

  /// Waits for the client's first byte, then encrypts; a client that speaks plainly stays plain.
  void begin(const Tls& tls, Begun begun);
  /// When there is something to read; takes no memory meanwhile.
  template <typename Then>
  void wait(Then then) {
    if (tls_ && tls_->has_bytes()) {
      asio::post(socket_.get_executor(), [then = std::move(then)] { then(ErrorCode{}); });
    } else {
      socket_.async_wait(tcp::socket::wait_read, std::move(then));
    }
  }
  template <typename Then>
  void read_some(asio::mutable_buffer into, Then then) {
    if (tls_) {
      read_encrypted(into, std::move(then));
    } else {
      socket_.async_read_some(into, std::move(then));
    }
  }
  /// All of both parts; one write at a time.
  template <typename Then>
  void write(const Parts& parts, Then then) {
    if (tls_) {
      write_encrypted(parts, std::move(then));
    } else {
      asio::async_write(socket_, parts, std::move(then));
    }
  }
  /// Nothing more will be written.
  void shut(ErrorCode& error);
  void cancel() { socket_.cancel(); }
  void close();

 private:
  void shake_hands(Begun begun);
  void read_encrypted(asio::mutable_buffer into, Done done);
  void write_encrypted(const Parts& parts, Done done);
  void write_on(Done done);
  template <typename Again>
  void wait_for(TlsStep step, Again again);

  tcp::socket socket_;
  std::unique_ptr<TlsSession> tls_;
  Parts writing_;
  std::size_t written_ = 0;
  std::string joined_;
};

}  // namespace menting::http
