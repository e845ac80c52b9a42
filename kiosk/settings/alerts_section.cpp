#include "kiosk/settings/sections.h"

namespace menting::settings {

void read_alerts(toml_reader::Table& root, Settings& settings) {
  auto alerts = root.table("alerts");
  if (!alerts) return;
  read_int(*alerts, "near_percent", 10, 100, settings.alerts.near_percent);
  read_int(*alerts, "low_rating_days", 1, 7, settings.alerts.low_rating_days);
  read_int(*alerts, "hq_lag_minutes", 1, 7 * 24 * 60, settings.alerts.hq_lag_minutes);
  read_int(*alerts, "disk_free_mb", 50, 1'000'000, settings.alerts.disk_free_mb);
  alerts->finish();
}

}  // namespace menting::settings
