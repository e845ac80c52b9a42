#include <algorithm>
#include <iterator>

#include "base/text/catalog.h"
#include "kiosk/words/words.h"

namespace menting::words {
namespace {

struct Said {
  std::string_view code;
  const char* english;
};

/// Parts of the branch. Whatever is wrong with one of those with a sentence, it is this.
struct Part {
  std::string_view code;
  const char* name;
  const char* trouble = nullptr;
};

constexpr Part parts[] = {
    {"printer", MENTING_TEXT("Printer")},
    {"slip", MENTING_TEXT("Slip"), MENTING_TEXT("The slip could not be drawn. Please tell technical support.")},
    {"hq", MENTING_TEXT("Headquarters")},
    {"directives", MENTING_TEXT("Headquarters' settings"),
     MENTING_TEXT("What headquarters sends cannot be kept; it is tried again by itself.")},
    {"configuration", MENTING_TEXT("Headquarters' settings"),
     MENTING_TEXT("Headquarters' newest settings were not taken; those before stay.")},
    {"storage", MENTING_TEXT("Storage"), MENTING_TEXT("Cannot write; please make room on the disk")},
    {"disk", MENTING_TEXT("Disk"),
     MENTING_TEXT("The disk is nearly full or has faults. Make room on it, or have it replaced.")},
    {"screen", MENTING_TEXT("Screen"),
     MENTING_TEXT("The screen cannot be used; counters and pages go on. Check the display and restart the kiosk.")},
    {"voice", MENTING_TEXT("Sound"), MENTING_TEXT("Calls cannot be spoken just now; check the loudspeaker.")},
    {"journal", MENTING_TEXT("Records"),
     MENTING_TEXT("Headquarters had other records under this machine's name; it goes on under a new one by itself and "
                  "nothing is lost. If this machine or its data was copied, switch the copy off.")},
    {"devices", MENTING_TEXT("Devices"), MENTING_TEXT("Some device in the configuration cannot be used.")},
};

constexpr Said hq_troubles[] = {
    {"authority_file",
     MENTING_TEXT("The file with headquarters' authority cannot be read on this machine. Ask your technician.")},
    {"busy", MENTING_TEXT("Headquarters is busy; it is tried again by itself.")},
    {"certificate_early",
     MENTING_TEXT("Headquarters' certificate is not valid yet. Check this machine's date and time.")},
    {"certificate_expired", MENTING_TEXT("Headquarters' certificate has expired. Check this machine's date and time; "
                                         "if they are right, ask headquarters to renew it.")},
    {"certificate_name", MENTING_TEXT("Headquarters' certificate is for another address. Ask your technician to check "
                                      "the address in the configuration.")},
    {"certificate_unknown",
     MENTING_TEXT("What answers cannot prove that it is headquarters, so nothing is sent to it. The network may be "
                  "listening in, or the certificate was changed: ask your technician.")},
    {"contradiction",
     MENTING_TEXT("Headquarters' answers contradict each other. Headquarters should check its database.")},
    {"credential",
     MENTING_TEXT(
         "Headquarters does not know this machine's credential. Ask headquarters for a new code and join again.")},
    {"enrolment", MENTING_TEXT("The settings for joining are wrong. Ask your technician to check the configuration.")},
    {"fork", MENTING_TEXT("Headquarters has other records under this machine's name. Ask headquarters.")},
    {"https_only", MENTING_TEXT("Headquarters is spoken to without encryption and refuses that. Ask your technician to "
                                "write https in its address.")},
    {"journal", MENTING_TEXT("This machine's database cannot be read just now; it is tried again by itself.")},
    {"no_answer", MENTING_TEXT("Headquarters' address does not answer. Check the internet connection and the router.")},
    {"no_name",
     MENTING_TEXT(
         "Headquarters' name is not found. Check the internet connection, then the address in the configuration.")},
    {"no_tls", MENTING_TEXT("What answers there does not speak encrypted, so nothing is sent to it. Ask your "
                            "technician to check the address and the port.")},
    {"not_headquarters", MENTING_TEXT("Something answers, but it is not headquarters. The network may ask to sign in "
                                      "first: open a browser and look.")},
    {"revoked", MENTING_TEXT("Headquarters has revoked this machine's credential. Ask headquarters.")},
    {"too_large",
     MENTING_TEXT("Headquarters finds one record too large, and the others wait behind it. Ask headquarters.")},
    {"unreadable",
     MENTING_TEXT(
         "Headquarters cannot read this machine's records. The programs may differ in version: ask headquarters.")},
};

constexpr const char* unencrypted = MENTING_TEXT("It is spoken to without encryption; for a demonstration only.");

/// The sentence for the code of headquarters' trouble; null: what the English text says is something else.
const char* of_hq(std::string_view trouble, std::string_view english) {
  if (english.starts_with("plain HTTP")) return unencrypted;
  const auto* const found = std::find_if(std::begin(hq_troubles), std::end(hq_troubles),
                                         [trouble](const Said& each) { return each.code == trouble; });
  return found == std::end(hq_troubles) ? nullptr : found->english;
}

}  // namespace

std::string health_reason(std::string_view reason, const HealthCodes& codes, std::string_view language) {
  const auto colon = reason.find(": ");
  if (language == "en" || colon == std::string_view::npos) return std::string(reason);
  const std::string_view code = reason.substr(0, colon);
  const std::string detail(reason.substr(colon + 2));
  const auto* const part =
      std::find_if(std::begin(parts), std::end(parts), [code](const Part& each) { return each.code == code; });
  if (part == std::end(parts)) return std::string(reason);
  const std::string name = text::tr(language, part->name);
  const char* const known = code == "hq" ? of_hq(codes.hq_trouble, detail) : part->trouble;
  const bool says_all = code == "hq" || code == "journal";
  if (says_all && known != nullptr) return text::tr(language, "{1}: {2}", {name, text::tr(language, known)});
  if (code == "hq") return text::tr(language, "{1}: {2}", {name, detail});
  const std::string sentence = known == nullptr ? printer(codes.printer, language) : text::tr(language, known);
  return text::tr(language, "{1}: {2} ({3})", {name, sentence, detail});
}

}  // namespace menting::words
