#include "kiosk/program/appointments.h"

#include <future>
#include <memory>
#include <stdexcept>

#include "kiosk/desk/appointment_list.h"

namespace menting::program {

void note_appointments(desk::Desk& desk, const std::string& list) {
  auto noted = std::make_shared<std::promise<bool>>();
  auto durable = noted->get_future();
  desk::Request request{desk::read_appointment_list(list)};
  request.done = [noted](const desk::Receipt& receipt) {
    noted->set_value(std::holds_alternative<desk::Answer>(receipt));
  };
  if (!desk.post(std::move(request)) || !durable.get()) {
    throw std::runtime_error("the appointments that headquarters sent cannot be noted now");
  }
}

}  // namespace menting::program
