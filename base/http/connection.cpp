#include "base/http/connection.h"

#include <array>
#include <ctime>
#include <utility>

#include "base/http/exchange.h"
#include "base/http/reason.h"
#include "base/http/target.h"

namespace menting::http {
namespace {

namespace bhttp = boost::beast::http;

constexpr std::size_t read_bytes = 16'384;
constexpr int drain_ms = 5'000;
constexpr const char* try_again_s = "2";

/// "Mon, 23 Nov 2026 02:25:00 GMT"
std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  // Never with a locale's own names: the program leaves LC_TIME at "C".
  const std::size_t size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == text.npos;
}

Request to_request(const bhttp::request<bhttp::string_body>& message, Target target) {
  Request out;
  out.method = std::string(message.method_string());
  out.path = std::move(target.path);
  out.query = std::move(target.query);
  for (const auto& field : message) {
    const std::string_view name(field.name_string().data(), field.name_string().size());
    if (!target.authority.empty() && same_name(name, "host")) continue;
    out.headers.emplace_back(std::string(name), std::string(field.value()));
  }
  if (!target.authority.empty()) out.headers.emplace_back("Host", target.authority);
  return out;
}

}  // namespace

Connection::Connection(Core& core, tcp::socket socket)
    : core_(core), line_(std::move(socket)), deadline_(core.context()), buffer_(core.limits().header_bytes + 65536) {
  ErrorCode error;
  const auto peer = line_.socket().remote_endpoint(error).address();
  if (!error) {
    const bool mapped = peer.is_v6() && peer.to_v6().is_v4_mapped();
    const auto plain = mapped ? asio::ip::address(asio::ip::make_address_v4(asio::ip::v4_mapped, peer.to_v6())) : peer;
    remote_ = plain.to_string();
    loopback_ = plain.is_loopback();
  }
  line_.socket().set_option(tcp::no_delay(true), error);
}

void Connection::start() {
  begin(&Connection::serve);
}

void Connection::turn_away() {
  begin(&Connection::say_no_place);
}

void Connection::begin(void (Connection::*then)()) {
  if (core_.tls() == nullptr) {
    (this->*then)();
    return;
  }
  arm(core_.limits().handshake_ms);
  line_.begin(*core_.tls(), [self = shared_from_this(), then](const ErrorCode& error) {
    if (self->phase_ == Phase::closed) return;
    if (error) {
      self->close();
    } else {
      (*self.*then)();
    }
  });
}

void Connection::say_no_place() {
  parser_.emplace();
  refuse_for_now("too_many_connections", "The server has as many connections as it can hold. Try again in a moment.");
}

void Connection::close() {
  if (phase_ == Phase::closed) return;
  phase_ = Phase::closed;
  if (stream_) stream_->open = false;
  deadline_.cancel();
  line_.close();
  let_go_of_body();
  core_.forget(this);
}

void Connection::next_request(bool first) {
  parser_.reset();
  continue_sent_ = false;
  keep_alive_ = false;
  head_only_ = false;
  if (buffer_.size() > 0) {  // the next one came along with the last
    phase_ = Phase::reading;
    arm(core_.limits().request_ms);
    parse();
    return;
  }
  phase_ = Phase::idle;
  arm(first ? core_.limits().request_ms : core_.limits().idle_ms);
  rest();
}

/// Most connections rest most of the time: without a buffer, a parser or the last answer.
void Connection::rest() {
  buffer_.shrink_to_fit();
  std::string().swap(out_head_);
  std::string().swap(out_body_);
  line_.wait([self = shared_from_this()](const ErrorCode& error) {
    if (self->phase_ == Phase::closed) return;
    if (error) {
      self->close();
    } else {
      self->read();
    }
  });
}

void Connection::read() {
  if (buffer_.size() >= core_.limits().header_bytes + read_bytes) {  // chunk headers or trailers without an end
    refuse(431, "header_too_large", "The request's header fields are too large. Send fewer or shorter ones.");
    return;
  }
  line_.read_some(buffer_.prepare(read_bytes), [self = shared_from_this()](const ErrorCode& error, std::size_t size) {
    self->on_read(error, size);
  });
}

void Connection::on_read(const ErrorCode& error, std::size_t size) {
  if (phase_ == Phase::closed) return;
  if (timed_out_ && phase_ == Phase::reading) {
    refuse(408, "request_timeout", "The request did not arrive in time. Send it again, without pauses.");
    return;
  }
  if (error) {
    close();
    return;
  }
  buffer_.commit(size);
  if (phase_ == Phase::idle) {
    phase_ = Phase::reading;
    arm(core_.limits().request_ms);
  }
  parse();
}

