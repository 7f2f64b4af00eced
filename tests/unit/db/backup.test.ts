import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '#db/backup.ts';
import { closeDatabase, openDatabase } from '#db/client.ts';
import { createFolders, type DataFolder, dataFolderAt, modelPath, uploadPath } from '#db/data-folder.ts';
import { finishRun } from '#db/queries/results.ts';
import { keepParts } from '#db/queries/run-checkpoints.ts';
import { claimNextRun, type Lease } from '#db/queries/run-leases.ts';
import { countRuns, getRun } from '#db/queries/runs.ts';
import { createUpload } from '#db/queries/uploads.ts';
import { registerWorker } from '#db/queries/workers.ts';
import { restore } from '#db/restore.ts';
import { storeModel } from '#db/store-model.ts';
import { sha256 } from '#forecasting/recurrent/sha256.ts';
import { auditAnyTime } from '#tests/support/audit.ts';
import { queueRun, runResultOf, seriesResultOf } from '#tests/support/stored-run.ts';
import {
  createTemporaryDatabase,
  migrationsFolder,
  type TemporaryDatabase,
} from '#tests/support/temporary-database.ts';

let temporary: TemporaryDatabase;
let outside: string;
let file: string;
let target: DataFolder;
const model = new Uint8Array(3_000_000).fill(7);
const upload = new TextEncoder().encode('time,value\n1,2\n');

beforeEach(() => {
  temporary = createTemporaryDatabase();
  createFolders(temporary.folder);
  outside = mkdtempSync(join(tmpdir(), 'hindcast-backup-'));
  file = join(outside, 'backup.db');
  target = dataFolderAt(join(outside, 'data'));
  fill();
});
afterEach(() => {
  temporary.remove();
  rmSync(outside, { recursive: true, force: true });
});

function claim(): Lease {
  const workerId = registerWorker(temporary.db, { machine: 'here', pid: 1, processStart: null, now: 0 });
  const { id, attempt, fencingToken } = claimNextRun(temporary.db, { workerId, leaseMs: 1000, now: 0 })!;
  return { runId: id, attempt, fencingToken };
}

/** A run that has succeeded with a model, one at work with a checkpoint, one that waits, and an upload. */
function fill(): void {
  const { db, folder } = temporary;
  queueRun(db);
  const done = claim();
  const seriesIds = getRun(db, done.runId)!.seriesIds;
  const stored = storeModel(folder, model);
  finishRun(db, done, { result: runResultOf([seriesResultOf(1)]), seriesIds, model: stored, now: 1 });
  queueRun(db);
  keepParts(db, claim(), {
    parts: [{ part: 'course', state: Uint8Array.of(1, 2) }],
    elapsedMs: 5,
    fingerprint: 'f',
    at: 1,
  });
  queueRun(db);
  const received = { fileName: 'a.csv', bytes: upload.length, sha256: sha256(upload), createdAt: 0 };
  createUpload(db, received, (id) => writeFileSync(uploadPath(folder, id), upload));
}

const bringBack = (replace = false) => restore(target, file, { migrationsFolder, replace });

describe('backUp() and restore()', () => {
  it('bring database, models and uploads back; what was at work waits, with its checkpoint', () => {
    expect(backUp(temporary.folder, file)).toMatchObject({ runs: 3, files: 2, damaged: [] });
    expect(bringBack()).toMatchObject({ runs: 3, series: 3, files: 2, requeued: 1, aside: undefined });
    const db = openDatabase(target.database);
    try {
      expect(countRuns(db)).toEqual({ queued: 2, running: 0, succeeded: 1, failed: 0, canceled: 0 });
      expect(getRun(db, 2)).toMatchObject({ state: 'queued', failedAttempts: 0, workerId: null });
      expect(db.$client.prepare('select count(*) from run_checkpoints').pluck().get()).toBe(1);
      expect(
        db.$client.prepare("select count(*) from sqlite_schema where name like 'backup%'").pluck().get(),
      ).toBe(0);
      expect(auditAnyTime({ db, folder: target, accepted: [1, 2, 3] })).toEqual([]);
    } finally {
      closeDatabase(db);
    }
    expect(readFileSync(modelPath(target, sha256(model))).equals(model)).toBe(true);
    expect(readFileSync(uploadPath(target, 1)).equals(upload)).toBe(true);
    expect(readdirSync(target.root).filter((name) => name.startsWith('restore'))).toEqual([]);
  });

  it('leave out a damaged file and say which', () => {
    writeFileSync(uploadPath(temporary.folder, 1), 'other bytes');
    const { files, damaged } = backUp(temporary.folder, file);
    expect(files).toBe(1);
    expect(damaged.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['upload 1']);
    expect(bringBack()).toMatchObject({ runs: 3, files: 1 });
  });

  it('refuse a folder that holds something, unless it is to be replaced: then that lies aside', () => {
    backUp(temporary.folder, file);
    bringBack();
    expect(() => bringBack()).toThrow(/already holds hindcast.db.*--replace/);
    const { aside } = bringBack(true);
    expect(readdirSync(aside!).sort()).toEqual(['hindcast.db', 'models', 'uploads']);
    expect(existsSync(target.database)).toBe(true);
  });

  it('refuse a folder that Hindcast runs on', () => {
    backUp(temporary.folder, file);
    const replaceOwn = () => restore(temporary.folder, file, { migrationsFolder, replace: true });
    expect(replaceOwn).toThrow(/Hindcast is running/);
    expect(countRuns(temporary.db).succeeded).toBe(1);
  });

  it('refuse a backup of a newer Hindcast and change nothing', () => {
    temporary.db.$client
      .prepare("insert into migrations (name, sha256, applied_at) values ('9999_future', '', 0)")
      .run();
    backUp(temporary.folder, file);
    expect(() => bringBack()).toThrow(/newer or another Hindcast/);
    expect(readdirSync(target.root)).toEqual([]);
  });

  it('refuse to write over a file that is there, and keep it whole', () => {
    writeFileSync(file, 'mine');
    expect(() => backUp(temporary.folder, file)).toThrow(/exists already/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
    expect(backUp(temporary.folder, file, { replace: true }).runs).toBe(3);
    expect(readdirSync(outside)).toEqual(['backup.db']);
  });

  it('say that there is nothing to back up', () => {
    mkdirSync(target.root);
    expect(() => backUp(target, file)).toThrow(/nothing to back up/);
    expect(existsSync(file)).toBe(false);
  });
});

describe('restore()', () => {
  it('refuses what was cut short or changed by a bit, and leaves nothing behind', () => {
    backUp(temporary.folder, file);
    const whole = readFileSync(file);
    for (let place = 1; place < 40; place++) {
      const bytes = Buffer.from(whole);
      const at = Math.floor((place / 40) * bytes.length);
      if (place % 2 === 0) writeFileSync(file, bytes.subarray(0, at));
      else {
        bytes[at]! ^= 1;
        writeFileSync(file, bytes);
      }
      let refused = '';
      try {
        bringBack();
      } catch (problem) {
        refused = (problem as Error).message;
      }
      // A bit in a place that nothing reads, such as a page that is free, may be changed without harm.
      if (refused === '') rmSync(target.root, { recursive: true });
      else expect(readdirSync(target.root)).toEqual([]);
    }
  });

  it('refuses a file that is no backup', () => {
    writeFileSync(file, 'time,value\n1,2\n');
    expect(() => bringBack()).toThrow(/no backup that can be used/);
    expect(() => restore(target, join(outside, 'none'), { migrationsFolder })).toThrow(/There is no file/);
  });
});
