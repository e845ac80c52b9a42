#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "server_sync/hq/chain_picture.h"
#include "server_sync/hq/store.h"

namespace menting::hq {

/// Keeps a picture of the chain at hand. Of a small chain it is read when somebody asks; where reading takes long, a
/// thread with a connection of its own reads it: every few seconds while somebody asks, else now and then. Any thread.
class ChainKeeper {
 public:
  using Open = std::function<std::unique_ptr<Store>()>;
  explicit ChainKeeper(Open open) : open_(std::move(open)) {}
  ChainKeeper(const ChainKeeper&) = delete;
  ChainKeeper& operator=(const ChainKeeper&) = delete;
  ~ChainKeeper() { stop(); }

  void start();
  void stop();
  /// At most a few seconds old where it is asked for all the time, at most a minute else. `connection` is in a
  /// transaction that reads, and is used where there is no such picture yet.
  std::shared_ptr<const ChainPicture> newest(sql::Connection& connection);

 private:
  using Clock = std::chrono::steady_clock;

  void run();
  void read_beside(std::unique_ptr<Store>& store);
  std::shared_ptr<const ChainPicture> read(sql::Connection& connection);
  bool is_slow() const { return took_ > std::chrono::milliseconds(100); }

  const Open open_;
  std::mutex reading_;  ///< held while a picture is read, before `mutex_`
  std::mutex mutex_;
  std::condition_variable changed_;
  std::shared_ptr<const ChainPicture> last_;
  Clock::time_point read_at_{};
  Clock::duration took_{};
  Clock::time_point asked_at_{};
  bool stops_ = false;
  std::thread thread_;
};

}  // namespace menting::hq
