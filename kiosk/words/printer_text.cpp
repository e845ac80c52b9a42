#include <algorithm>
#include <iterator>

#include "base/text/catalog.h"
#include "kiosk/words/words.h"

namespace menting::words {
namespace {

struct PrinterSaid {
  std::string_view code;
  const char* english;
};

constexpr PrinterSaid printer_words[] = {
    {"ready", MENTING_TEXT("The printer is ready.")},
    {"paper_low", MENTING_TEXT("The paper is nearly used up. Have a new roll ready.")},
    {"paper_out", MENTING_TEXT("The printer has no paper. Put in a new roll.")},
    {"cover_open", MENTING_TEXT("The printer's cover is open. Close it.")},
    {"offline", MENTING_TEXT("The printer cannot be reached. Check its power and cable.")},
    {"no_reply", MENTING_TEXT("The printer does not answer. See whether the slip came out, then check its cable.")},
    {"unknown", MENTING_TEXT("This printer tells nothing of itself. See whether the slip came out.")},
    {"no_printer", MENTING_TEXT("No printer is set up for this kiosk.")},
    {"not_drawn", MENTING_TEXT("The slip could not be drawn. Please tell technical support.")},
    {"stale", MENTING_TEXT("The slip was not printed in time. Print it again if the customer is still here.")},
};

}  // namespace

std::string printer(std::string_view code, std::string_view language) {
  const auto* const found = std::find_if(std::begin(printer_words), std::end(printer_words),
                                         [code](const PrinterSaid& each) { return each.code == code; });
  return found == std::end(printer_words) ? std::string(code) : text::tr(language, found->english);
}

}  // namespace menting::words
