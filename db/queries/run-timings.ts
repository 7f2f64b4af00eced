import type { RunConfig } from '#forecasting/config.ts';
import type { SeriesOutline } from '#forecasting/preflight.ts';
import type { Database } from '../client.ts';

/** What a finished training worked on, and how long it took. */
export interface RunTiming {
  readonly config: RunConfig;
  readonly outlines: readonly SeriesOutline[];
  readonly seconds: number;
}

/**
 * The latest trainings that went through undisturbed: the ground for an estimate of the next one. Those that a
 * person stopped took less than they would have, and those with a budget what it gave them.
 */
export function listRunTimings(db: Database, limit: number): RunTiming[] {
  const finished = db.$client
    .prepare(
      `select runs.id, config, json_extract(result, '$.totalSeconds') as seconds,
        (select count(*) from json_each(result, '$.members')
          where json_extract(value, '$.normalisation') = 'log') as logarithms
      from runs join run_results on run_results.run_id = runs.id
      where kind = 'train' and state = 'succeeded' and request = 'none'
        and json_extract(config, '$.budgetSeconds') is null
      order by runs.id desc limit ?`,
    )
    .all(limit) as { id: number; config: string; seconds: number; logarithms: number }[];
  const outlinesOf = db.$client.prepare(
    `select name, run_series.rows as length, season_length as seasonLength
    from run_series join series on series.id = series_id
    where run_id = ? and run_series.rows is not null order by position`,
  );
  return finished.map(({ id, config: stored, seconds, logarithms }) => {
    const config = JSON.parse(stored) as RunConfig;
    const outlines = outlinesOf.all(id) as Omit<SeriesOutline, 'varies'>[];
    return {
      config,
      outlines: outlines.map(({ name, length, seasonLength }) => ({
        ...{ name, length, seasonLength: config.seasonLength ?? seasonLength },
        varies: logarithms > 0,
      })),
      seconds,
    };
  });
}
