#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/http/server.h"

namespace menting::lan {

/// The call board as text, of one version.
struct BoardText {
  std::int64_t version = -1;
  std::string json;
};

/// Everybody who waits for the board to change: event streams and long polls. Server's thread only.
class LiveBoard {
 public:
  /// `newest` gives the board as it is now; called on the server's thread.
  LiveBoard(http::Server& server, std::function<const BoardText&()> newest, int heartbeat_ms);

  void start();  ///< the heartbeat begins
  /// Answers with a stream: the board at once, then on every change.
  void follow(const http::ExchangePtr& exchange, http::Headers headers);
  /// Answers when the board is newer than `since`, else 304 after `wait_ms`.
  void wait(http::ExchangePtr exchange, std::int64_t since, int wait_ms, http::Headers headers);
  void changed();
  std::size_t streams() const { return streams_.size(); }  ///< on the server's thread

  /// 200 with the board, or 304 for a client that has it.
  static http::Response board_response(const BoardText& board, bool not_modified, http::Headers headers);

 private:
  struct Waiting {
    std::uint64_t number;
    http::ExchangePtr exchange;
    std::int64_t since;
    http::Headers headers;
  };

  void beat();
  void give_up(std::uint64_t number);

  http::Server& server_;
  std::function<const BoardText&()> newest_;
  int heartbeat_ms_;
  std::int64_t sent_version_ = -1;
  std::vector<std::shared_ptr<http::EventStream>> streams_;
  std::vector<Waiting> waiting_;
  std::uint64_t last_number_ = 0;
};

}  // namespace menting::lan
