#include "base/http/server.h"

#include <utility>

#include "base/http/core.h"
#include "base/http/tls.h"

namespace menting::http {

struct Server::Impl {
  std::shared_ptr<Core> core;
};

Server::Server(Limits limits, Respond respond)
    : impl_(std::make_shared<Impl>(Impl{std::make_shared<Core>(limits, std::move(respond))})) {}

Server::~Server() {
  stop();
}

void Server::encrypt(const TlsFiles& files) {
  impl_->core->encrypt(files);
}
TlsState Server::tls() const {
  return impl_->core->tls() == nullptr ? TlsState{} : impl_->core->tls()->state();
}
void Server::listen(const std::string& address) {
  impl_->core->listen(address);
}
std::uint16_t Server::port() const {
  return impl_->core->port();
}
void Server::start() {
  impl_->core->start();
}
void Server::stop() {
  impl_->core->stop();
}
void Server::work(std::function<void()> job) {
  impl_->core->work(std::move(job));
}
void Server::post(std::function<void()> job) {
  impl_->core->post(std::move(job));
}
void Server::after(int delay_ms, std::function<void()> job) {
  impl_->core->after(delay_ms, std::move(job));
}

}  // namespace menting::http
