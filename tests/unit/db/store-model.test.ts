import { createHash } from 'node:crypto';
import { readdirSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { modelPath, uploadPath } from '#db/data-folder.ts';
import { finishRun } from '#db/queries/results.ts';
import { claimNextRun } from '#db/queries/run-leases.ts';
import { removeRun } from '#db/queries/runs.ts';
import { createUpload, getUpload, markUploadKept, removeUpload } from '#db/queries/uploads.ts';
import { registerWorker } from '#db/queries/workers.ts';
import { loadModel, storeModel } from '#db/store-model.ts';
import { createRandom } from '#forecasting/random.ts';
import { queueRun, runResultOf } from '#tests/support/stored-run.ts';
import { createTemporaryDatabase, type TemporaryDatabase } from '#tests/support/temporary-database.ts';
import { sweepFiles } from '#workers/sweep-files.ts';

let temporary: TemporaryDatabase;
beforeEach(() => {
  temporary = createTemporaryDatabase();
});
afterEach(() => temporary.remove());

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
const hour = 3_600_000;

function makeOld(path: string, ageMs = 2 * hour): void {
  const then = (Date.now() - ageMs) / 1000;
  utimesSync(path, then, then);
}

/** A succeeded run with a stored model. */
function storeRun(): { runId: number; path: string } {
  const { db, folder } = temporary;
  const runId = queueRun(db);
  const workerId = registerWorker(db, { machine: 'test', pid: 1, processStart: null, now: 0 });
  const run = claimNextRun(db, { workerId, leaseMs: 1000, now: 0 })!;
  const model = storeModel(folder, bytes);
  finishRun(db, { ...run, runId }, { result: runResultOf([]), seriesIds: [], model, now: 1 });
  return { runId, path: modelPath(folder, model.sha256) };
}

test('storeModel() names a file by its checksum and leaves no draft', () => {
  const { folder } = temporary;
  const stored = storeModel(folder, bytes);
  expect(stored).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: 1000 });
  expect(readdirSync(folder.models)).toEqual([stored.sha256]);
  expect(readdirSync(folder.tmp)).toEqual([]);
  expect(loadModel(folder, { ...stored, runId: 1, createdAt: 0 })).toEqual(Buffer.from(bytes));
});

test.each([
  ['truncated', (path: string) => truncateSync(path, 999)],
  ['overwritten', (path: string) => writeFileSync(path, new Uint8Array(1000))],
  ['gone', (path: string) => rmSync(path)],
])('loadModel() refuses a file that is %s', (_, damage) => {
  const { folder } = temporary;
  const stored = { ...storeModel(folder, bytes), runId: 7, createdAt: 0 };
  damage(modelPath(folder, stored.sha256));
  expect(() => loadModel(folder, stored)).toThrow(/Cannot use the model of run 7.*Train it again/);
});

test('loadModel() refuses each of 200 files that differ by a bit or are cut short', () => {
  const { folder } = temporary;
  const stored = { ...storeModel(folder, bytes), runId: 7, createdAt: 0 };
  const path = modelPath(folder, stored.sha256);
  const random = createRandom(36);
  for (let i = 0; i < 200; i++) {
    const at = Math.floor(random() * bytes.length);
    const damaged = i % 2 === 0 ? bytes.slice() : bytes.slice(0, at);
    if (i % 2 === 0) damaged[at]! ^= 1 << Math.floor(random() * 8);
    writeFileSync(path, damaged);
    expect(() => loadModel(folder, stored)).toThrow(/its file has changed. Train it again/);
  }
});

test('sweepFiles() deletes the model of a removed run and keeps the others', () => {
  const { db, folder } = temporary;
  const { runId, path } = storeRun();
  makeOld(path);
  expect(sweepFiles(db, folder, { now: Date.now() })).toEqual([]);
  removeRun(db, runId);
  expect(sweepFiles(db, folder, { now: Date.now() })).toEqual([path]);
  expect(readdirSync(folder.models)).toEqual([]);
});

test('sweepFiles() leaves young files alone: their transaction may not have ended yet', () => {
  const { db, folder } = temporary;
  storeModel(folder, bytes);
  writeFileSync(uploadPath(folder, 9), 'a');
  writeFileSync(join(folder.tmp, 'draft'), 'a');
  expect(sweepFiles(db, folder, { now: Date.now() })).toEqual([]);
});

test('sweepFiles() deletes removed uploads, old drafts and what was looked at and never kept', () => {
  const { db, folder } = temporary;
  const file = { fileName: 'a.csv', bytes: 1, sha256: 'x' };
  const place = (id: number) => writeFileSync(uploadPath(folder, id), 'a');
  const kept = createUpload(db, { ...file, createdAt: Date.now() - 48 * hour }, place);
  markUploadKept(db, kept, {});
  const removed = createUpload(db, { ...file, createdAt: Date.now() }, place);
  removeUpload(db, removed);
  const abandoned = createUpload(db, { ...file, createdAt: Date.now() - 48 * hour }, place);
  const looking = createUpload(db, { ...file, createdAt: Date.now() - hour }, place);
  const draft = join(folder.tmp, 'draft');
  writeFileSync(draft, 'a');
  for (const id of [kept, removed, abandoned, looking]) makeOld(uploadPath(folder, id));
  makeOld(draft);
  const swept = sweepFiles(db, folder, { now: Date.now() });
  expect(swept).toEqual([uploadPath(folder, removed), uploadPath(folder, abandoned), draft]);
  expect(getUpload(db, abandoned)).toBeUndefined();
  expect(readdirSync(folder.uploads).sort()).toEqual([kept, looking].map(String));
});
