#include "base/http/socket_bio.h"

#include <sys/socket.h>

#include <cerrno>
#include <new>

namespace menting::http {
namespace {

int socket_of(BIO* bio) {
  return *static_cast<int*>(BIO_get_data(bio));
}

bool comes_later() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

int write_some(BIO* bio, const char* bytes, int size) {
  BIO_clear_retry_flags(bio);
  const auto sent = ::send(socket_of(bio), bytes, static_cast<std::size_t>(size), MSG_NOSIGNAL);
  if (sent < 0 && comes_later()) BIO_set_retry_write(bio);
  return static_cast<int>(sent);
}

int read_some(BIO* bio, char* into, int size) {
  BIO_clear_retry_flags(bio);
  const auto got = ::recv(socket_of(bio), into, static_cast<std::size_t>(size), 0);
  if (got < 0 && comes_later()) BIO_set_retry_read(bio);
  return static_cast<int>(got);
}

long control(BIO* /*bio*/, int what, long /*number*/, void* /*data*/) {
  return what == BIO_CTRL_FLUSH ? 1 : 0;
}

/// Made once, and there until the program ends.
BIO_METHOD* method() {
  static BIO_METHOD* const made = [] {
    BIO_METHOD* fresh = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "quiet socket");
    if (fresh == nullptr) throw std::bad_alloc();
    BIO_meth_set_write(fresh, write_some);
    BIO_meth_set_read(fresh, read_some);
    BIO_meth_set_ctrl(fresh, control);
    return fresh;
  }();
  return made;
}

}  // namespace

BIO* make_socket_bio(int& socket) {
  BIO* bio = BIO_new(method());
  if (bio == nullptr) throw std::bad_alloc();
  BIO_set_data(bio, &socket);
  BIO_set_init(bio, 1);
  return bio;
}

}  // namespace menting::http
