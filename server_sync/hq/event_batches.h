#pragma once

namespace menting::hq {

/// The step of the schema that keeps the events of a batch in one row, as wire::events_json() writes them, where each
/// had a row of its own. What was there goes over event by event; wire::read_batch() lets nothing into a kind, a time
/// or a hash that had to be escaped.
inline constexpr const char* event_batches = R"sql(
CREATE TABLE event_batch (
  branch TEXT NOT NULL, journal TEXT NOT NULL, first_seq INTEGER NOT NULL,
  received_at INTEGER NOT NULL, events TEXT NOT NULL, PRIMARY KEY (branch, journal, first_seq)
) STRICT;

INSERT INTO event_batch SELECT branch, journal, seq, received_at, '[{"seq":' || seq || ',"kind":"' || kind ||
  '","version":' || version || ',"at":"' || at || '","hash":"' || hash || '"' ||
  CASE WHEN body = '' THEN '' ELSE ',"body":' || body END || '}]' FROM event ORDER BY branch, journal, seq;
DROP TABLE event;
)sql";

/// Divided by the month of receipt, which therefore has to be in the key; that no event comes twice is the cursor's
/// work. lz4 takes a third of the time that PostgreSQL's own compression takes; a server built without it keeps that
/// one.
inline constexpr const char* event_batches_in_postgres = R"sql(
CREATE TABLE event_batch (
  branch TEXT NOT NULL, journal TEXT NOT NULL, first_seq BIGINT NOT NULL,
  received_at BIGINT NOT NULL, events TEXT NOT NULL, PRIMARY KEY (branch, journal, first_seq, received_at)
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

INSERT INTO event_batch SELECT branch, journal, seq, received_at, '[{"seq":' || seq || ',"kind":"' || kind ||
  '","version":' || version || ',"at":"' || at || '","hash":"' || hash || '"' ||
  CASE WHEN body = '' THEN '' ELSE ',"body":' || body END || '}]' FROM event ORDER BY branch, journal, seq;
DROP TABLE event;
)sql";

}  // namespace menting::hq
