#include "tests/server_sync/hq/faulty_link.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <stdexcept>
#include <string_view>
#include <thread>
#include <utility>

namespace menting::tests {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// One whole message with a Content-Length; what came until the other side closed otherwise.
std::string read_message(int socket) {
  std::string text;
  std::array<char, 4096> piece{};
  std::size_t wanted = std::string::npos;
  while (text.size() < wanted) {
    const ssize_t count = recv(socket, piece.data(), piece.size(), 0);
    if (count <= 0) break;
    text.append(piece.data(), static_cast<std::size_t>(count));
    const auto end = text.find("\r\n\r\n");
    if (wanted != std::string::npos || end == std::string::npos) continue;
    const auto length = text.find("Content-Length: ");
    wanted = end + 4 + (length < end ? std::stoul(text.substr(length + 16)) : 0);
  }
  return text;
}

void send_all(int socket, const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t count = send(socket, text.data() + done, text.size() - done, MSG_NOSIGNAL);
    if (count <= 0) return;
    done += static_cast<std::size_t>(count);
  }
}

void pause(int ms) {
  std::this_thread::sleep_for(std::chrono::milliseconds(ms));
}

std::string exchange(std::uint16_t port, const std::string& request) {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_in address = loopback(port);
  std::string answer;
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    send_all(socket, request);
    answer = read_message(socket);
  }
  close(socket);
  return answer;
}

}  // namespace

FaultyLink::FaultyLink(std::function<std::uint16_t()> target, std::function<Fault(int)> plan)
    : target_(std::move(target)), plan_(std::move(plan)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || listen(listener_, 16) != 0 ||
      getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    throw std::runtime_error("no port for the relay");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

FaultyLink::~FaultyLink() {
  over_ = true;
  shutdown(listener_, SHUT_RDWR);
  thread_.join();
  close(listener_);
}

void FaultyLink::run() {
  while (!over_) {
    const int client = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client < 0) continue;
    carry(client);
    close(client);
  }
}

void FaultyLink::carry(int client) {
  // One after the other is what this relay can: who would wait for documents from above is sent away.
  std::array<char, 4> method{};
  recv(client, method.data(), method.size(), MSG_PEEK | MSG_WAITALL);
  if (std::string_view(method.data(), method.size()) == "GET ") {
    read_message(client);
    return send_all(client, "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n");
  }
  const Fault fault = plan_(++requests_);
  if (fault == Fault::cut_before) return;
  const std::string request = read_message(client);
  if (fault == Fault::server_error) return send_all(client, "HTTP/1.1 500 Oops\r\nContent-Length: 4\r\n\r\noops");
  if (fault == Fault::late) {
    kept_ = request;
    return;
  }
  const std::string answer = exchange(target_(), request);
  if (!kept_.empty()) exchange(target_(), std::exchange(kept_, {}));
  switch (fault) {
    case Fault::cut_before:
    case Fault::late:
    case Fault::server_error:
    case Fault::lost_answer:
      return;
    case Fault::none:
      return send_all(client, answer);
    case Fault::cut_answer:
      return send_all(client, answer.substr(0, answer.size() - std::min<std::size_t>(answer.size(), 5)));
    case Fault::garbage:
      return send_all(client, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>");
    case Fault::sent_twice:
      return send_all(client, exchange(target_(), request));
    case Fault::half_closed:
      send_all(client, answer.substr(0, answer.size() / 2));
      shutdown(client, SHUT_WR);
      return pause(100);
    case Fault::slow:
      for (std::size_t done = 0; done < answer.size(); done += 40) {
        send_all(client, answer.substr(done, 40));
        pause(5);
      }
      return;
    case Fault::delayed:
      pause(300);
      return send_all(client, answer);
  }
}

}  // namespace menting::tests
