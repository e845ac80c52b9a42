#include "base/http/line.h"

#include <sys/socket.h>

#include <exception>

#include "base/log/log.h"

namespace menting::http {
namespace {

constexpr unsigned char handshake_record = 0x16;
constexpr std::size_t one_record_bytes = 16'384;

ErrorCode cut_off() {
  return asio::error::connection_reset;
}

}  // namespace

template <typename Again>
void Line::wait_for(TlsStep step, Again again) {
  const auto what = step == TlsStep::want_write ? tcp::socket::wait_write : tcp::socket::wait_read;
  socket_.async_wait(what, std::move(again));
}

void Line::begin(const Tls& tls, Begun begun) {
  ErrorCode error;
  socket_.non_blocking(true, error);
  socket_.async_wait(tcp::socket::wait_read, [this, &tls, begun = std::move(begun)](const ErrorCode& fault) mutable {
    if (fault || !socket_.is_open()) return begun(fault ? fault : cut_off());
    unsigned char first = 0;
    const auto got = ::recv(socket_.native_handle(), &first, 1, MSG_PEEK);
    if (got != 1) return begun(cut_off());
    if (first != handshake_record) return begun({});
    try {
      tls_ = tls.begin(socket_.native_handle());
    } catch (const std::exception& failure) {
      log::error("tls", failure.what());
      return begun(cut_off());
    }
    shake_hands(std::move(begun));
  });
}

void Line::shake_hands(Begun begun) {
  const TlsStep step = tls_->handshake();
  if (step == TlsStep::done) return begun({});
  if (step == TlsStep::over) return begun(cut_off());
  wait_for(step, [this, begun = std::move(begun)](const ErrorCode& error) mutable {
    if (error || !socket_.is_open()) return begun(error ? error : cut_off());
    shake_hands(std::move(begun));
  });
}

void Line::read_encrypted(asio::mutable_buffer into, Done done) {
  std::size_t got = 0;
  const TlsStep step = tls_->read(into.data(), into.size(), got);
  if (step == TlsStep::done || step == TlsStep::over) {
    const ErrorCode error = step == TlsStep::done ? ErrorCode{} : ErrorCode(asio::error::eof);
    // Not at once: a client that sends without pause must not keep the others waiting, nor grow the stack.
    asio::post(socket_.get_executor(), [error, got, done = std::move(done)] { done(error, got); });
    return;
  }
  wait_for(step, [this, into, done = std::move(done)](const ErrorCode& error) mutable {
    if (error || !socket_.is_open()) return done(error ? error : cut_off(), 0);
    read_encrypted(into, std::move(done));
  });
}

void Line::write_encrypted(const Parts& parts, Done done) {
  writing_ = parts;
  written_ = 0;
  if (parts[1].size() > 0 && parts[0].size() + parts[1].size() <= one_record_bytes) {  // one packet instead of two
    joined_.assign(static_cast<const char*>(parts[0].data()), parts[0].size());
    joined_.append(static_cast<const char*>(parts[1].data()), parts[1].size());
    writing_ = {asio::buffer(joined_), {}};
  }
  write_on(std::move(done));
}

void Line::write_on(Done done) {
  while (true) {
    asio::const_buffer& part = writing_[0].size() > 0 ? writing_[0] : writing_[1];
    if (part.size() == 0) {
      std::string().swap(joined_);
      asio::post(socket_.get_executor(), [written = written_, done = std::move(done)] { done({}, written); });
      return;
    }
    std::size_t put = 0;
    const TlsStep step = tls_->write(part.data(), part.size(), put);
    if (step == TlsStep::done) {
      part += put;
      written_ += put;
      continue;
    }
    if (step == TlsStep::over) {
      asio::post(socket_.get_executor(), [done = std::move(done)] { done(cut_off(), 0); });
      return;
    }
    wait_for(step, [this, done = std::move(done)](const ErrorCode& error) mutable {
      if (error || !socket_.is_open()) return done(error ? error : cut_off(), 0);
      write_on(std::move(done));
    });
    return;
  }
}

void Line::shut(ErrorCode& error) {
  if (tls_ && socket_.is_open()) tls_->say_goodbye();
  socket_.shutdown(tcp::socket::shutdown_send, error);
}

void Line::close() {
  if (tls_ && socket_.is_open()) tls_->say_goodbye();
  ErrorCode ignored;
  socket_.close(ignored);
}

}  // namespace menting::http
