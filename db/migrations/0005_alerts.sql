-- Alerts about a series, every time one fired, and every try to tell somebody.
CREATE TABLE alerts (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  series_id integer NOT NULL,
  rule text NOT NULL,
  enabled integer NOT NULL,
  sealed text,
  shown text,
  seen_stamp integer,
  seen_forecast_id integer NOT NULL,
  seen_failure_at integer NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (series_id) REFERENCES series(id) ON DELETE cascade
) STRICT;
CREATE INDEX alerts_series ON alerts (series_id);

CREATE TABLE alert_firings (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  alert_id integer NOT NULL,
  key text NOT NULL,
  sentence text NOT NULL,
  firing text NOT NULL,
  state text NOT NULL CHECK (state IN ('noted', 'waiting', 'sent', 'failed')),
  attempts integer DEFAULT 0 NOT NULL,
  next_at integer,
  fired_at integer NOT NULL,
  settled_at integer,
  FOREIGN KEY (alert_id) REFERENCES alerts(id) ON DELETE cascade
) STRICT;
CREATE UNIQUE INDEX alert_firings_once ON alert_firings (alert_id,key);
CREATE INDEX alert_firings_waiting ON alert_firings (state,next_at);

CREATE TABLE alert_attempts (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  firing_id integer NOT NULL,
  attempt integer NOT NULL,
  status integer,
  problem text,
  at integer NOT NULL,
  FOREIGN KEY (firing_id) REFERENCES alert_firings(id) ON DELETE cascade
) STRICT;
CREATE INDEX alert_attempts_firing ON alert_attempts (firing_id);

-- What was tried is not rewritten.
CREATE TRIGGER alert_attempts_never_change BEFORE UPDATE ON alert_attempts
BEGIN
  SELECT RAISE(ABORT, 'an attempt never changes');
END;
