#pragma once

#include <optional>
#include <string>
#include <vector>

namespace menting::wire {

/// A batch that is no JSON only because of what is in some bodies (bytes that are no UTF-8, a NUL, a text cut short).
struct Mended {
  std::string json;                 ///< the batch with {} in place of those bodies
  std::vector<std::string> bodies;  ///< of every event, its bytes as they came; empty where the body is sound
};

/// Takes a batch apart as batch_json() puts it together, without reading the bodies. None when it is not such a batch,
/// or no body is to blame.
std::optional<Mended> mend(const std::string& json);

}  // namespace menting::wire
