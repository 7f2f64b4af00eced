-- A schedule has a champion, and a rule for ties; a forecast of a challenger that was not promoted is kept, not issued.
ALTER TABLE schedules ADD COLUMN tie_days integer;
ALTER TABLE schedules ADD COLUMN champion_run_id integer REFERENCES runs(id) ON DELETE SET NULL;
ALTER TABLE forecasts ADD COLUMN issued integer DEFAULT 1 NOT NULL;

CREATE TABLE referee_schedule_events (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  schedule_id integer NOT NULL,
  kind text NOT NULL CHECK (kind IN (
    'fired', 'caught-up', 'skipped', 'promoted', 'kept', 'rolled-back', 'source-failed'
  )),
  reason text NOT NULL,
  run_id integer,
  champion_run_id integer,
  evidence text,
  created_at integer NOT NULL,
  FOREIGN KEY (schedule_id) REFERENCES schedules(id) ON DELETE cascade,
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE set null,
  FOREIGN KEY (champion_run_id) REFERENCES runs(id) ON DELETE set null
) STRICT;
INSERT INTO referee_schedule_events (id, schedule_id, kind, reason, run_id, created_at)
  SELECT id, schedule_id, kind, reason, run_id, created_at FROM schedule_events;
DROP TABLE schedule_events;
ALTER TABLE referee_schedule_events RENAME TO schedule_events;
CREATE INDEX schedule_events_schedule ON schedule_events (schedule_id,id);
CREATE INDEX schedule_events_run ON schedule_events (run_id);
