#include "kiosk/lan/live_board.h"

#include <algorithm>
#include <utility>

namespace menting::lan {

LiveBoard::LiveBoard(http::Server& server, std::function<const BoardText&()> newest, int heartbeat_ms)
    : server_(server), newest_(std::move(newest)), heartbeat_ms_(heartbeat_ms) {}

void LiveBoard::start() {
  server_.after(heartbeat_ms_, [this] { beat(); });
}

void LiveBoard::follow(const http::ExchangePtr& exchange, http::Headers headers) {
  auto stream = exchange->stream(std::move(headers));
  stream->send("board", newest_().json);
  streams_.push_back(std::move(stream));
}

void LiveBoard::wait(http::ExchangePtr exchange, std::int64_t since, int wait_ms, http::Headers headers) {
  const std::uint64_t number = ++last_number_;
  waiting_.push_back({number, std::move(exchange), since, std::move(headers)});
  server_.after(wait_ms, [this, number] { give_up(number); });
}

void LiveBoard::changed() {
  if (streams_.empty() && waiting_.empty()) return;
  const BoardText& board = newest_();
  if (board.version == sent_version_) return;
  sent_version_ = board.version;
  std::erase_if(streams_, [](const auto& stream) { return !stream->open(); });
  for (const auto& stream : streams_) stream->send("board", board.json);
  const auto answered = std::stable_partition(waiting_.begin(), waiting_.end(),
                                              [&](const Waiting& one) { return board.version <= one.since; });
  for (auto one = answered; one != waiting_.end(); ++one) {
    one->exchange->answer(board_response(board, false, std::move(one->headers)));
  }
  waiting_.erase(answered, waiting_.end());
}

void LiveBoard::give_up(std::uint64_t number) {
  const auto one =
      std::find_if(waiting_.begin(), waiting_.end(), [&](const Waiting& each) { return each.number == number; });
  if (one == waiting_.end()) return;
  const BoardText& board = newest_();
  one->exchange->answer(board_response(board, board.version <= one->since, std::move(one->headers)));
  waiting_.erase(one);
}

void LiveBoard::beat() {
  std::erase_if(streams_, [](const auto& stream) { return !stream->open(); });
  for (const auto& stream : streams_) stream->comment("still here");
  server_.after(heartbeat_ms_, [this] { beat(); });
}

http::Response LiveBoard::board_response(const BoardText& board, bool not_modified, http::Headers headers) {
  headers.emplace_back("Cache-Control", "no-cache");
  headers.emplace_back("ETag", "\"" + std::to_string(board.version) + "\"");
  http::Response response{200, "application/json", board.json, std::move(headers)};
  if (not_modified) {
    response.status = 304;
    response.body.clear();
  }
  return response;
}

}  // namespace menting::lan
