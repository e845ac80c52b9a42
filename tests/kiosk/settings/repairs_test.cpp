#include "tests/kiosk/settings/example.h"
#include "tests/support/catch.h"

using menting::tests::Configured;
using menting::tests::faults_with;
using menting::tests::right_configuration;
using namespace menting::domain;

TEST_CASE("repairs need no section; without it everything has its usual value") {
  const Configured plain(right_configuration());
  const RepairPlan& plan = plain.loaded.settings.plan.repairs;
  CHECK(plan.currency == "CNY");
  CHECK(plan.retention_days == 180);
  CHECK(plan.days_for("screen") == 2);
  CHECK(plan.warranty_for("phone") == 12);
  CHECK(plan.stuck_after_hours(RepairState::received) == 24);
  CHECK(plain.loaded.settings.plan.repair_service() == nullptr);
}

TEST_CASE("every key of the repairs is read") {
  const Configured full(right_configuration() + R"([repairs]
service = "B"
currency = "HKD"
retention_days = 90
promise_days = 3
fault_days = { screen = 1, water = 5 }
technician_daily = 8
rest_weekdays = ["sunday"]
rest_days = ["2026-10-01"]
warranty_months = { phone = 24 }
abandon_after_days = 30
loaner_days = 7
stuck_hours = { received = 12, ready = 48 }
terms_version = "2026-11"
identity_required = true
)");
  CHECK(full.faults().empty());
  const Plan& plan = full.loaded.settings.plan;
  CHECK(plan.repair_service()->letter == 'B');
  CHECK(plan.repairs.currency == "HKD");
  CHECK(plan.repairs.retention_days == 90);
  CHECK(plan.repairs.days_for("screen") == 1);
  CHECK(plan.repairs.days_for("battery") == 3);
  CHECK(plan.repairs.technician_daily == 8);
  CHECK(plan.repairs.rest_weekdays == std::set<int>{0});
  CHECK(plan.repairs.rest_days == std::set<BusinessDay>{{20261001}});
  CHECK(plan.repairs.warranty_for("phone") == 24);
  CHECK(plan.repairs.abandon_after_days == 30);
  CHECK(plan.repairs.loaner_days == 7);
  CHECK(plan.repairs.stuck_after_hours(RepairState::received) == 12);
  CHECK(plan.repairs.stuck_after_hours(RepairState::tested) == 24);
  CHECK(plan.repairs.terms_version == "2026-11");
  CHECK(plan.repairs.identity_required);
}

TEST_CASE("what is wrong with the repairs is named") {
  const auto with = [](const std::string& line) { return faults_with("[repairs]\n" + line + "\n"); };
  CHECK_THAT(with("service = \"X\""), ContainsSubstring("[[service]]"));
  CHECK_THAT(with("currency = \"yuan\""), ContainsSubstring("CNY"));
  CHECK_THAT(with("retention_days = 0"), ContainsSubstring("retention_days"));
  CHECK_THAT(with("fault_days = { dragon = 1 }"), ContainsSubstring("dragon"));
  CHECK_THAT(with("fault_days = { screen = -1 }"), ContainsSubstring("screen"));
  CHECK_THAT(with("warranty_months = { fridge = 1 }"), ContainsSubstring("fridge"));
  CHECK_THAT(with("stuck_hours = { handed_over = 1 }"), ContainsSubstring("handed_over"));
  CHECK_THAT(with("rest_weekdays = [\"soon\"]"), ContainsSubstring("sunday"));
  CHECK_THAT(with("rest_weekdays = [\"sunday\", \"monday\", \"tuesday\", \"wednesday\", \"thursday\", \"friday\", "
                  "\"saturday\"]"),
             ContainsSubstring("no day"));
  CHECK_THAT(with("rest_days = [\"2026-02-30\"]"), ContainsSubstring("2026-10-01"));
  CHECK_THAT(with("identity_required = \"yes\""), ContainsSubstring("identity_required"));
  CHECK_THAT(with("colour = 1"), ContainsSubstring("colour"));
}