void Connection::parse() {
  if (!parser_) {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(core_.limits().header_bytes));
    parser_->body_limit(core_.limits().body_bytes);
    parser_->eager(true);
  }
  while (buffer_.size() > 0 && !parser_->is_done()) {
    ErrorCode error;
    const std::size_t used = parser_->put(buffer_.data(), error);
    buffer_.consume(used);
    if (error == bhttp::error::need_more) break;
    if (error) {
      refuse_malformed(error);
      return;
    }
    if (used == 0) break;
  }
  if (!hold_body()) {
    refuse_for_now("too_much_at_once", "The server is receiving as much as it can hold. Try again in a moment.");
  } else if (parser_->is_done()) {
    dispatch();
  } else if (parser_->is_header_done()) {
    on_header_done();
  } else {
    read();
  }
}

void Connection::on_header_done() {
  const auto expect = parser_->get().find(bhttp::field::expect);
  if (expect == parser_->get().end() || continue_sent_) {
    read();
    return;
  }
  if (!same_name(std::string_view(expect->value().data(), expect->value().size()), "100-continue")) {
    refuse(417, "expectation_failed", "The server meets no other expectation than 100-continue. Leave it out.");
    return;
  }
  continue_sent_ = true;
  out_head_ = "HTTP/1.1 100 Continue\r\n\r\n";
  line_.write({asio::buffer(out_head_), {}}, [self = shared_from_this()](const ErrorCode& error, std::size_t /*size*/) {
    if (self->phase_ == Phase::closed) return;
    if (error) {
      self->close();
    } else {
      self->read();
    }
  });
}

void Connection::refuse_malformed(const ErrorCode& error) {
  if (error == bhttp::error::header_limit || error == bhttp::error::buffer_overflow) {
    refuse(431, "header_too_large", "The request's header fields are too large. Send fewer or shorter ones.");
  } else if (error == bhttp::error::body_limit) {
    refuse(413, "body_too_large",
           "The request's body is larger than " + std::to_string(core_.limits().body_bytes) + " bytes. Send less.");
  } else {
    refuse(400, "malformed_request", "This is no HTTP/1.1 request: " + error.message() + ".");
  }
}

void Connection::dispatch() {
  const auto& message = parser_->get();
  const std::string_view target_text(message.target().data(), message.target().size());
  auto target = parse_target(target_text);
  if (!target) {
    refuse(400, "malformed_request", "The address in the request is not well formed. Check its percent encoding.");
    return;
  }
  const auto hosts = message.count(bhttp::field::host);
  if (hosts > 1 || (hosts == 0 && message.version() >= 11)) {
    refuse(400, "malformed_request", "A request names its host exactly once.");
    return;
  }
  if (message.count(bhttp::field::transfer_encoding) > 0 && !parser_->chunked()) {
    refuse(501, "encoding_unknown", "The server knows no other transfer encoding than chunked.");
    return;
  }
  if (core_.tls() != nullptr && !line_.encrypted()) {
    const auto host = message.find(bhttp::field::host);
    refuse_plain(host == message.end() ? "" : std::string(host->value()), std::string(message.method_string()),
                 target_text);
    return;
  }
  keep_alive_ = message.keep_alive();
  Request request = to_request(message, std::move(*target));
  request.body = std::move(parser_->get().body());
  request.remote = remote_;
  request.loopback = loopback_;
  request.encrypted = line_.encrypted();
  if (request.method == "HEAD") {
    head_only_ = true;
    request.method = "GET";
  }
  phase_ = Phase::answering;
  deadline_.cancel();
  core_.respond(make_exchange(core_.shared_from_this(), shared_from_this(), std::move(request)));
}

/// Plain HTTP where only https is spoken: a browser is shown the way, a program is told.
void Connection::refuse_plain(const std::string& host, const std::string& method, std::string_view target) {
  constexpr std::string_view detail = "This port speaks https only. Ask again with https:// in front of the address.";
  if (method == "GET" || method == "HEAD") {
    refuse(308, "https_only", detail, {{"Location", "https://" + host + std::string(target)}});
  } else {
    refuse(400, "https_only", detail);
  }
}

void Connection::refuse(int status, std::string_view refusal, std::string_view detail, Headers headers) {
  phase_ = Phase::answering;
  keep_alive_ = false;
  std::string().swap(parser_->get().body());  // the client may take its time to leave
  Response response = problem(status, refusal, detail);
  for (auto& header : headers) response.headers.push_back(std::move(header));
  finish(std::move(response));
}

void Connection::refuse_for_now(std::string_view refusal, std::string_view detail) {
  refuse(503, refusal, detail, {{"Retry-After", try_again_s}});
}

bool Connection::hold_body() {
  return core_.hold_body(body_held_, parser_->get().body().size());
}

void Connection::let_go_of_body() {
  core_.hold_body(body_held_, 0);
}

std::string Connection::head_of(const Response& response, bool stream) const {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " ";
  head.append(reason(response.status)).append("\r\nDate: ").append(http_date()).append("\r\n");
  const bool bodiless = response.status == 204 || response.status == 304;
  if (!response.content_type.empty() && !bodiless) {
    head.append("Content-Type: ").append(response.content_type).append("\r\n");
  }
  if (!stream && !bodiless) head.append("Content-Length: ").append(std::to_string(response.body.size())).append("\r\n");
  if (stream || !keep_alive_) {
    head.append("Connection: close\r\n");
  } else if (parser_ && parser_->get().version() < 11) {
    head.append("Connection: keep-alive\r\n");
  }
  for (const auto& [name, value] : response.headers) {
    if (is_one_line(name) && is_one_line(value)) head.append(name).append(": ").append(value).append("\r\n");
  }
  return head.append("\r\n");
}

