// What of Asio and Beast is no template, compiled once.
#include "base/http/asio.h"
//
#include <boost/asio/impl/src.hpp>
#include <boost/beast/src.hpp>
