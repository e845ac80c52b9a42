#include <algorithm>

#include "base/text/catalog.h"
#include "kiosk/words/repair_words.h"

namespace menting::words {
namespace {

struct Field {
  std::string_view name;
  const char* english;
};

constexpr Field fields[] = {
    {"device.kind", MENTING_TEXT("Please choose what kind of device it is.")},
    {"device.brand", MENTING_TEXT("Please give the brand, without any longer number.")},
    {"device.model", MENTING_TEXT("Please give the model, without any longer number.")},
    {"device.imei", MENTING_TEXT("This is not an IMEI. It has 15 digits; dial *#06# to see it.")},
    {"device.serial", MENTING_TEXT("A serial number has only letters and digits. Please check it.")},
    {"faults", MENTING_TEXT("Please choose what is wrong with the device.")},
    {"description", MENTING_TEXT("Please describe in a few words what is wrong.")},
    {"left_with", MENTING_TEXT("Please choose from the list what you leave with the device.")},
    {"bought", MENTING_TEXT("The day it was bought is not a date, or lies in the future. Please check it.")},
    {"customer.name", MENTING_TEXT("Please give your name.")},
    {"customer.phone", MENTING_TEXT("Please give a mobile number of 11 digits, a landline with area code, or + and a "
                                    "number from abroad.")},
    {"consent", MENTING_TEXT("Without your consent we cannot keep the hand-in. Please agree, or ask our staff.")},
    {"scratches", MENTING_TEXT("The marks on the body are too many. Please clear some.")},
    {"signature", MENTING_TEXT("The signature cannot be kept. Please sign again.")},
    {"parts_minor", MENTING_TEXT("Please give the cost of parts: not negative, at most 100,000.00.")},
    {"labour_minor", MENTING_TEXT("Please give the cost of labour: not negative, at most 100,000.00.")},
    {"currency", MENTING_TEXT("This branch does not charge in that currency.")},
    {"lines", MENTING_TEXT("The lines of the quote do not add up to its cost. Please check them.")},
    {"shelf", MENTING_TEXT("A place on the shelf is a short mark such as A-12: at most 6 letters and 6 digits.")},
    {"terms_version", MENTING_TEXT("The terms have changed meanwhile. Please show them to the customer again.")},
    {"reason", MENTING_TEXT("Please say why, in at most 500 bytes.")},
    {"loaner_waived", MENTING_TEXT("Please say why the loaner stays out, in at most 500 bytes.")},
    {"note_customer", MENTING_TEXT("The note for the customer is too long. Please shorten it.")},
    {"note_staff", MENTING_TEXT("The note for colleagues is too long. Please shorten it.")},
    {"promised_day", MENTING_TEXT("Please give a day from today on, within a year.")},
    {"due_day", MENTING_TEXT("Please give a day from today on for bringing the loaner back.")},
    {"state", MENTING_TEXT("Please record in what state the loaner is.")},
    {"label", MENTING_TEXT("A loaner's label is a short mark such as L-01: at most 6 letters and 6 digits.")},
    {"model", MENTING_TEXT("Please give the loaner's model as in the list of devices, or in letters and few digits.")},
};

}  // namespace

std::string field_invalid(std::string_view field, std::string_view language) {
  const auto* found =
      std::find_if(std::begin(fields), std::end(fields), [&](const Field& known) { return known.name == field; });
  if (found != std::end(fields)) return text::tr(language, found->english);
  return text::tr(language,
                  "The field \"{1}\" is missing or not what belongs there. Please correct it and send it again.",
                  {std::string(field)});
}

}  // namespace menting::words
