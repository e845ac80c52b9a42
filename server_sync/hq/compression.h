#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/http/server.h"

namespace menting::hq {

/// The plain bytes of one or more zstd frames; none when it is not zstd, is cut short, or would be larger than
/// `bytes_max`. Never takes much more memory than `bytes_max`, whatever the frames promise.
std::optional<std::string> decompress(std::string_view packed, std::size_t bytes_max);

/// A request's body as it was before it was compressed; left empty where it was not. The refusal where it cannot be
/// had.
std::optional<http::Response> unpack(const http::Request& request, std::string& unpacked);

}  // namespace menting::hq
