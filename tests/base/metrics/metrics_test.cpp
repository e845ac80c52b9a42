#include <cmath>
#include <limits>

#include "base/metrics/counted.h"
#include "base/metrics/text.h"
#include "tests/support/catch.h"
#include "tests/support/prometheus.h"

using namespace menting;
using tests::read_scrape;

TEST_CASE("what is written is what Prometheus reads") {
  metrics::Counts counts;
  counts.add({{"route", "/a"}, {"status", "200"}});
  counts.add({{"route", "/a"}, {"status", "200"}}, 2);
  counts.add({{"route", "say \"hi\"\\\n"}, {"status", "404"}});
  metrics::Durations durations;
  durations.add(0.0001);
  durations.add(0.3);
  durations.add(600);
  metrics::Text text;
  text.family("menting_requests_total", metrics::Kind::counter, "Requests.\nBy route.");
  counts.write(text);
  text.family("menting_lag_seconds", metrics::Kind::gauge, "Lag.").value(0.25).value(-3, {{"branch", "西单"}});
  text.family("menting_odd", metrics::Kind::gauge, "Odd ones.")
      .value(std::numeric_limits<double>::infinity(), {{"a", "1"}})
      .value(std::nan(""), {{"a", "2"}})
      .value(1e300, {{"a", "3"}});
  durations.write(text, "menting_commit_seconds", "Commits.");
  write_process(text);
  CAPTURE(text.text());
  const auto scrape = read_scrape(text.text());
  CHECK(scrape.faults.empty());
  CHECK(scrape.values.at(R"(menting_requests_total{route="/a",status="200"})") == 3);
  CHECK(scrape.values.at(R"(menting_requests_total{route="say \"hi\"\\\n",status="404"})") == 1);
  CHECK(scrape.values.at("menting_lag_seconds") == 0.25);
  CHECK(scrape.values.at(R"(menting_commit_seconds_bucket{le="0.25"})") == 1);
  CHECK(scrape.values.at(R"(menting_commit_seconds_bucket{le="+Inf"})") == 3);
  CHECK(scrape.values.at("menting_commit_seconds_count") == 3);
  CHECK(scrape.values.at("process_resident_memory_bytes") > 1e6);
  CHECK(scrape.values.at("process_start_time_seconds") > 1.5e9);
  CHECK(scrape.values.at("process_open_fds") >= 3);
  CHECK(counts.of({{"route", "/a"}, {"status", "200"}}) == 3);
}

TEST_CASE("the reader of scrapes notices what is wrong") {
  const auto faulty = [](const std::string& text) { return !read_scrape(text).faults.empty(); };
  CHECK_FALSE(faulty("# HELP a_total Some help.\n# TYPE a_total counter\na_total 1\n"));
  CHECK(faulty("# HELP a_total Some help.\n# TYPE a_total counter\na_total 1"));
  CHECK(faulty("a 1\n"));
  CHECK(faulty("# HELP a Some help.\n# TYPE a counter\na 1\n"));
  CHECK(faulty("# HELP a Some help.\n# TYPE a gauge\na{x=1} 1\n"));
  CHECK(faulty("# HELP a Some help.\n# TYPE a gauge\na{x=\"1\n\"} 1\n"));
  CHECK(faulty("# HELP a Some help.\n# TYPE a gauge\na 1\na 2\n"));
  CHECK(faulty("# HELP a Some help.\n# TYPE a gauge\nb 2\n"));
  CHECK(faulty("# HELP a Some help.\n# TYPE a gauge\na 1\n# HELP a Some help.\n# TYPE a gauge\na{x=\"1\"} 1\n"));
  CHECK(faulty("# HELP a Some help.\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_sum 1\na_count 1\n"));
}
