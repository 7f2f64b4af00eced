-- A schedule forecasts by a clock of its own, trains when the naive is better, and may read its rows from an address.
ALTER TABLE schedules ADD COLUMN forecast_cron text;
ALTER TABLE schedules ADD COLUMN forecast_next_at integer;
ALTER TABLE schedules ADD COLUMN forecast_every_rows integer;
ALTER TABLE schedules ADD COLUMN under_naive_rows integer;
ALTER TABLE schedule_series ADD COLUMN forecast_rows_seen integer DEFAULT 0 NOT NULL;
UPDATE schedule_series SET forecast_rows_seen = rows_seen;

CREATE TABLE sources (
  schedule_id integer PRIMARY KEY NOT NULL,
  sealed text NOT NULL,
  shown text NOT NULL,
  has_key integer NOT NULL,
  content_hash text,
  wanted text CHECK (wanted IN ('train', 'forecast')),
  wanted_as text,
  wanted_reason text,
  lease_until integer,
  token integer DEFAULT 0 NOT NULL,
  read_at integer,
  outcome text CHECK (outcome IN ('read', 'failed')),
  new_rows integer,
  message text,
  FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE cascade
) STRICT;
