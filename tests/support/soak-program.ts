import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { backUp } from '#db/backup.ts';
import { closeDatabase, type Database, openDatabase } from '#db/client.ts';
import { type DataFolder, dataFolderAt } from '#db/data-folder.ts';
import { migrate } from '#db/migrate.ts';
import { createRun, getRun, listActiveRuns } from '#db/queries/runs.ts';
import { createSeries } from '#db/queries/store-series.ts';
import { restore } from '#db/restore.ts';
import { runConfigSchema } from '#forecasting/config.ts';
import { auditAnyTime, auditAtRest } from './audit.ts';
import { projectRoot, until } from './launch.ts';
import { seriesOf } from './stored-series.ts';

// Rounds of runs, each hurt by one fault and audited once all have ended. What a round came to is one line of
// counts.jsonl; begun again on the same folder, the rounds go on where they were.

const faults = ['kill worker', 'kill trainer', 'stop worker', 'freeze worker', 'back up'] as const;
type Fault = (typeof faults)[number];

interface Round {
  readonly at: string;
  readonly seconds: number;
  readonly fault: Fault;
  readonly runs: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly wrong: readonly string[];
}

interface Soak {
  readonly root: string;
  readonly folder: DataFolder;
  readonly db: Database;
  readonly accepted: Set<number>;
}

const [minutes, root] = [Number(process.argv[2]), resolve(process.argv[3]!)];
const runsARound = 3;
const config = runConfigSchema.parse({
  horizon: 2,
  lookback: 24,
  folds: 4,
  forecasters: ['naive', 'rnn', 'gru'],
  units: 8,
  epochs: 15,
});
const sine = Array.from({ length: 180 }, (_, i) => Math.sin((2 * Math.PI * i) / 12) + 0.01 * i);
const migrationsFolder = join(projectRoot, 'db/migrations');

async function soak(): Promise<boolean> {
  const stage = openSoak();
  const end = Date.now() + minutes * 60_000;
  let worker = startWorker(stage);
  try {
    while (Date.now() < end) {
      const fault = faults[Math.floor(Math.random() * faults.length)]!;
      const { round, next } = await playRound(stage, worker, fault);
      worker = next;
      appendFileSync(countsOf(stage.root), `${JSON.stringify(round)}\n`);
      for (const wrong of round.wrong) console.error(`WRONG: ${wrong}`);
    }
  } finally {
    worker.kill('SIGTERM');
    await gone(worker);
    closeDatabase(stage.db);
  }
  return report(stage.root);
}

function openSoak(): Soak {
  const folder = dataFolderAt(join(root, 'data'));
  mkdirSync(root, { recursive: true });
  migrate(folder, migrationsFolder);
  const known = existsSync(acceptedOf(root)) ? readFileSync(acceptedOf(root), 'utf8').split('\n') : [];
  return {
    root,
    folder,
    db: openDatabase(folder.database),
    accepted: new Set(known.filter(Boolean).map(Number)),
  };
}

const countsOf = (folder: string) => join(folder, 'counts.jsonl');
const acceptedOf = (folder: string) => join(folder, 'accepted.txt');

function startWorker({ folder }: Soak): ChildProcess {
  const variables = {
    HINDCAST_ROOT: projectRoot,
    HINDCAST_DATA: folder.root,
    HINDCAST_LEASE_MS: '3000',
    HINDCAST_CHECKPOINT_MS: '200',
    HINDCAST_WORKERS: '1',
    HINDCAST_LOG_LEVEL: 'fatal',
  };
  const env = { ...process.env, ...variables };
  return spawn(process.execPath, [join(projectRoot, 'dist/worker.mjs')], { env, stdio: ['ignore', 2, 2] });
}

