CREATE TABLE run_checkpoints (
  run_id integer NOT NULL,
  part text NOT NULL,
  attempt integer NOT NULL,
  fingerprint text NOT NULL,
  state blob NOT NULL,
  elapsed_ms real NOT NULL,
  created_at integer NOT NULL,
  PRIMARY KEY(run_id, part),
  FOREIGN KEY (run_id) REFERENCES runs(id) ON DELETE cascade
) STRICT;

-- What helps another attempt is of no use once there will be none.
CREATE TRIGGER run_checkpoints_end_with_run AFTER UPDATE OF state ON runs
WHEN new.state IN ('succeeded', 'failed', 'canceled')
BEGIN
  DELETE FROM run_checkpoints WHERE run_id = new.id;
END;
