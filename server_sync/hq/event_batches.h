#pragma once

namespace menting::hq {

/// The step of the schema that keeps the events of a batch in one row, as wire::event_list() writes them, where each
/// had a row of its own. Those that came at the same moment, one behind the other, stand together. wire::read_batch()
/// lets nothing into a kind, a time or a hash that had to be escaped.
inline constexpr const char* event_batches = R"sql(
CREATE TABLE event_batch (
  branch TEXT NOT NULL, journal TEXT NOT NULL, first_seq INTEGER NOT NULL, received_at INTEGER NOT NULL,
  events TEXT NOT NULL, PRIMARY KEY (branch, journal, first_seq)
) STRICT;

WITH marked AS (
  SELECT branch, journal, seq, received_at, lag(seq) OVER in_order AS seq_before,
    lag(received_at) OVER in_order AS came_before
  FROM event WINDOW in_order AS (PARTITION BY branch, journal ORDER BY seq)
), starts AS (
  SELECT branch, journal, seq AS first_seq, received_at,
    lead(seq) OVER (PARTITION BY branch, journal ORDER BY seq) AS next_seq
  FROM marked WHERE seq_before IS NULL OR seq_before <> seq - 1 OR came_before <> received_at
)
INSERT INTO event_batch
SELECT branch, journal, first_seq, received_at, (SELECT '[' || group_concat(event, ',') || ']' FROM (
    SELECT '["' || kind || '",' || version || ',"' || at || '","' || hash || '"' ||
      CASE WHEN body = '' THEN '' ELSE ',' || body END || ']' AS event
    FROM event e WHERE e.branch = s.branch AND e.journal = s.journal AND e.seq BETWEEN s.first_seq AND
      coalesce(s.next_seq - 1, 9223372036854775807)
    ORDER BY e.seq))
FROM starts s;

PRAGMA secure_delete = OFF; -- nothing personal is in events, and wiping all of them takes memory as large as they are
DROP TABLE event;
PRAGMA secure_delete = ON;
)sql";

/// Divided by the month of receipt, which therefore has to be in the key; that no event comes twice is the cursor's
/// work. A program of an older version that still runs is kept out first. lz4 takes a third of the time that
/// PostgreSQL's own compression takes; a server built without it keeps that one.
inline constexpr const char* event_batches_in_postgres = R"sql(
LOCK TABLE event IN ACCESS EXCLUSIVE MODE;

CREATE TABLE event_batch (
  branch TEXT NOT NULL, journal TEXT NOT NULL, first_seq BIGINT NOT NULL, received_at BIGINT NOT NULL,
  events TEXT NOT NULL, PRIMARY KEY (branch, journal, first_seq, received_at)
) PARTITION BY RANGE (received_at);

DO $$
DECLARE
  month TIMESTAMP;
BEGIN
  BEGIN
    ALTER TABLE event_batch ALTER COLUMN events SET COMPRESSION lz4;
  EXCEPTION WHEN feature_not_supported THEN
    NULL;
  END;
  FOR month IN SELECT DISTINCT date_trunc('month', to_timestamp(received_at / 1000.0) AT TIME ZONE 'UTC') FROM event LOOP
    EXECUTE format('CREATE TABLE event_batch_%s PARTITION OF event_batch FOR VALUES FROM (%s) TO (%s)',
      to_char(month, 'YYYY_MM'), extract(epoch FROM month)::bigint * 1000,
      extract(epoch FROM month + interval '1 month')::bigint * 1000);
  END LOOP;
END $$;

WITH marked AS (
  SELECT branch, journal, seq, received_at, lag(seq) OVER in_order AS seq_before,
    lag(received_at) OVER in_order AS came_before
  FROM event WINDOW in_order AS (PARTITION BY branch, journal ORDER BY seq)
), starts AS (
  SELECT branch, journal, seq AS first_seq, received_at,
    lead(seq) OVER (PARTITION BY branch, journal ORDER BY seq) AS next_seq
  FROM marked WHERE seq_before IS NULL OR seq_before <> seq - 1 OR came_before <> received_at
)
INSERT INTO event_batch
SELECT branch, journal, first_seq, received_at, (
    SELECT '[' || string_agg('["' || kind || '",' || version || ',"' || at || '","' || hash || '"' ||
      CASE WHEN body = '' THEN '' ELSE ',' || body END || ']', ',' ORDER BY seq) || ']'
    FROM event e WHERE e.branch = s.branch AND e.journal = s.journal AND e.seq BETWEEN s.first_seq AND
      coalesce(s.next_seq - 1, 9223372036854775807))
FROM starts s;
DROP TABLE event;
)sql";

}  // namespace menting::hq
