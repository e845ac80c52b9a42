#include <netdb.h>

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <thread>

#include "kiosk/printing/tcp_connection.h"

namespace menting::printing {
namespace {

/// One look-up, shared with the thread that makes it: that thread may outlive whoever asked.
struct LookUp {
  std::mutex mutex;
  std::condition_variable ended;
  bool done = false;
  std::string why;
  std::vector<TcpAddress> found;
};

std::vector<TcpAddress> ask_system(const std::string& host, const std::string& port, int flags, std::string& why) {
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  wanted.ai_flags = AI_NUMERICSERV | flags;
  addrinfo* first = nullptr;
  std::vector<TcpAddress> found;
  if (const int failed = getaddrinfo(host.c_str(), port.c_str(), &wanted, &first); failed != 0) {
    why = gai_strerror(failed);
    return found;
  }
  for (const addrinfo* each = first; each != nullptr; each = each->ai_next) {
    TcpAddress address;
    std::memcpy(&address.address, each->ai_addr, each->ai_addrlen);
    address.size = each->ai_addrlen;
    found.push_back(address);
  }
  freeaddrinfo(first);
  return found;
}

}  // namespace

std::vector<TcpAddress> resolve(const std::string& host, const std::string& port, Deadline deadline,
                                const std::atomic<bool>& interrupted, std::string& why) {
  // An address in digits needs no look-up, and that is how most printers are named.
  if (auto found = ask_system(host, port, AI_NUMERICHOST, why); !found.empty()) return found;
  auto look_up = std::make_shared<LookUp>();
  // Nothing stops getaddrinfo() where a name server is silent, so its thread is left alone then.
  std::thread([look_up, host, port] {
    std::string failed;
    auto found = ask_system(host, port, 0, failed);
    const std::lock_guard lock(look_up->mutex);
    look_up->found = std::move(found);
    look_up->why = std::move(failed);
    look_up->done = true;
    look_up->ended.notify_all();
  }).detach();
  std::unique_lock lock(look_up->mutex);
  while (!look_up->done && !interrupted && std::chrono::steady_clock::now() < deadline)
    look_up->ended.wait_for(lock, std::chrono::milliseconds(50));
  why = look_up->done ? look_up->why : "the name server does not answer";
  return look_up->found;
}

}  // namespace menting::printing
