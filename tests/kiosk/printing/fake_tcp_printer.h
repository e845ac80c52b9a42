#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace menting::tests {

/// A printer on a loopback port that behaves as told.
class FakeTcpPrinter {
 public:
  struct Manner {
    /// Answers to DLE EOT 1, 2 and 4; a negative one is not given.
    int printer = 0x12;
    int offline_cause = 0x12;
    int paper = 0x12;
    std::string noise{};          ///< sent before each answer
    bool reads = true;            ///< false: accepts and never reads
    bool floods = false;          ///< sends without a pause for as long as the other side is there
    std::size_t reset_after = 0;  ///< breaks the connection off after so many bytes; 0: never
    std::size_t close_after = 0;  ///< closes in order after so many bytes; 0: never
    std::size_t chunk = 65536;    ///< bytes read at a time
  };

  FakeTcpPrinter() : FakeTcpPrinter(Manner()) {}
  explicit FakeTcpPrinter(Manner manner);
  ~FakeTcpPrinter();

  std::string port() const { return std::to_string(port_); }
  void change(Manner manner);
  /// Everything received so far but the questions; ends only once all connections have ended.
  std::string received();

  /// A port that nothing listens on.
  static std::string closed_port();

 private:
  void run();
  void serve(int connection);
  void flood(int connection);
  bool answer(int connection, int question, const Manner& manner);

  int port_ = 0;
  int listener_ = -1;
  std::atomic<bool> stopping_ = false;
  std::mutex mutex_;
  Manner manner_;
  std::string received_;
  bool busy_ = false;
  std::thread thread_;
};

}  // namespace menting::tests
