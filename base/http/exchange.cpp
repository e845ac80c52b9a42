#include "base/http/exchange.h"

#include <atomic>
#include <utility>

#include "base/http/connection.h"
#include "base/log/log.h"

namespace menting::http {
namespace {

class LiveStream : public EventStream {
 public:
  LiveStream(std::shared_ptr<Core> core, std::shared_ptr<Connection> connection, std::shared_ptr<StreamState> state)
      : core_(std::move(core)), connection_(std::move(connection)), state_(std::move(state)) {}
  LiveStream(const LiveStream&) = delete;
  LiveStream& operator=(const LiveStream&) = delete;
  ~LiveStream() override { end(); }

  void send(std::string_view event, std::string_view data) override {
    std::string text;
    text.reserve(event.size() + data.size() + 32);
    text.append("event: ").append(event).append("\n");
    while (true) {
      const std::size_t end = std::min(data.find('\n'), data.size());
      text.append("data: ").append(data.substr(0, end)).append("\n");
      if (end == data.size()) break;
      data.remove_prefix(end + 1);
    }
    push(text + "\n");
  }

  void comment(std::string_view text) override { push(": " + std::string(text) + "\n\n"); }
  void close() override { end(); }
  bool open() const override { return state_->open; }

 private:
  void push(std::string text) {
    if (!state_->open) return;
    const std::size_t before = state_->pending.fetch_add(text.size());
    const bool lagging = before > 0 && before + text.size() > core_->limits().stream_bytes;
    if (lagging) state_->open = false;
    core_->post([connection = connection_, lagging, text = std::move(text)] {
      if (lagging) {
        connection->close();
      } else {
        connection->send_piece(text);
      }
    });
  }

  void end() {
    if (state_->open.exchange(false)) {
      core_->post([connection = connection_] { connection->end_stream(); });
    }
  }

  // The connection's socket needs the core's context to the end: declared behind it, it goes first.
  std::shared_ptr<Core> core_;
  std::shared_ptr<Connection> connection_;
  std::shared_ptr<StreamState> state_;
};

class LiveExchange : public Exchange {
 public:
  LiveExchange(std::shared_ptr<Core> core, std::shared_ptr<Connection> connection, Request request)
      : core_(std::move(core)), connection_(std::move(connection)), request_(std::move(request)) {}
  LiveExchange(const LiveExchange&) = delete;
  LiveExchange& operator=(const LiveExchange&) = delete;

  ~LiveExchange() override {
    if (!answered_.exchange(true)) {
      finish(problem(500, "internal_error", "The server failed on this request; its log says why. Try again."));
    }
  }

  const Request& request() const override { return request_; }

  void answer(Response response) override {
    if (answered_.exchange(true)) {
      log::error("http", "a request was answered twice; the second answer is dropped");
      return;
    }
    finish(std::move(response));
  }

  std::shared_ptr<EventStream> stream(Headers headers) override {
    auto state = std::make_shared<StreamState>();
    auto stream = std::make_shared<LiveStream>(core_, connection_, state);
    if (answered_.exchange(true)) {
      log::error("http", "a request was answered twice; the stream is closed");
      state->open = false;
      return stream;
    }
    core_->post(
        [connection = connection_, headers = std::move(headers), state] { connection->begin_stream(headers, state); });
    return stream;
  }

 private:
  void finish(Response response) {
    // In a shared pointer, since a std::function has to be copyable and a body may be large.
    core_->post([connection = connection_, held = std::make_shared<Response>(std::move(response))] {
      connection->finish(std::move(*held));
    });
  }

  std::shared_ptr<Core> core_;
  std::shared_ptr<Connection> connection_;
  const Request request_;
  std::atomic<bool> answered_ = false;
};

}  // namespace

ExchangePtr make_exchange(std::shared_ptr<Core> core, std::shared_ptr<Connection> connection, Request request) {
  return std::make_shared<LiveExchange>(std::move(core), std::move(connection), std::move(request));
}

}  // namespace menting::http
