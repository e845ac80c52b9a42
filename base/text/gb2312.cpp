#include "base/text/gb2312.h"

#include <boost/locale/encoding.hpp>

namespace menting::text {

std::optional<std::string> to_gb2312(std::string_view utf8) {
  try {
    return boost::locale::conv::between(utf8.data(), utf8.data() + utf8.size(), "GB2312", "UTF-8",
                                        boost::locale::conv::stop);
  } catch (const boost::locale::conv::conversion_error&) {
    return std::nullopt;
  }
}

}  // namespace menting::text
