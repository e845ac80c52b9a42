#include "base/postgres/connection.h"

#include <chrono>
#include <functional>
#include <thread>

#include "tests/support/catch.h"
#include "tests/support/postgres_server.h"

using namespace menting;
using postgres::Connection;
using postgres::Error;
using postgres::Parameters;

namespace {

std::string state_of(Connection& connection, const std::string& sql) {
  try {
    connection.run(sql);
  } catch (const Error& error) {
    return error.state();
  }
  return "";
}

bool eventually(const std::function<bool()>& good) {
  for (int tries = 0; tries < 1000 && !good(); ++tries) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return good();
}

}  // namespace

TEST_CASE("values come back as they went, also in arrays") {
  Connection connection(tests::shared_postgres().new_database());
  const std::string bytes("\0\xff'\\\n", 5);
  Parameters values;
  values.set(1, std::int64_t{-9'000'000'000});
  values.set(2, std::string_view("门厅 'x' \\"));
  values.set(3, std::string_view(bytes));
  values.set_null(4);
  const auto row = connection.run("SELECT $1::bigint, $2::text, $3::bytea, $4::text, true, false", values);
  REQUIRE(row.rows() == 1);
  CHECK(row.integer(0, 0) == -9'000'000'000);
  CHECK(row.text(0, 1) == "门厅 'x' \\");
  CHECK(row.bytes(0, 2) == bytes);
  CHECK(row.is_null(0, 3));
  CHECK(row.integer(0, 4) == 1);
  CHECK(row.integer(0, 5) == 0);

  const std::vector<std::int64_t> numbers = {1, -2, INT64_MAX};
  const std::vector<std::string_view> texts = {"a", "", "{\"b\",NULL}"};
  const std::vector<std::string_view> blobs = {bytes, "", "x"};
  Parameters arrays;
  arrays.set(1, std::span<const std::int64_t>(numbers));
  arrays.set(2, std::span<const std::string_view>(texts));
  arrays.set_blobs(3, blobs);
  const auto rows = connection.run("SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])", arrays);
  REQUIRE(rows.rows() == 3);
  for (int i = 0; i < 3; ++i) {
    CHECK(rows.integer(i, 0) == numbers[static_cast<std::size_t>(i)]);
    CHECK(rows.text(i, 1) == texts[static_cast<std::size_t>(i)]);
    CHECK(rows.bytes(i, 2) == blobs[static_cast<std::size_t>(i)]);
  }
}

TEST_CASE("a text with a NUL is refused, not cut off") {
  Connection connection(tests::shared_postgres().new_database());
  Parameters values;
  values.set(1, std::string_view("a\0b", 3));
  CHECK_THROWS_AS(connection.run("SELECT $1::text", values), Error);
  CHECK_FALSE(connection.lost());
}

TEST_CASE("what may pass is told from what will not") {
  Connection connection(tests::shared_postgres().new_database());
  CHECK(state_of(connection, "SELECT no_such_column") == "42703");
  CHECK_FALSE(Error("", "42703", false).passes());
  CHECK_FALSE(Error("", "23505", false).passes());
  for (const char* state : {"40001", "40P01", "57P01", "57P03", "08006", "25006", "55P03"}) {
    CHECK(Error("", state, false).passes());
  }
  Connection other(tests::shared_postgres().url("postgres"));
  Parameters values;
  values.set(1, connection.run("SELECT pg_backend_pid()").integer(0, 0));
  other.run("SELECT pg_terminate_backend($1::int)", values);
  try {
    connection.run("SELECT 1");
    FAIL("the connection should be gone");
  } catch (const Error& error) {
    CHECK(error.passes());
    CHECK(error.lost());
  }
  CHECK(connection.lost());
}

TEST_CASE("a server that is not there is named without the password") {
  try {
    const Connection connection("postgresql://hq:secret@127.0.0.1:1/menting");
    FAIL("nobody listens there");
  } catch (const Error& error) {
    CHECK(error.passes());
    CHECK_THAT(error.what(), ContainsSubstring("127.0.0.1"));
    CHECK_THAT(error.what(), !ContainsSubstring("secret"));
  }
}

TEST_CASE("a commit that gave up waiting for its standby is no commit to tell of") {
  const std::string url = tests::shared_postgres().new_database();
  Connection connection(url);
  Connection other(url);
  connection.run("CREATE TABLE kept (n bigint)");
  const std::int64_t process = connection.run("SELECT pg_backend_pid()").integer(0, 0);
  other.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
  other.run("SELECT pg_reload_conf()");
  REQUIRE(eventually([&] { return Connection(url).run("SHOW synchronous_standby_names").text(0, 0) == "nobody"; }));
  connection.run("BEGIN; INSERT INTO kept VALUES (1)");
  std::thread impatient([&] {
    Parameters values;
    values.set(1, process);
    eventually([&] {
      return other.run("SELECT count(*) FROM pg_stat_activity WHERE pid = $1::int AND wait_event = 'SyncRep'", values)
                 .integer(0, 0) == 1;
    });
    other.run("SELECT pg_cancel_backend($1::int)", values);
  });
  bool told = true;
  try {
    connection.commit();
  } catch (const Error& error) {
    told = false;
    CHECK(error.passes());
  }
  impatient.join();
  CHECK_FALSE(told);
  other.run("ALTER SYSTEM RESET synchronous_standby_names");
  other.run("SELECT pg_reload_conf()");
  connection.run("BEGIN; INSERT INTO kept VALUES (2)");
  CHECK_NOTHROW(connection.commit());
}
