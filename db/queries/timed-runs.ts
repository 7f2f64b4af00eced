import type { RunConfig } from '#forecasting/config.ts';
import type { Database } from '../client.ts';

/** What a finished training worked on and how long it took. */
export interface StoredTiming {
  readonly config: RunConfig;
  readonly seconds: number;
  readonly series: readonly { readonly name: string; readonly rows: number; readonly seasonLength: number }[];
}

/** The latest finished trainings, to estimate the next one by. */
export function listTimings(db: Database, limit: number): StoredTiming[] {
  const rows = db.$client
    .prepare(
      `select config, json_extract(result, '$.totalSeconds') as seconds,
        (select json_group_array(json_object(
            'name', name, 'rows', coalesce(run_series.rows, series.rows), 'seasonLength', season_length))
          from run_series join series on series.id = series_id where run_id = runs.id) as series
      from runs join run_results on run_results.run_id = runs.id
      where kind = 'train' and state = 'succeeded' order by runs.id desc limit ?`,
    )
    .all(limit) as { config: string; seconds: number; series: string }[];
  return rows.map(({ config, seconds, series }) => ({
    config: JSON.parse(config) as RunConfig,
    seconds,
    series: JSON.parse(series) as StoredTiming['series'],
  }));
}