void Connection::finish(Response response) {
  if (phase_ != Phase::answering) return;
  phase_ = Phase::writing;
  let_go_of_body();
  out_head_ = head_of(response, false);
  const bool bodiless = head_only_ || response.status == 204 || response.status == 304;
  out_body_ = bodiless ? std::string() : std::move(response.body);
  write_answer();
}

void Connection::write_answer() {
  arm(core_.limits().write_ms);
  line_.write({asio::buffer(out_head_), asio::buffer(out_body_)},
              [self = shared_from_this()](const ErrorCode& error, std::size_t /*size*/) {
                if (self->phase_ == Phase::closed) return;
                if (error) {
                  self->close();
                } else if (self->keep_alive_) {
                  self->next_request(false);
                } else {
                  self->drain();
                }
              });
}

void Connection::drain() {
  // Closing while the client still sends would reset the connection, and it might never read the answer.
  phase_ = Phase::draining;
  ErrorCode error;
  line_.shut(error);
  if (error) {
    close();
    return;
  }
  arm(drain_ms);
  if (!watching_) discard();  // else the stream's own read goes on as one
}

void Connection::discard() {
  buffer_.clear();
  line_.read_some(buffer_.prepare(read_bytes),
                  [self = shared_from_this()](const ErrorCode& error, std::size_t /*size*/) {
                    if (self->phase_ == Phase::closed) return;
                    if (error) {
                      self->close();
                    } else {
                      self->discard();
                    }
                  });
}

void Connection::begin_stream(const Headers& headers, std::shared_ptr<StreamState> state) {
  if (phase_ != Phase::answering) {
    state->open = false;
    return;
  }
  let_go_of_body();
  Response response{200, "text/event-stream; charset=utf-8", {}, headers};
  response.headers.emplace_back("Cache-Control", "no-store");
  if (head_only_) {
    state->open = false;
    keep_alive_ = false;
    phase_ = Phase::writing;
    out_head_ = head_of(response, true);
    out_body_.clear();
    write_answer();
    return;
  }
  phase_ = Phase::streaming;
  stream_ = std::move(state);
  out_head_.clear();
  stream_next_ = head_of(response, true);
  stream_->pending += stream_next_.size();
  ErrorCode ignored;  // what waits in the system's own buffer counts as delivered: keep it small
  line_.socket().set_option(asio::socket_base::send_buffer_size(128 * 1024), ignored);
  write_stream();
  watch_stream();
}

void Connection::send_piece(const std::string& text) {
  if (phase_ != Phase::streaming || stream_ending_) return;
  const bool writing = !out_head_.empty();
  stream_next_ += text;
  if (!writing) write_stream();
}

void Connection::end_stream() {
  if (phase_ != Phase::streaming) return;
  stream_ending_ = true;
  if (out_head_.empty()) drain();
}

void Connection::write_stream() {
  out_head_ = std::move(stream_next_);
  stream_next_.clear();
  arm(core_.limits().write_ms);
  line_.write({asio::buffer(out_head_), {}}, [self = shared_from_this()](const ErrorCode& error, std::size_t /*size*/) {
    if (self->phase_ != Phase::streaming) return;
    if (error) {
      self->close();
      return;
    }
    self->deadline_.cancel();
    self->stream_->pending -= self->out_head_.size();
    self->out_head_.clear();
    if (!self->stream_next_.empty()) {
      self->write_stream();
    } else if (self->stream_ending_) {
      self->drain();
    }
  });
}

void Connection::watch_stream() {
  // Nothing more is expected from the client: a read ends when it goes away.
  watching_ = true;
  buffer_.clear();
  line_.read_some(buffer_.prepare(1024), [self = shared_from_this()](const ErrorCode& error, std::size_t /*size*/) {
    self->watching_ = false;
    if (self->phase_ == Phase::closed) return;
    if (error) {
      self->close();
    } else if (self->phase_ == Phase::draining) {
      self->discard();
    } else {
      self->watch_stream();
    }
  });
}

void Connection::arm(int ms) {
  timed_out_ = false;
  deadline_.expires_after(std::chrono::milliseconds(ms));
  deadline_.async_wait([weak = weak_from_this()](const ErrorCode& error) {
    if (error) return;
    if (const auto self = weak.lock()) self->on_deadline();
  });
}

void Connection::on_deadline() {
  // One that fired just as it was set anew comes too early: then its time lies ahead.
  if (deadline_.expiry() > asio::steady_timer::clock_type::now()) return;
  if (phase_ == Phase::reading) {
    timed_out_ = true;
    line_.cancel();
  } else if (phase_ != Phase::answering) {
    close();
  }
}

}  // namespace menting::http
