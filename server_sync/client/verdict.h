#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "server_sync/client/curl_post.h"
#include "server_sync/wire/envelope.h"
#include "server_sync/wire/given_number.h"

namespace menting::sync {

enum class Said {
  through,    ///< headquarters has the journal through `through`
  forked,     ///< headquarters has other events under numbers of this journal
  too_large,  ///< the same events in smaller batches, please
  refused,    ///< headquarters won't take it: people have to do something
  nothing,    ///< no answer, or not headquarters': try again later
};

struct Verdict {
  Said said = Said::nothing;
  std::int64_t through = 0;
  std::string reason{};   ///< for staff
  std::string trouble{};  ///< LinkState's
  /// Of a fork: numbers that the branch has given out, though it may not know it.
  std::vector<wire::GivenNumber> numbers{};
};

/// What an answer to `batch` means. Only a well-formed acknowledgement is one, and counts up to what was sent: an error
/// page, a cut-off answer or a number out of thin air never is.
Verdict judge(const Answer& answer, const wire::Batch& batch);

}  // namespace menting::sync
