#include "server_sync/hq/compression.h"

#include <zstd.h>

#include <algorithm>
#include <memory>

namespace menting::hq {
namespace {

/// 2^23 = 8 MiB: a frame that asks for a larger window than any batch may be is refused before memory is taken.
constexpr int window_log_max = 23;
constexpr std::size_t unpacked_bytes_max = 8UL * 1024 * 1024;
constexpr std::size_t step_bytes = 128 * 1024;

struct Free {
  void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

}  // namespace

std::optional<std::string> decompress(std::string_view packed, std::size_t bytes_max) {
  if (packed.empty()) return std::nullopt;
  // One for each thread: its buffers are large, and to make them anew costs as much as a batch.
  thread_local const std::unique_ptr<ZSTD_DStream, Free> stream(ZSTD_createDStream());
  if (!stream || ZSTD_isError(ZSTD_initDStream(stream.get())) != 0 ||
      ZSTD_isError(ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, window_log_max)) != 0) {
    return std::nullopt;
  }
  std::string plain;
  const unsigned long long said = ZSTD_getFrameContentSize(packed.data(), packed.size());
  // Of what tells its size no more is made than that, and a byte to find out that it is true.
  const std::size_t step = said < step_bytes ? static_cast<std::size_t>(said) + 1 : step_bytes;
  if (said <= bytes_max) plain.reserve(static_cast<std::size_t>(said) + 1);
  ZSTD_inBuffer in{packed.data(), packed.size(), 0};
  std::size_t left = 1;
  bool pending = true;
  while (in.pos < in.size || pending) {
    const std::size_t before = plain.size();
    plain.resize(std::min(before + step, bytes_max + 1));
    ZSTD_outBuffer out{plain.data() + before, plain.size() - before, 0};
    left = ZSTD_decompressStream(stream.get(), &out, &in);
    plain.resize(before + out.pos);
    if (ZSTD_isError(left) != 0 || plain.size() > bytes_max) return std::nullopt;
    pending = out.pos == out.size;  // a full buffer: the stream may hold more
    if (!pending && in.pos == in.size) break;
  }
  if (left != 0) return std::nullopt;  // cut short
  return plain;
}

std::optional<http::Response> unpack(const http::Request& request, std::string& unpacked) {
  const std::string_view encoding = request.header("Content-Encoding");
  if (encoding == "zstd") {
    const unsigned long long said = ZSTD_getFrameContentSize(request.body.data(), request.body.size());
    if (said != ZSTD_CONTENTSIZE_ERROR && said != ZSTD_CONTENTSIZE_UNKNOWN && said > unpacked_bytes_max) {
      return http::problem(413, "too_large", "The body is larger than 8 MiB when unpacked. Send smaller batches.");
    }
    auto plain = decompress(request.body, unpacked_bytes_max);
    if (!plain || plain->empty()) {
      return http::problem(400, "malformed",
                           "The body is not zstd, is cut short, or is larger than 8 MiB when unpacked.");
    }
    unpacked = std::move(*plain);
  } else if (!encoding.empty() && encoding != "identity") {
    return http::problem(415, "unknown_encoding", "Send the batch as it is or compressed with zstd.");
  }
  return std::nullopt;
}

}  // namespace menting::hq
