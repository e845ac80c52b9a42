#include "base/text/code_points.h"

#include <boost/locale/utf.hpp>

namespace menting::text {

std::u32string code_points(std::string_view utf8) {
  namespace utf = boost::locale::utf;
  std::u32string characters;
  const char* at = utf8.data();
  const char* const end = at + utf8.size();
  while (at != end) {
    const utf::code_point code = utf::utf_traits<char>::decode(at, end);
    characters += code == utf::illegal || code == utf::incomplete ? not_a_character : static_cast<char32_t>(code);
  }
  return characters;
}

}  // namespace menting::text
