#include "kiosk/ui/fresh_codes.h"

#include "base/crypto/crypto.h"

namespace menting::ui {

void put_codes(domain::Command& command) {
  constexpr std::size_t characters = 12;
  constexpr std::size_t pickup_digits = 6;
  if (auto* take = std::get_if<domain::TakeTicket>(&command)) take->code = crypto::random_code(characters);
  if (auto* come = std::get_if<domain::CheckIn>(&command)) come->ticket_code = crypto::random_code(characters);
  if (auto* fetch = std::get_if<domain::FetchRepair>(&command)) fetch->ticket_code = crypto::random_code(characters);
  if (auto* open = std::get_if<domain::OpenRepair>(&command)) {
    open->code = crypto::random_code(characters);
    open->ticket_code = crypto::random_code(characters);
    open->pickup_code = crypto::random_digits(pickup_digits);
  }
}

}  // namespace menting::ui
