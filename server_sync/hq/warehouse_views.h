#pragma once

namespace menting::hq {

/// The step of the schema that makes the views for the chain's own warehouse. docs/headquarters.md names their columns:
/// they are a promise to others, so a view that has been released keeps its columns, and new ones come at the end. Days
/// are texts, 2026-11-23; nothing in here is about a person.
inline constexpr const char* warehouse_views = R"sql(
CREATE VIEW warehouse_branches AS
SELECT id AS branch, name, tier, region, timezone, added_at AS added_at_ms, contact_at AS seen_at_ms,
  CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END AS revoked, quarantined AS not_understood
FROM branch;

CREATE VIEW warehouse_day AS
SELECT branch, substr(CAST(day AS TEXT), 1, 4) || '-' || substr(CAST(day AS TEXT), 5, 2) || '-' ||
  substr(CAST(day AS TEXT), 7, 2) AS day, name AS service, taken, called, no_show, cancelled, finished,
  judged AS judged_waits, within_target, waited_ms_sum, served, served_ms_sum, score_1, score_2, score_3, score_4,
  score_5, wait_1, wait_2, wait_4, wait_7, wait_10, wait_15, wait_20, wait_30, wait_45, wait_more
FROM rollup_part WHERE part = 'service';

CREATE VIEW warehouse_hour AS
SELECT branch, substr(CAST(day AS TEXT), 1, 4) || '-' || substr(CAST(day AS TEXT), 5, 2) || '-' ||
  substr(CAST(day AS TEXT), 7, 2) AS day, CAST(name AS INTEGER) AS hour_utc, taken, called, no_show, cancelled,
  finished, judged AS judged_waits, within_target, waited_ms_sum, served, served_ms_sum, wait_1, wait_2, wait_4, wait_7,
  wait_10, wait_15, wait_20, wait_30, wait_45, wait_more
FROM rollup_part WHERE part = 'hour';

CREATE VIEW warehouse_counter AS
SELECT branch, substr(CAST(day AS TEXT), 1, 4) || '-' || substr(CAST(day AS TEXT), 5, 2) || '-' ||
  substr(CAST(day AS TEXT), 7, 2) AS day, CAST(name AS INTEGER) AS counter, calls, called, served, served_ms_sum,
  score_1, score_2, score_3, score_4, score_5
FROM rollup_part WHERE part = 'counter';

CREATE VIEW warehouse_repairs AS
SELECT branch, substr(CAST(day AS TEXT), 1, 4) || '-' || substr(CAST(day AS TEXT), 5, 2) || '-' ||
  substr(CAST(day AS TEXT), 7, 2) AS day, counted_by, name, opened, came_back, handed_over, returned_unrepaired,
  abandoned, promises, promises_kept
FROM rollup_repair;

CREATE VIEW warehouse_repair_states AS
SELECT branch, substr(CAST(day AS TEXT), 1, 4) || '-' || substr(CAST(day AS TEXT), 5, 2) || '-' ||
  substr(CAST(day AS TEXT), 7, 2) AS day, state, stays, ms_sum
FROM rollup_repair_state;
)sql";

}  // namespace menting::hq
