#include <endian.h>

#include <array>
#include <bit>
#include <cstring>

#include "base/postgres/connection.h"

namespace menting::postgres {
namespace {

constexpr std::int32_t bytea_type = 17;
constexpr std::int32_t text_type = 25;
constexpr std::int32_t bigint_type = 20;

template <typename Bytes>
void append(std::string& bytes, Bytes highest_first) {
  const auto raw = std::bit_cast<std::array<char, sizeof highest_first>>(highest_first);
  bytes.append(raw.data(), raw.size());
}

void put(std::string& bytes, std::int32_t value) {
  append(bytes, htobe32(static_cast<std::uint32_t>(value)));
}

void put(std::string& bytes, std::int64_t value) {
  append(bytes, htobe64(static_cast<std::uint64_t>(value)));
}

/// PostgreSQL's binary form of an array: how many dimensions, no NULLs, of what, how many, counted from 1.
void put_head(std::string& bytes, std::int32_t type, std::size_t count) {
  put(bytes, std::int32_t{1});
  put(bytes, std::int32_t{0});
  put(bytes, type);
  put(bytes, static_cast<std::int32_t>(count));
  put(bytes, std::int32_t{1});
}

}  // namespace

Parameters::Value& Parameters::at(int index) {
  const auto place = static_cast<std::size_t>(index);
  if (values_.size() < place) values_.resize(place);
  Value& value = values_[place - 1];
  value.null = false;
  value.binary = true;
  value.bytes.clear();
  return value;
}

void Parameters::clear() {
  values_.clear();
}

void Parameters::set(int index, std::int64_t value) {
  Value& to = at(index);
  to.bytes = std::to_string(value);
  to.binary = false;  // in words it fits whatever type the column has
}

void Parameters::set(int index, std::string_view text) {
  at(index).bytes = text;  // in binary, since in words a NUL would end it in silence
}

void Parameters::set_null(int index) {
  at(index).null = true;
}

void Parameters::set(int index, std::span<const std::int64_t> values) {
  std::string& bytes = at(index).bytes;
  bytes.reserve(20 + values.size() * 12);
  put_head(bytes, bigint_type, values.size());
  for (const std::int64_t value : values) {
    put(bytes, std::int32_t{8});
    put(bytes, value);
  }
}

void Parameters::set(int index, std::span<const std::string_view> values) {
  set_array(index, text_type, values);
}

void Parameters::set_blobs(int index, std::span<const std::string_view> values) {
  set_array(index, bytea_type, values);
}

void Parameters::set_array(int index, std::int32_t type, std::span<const std::string_view> values) {
  std::string& bytes = at(index).bytes;
  std::size_t size = 20;
  for (const std::string_view value : values) size += value.size() + 4;
  bytes.reserve(size);
  put_head(bytes, type, values.size());
  for (const std::string_view value : values) {
    put(bytes, static_cast<std::int32_t>(value.size()));
    bytes += value;
  }
}

}  // namespace menting::postgres
