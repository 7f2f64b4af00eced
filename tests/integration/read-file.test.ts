import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFileReader, type FileToRead } from '#server/read-file.ts';
import { rememberReading } from '#server/remember-reading.ts';
import { projectRoot } from '#tests/support/api-server.ts';

// Beside node_modules, so that the bundle finds its packages as the real one does.
const threadBundle = join(projectRoot, `dist/reader-of-test-${process.pid}.mjs`);
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hindcast-read-'));
  await build({
    absWorkingDir: projectRoot,
    entryPoints: ['server/reader.ts'],
    outfile: threadBundle,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(threadBundle, { force: true });
});

function fileOf(text: string, flags: FileToRead['flags'] = {}): FileToRead {
  const path = join(folder, 'file.csv');
  writeFileSync(path, text);
  return { path, fileName: 'file.csv', bytes: text.length, flags, extent: 'whole' };
}

const days = Array.from({ length: 28 }, (_, day) => `2024-02-${String(day + 1).padStart(2, '0')}`);
const csv = `day,a,b\n${days.map((day, n) => `${day},${n},${n % 7 === 3 ? '' : n * 1.5}`).join('\n')}\n`;

test('a thread reads what the request itself would read, arrays and gaps included', async () => {
  const file = fileOf(csv);
  const inThread = await createFileReader({ threadBundle, inlineBytes: 0 })(file);
  const inline = await createFileReader({ threadBundle, inlineBytes: Infinity })(file);
  expect(inThread).toEqual(inline);
  expect(inThread.series.map(({ name, missing }) => [name, missing])).toEqual([
    ['a', 0],
    ['b', 4],
  ]);
  expect(inThread.series[0]?.axis.stamps).toBe(inThread.series[1]?.axis.stamps);
});

test('a preview looks at parts of a large file, at all of a small one; keeping reads all of it', async () => {
  const minutes = Array.from({ length: 1_000_000 }, (_, n) => `${1_600_000_000 + n * 60},${n % 1000}.25`);
  const large = { ...fileOf(`time,value\n${minutes.join('\n')}\n`), extent: 'preview' } as const;
  const read = rememberReading(createFileReader({ threadBundle }));
  const looked = await read(large);
  expect([looked.outcome, looked.isSample, looked.frequency]).toEqual(['ok', true, 'minute']);
  const kept = await read({ ...large, flags: looked.recipe, extent: 'whole' });
  expect([kept.rows, kept.isSample ?? false]).toEqual([1_000_000, false]);
  const small = await read({ ...fileOf(csv), extent: 'preview' });
  expect([small.rows, small.isSample ?? false]).toEqual([28, false]);
});

test('a file that holds no table is an answer of the thread too, not an error', async () => {
  const reading = await createFileReader({ threadBundle, inlineBytes: 0 })(fileOf('%PDF-1.7\n...'));
  expect([reading.outcome, reading.series]).toEqual(['error', []]);
});

test('more readings than threads are all answered, in turn', async () => {
  const read = createFileReader({ threadBundle, inlineBytes: 0, threads: 1 });
  const file = fileOf(csv);
  const readings = await Promise.all([read(file), read(file), read(file)]);
  expect(readings.map(({ rows }) => rows)).toEqual([28, 28, 28]);
});

test('a thread that cannot start is an error, and the next reading has its turn', async () => {
  const read = createFileReader({ threadBundle: join(folder, 'none.mjs'), inlineBytes: 0, threads: 1 });
  await expect(read(fileOf(csv))).rejects.toThrow();
  await expect(read(fileOf(csv))).rejects.toThrow();
});

test('rememberReading() reads a file once for its flags and for the recipe that stands for them', async () => {
  let readings = 0;
  const inline = createFileReader({ threadBundle, inlineBytes: Infinity });
  const read = rememberReading((file) => {
    readings += 1;
    return inline(file);
  });
  const first = await read(fileOf(csv));
  expect(await read(fileOf(csv, first.recipe))).toBe(first);
  const reordered = Object.fromEntries(Object.entries(first.recipe).reverse());
  expect(await read(fileOf(csv, reordered))).toBe(first);
  expect(readings).toBe(1);
  await read(fileOf(csv, { targets: ['a'] }));
  await read({ ...fileOf(csv), path: join(folder, 'file.csv'), bytes: 1 });
  expect(readings).toBe(3);
});

test('rememberReading() does not remember what went wrong', async () => {
  let readings = 0;
  const read = rememberReading(() => {
    readings += 1;
    return Promise.reject(new Error('disk'));
  });
  await expect(read(fileOf(csv))).rejects.toThrow('disk');
  await expect(read(fileOf(csv))).rejects.toThrow('disk');
  expect(readings).toBe(2);
});
