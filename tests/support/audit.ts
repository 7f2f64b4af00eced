import { readdirSync } from 'node:fs';
import type { Database } from '#db/client.ts';
import type { DataFolder } from '#db/data-folder.ts';
import { loadModel } from '#db/store-model.ts';
import { sweepFiles } from '#workers/sweep-files.ts';

export interface Audited {
  readonly db: Database;
  readonly folder: DataFolder;
  /** Ids of runs that somebody was told are accepted. */
  readonly accepted: Iterable<number>;
}

/**
 * Checks what must hold once every run has ended, whatever was done to the processes before: nothing accepted is
 * lost, nothing was done twice, nothing is damaged.
 *
 * @returns a sentence for everything that is wrong
 */
export function auditAtRest(audited: Audited): string[] {
  return [
    ...findUnended(audited),
    ...findDoneTwice(audited),
    ...findStrayFiles(audited),
    ...auditAnyTime(audited),
  ];
}

/** What must hold at every moment. */
export function auditAnyTime({ db, accepted }: Audited): string[] {
  const known = new Set(select<number>(db, 'select id from runs'));
  const lost = [...accepted].filter((id) => !known.has(id)).map((id) => `run ${id} was accepted and is lost`);
  return [...lost, ...findDamage(db), ...findUnowned(db)];
}

function findUnended({ db }: Audited): string[] {
  return select<string>(
    db,
    `select 'run ' || id || ' is ' || state from runs where state in ('queued', 'running')`,
  );
}

function findDoneTwice({ db }: Audited): string[] {
  const ends = `('succeeded', 'failed', 'canceled')`;
  return select<string>(
    db,
    `select 'run ' || runs.id || ' has ' || count(seq) || ' ends' from runs
      left join run_events on run_id = runs.id and key like 'state:%'
        and json_extract(payload, '$.state') in ${ends}
      group by runs.id having count(seq) <> 1
    union all
    select 'run ' || id || ' is ' || state || ' with ' || results || ' results' from
      (select id, state, (select count(*) from run_results where run_id = runs.id) as results
        from runs where kind = 'train')
      where results <> (state = 'succeeded')
    union all
    select 'run ' || id || ' is ' || state || ' with ' || issued || ' forecasts of ' || members || ' series' from
      (select id, state, (select count(*) from forecasts where run_id = runs.id) as issued,
        (select count(*) from run_series where run_id = runs.id) as members from runs)
      where issued <> iif(state = 'succeeded', members, 0)
    union all
    select 'run ' || run_id || ' has a checkpoint left' from run_checkpoints
    union all
    select 'run ' || id || ' failed ' || failed_attempts || ' times' from runs where failed_attempts > 3`,
  );
}

/** One whole file for every model, and no other. */
function findStrayFiles({ db, folder }: Audited): string[] {
  sweepFiles(db, folder, { now: Date.now() + 1, youngMs: 0 });
  const models = db.$client.prepare('select run_id as runId, sha256, bytes from models').all() as Parameters<
    typeof loadModel
  >[1][];
  const damaged = models.flatMap((model) => {
    try {
      loadModel(folder, model);
      return [];
    } catch (problem) {
      return [(problem as Error).message];
    }
  });
  const wanted = new Set(models.map(({ sha256 }) => sha256));
  const strays = readdirSync(folder.models).filter((name) => !wanted.has(name));
  const drafts = readdirSync(folder.tmp);
  return [...damaged, ...[...strays, ...drafts].map((name) => `the file ${name} belongs to nothing`)];
}

function findDamage(db: Database): string[] {
  const integrity = (db.$client.pragma('integrity_check') as { integrity_check: string }[])
    .map((line) => line.integrity_check)
    .filter((line) => line !== 'ok');
  const orphans = db.$client.pragma('foreign_key_check') as unknown[];
  return [...integrity, ...orphans.map((orphan) => `a row without its parent: ${JSON.stringify(orphan)}`)];
}

/** A run at work has a worker and a lease. */
function findUnowned(db: Database): string[] {
  return select<string>(
    db,
    `select 'run ' || id || ' is running and nobody''s' from runs
      where state = 'running' and (worker_id is null or lease_until is null)`,
  );
}

function select<T>(db: Database, query: string): T[] {
  return db.$client.prepare(query).pluck().all() as T[];
}
