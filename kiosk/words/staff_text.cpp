#include <array>

#include "base/text/catalog.h"
#include "kiosk/words/words.h"

namespace menting::words {
namespace {

constexpr std::array<const char*, 19> all = {
    MENTING_TEXT("Printer"),
    MENTING_TEXT("Headquarters"),
    MENTING_TEXT("To be sent"),
    MENTING_TEXT("Address for counters"),
    MENTING_TEXT("Sound"),
    MENTING_TEXT("Storage"),
    MENTING_TEXT("Version"),
    MENTING_TEXT("Connected"),
    MENTING_TEXT("Cannot be reached; the branch works on"),
    MENTING_TEXT("Its certificate is not accepted; the branch works on"),
    MENTING_TEXT("Refuses this branch; please tell headquarters"),
    MENTING_TEXT("Not joined yet"),
    MENTING_TEXT("Volume {1}"),
    MENTING_TEXT("No sound device"),
    MENTING_TEXT("Off"),
    MENTING_TEXT("Quiet hours"),
    MENTING_TEXT("Works; {1} MB free"),
    MENTING_TEXT("Cannot write; please make room on the disk"),
    MENTING_TEXT("Another test page is on its way."),
};

}  // namespace

std::span<const char* const> staff_texts() {
  return all;
}

}  // namespace menting::words
