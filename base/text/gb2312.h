#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace menting::text {

/// UTF-8 in GB 2312 (EUC-CN), which is a part of GBK and GB 18030: ASCII one byte, Chinese two. None when `utf8` is
/// malformed or has a character that GB 2312 lacks.
std::optional<std::string> to_gb2312(std::string_view utf8);

}  // namespace menting::text
