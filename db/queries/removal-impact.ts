import type { Database } from '../client.ts';

/** What goes, and what is changed, when some series are removed. */
export interface RemovalImpact {
  readonly series: number;
  readonly observations: number;
  /** Runs that work on nothing else. */
  readonly runs: number;
  /** Of these, queued or running ones. */
  readonly activeRuns: number;
  /** Runs that stay, without what they found out about these series. */
  readonly sharedRuns: number;
  /** Forecasts of the ledger. */
  readonly forecasts: number;
  /** Schedules for nothing else. */
  readonly schedules: number;
  /** Schedules that stay, for their other series. */
  readonly sharedSchedules: number;
}

export function removalImpactOf(db: Database, seriesIds: readonly number[]): RemovalImpact {
  const ids = JSON.stringify(seriesIds);
  const totals = db.$client
    .prepare(
      `select count(*) as series, coalesce(sum(rows), 0) as observations,
        (select count(*) from forecasts where series_id in (select value from json_each(:ids))) as forecasts
      from series where id in (select value from json_each(:ids))`,
    )
    .get({ ids }) as Pick<RemovalImpact, 'series' | 'observations' | 'forecasts'>;
  const runs = losersOf(db, { table: 'run_series', owner: 'run_id' }, ids);
  const schedules = losersOf(db, { table: 'schedule_series', owner: 'schedule_id' }, ids);
  return {
    ...totals,
    runs: runs.all.length,
    activeRuns: countActive(db, runs.all),
    sharedRuns: runs.some.length,
    schedules: schedules.all.length,
    sharedSchedules: schedules.some.length,
  };
}

/** Runs that work on no other series than these. */
export function runsOnlyOn(db: Database, seriesIds: readonly number[]): number[] {
  return losersOf(db, { table: 'run_series', owner: 'run_id' }, JSON.stringify(seriesIds)).all;
}

/** Schedules for no other series than these. */
export function schedulesOnlyFor(db: Database, seriesIds: readonly number[]): number[] {
  return losersOf(db, { table: 'schedule_series', owner: 'schedule_id' }, JSON.stringify(seriesIds)).all;
}

interface Membership {
  readonly table: 'run_series' | 'schedule_series';
  readonly owner: 'run_id' | 'schedule_id';
}

/** Who loses all, and who only some, of its series. */
function losersOf(
  db: Database,
  { table, owner }: Membership,
  ids: string,
): { all: number[]; some: number[] } {
  const owners = db.$client
    .prepare(
      `select ${owner} as id, min(series_id in (select value from json_each(:ids))) as losesAll
      from ${table}
      where ${owner} in (select ${owner} from ${table} where series_id in (select value from json_each(:ids)))
      group by ${owner}`,
    )
    .all({ ids }) as { id: number; losesAll: number }[];
  return {
    all: owners.filter(({ losesAll }) => losesAll === 1).map(({ id }) => id),
    some: owners.filter(({ losesAll }) => losesAll === 0).map(({ id }) => id),
  };
}

function countActive(db: Database, runIds: readonly number[]): number {
  return db.$client
    .prepare(
      "select count(*) from runs where id in (select value from json_each(?)) and state in ('queued', 'running')",
    )
    .pluck()
    .get(JSON.stringify(runIds)) as number;
}

/** The impact in plain sentences, for the question before a removal; none when nothing else goes. */
export function describeRemoval(impact: RemovalImpact): string[] {
  const gone = [
    counted(impact.runs, 'run'),
    counted(impact.forecasts, 'forecast of the ledger', 'forecasts of the ledger'),
    counted(impact.schedules, 'schedule'),
  ].filter((part) => part !== undefined);
  const lines: string[] = [];
  if (impact.series > 0) {
    lines.push(
      `${counted(impact.series, 'series', 'series')} with ${impact.observations.toLocaleString('en-US')} observations will be deleted.`,
    );
  }
  if (gone.length > 0) lines.push(`${joined(gone)} will be deleted with it.`);
  if (impact.activeRuns > 0) {
    lines.push(`${counted(impact.activeRuns, 'unfinished run')} among them will be stopped.`);
  }
  if (impact.sharedRuns > 0) {
    lines.push(
      `${counted(impact.sharedRuns, 'run')} on several series will stay, without the results for these.`,
    );
  }
  if (impact.sharedSchedules > 0) {
    lines.push(`${counted(impact.sharedSchedules, 'schedule')} will go on for the remaining series.`);
  }
  return lines;
}

function counted(count: number, one: string, many = `${one}s`): string | undefined {
  return count === 0 ? undefined : `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}

function joined(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
