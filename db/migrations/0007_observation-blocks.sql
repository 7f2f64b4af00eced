-- Observations are kept in blocks of up to 2048 packed values; pack_stamps() and pack_values() come from the migrator.
-- rows of observations: SELECT coalesce(sum(rows), 0) FROM observation_blocks
CREATE TABLE observation_blocks (
  series_id integer NOT NULL,
  first_stamp integer NOT NULL,
  last_stamp integer NOT NULL,
  rows integer NOT NULL CHECK (rows > 0),
  packed_stamps blob CHECK (length(packed_stamps) = 8 * rows),
  packed_values blob NOT NULL CHECK (length(packed_values) = 8 * rows),
  PRIMARY KEY(series_id, first_stamp),
  FOREIGN KEY (series_id) REFERENCES series(id) ON DELETE cascade,
  CHECK (first_stamp <= last_stamp)
) STRICT;

INSERT INTO observation_blocks (series_id, first_stamp, last_stamp, rows, packed_stamps, packed_values)
SELECT series_id, min(stamp), max(stamp), count(*),
  pack_stamps(stamp ORDER BY stamp), pack_values(value ORDER BY stamp)
FROM (
  SELECT series_id, stamp, value, (row_number() OVER (PARTITION BY series_id ORDER BY stamp) - 1) / 2048 AS block
  FROM observations
)
GROUP BY series_id, block;

DROP TABLE observations;
