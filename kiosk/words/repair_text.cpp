#include <algorithm>
#include <string>

#include "base/text/catalog.h"
#include "kiosk/domain/repair_catalogue.h"
#include "kiosk/domain/repair_plan.h"
#include "kiosk/words/repair_words.h"

namespace menting::words {
namespace {

struct NamedInWords {
  std::string_view code;
  const char* english;
};

constexpr NamedInWords kinds[] = {
    {"phone", MENTING_TEXT("Mobile phone")},
    {"tablet", MENTING_TEXT("Tablet")},
    {"watch", MENTING_TEXT("Watch")},
    {"earphones", MENTING_TEXT("Earphones")},
    {"router", MENTING_TEXT("Router or modem")},
    {"set_top_box", MENTING_TEXT("Set-top box")},
    {"laptop", MENTING_TEXT("Laptop")},
    {"other", MENTING_TEXT("Another device")},
};

constexpr NamedInWords faults[] = {
    {"screen", MENTING_TEXT("Screen broken")},
    {"touch", MENTING_TEXT("Touch does not react")},
    {"battery", MENTING_TEXT("Battery runs down")},
    {"charging", MENTING_TEXT("Does not charge")},
    {"no_power", MENTING_TEXT("Does not switch on")},
    {"camera", MENTING_TEXT("Camera")},
    {"speaker", MENTING_TEXT("Loudspeaker")},
    {"microphone", MENTING_TEXT("Microphone")},
    {"signal", MENTING_TEXT("No signal")},
    {"sim", MENTING_TEXT("SIM not recognised")},
    {"buttons", MENTING_TEXT("Buttons")},
    {"network", MENTING_TEXT("Wi-Fi or Bluetooth")},
    {"heat", MENTING_TEXT("Gets hot")},
    {"water", MENTING_TEXT("Got wet")},
    {"system", MENTING_TEXT("Hangs or restarts")},
    {"strap", MENTING_TEXT("Strap")},
    {"sensor", MENTING_TEXT("Wrong readings")},
    {"pairing", MENTING_TEXT("Does not pair")},
    {"no_sound", MENTING_TEXT("No sound")},
    {"noise", MENTING_TEXT("Noise")},
    {"no_network", MENTING_TEXT("No internet")},
    {"slow", MENTING_TEXT("Slow internet")},
    {"wifi", MENTING_TEXT("Weak Wi-Fi")},
    {"ports", MENTING_TEXT("Sockets")},
    {"no_picture", MENTING_TEXT("No picture")},
    {"remote", MENTING_TEXT("Remote control")},
    {"keyboard", MENTING_TEXT("Keyboard")},
    {"damage", MENTING_TEXT("Broken case")},
    {"other", MENTING_TEXT("Something else")},
};

constexpr NamedInWords things[] = {
    {"sim", MENTING_TEXT("SIM card")},
    {"memory_card", MENTING_TEXT("Memory card")},
    {"charger", MENTING_TEXT("Charger")},
    {"cable", MENTING_TEXT("Cable")},
    {"case", MENTING_TEXT("Case")},
    {"film", MENTING_TEXT("Screen film")},
    {"box", MENTING_TEXT("Box")},
    {"invoice", MENTING_TEXT("Invoice or warranty card")},
    {"earphones", MENTING_TEXT("Earphones")},
    {"pen", MENTING_TEXT("Pen")},
    {"remote", MENTING_TEXT("Remote control")},
    {"other", MENTING_TEXT("Something else")},
};

template <std::size_t N>
std::string say(const NamedInWords (&all)[N], std::string_view code, std::string_view language) {
  const auto* found =
      std::find_if(std::begin(all), std::end(all), [&](const NamedInWords& said) { return said.code == code; });
  return found == std::end(all) ? std::string(code) : text::tr(language, found->english);
}

const char* name_of(domain::RepairState state) {
  using State = domain::RepairState;
  switch (state) {
    case State::handed_in:
      return MENTING_TEXT("Handed in");
    case State::received:
      return MENTING_TEXT("Received");
    case State::diagnosing:
      return MENTING_TEXT("Being examined");
    case State::quoted:
      return MENTING_TEXT("Quoted");
    case State::approved:
      return MENTING_TEXT("Quote approved");
    case State::declined:
      return MENTING_TEXT("Quote declined");
    case State::repairing:
      return MENTING_TEXT("Being repaired");
    case State::waiting_for_parts:
      return MENTING_TEXT("Waiting for parts");
    case State::at_repair_centre:
      return MENTING_TEXT("At the repair centre");
    case State::tested:
      return MENTING_TEXT("Tested");
    case State::ready:
      return MENTING_TEXT("Ready to be fetched");
    case State::handed_over:
      return MENTING_TEXT("Handed over");
    case State::returned_unrepaired:
      return MENTING_TEXT("Returned unrepaired");
    case State::abandoned:
      return MENTING_TEXT("Not fetched");
  }
  return "";
}

const char* told_of(domain::RepairState state) {
  using State = domain::RepairState;
  switch (state) {
    case State::handed_in:
      return MENTING_TEXT(
          "Your hand-in is registered. Please wait for your number: a technician takes the device over.");
    case State::received:
      return MENTING_TEXT("We have your device. It will be examined next.");
    case State::diagnosing:
      return MENTING_TEXT("A technician is examining your device.");
    case State::quoted:
      return MENTING_TEXT("We know what it costs. Please tell us whether we may repair it.");
    case State::approved:
      return MENTING_TEXT("You approved the quote. The repair begins soon.");
    case State::declined:
      return MENTING_TEXT("You declined the quote. We are getting your device ready to be given back.");
    case State::repairing:
      return MENTING_TEXT("Your device is being repaired.");
    case State::waiting_for_parts:
      return MENTING_TEXT("The repair is waiting for parts. It goes on as soon as they are here.");
    case State::at_repair_centre:
      return MENTING_TEXT("Your device is at the repair centre.");
    case State::tested:
      return MENTING_TEXT("Your device is repaired and has passed its test.");
    case State::ready:
      return MENTING_TEXT("Your device is ready. Please take a number here and bring your slip.");
    case State::handed_over:
      return MENTING_TEXT("Your device was handed over. Thank you!");
    case State::returned_unrepaired:
      return MENTING_TEXT("Your device was given back unrepaired.");
    case State::abandoned:
      return MENTING_TEXT("Your device was not fetched in time. Please ask our staff.");
  }
  return "";
}

const char* name_of(domain::RepairStep step) {
  using Step = domain::RepairStep;
  switch (step) {
    case Step::receive:
      return MENTING_TEXT("Take over");
    case Step::diagnose:
      return MENTING_TEXT("Examine");
    case Step::quote:
      return MENTING_TEXT("Quote");
    case Step::approve:
      return MENTING_TEXT("Approve quote");
    case Step::decline:
      return MENTING_TEXT("Decline quote");
    case Step::repair:
      return MENTING_TEXT("Repair");
    case Step::wait_for_parts:
      return MENTING_TEXT("Wait for parts");
    case Step::send_out:
      return MENTING_TEXT("Send to repair centre");
    case Step::take_back:
      return MENTING_TEXT("Take back from repair centre");
    case Step::test:
      return MENTING_TEXT("Test passed");
    case Step::ready:
      return MENTING_TEXT("Ready");
    case Step::hand_over:
      return MENTING_TEXT("Hand over");
    case Step::return_unrepaired:
      return MENTING_TEXT("Return unrepaired");
    case Step::abandon:
      return MENTING_TEXT("Not fetched any more");
  }
  return "";
}

}  // namespace

std::string device_name(std::string_view name, std::string_view language) {
  return name == domain::other_device ? text::tr(language, MENTING_TEXT("not in the list")) : std::string(name);
}

std::string device_kind(std::string_view code, std::string_view language) {
  return say(kinds, code, language);
}

std::string fault(std::string_view code, std::string_view language) {
  return say(faults, code, language);
}

std::string left_with(std::string_view code, std::string_view language) {
  return say(things, code, language);
}

std::string repair_state(domain::RepairState state, std::string_view language) {
  return text::tr(language, name_of(state));
}

std::string repair_told(domain::RepairState state, std::string_view language) {
  return text::tr(language, told_of(state));
}

std::string repair_step(domain::RepairStep step, std::string_view language) {
  return text::tr(language, name_of(step));
}

const char* fetched_too_late(std::string_view state_code) {
  domain::RepairState state{};
  if (!domain::from_string(state_code, state)) return nullptr;
  if (state == domain::RepairState::handed_over) {
    return MENTING_TEXT("This device was handed over already. If it was not to you, please tell our staff at once.");
  }
  if (state == domain::RepairState::returned_unrepaired) {
    return MENTING_TEXT(
        "This device was given back without a repair. If it was not to you, please tell our staff at once.");
  }
  if (state == domain::RepairState::abandoned) {
    return MENTING_TEXT("This repair was closed, as nobody came for so long. Please ask our staff what became of it.");
  }
  return nullptr;
}

std::string step_not_allowed(std::string_view state_code, std::string_view language) {
  domain::RepairState state{};
  if (!domain::from_string(state_code, state)) return text::tr(language, "This step is not possible now.");
  std::string possible;
  for (const domain::RepairStep step : domain::steps_from(state)) {
    if (step == domain::RepairStep::abandon) continue;  // a matter of time, and seldom of the moment
    const std::string name = repair_step(step, language);
    possible = possible.empty() ? name : text::tr(language, "{1}, {2}", {possible, name});
  }
  const std::string name = repair_state(state, language);
  if (possible.empty())
    return text::tr(language, "This repair is over ({1}): nothing more can be done with it.", {name});
  return text::tr(language, "The repair stands at \"{1}\". What can be done now: {2}.", {name, possible});
}

}  // namespace menting::words
