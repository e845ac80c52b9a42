#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "server_sync/client/enrolment.h"
#include "server_sync/client/signed_post.h"

namespace menting::sync {

/// Gives the device a new key and credential. The old ones stay good for headquarters' day of grace. Whatever is cut
/// off on the way, this or read_enrolment() finishes it. Throws std::runtime_error: what failed and what to do; the old
/// pair then goes on.
void rotate_key(const Enrolment& enrolment, const Place& place, const std::string& data_folder, SignedPost& post);

/// Changes the key by itself when it has grown old, and finishes what a crash broke off. The sync thread's alone.
class KeyCare {
 public:
  using Time = std::chrono::steady_clock::time_point;
  /// `key_days` 0: never by itself.
  explicit KeyCare(int key_days) : key_days_(key_days) {}
  /// Cheap when there is nothing to do. True: the enrolment in the data folder is another one now. What fails is logged
  /// and tried again later.
  bool look(const Enrolment& enrolment, const Place& place, const std::string& data_folder, SignedPost& post, Time now);
  /// Whether what `answer` refused should be said again: headquarters did not know this device's pair, since it was put
  /// back to an older state, and the pair before it has named it anew.
  static bool named_anew(const Answer& answer, const Enrolment& enrolment, const Place& place,
                         const std::string& data_folder, SignedPost& post);

 private:
  const int key_days_;
  std::optional<Time> next_look_;
};

}  // namespace menting::sync
