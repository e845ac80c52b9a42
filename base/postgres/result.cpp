#include <libpq-fe.h>

#include <cstdlib>

#include "base/postgres/connection.h"

namespace menting::postgres {

void Result::Clear::operator()(pg_result* result) const {
  PQclear(result);
}

int Result::rows() const {
  return result_ ? PQntuples(result_.get()) : 0;
}

std::int64_t Result::affected() const {
  return result_ ? std::strtoll(PQcmdTuples(result_.get()), nullptr, 10) : 0;
}

std::int64_t Result::integer(int row, int column) const {
  const char* value = PQgetvalue(result_.get(), row, column);
  if (value[0] == 't') return 1;  // a boolean; 'f' reads as 0
  return std::strtoll(value, nullptr, 10);
}

std::string Result::text(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column), static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::string Result::bytes(int row, int column) const {
  std::size_t length = 0;
  const auto* escaped = reinterpret_cast<const unsigned char*>(PQgetvalue(result_.get(), row, column));
  unsigned char* plain = PQunescapeBytea(escaped, &length);
  if (plain == nullptr) throw std::bad_alloc();
  std::string bytes(reinterpret_cast<const char*>(plain), length);
  PQfreemem(plain);
  return bytes;
}

bool Result::is_null(int row, int column) const {
  return PQgetisnull(result_.get(), row, column) == 1;
}

}  // namespace menting::postgres
