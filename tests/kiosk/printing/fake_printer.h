#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>

namespace menting::tests {

/// How a printer of the tests behaves.
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
  std::size_t stall_after = 0;  ///< its paper ends after so many bytes and it takes no more; 0: never
  std::size_t chunk = 65536;    ///< bytes read at a time
  int turns_after = -1;         ///< after so many answers it gives …
  int turned_paper = 0x72;      ///< … this one about its paper, and none at all where that is negative
};

/// What a printer makes of the bytes it gets, whatever they come through.
class FakePrinter {
 public:
  explicit FakePrinter(Manner manner) : manner_(std::move(manner)) {}

  void change(Manner manner);
  Manner manner();
  /// Takes bytes in; answers what they ask with `reply`. False: that failed, or its paper ended.
  bool take(std::string_view bytes, const std::function<bool(const std::string&)>& reply);
  /// Everything that came so far but the questions.
  std::string received();

 private:
  std::string answer_to(int question);

  std::mutex mutex_;
  Manner manner_;
  std::string received_;
  std::string unread_;
  int answers_ = 0;
};

}  // namespace menting::tests
