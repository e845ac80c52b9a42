#include "tests/support/http_client.h"

#include <arpa/inet.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>

namespace menting::tests {

std::string HttpAnswer::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key.size() == name.size() && strncasecmp(key.data(), name.data(), name.size()) == 0) return value;
  }
  return {};
}

RawConnection::RawConnection(std::uint16_t port, int timeout_ms, int receive_buffer, const char* from)
    : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (socket_ < 0) throw std::runtime_error("no socket");
  if (receive_buffer > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  const timeval limit{timeout_ms / 1000, (timeout_ms % 1000) * 1000};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  if (from != nullptr) {
    address.sin_addr.s_addr = inet_addr(from);
    if (bind(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
      close(socket_);
      throw std::runtime_error(std::string("cannot come from ") + from);
    }
  }
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    close(socket_);
    throw std::runtime_error("cannot connect");
  }
}

void RawConnection::encrypt(const std::string& ca, int version_max) {
  tls_ = std::make_unique<TlsPipe>(socket_, ca, version_max);
}

RawConnection::~RawConnection() {
  tls_.reset();
  close(socket_);
}

bool RawConnection::send(std::string_view text) {
  if (tls_) return text.empty() || tls_->write(text);
  while (!text.empty()) {
    const ssize_t sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawConnection::fill() {
  char piece[16384];
  if (tls_) {
    const int some = tls_->read(piece, sizeof piece);
    if (some < 0) throw std::runtime_error("the encrypted connection was cut off");
    buffer_.append(piece, static_cast<std::size_t>(some));
    return some > 0;
  }
  const ssize_t got = recv(socket_, piece, sizeof piece, 0);
  if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("no answer in time");
  if (got < 0) throw std::runtime_error("connection reset");
  buffer_.append(piece, static_cast<std::size_t>(got));
  return got > 0;
}

std::string RawConnection::read_until(std::string_view mark) {
  while (buffer_.find(mark) == std::string::npos) {
    if (!fill()) throw std::runtime_error("closed before \"" + std::string(mark) + "\" came, after: " + buffer_);
  }
  const std::size_t end = buffer_.find(mark) + mark.size();
  std::string text = buffer_.substr(0, end);
  buffer_.erase(0, end);
  return text;
}

std::string RawConnection::read_all() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

void RawConnection::half_close() {
  shutdown(socket_, SHUT_WR);
}

HttpAnswer RawConnection::read_answer(bool body_expected) {
  HttpAnswer answer;
  const std::string head = read_until("\r\n\r\n");
  if (!head.starts_with("HTTP/1.1 ")) throw std::runtime_error("no HTTP/1.1 answer: " + head);
  answer.status = std::stoi(head.substr(9, 3));
  std::size_t at = head.find("\r\n") + 2;
  while (head.compare(at, 2, "\r\n") != 0) {
    const std::size_t end = head.find("\r\n", at);
    const std::size_t colon = head.find(": ", at);
    if (colon > end) throw std::runtime_error("a header field without a value: " + head);
    answer.headers.emplace_back(head.substr(at, colon - at), head.substr(colon + 2, end - colon - 2));
    at = end + 2;
  }
  const std::string length = answer.header("Content-Length");
  if (!body_expected || length.empty()) return answer;
  const std::size_t size = std::stoul(length);
  while (buffer_.size() < size) {
    if (!fill()) throw std::runtime_error("closed in the middle of a body");
  }
  answer.body = buffer_.substr(0, size);
  buffer_.erase(0, size);
  return answer;
}

std::string request_text(std::string_view method, std::string_view target, const HttpHeaders& headers,
                         std::string_view body) {
  std::string text = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n";
  const bool has_host = std::any_of(headers.begin(), headers.end(), [](const auto& h) { return h.first == "Host"; });
  if (!has_host) text += "Host: 127.0.0.1\r\n";
  for (const auto& [name, value] : headers) text.append(name).append(": ").append(value).append("\r\n");
  if (!body.empty() || method == "POST") text += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return text.append("\r\n").append(body);
}

HttpAnswer http_request(std::uint16_t port, std::string_view method, std::string_view target,
                        const HttpHeaders& headers, std::string_view body) {
  RawConnection connection(port);
  connection.send(request_text(method, target, headers, body));
  return connection.read_answer(method != "HEAD");
}

}  // namespace menting::tests
