#include "tests/server_sync/hq/batches.h"
#include "tests/server_sync/hq/running_hq.h"
#include "tests/support/catch.h"
#include "tests/support/prometheus.h"

using namespace menting;
using tests::ask;
using tests::FakeJournal;
using tests::RunningHq;

namespace {

http::Network network(const char* text) {
  return *http::parse_network(text);
}

int status_of(const RunningHq& hq, const std::vector<std::string>& headers) {
  return ask(hq.port(), "GET", "/metrics", "", headers).status;
}

}  // namespace

TEST_CASE("headquarters' figures are what Prometheus reads, and true") {
  RunningHq hq;
  const std::string credential = hq.join("BJ-0001");
  hq.code_for("SH-0002");
  const FakeJournal journal = FakeJournal("BJ-0001").add_visit("20261123-A001", 1, 2, 5).add("of_tomorrow", "{}");
  CHECK(hq.send(credential, journal.all()).status == 200);
  CHECK(hq.send("guessed", journal.all()).status == 401);
  CHECK(hq.send(credential, FakeJournal("SH-0002").add("branch_started", "{}").all()).status == 403);
  ask(hq.port(), "GET", "/nothing/" + std::string(100, 'x'));
  const auto answer = ask(hq.port(), "GET", "/metrics");
  CHECK(answer.status == 200);
  CHECK_THAT(answer.headers, ContainsSubstring("text/plain; version=0.0.4"));
  const auto scrape = tests::read_scrape(answer.body);
  CAPTURE(answer.body);
  for (const std::string& fault : scrape.faults) FAIL_CHECK(fault);
  const auto value = [&](const std::string& name) { return scrape.values.at(name); };
  CHECK(value(R"(menting_hq_requests_total{route="/sync/v1/batches",status="200"})") == 1);
  CHECK(value(R"(menting_hq_requests_total{route="/sync/v1/batches",status="401"})") == 1);
  CHECK(value(R"(menting_hq_requests_total{route="/sync/v1/enrol",status="201"})") == 1);
  CHECK(value(R"(menting_hq_requests_total{route="other",status="404"})") == 1);
  CHECK(value("menting_hq_batch_seconds_count") == 3);
  CHECK(value(R"(menting_hq_branches{state="enrolled"})") == 1);
  CHECK(value(R"(menting_hq_branches{state="invited"})") == 1);
  CHECK(value("menting_hq_events") == 6);
  CHECK(value("menting_hq_journals") == 1);
  CHECK(value("menting_hq_quarantined_events") == 1);
  CHECK(value(R"(menting_hq_alarms{kind="another_branch"})") == 1);
  CHECK(value(R"(menting_hq_alarms{kind="code_reused"})") == 0);
  CHECK(value("menting_hq_oldest_contact_seconds") < 60);
  CHECK(value("menting_hq_database_bytes") > 1000);
  CHECK(value("menting_hq_storage_well") == 1);
  CHECK(value("menting_hq_tls") == 0);
}

TEST_CASE("figures are for this machine, and for addresses and tokens that the configuration allows") {
  RunningHq hq;
  CHECK(status_of(hq, {}) == 200);
  // A web server in front comes from this machine, but whoever asks it does not.
  CHECK(status_of(hq, {"X-Forwarded-For: 203.0.113.9"}) == 403);
  CHECK(status_of(hq, {"Forwarded: for=203.0.113.9"}) == 403);
  CHECK(status_of(hq, {"Via: 1.1 proxy"}) == 403);
  CHECK(status_of(hq, {"Host: 10.9.8.7:8480"}) == 421);
  hq.change([](hq::Settings& settings) {
    settings.metrics_allow = {network("203.0.113.0/24")};
    settings.metrics_token = "a token nobody guesses";
  });
  CHECK(status_of(hq, {"X-Forwarded-For: 203.0.113.9"}) == 200);
  CHECK(status_of(hq, {"X-Forwarded-For: 203.0.114.9"}) == 403);
  const std::vector<std::string> far = {"Host: 10.9.8.7:8480", "X-Forwarded-For: 198.51.100.1"};
  const auto with = [&](const char* token) {
    std::vector<std::string> headers = far;
    headers.push_back(std::string("Authorization: Bearer ") + token);
    return status_of(hq, headers);
  };
  CHECK(with("a token nobody guesses") == 200);
  CHECK(with("a token somebody guesses") == 421);
  CHECK(with("") == 421);
}
