CREATE TABLE forecasts (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  run_id integer NOT NULL,
  series_id integer NOT NULL,
  issued_at integer NOT NULL,
  origin_stamp integer NOT NULL,
  recommended text NOT NULL,
  data_hash text NOT NULL,
  model_hash text,
  seed integer NOT NULL,
  stamps text NOT NULL,
  forecasts text NOT NULL,
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE cascade,
  FOREIGN KEY (series_id) REFERENCES series(id) ON DELETE cascade
) STRICT;
CREATE UNIQUE INDEX forecasts_once ON forecasts (run_id,series_id);
CREATE INDEX forecasts_series ON forecasts (series_id,issued_at);

CREATE TABLE models (
  run_id integer PRIMARY KEY NOT NULL,
  sha256 text NOT NULL,
  bytes integer NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE cascade
) STRICT;

CREATE TABLE observations (
  series_id integer NOT NULL,
  stamp integer NOT NULL,
  value real,
  PRIMARY KEY(series_id, stamp),
  FOREIGN KEY (series_id) REFERENCES series(id) ON DELETE cascade
) STRICT, WITHOUT ROWID;

CREATE TABLE run_events (
  seq integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  run_id integer NOT NULL,
  attempt integer NOT NULL,
  key text NOT NULL,
  payload text NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE cascade
) STRICT;
CREATE UNIQUE INDEX run_events_once ON run_events (run_id,attempt,key);

CREATE TABLE run_results (
  run_id integer PRIMARY KEY NOT NULL,
  result text NOT NULL,
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE cascade
) STRICT;

CREATE TABLE run_series (
  run_id integer NOT NULL,
  series_id integer NOT NULL,
  position integer NOT NULL,
  rows integer,
  data_hash text,
  PRIMARY KEY(run_id, series_id),
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE cascade,
  FOREIGN KEY (series_id) REFERENCES series(id) ON DELETE cascade
) STRICT;
CREATE INDEX run_series_series ON run_series (series_id);

CREATE TABLE runs (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  kind text NOT NULL CHECK (kind IN ('train', 'reforecast')),
  name text,
  state text NOT NULL CHECK (state IN ('queued', 'running', 'succeeded', 'failed', 'canceled')),
  config text NOT NULL,
  priority integer DEFAULT 0 NOT NULL,
  idempotency_key text,
  schedule_id integer,
  model_run_id integer,
  request text DEFAULT 'none' NOT NULL CHECK (request IN ('none', 'stop', 'cancel')),
  attempt integer DEFAULT 0 NOT NULL,
  failed_attempts integer DEFAULT 0 NOT NULL,
  available_at integer NOT NULL,
  lease_until integer,
  fencing_token integer DEFAULT 0 NOT NULL,
  worker_id integer,
  trainer_pid integer,
  share real DEFAULT 0 NOT NULL,
  eta_seconds real,
  recommended text,
  verdict text,
  error_code text,
  error_message text,
  created_at integer NOT NULL,
  started_at integer,
  finished_at integer,
  FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE set null,
  FOREIGN KEY (worker_id) REFERENCES workers(id) ON DELETE set null
) STRICT;
CREATE INDEX runs_claim ON runs (state,priority desc,id);
CREATE UNIQUE INDEX runs_idempotency ON runs (idempotency_key);
CREATE INDEX runs_schedule ON runs (schedule_id);
CREATE INDEX runs_model ON runs (model_run_id);

CREATE TABLE schedule_events (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  schedule_id integer NOT NULL,
  kind text NOT NULL CHECK (kind IN ('fired', 'caught-up', 'skipped')),
  reason text NOT NULL,
  run_id integer,
  created_at integer NOT NULL,
  FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE cascade,
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE set null
) STRICT;
CREATE INDEX schedule_events_schedule ON schedule_events (schedule_id,id);

CREATE TABLE schedule_series (
  schedule_id integer NOT NULL,
  series_id integer NOT NULL,
  position integer NOT NULL,
  rows_seen integer NOT NULL,
  PRIMARY KEY(schedule_id, series_id),
  FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE cascade,
  FOREIGN KEY (series_id) REFERENCES series(id) ON DELETE cascade
) STRICT;
CREATE INDEX schedule_series_series ON schedule_series (series_id);

CREATE TABLE schedules (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  name text NOT NULL,
  config text NOT NULL,
  cron text,
  zone text NOT NULL,
  every_rows integer,
  enabled integer NOT NULL,
  next_at integer,
  created_at integer NOT NULL
) STRICT;

CREATE TABLE series (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  upload_id integer,
  name text NOT NULL,
  source_name text NOT NULL,
  unit text,
  axis_kind text NOT NULL CHECK (axis_kind IN ('time', 'index')),
  frequency text NOT NULL,
  zone text,
  season_length integer NOT NULL,
  rows integer NOT NULL,
  missing integer NOT NULL,
  first_stamp integer,
  last_stamp integer,
  last_value real,
  ready integer NOT NULL,
  idempotency_key text,
  created_at integer NOT NULL,
  FOREIGN KEY (upload_id) REFERENCES uploads(id) ON DELETE set null
) STRICT;
CREATE INDEX series_upload ON series (upload_id);
CREATE UNIQUE INDEX series_idempotency ON series (idempotency_key);

CREATE TABLE series_results (
  run_id integer NOT NULL,
  series_id integer NOT NULL,
  result text NOT NULL,
  PRIMARY KEY(run_id, series_id),
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE cascade,
  FOREIGN KEY (series_id) REFERENCES series(id) ON DELETE cascade
) STRICT;
CREATE INDEX series_results_series ON series_results (series_id);

CREATE TABLE uploads (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  file_name text NOT NULL,
  bytes integer NOT NULL,
  sha256 text NOT NULL,
  state text NOT NULL CHECK (state IN ('received', 'kept')),
  source text,
  recipe text,
  created_at integer NOT NULL
) STRICT;

CREATE TABLE workers (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  machine text NOT NULL,
  pid integer NOT NULL,
  process_start text,
  started_at integer NOT NULL,
  heartbeat_at integer NOT NULL
) STRICT;

-- A run ends once: no other state follows a final one.
CREATE TRIGGER runs_end_once BEFORE UPDATE OF state ON runs
WHEN old.state IN ('succeeded', 'failed', 'canceled') AND new.state <> old.state
BEGIN
  SELECT RAISE(ABORT, 'a run ends once');
END;

-- The ledger is written once. It goes only with its run or its series.
CREATE TRIGGER forecasts_never_change BEFORE UPDATE ON forecasts
BEGIN
  SELECT RAISE(ABORT, 'a forecast never changes');
END;
