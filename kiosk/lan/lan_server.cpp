#include "kiosk/lan/lan_server.h"

#include "kiosk/lan/reception.h"

namespace menting::lan {

LanServer::LanServer(LanSettings settings, desk::Desk& desk, desk::Health& health)
    : reception_(std::make_shared<Reception>(std::move(settings), desk, health)) {}

LanServer::~LanServer() {
  stop();
}

void LanServer::listen() {
  reception_->server().listen(reception_->settings().listen);
}
void LanServer::start() {
  reception_->start();
}
void LanServer::stop() {
  reception_->server().stop();
}
std::uint16_t LanServer::port() const {
  return reception_->server().port();
}

}  // namespace menting::lan