async function playRound(stage: Soak, worker: ChildProcess, fault: Fault) {
  const from = Date.now();
  const ids = Array.from({ length: runsARound }, () => accept(stage));
  await until('a run at work', () => listActiveRuns(stage.db).some(({ state }) => state === 'running'));
  await wait(Math.random() * 4000);
  const { next, wrong } = await hurt(stage, worker, fault);
  const found = [...wrong, ...auditAnyTime(stage)];
  await until('every run ends', () => ids.every((id) => getRun(stage.db, id)?.finishedAt), 600_000);
  const states = ids.map((id) => getRun(stage.db, id)!.state);
  const round: Round = {
    at: new Date().toISOString(),
    seconds: Math.round((Date.now() - from) / 1000),
    fault,
    runs: ids.length,
    succeeded: states.filter((state) => state === 'succeeded').length,
    failed: states.filter((state) => state === 'failed').length,
    wrong: [...found, ...auditAtRest(stage)],
  };
  return { round, next };
}

/** A run counts as accepted once its id is on the disk, in a file of our own. */
function accept({ db, accepted, root: folder }: Soak): number {
  const seriesIds = [createSeries(db, seriesOf(sine), Date.now())];
  const id = createRun(db, { kind: 'train', seriesIds, config, createdAt: Date.now() });
  const file = openSync(acceptedOf(folder), 'a');
  writeSync(file, `${id}\n`);
  fsyncSync(file);
  accepted.add(id);
  return id;
}

async function hurt(
  stage: Soak,
  worker: ChildProcess,
  fault: Fault,
): Promise<{ next: ChildProcess; wrong: string[] }> {
  switch (fault) {
    case 'kill trainer': {
      const pid = listActiveRuns(stage.db).find(({ trainerPid }) => trainerPid !== null)?.trainerPid;
      if (pid) process.kill(pid, 'SIGKILL');
      return { next: worker, wrong: [] };
    }
    case 'freeze worker': {
      worker.kill('SIGSTOP');
      const next = startWorker(stage);
      await wait(8000);
      worker.kill('SIGCONT');
      worker.kill('SIGTERM');
      await gone(worker);
      return { next, wrong: [] };
    }
    case 'back up':
      return { next: worker, wrong: checkBackup(stage) };
    default: {
      worker.kill(fault === 'kill worker' ? 'SIGKILL' : 'SIGTERM');
      await gone(worker);
      return { next: startWorker(stage), wrong: [] };
    }
  }
}

function checkBackup({ root: outside, folder, accepted }: Soak): string[] {
  const file = join(outside, 'soak.backup');
  const target = dataFolderAt(join(outside, 'restored'));
  try {
    const { damaged } = backUp(folder, file, { replace: true });
    restore(target, file, { migrationsFolder });
    const db = openDatabase(target.database);
    const wrong = auditAnyTime({ db, folder: target, accepted });
    closeDatabase(db);
    return [...wrong, ...damaged.map(({ name }) => `the backup lacks ${name}`)];
  } finally {
    for (const path of [file, target.root]) rmSync(path, { recursive: true, force: true });
  }
}

async function gone(child: ChildProcess): Promise<void> {
  await until('a worker ends', () => child.exitCode !== null || child.signalCode !== null);
}

/** @returns whether nothing was ever wrong */
function report(folder: string): boolean {
  const rounds = readFileSync(countsOf(folder), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Round);
  const sum = (of: (round: Round) => number) => rounds.reduce((total, round) => total + of(round), 0);
  const wrong = rounds.flatMap((round) => round.wrong);
  const byFault = faults.map((fault) => `${rounds.filter((one) => one.fault === fault).length} × ${fault}`);
  console.log(
    `${rounds.length} rounds in ${Math.round(sum(({ seconds }) => seconds) / 60)} minutes: ${byFault.join(', ')}`,
  );
  console.log(
    `${sum(({ runs }) => runs)} runs accepted, ${sum(({ succeeded }) => succeeded)} succeeded, ${sum(({ failed }) => failed)} failed, ${wrong.length} things wrong`,
  );
  return wrong.length === 0;
}

setPriority(15);
process.exitCode = (await soak()) ? 0 : 1;
