#include "server_sync/hq/sign_in_limit.h"

namespace menting::hq {
namespace {

std::string key_of(const std::string& user, const std::string& address) {
  return user + "|" + address;
}

}  // namespace

bool SignInLimit::begin(const std::string& user, const std::string& address, Time now) {
  // All are asked before one counts: an attempt that was refused by one limit takes nothing from the others.
  const std::string both = key_of(user, address);
  if (!address_.allows(address, now) || !both_.allows(both, now) || !user_.allows(user, now)) return false;
  return address_.begin(address, now) && both_.begin(both, now) && user_.begin(user, now);
}

void SignInLimit::take_back(const std::string& user, const std::string& address) {
  both_.take_back(key_of(user, address));
  address_.take_back(address);
  user_.take_back(user);
}

void SignInLimit::succeeded(const std::string& user, const std::string& address) {
  both_.succeeded(key_of(user, address));
  // Here one right password forgives no wrong ones: a guesser may have an account too.
  address_.take_back(address);
  user_.take_back(user);
}

}  // namespace menting::hq
