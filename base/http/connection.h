#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "base/http/core.h"
#include "base/http/line.h"

namespace menting::http {

/// What an event stream's two sides share.
struct StreamState {
  std::atomic<bool> open = true;
  std::atomic<std::size_t> pending = 0;  ///< bytes on their way to the client
};

/// One client. Lives on the server's thread; whatever waits for it holds it.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Core& core, tcp::socket socket);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void start();
  void turn_away();  ///< 503 and good-bye
  void close();
  const std::string& remote() const { return remote_; }  ///< address without port
  bool loopback() const { return loopback_; }

  /// The answer to the request at hand.
  void finish(Response response);
  void begin_stream(const Headers& headers, std::shared_ptr<StreamState> state);
  void send_piece(const std::string& text);
  void end_stream();

 private:
  enum class Phase { greeting, idle, reading, answering, writing, streaming, draining, closed };
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  void begin(void (Connection::*then)());
  void serve() { next_request(true); }
  void say_no_place();
  void next_request(bool first);
  void rest();
  void read();
  void on_read(const ErrorCode& error, std::size_t size);
  void parse();
  void on_header_done();
  void dispatch();
  void refuse_plain(const std::string& host, const std::string& method, std::string_view target);
  void refuse(int status, std::string_view refusal, std::string_view detail, Headers headers = {});
  void refuse_for_now(std::string_view refusal, std::string_view detail);
  bool hold_body();
  void let_go_of_body();
  void refuse_malformed(const ErrorCode& error);
  std::string head_of(const Response& response, bool stream) const;
  void write_answer();
  void drain();
  void discard();
  void write_stream();
  void watch_stream();
  void arm(int ms);
  void on_deadline();

  Core& core_;
  Line line_;
  asio::steady_timer deadline_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  Phase phase_ = Phase::greeting;
  bool timed_out_ = false;
  bool continue_sent_ = false;
  bool keep_alive_ = false;
  bool head_only_ = false;
  std::size_t body_held_ = 0;  ///< bytes that the core counts for this one
  std::string remote_;
  bool loopback_ = false;

  std::string out_head_;
  std::string out_body_;
  std::shared_ptr<StreamState> stream_;
  std::string stream_next_;
  bool stream_ending_ = false;
  bool watching_ = false;  ///< a read is under way beside the stream's writes
};

}  // namespace menting::http
