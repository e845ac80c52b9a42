#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A small HTTP/1.1 server on Boost.Beast. Beast itself is included by this folder's .cpp files alone.
namespace menting::http {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  ///< "GET"; a HEAD arrives as GET too, and the server leaves the body out of the answer
  std::string path;    ///< percent-decoded, without the query; "/" at least
  std::vector<std::pair<std::string, std::string>> query;
  Headers headers;
  std::string body;
  std::string remote;     ///< the peer's address, without port
  bool loopback = false;  ///< the peer is this machine
  bool encrypted = false;

  /// Any case; empty when absent.
  std::string_view header(std::string_view name) const;
  std::optional<std::string> query_value(std::string_view name) const;
  std::string_view cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "application/json";
  std::string body{};
  Headers headers{};
};

/// RFC 9457: application/problem+json with title, status, refusal and detail.
Response problem(int status, std::string_view refusal, std::string_view detail);

/// One side of an event stream (text/event-stream). Any thread. Writing after the end does nothing.
class EventStream {
 public:
  virtual ~EventStream() = default;
  /// `data` of one event; a client that does not read fast enough is disconnected, it will come again.
  virtual void send(std::string_view event, std::string_view data) = 0;
  virtual void comment(std::string_view text) = 0;  ///< heartbeat
  virtual void close() = 0;
  virtual bool open() const = 0;
};

/// One request waiting for its answer. Answer exactly once, from any thread, now or later. One that is dropped
/// unanswered answers 500.
class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual const Request& request() const = 0;
  virtual void answer(Response response) = 0;
  /// Answers with an event stream instead; headers are added to the usual ones.
  virtual std::shared_ptr<EventStream> stream(Headers headers = {}) = 0;
};
using ExchangePtr = std::shared_ptr<Exchange>;

/// Run on the server's thread: must not block. Blocking work goes to Server::work().
using Respond = std::function<void(ExchangePtr)>;

struct Limits {
  std::size_t header_bytes = std::size_t{16} * 1024;  ///< else 431
  std::size_t body_bytes = std::size_t{64} * 1024;    ///< else 413
  int request_ms = 10'000;                            ///< for a request to arrive whole, else 408 and closed
  int handshake_ms = 10'000;                          ///< for a client to begin encryption, where there is any
  int idle_ms = 60'000;                               ///< between requests of one connection
  std::size_t connections = 4'000;                    ///< more are turned away with 503
  std::size_t connections_per_address = 200;          ///< so are more of one remote address; this machine's don't count
  bool loopback_counts = false;                       ///< they do, which lets tests come from two addresses
  std::size_t bodies_bytes_total =
      std::size_t{64} * 1024 * 1024;  ///< bodies that arrive or wait for their answer, together, else 503
  int write_ms = 30'000;              ///< for an answer, or one piece of a stream, to be taken by the client
  int workers = 2;                    ///< threads of Server::work()
  std::size_t stream_bytes =
      std::size_t{256} * 1024;  ///< an event stream may lag behind by this much before it is cut off
};

/// PEM files: the server's certificate, followed by those between it and the CA, and its key.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

struct TlsState {
  bool on = false;
  std::string fault;  ///< why the files as they are now are not in use; empty: they are
  std::int64_t expires_at_ms = 0;
};

class Server {
 public:
  Server(Limits limits, Respond respond);
  ~Server();

  /// Before listen(): only https is spoken, TLS 1.2 and newer. The files are read anew when they change; while they
  /// cannot be used the ones before stay. Throws std::runtime_error with a message for people.
  void encrypt(const TlsFiles& files);
  TlsState tls() const;  ///< any thread

  /// Binds "HOST:PORT" or "[::1]:PORT" (port 0: any free one). Throws std::runtime_error with a message for people when
  /// it can't, naming the address and what to do ("in use": by another program, or by this one already running).
  void listen(const std::string& address);
  std::uint16_t port() const;

  void start();  ///< the server's thread begins
  void stop();   ///< open requests are closed; returns when the thread has ended

  /// Runs `job` on a small pool for work that takes long (password hashes, big files). It must not throw.
  void work(std::function<void()> job);
  /// Runs `job` on the server's thread, at once or after a time.
  void post(std::function<void()> job);
  void after(int delay_ms, std::function<void()> job);

 private:
  struct Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace menting::http
