CREATE TABLE vintages (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  series_id integer NOT NULL,
  source text,
  changed integer NOT NULL,
  inserted integer NOT NULL,
  first_stamp integer NOT NULL,
  last_stamp integer NOT NULL,
  created_at integer NOT NULL,
  FOREIGN KEY (series_id) REFERENCES series(id) ON DELETE cascade
) STRICT;
CREATE INDEX vintages_series ON vintages (series_id);

CREATE TABLE vintage_values (
  vintage_id integer NOT NULL,
  stamp integer NOT NULL,
  value real,
  existed integer NOT NULL,
  PRIMARY KEY(vintage_id, stamp),
  FOREIGN KEY (vintage_id) REFERENCES vintages(id) ON DELETE cascade
) STRICT;
