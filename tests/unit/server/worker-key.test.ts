import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DataFolder, dataFolderAt } from '#db/data-folder.ts';
import { keepWorkerKey } from '#server/worker-key.ts';
import { temporaryFolder } from '#tests/support/launch.ts';

let folder: DataFolder;
let remove: () => void;
beforeEach(() => {
  const temporary = temporaryFolder();
  folder = dataFolderAt(temporary.path);
  remove = temporary.remove;
});
afterEach(() => remove());

test('keepWorkerKey() makes a key that only its owner can read, and keeps it', () => {
  const key = keepWorkerKey(folder);
  expect(key).toMatch(/^hindcast-worker-[\w-]{43}$/);
  expect(statSync(folder.workerKey).mode & 0o777).toBe(0o600);
  expect(keepWorkerKey(folder)).toBe(key);
  expect(readdirSync(folder.root)).toEqual(['worker.key']);
});

test('keepWorkerKey() makes another key in another folder', () => {
  const other = temporaryFolder();
  expect(keepWorkerKey(dataFolderAt(other.path))).not.toBe(keepWorkerKey(folder));
  other.remove();
});

test.each(['', 'short', 'two words that are long enough to be a key'])(
  'keepWorkerKey() refuses a file that holds "%s" instead of a key',
  (text) => {
    writeFileSync(folder.workerKey, text);
    expect(() => keepWorkerKey(folder)).toThrow(/holds no key\. Delete it/);
  },
);
