// `npm run bench:read`: how fast CSVs are read and stored, beside `sqlite3 .import` of the same files, in one run.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { toText } from './bench-read-report.mjs';
import { bundledForNode } from './bundle-options.mjs';
import { prepare, reportProblems } from './prepare.mjs';
import { PreparationError, root } from './project.mjs';

const rounds = 3;
/** What the bars for a million rows, and for ten, are meant for: with fewer, `--rows`, nothing is judged by them. */
const barRows = 1_000_000;
const usage = 'Usage: npm run -s bench:read -- [--rows N] [--json]   (N is 1000000 unless told)';
const bars = { ratio: 2.5, megabytes: 500, seconds: 2 };

await reportProblems(async () => {
  const { rows, json } = readArguments();
  await prepare({ native: true, say: (message) => process.stderr.write(`${message}\n`) });
  const sqlite = findSqlite();
  if (sqlite === undefined) say('The program sqlite3 is not installed: our side is measured alone.');
  const machine = describeMachine(sqlite);
  const workplace = { ...(await openWorkplace()), hasSqlite: sqlite !== undefined };
  const report = { ...machine, rows, results: await measureAll(workplace, rows) };
  console.log(json ? JSON.stringify(report, null, 2) : toText(report));
});

function readArguments() {
  try {
    const options = {
      rows: { type: 'string', default: String(barRows) },
      json: { type: 'boolean', default: false },
    };
    const { values } = parseArgs({ options });
    const rows = Number(values.rows);
    // Ten times as many minutes must fit before the year 2100.
    if (!Number.isInteger(rows) || rows < 100 || rows > 4_000_000) throw new Error('--rows: 100 to 4000000');
    return { rows, json: values.json };
  } catch (problem) {
    throw new PreparationError(`${problem.message}\n${usage}`);
  }
}

/** The temporary folder and the bundle, which lies in dist so that it finds the packages. */
async function openWorkplace() {
  const bundle = join(root, `dist/bench-read-${process.pid}.mjs`);
  const folder = mkdtempSync(join(tmpdir(), 'hindcast-bench-read-'));
  process.on('exit', () => {
    for (const path of [bundle, folder]) rmSync(path, { recursive: true, force: true });
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  await build({
    ...bundledForNode,
    entryPoints: ['scripts/bench-read-entry.mjs'],
    outfile: bundle,
  });
  return { bundle, folder, databases: 0 };
}

function describeMachine(sqlite) {
  return {
    node: process.version,
    sqlite3: sqlite ?? 'not installed',
    processor: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    load: loadavg()[0],
  };
}

/** @returns the version of the program; undefined where it is not installed */
function findSqlite() {
  const found = spawnSync('sqlite3', ['--version'], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.split(' ')[0] : undefined;
}

function listFiles(rows) {
  const many = rows.toLocaleString('en');
  const tenTimes = (rows * 10).toLocaleString('en');
  const isFull = rows >= barRows;
  const minutes = { kind: 'minutes', rows, columns: 1, isFull };
  const longLine = { bytes: 300e6, measure: measureWaits };
  return [
    { ...minutes, name: `${many} rows, 1 value`, measure: measureImport },
    { ...minutes, name: `${many} rows, 5 values`, columns: 5, measure: measureImport },
    { ...minutes, name: `${tenTimes} rows, 1 value`, rows: rows * 10, measure: measureMemory },
    { kind: 'columns', name: '20,000 columns, 100 rows', columns: 20_000, measure: measureWaits },
    { kind: 'line-of-cells', name: 'one line of 300 MB, many cells', ...longLine },
    { kind: 'line-of-one-cell', name: 'one line of 300 MB, one cell', ...longLine },
    { kind: 'long-cell', name: 'a cell of 200 kB', bytes: 200_000, measure: measureWaits },
  ];
}

async function measureAll(workplace, rows) {
  const results = [];
  for (const { name, measure, ...file } of listFiles(rows)) {
    say(`${name} ...`);
    const path = join(workplace.folder, `${file.kind}.csv`);
    await runOurs(workplace, { name: 'write', path, file });
    const found = await measure(workplace, { ...file, path });
    const { size } = statSync(path);
    results.push(...found.map((one) => ({ file: name, megabytes: Math.round(size / 1e5) / 10, ...one })));
    rmSync(path);
  }
  return results;
}

/** Both sides by turns, so that a busy moment of the machine meets both; whole processes are timed. */
async function measureImport(workplace, file) {
  const { path, columns, isFull } = file;
  const keyed = { create: keyedTable(columns), skip: 1 };
  const turns = [];
  for (let round = 0; round < rounds; round++) {
    const ours = await store(workplace, path);
    const sqlite = workplace.hasSqlite && {
      sqliteMs: await importBySqlite(workplace, path),
      sqliteKeyedMs: await importBySqlite(workplace, path, keyed),
    };
    turns.push({ ...ours, ...sqlite });
  }
  const compared = workplace.hasSqlite ? compare(turns) : {};
  const one = { ...medianBy(turns, ({ wallMs }) => wallMs), ...compared };
  const met = isFull && workplace.hasSqlite ? one.ratio <= bars.ratio : undefined;
  const stored = { task: 'store', ...one, bar: `≤ ${bars.ratio} × sqlite3`, met };
  return [stored, await measureWait(workplace, file, 'preview')];
}

/** Medians of each side, and their ratio. */
function compare(turns) {
  const [wallMs, sqliteMs, sqliteKeyedMs] = ['wallMs', 'sqliteMs', 'sqliteKeyedMs'].map(
    (key) => medianBy(turns, (turn) => turn[key])[key],
  );
  const ratio = wallMs / sqliteMs;
  return { wallMs, sqliteMs, sqliteKeyedMs, ratio, keyedRatio: wallMs / sqliteKeyedMs };
}

async function measureMemory(workplace, file) {
  const read = await runOurs(workplace, { name: 'read', path: file.path });
  const stored = await store(workplace, file.path);
  const judge = (task, one) => {
    const met = file.isFull ? one.peakMegabytes < bars.megabytes : undefined;
    return { task, ...one, bar: `< ${bars.megabytes} MB`, met };
  };
  return [judge('read', read), judge('store', stored), await measureWait(workplace, file, 'preview')];
}

async function measureWaits(workplace, file) {
  return [await measureWait(workplace, file, 'read'), await measureWait(workplace, file, 'preview')];
}

/** How long a person waits for the answer; the process is up already, as a server is. */
async function measureWait(workplace, { path }, task) {
  const answers = [];
  for (let round = 0; round < rounds; round++) {
    answers.push(await runOurs(workplace, { name: task, path }));
  }
  const one = medianBy(answers, ({ readMs }) => readMs);
  return { task, ...one, bar: `≤ ${bars.seconds} s`, met: one.readMs <= bars.seconds * 1000 };
}

async function store(workplace, path) {
  const data = freshPath(workplace);
  const migrations = join(root, 'db/migrations');
  const answer = await runOurs(workplace, { name: 'store', path, data, migrations });
  rmSync(data, { recursive: true });
  if (!(answer.observations >= answer.rows && answer.rows > 0)) {
    throw new Error(`${path} was not stored: ${answer.message}`);
  }
  return answer;
}

/** A child's peak memory begins at its parent's, so this process holds nothing large. */
async function runOurs({ bundle }, task) {
  const { output, wallMs } = await runProgram(process.execPath, [bundle, JSON.stringify(task)]);
  return { ...JSON.parse(output), wallMs };
}

/** @returns milliseconds, start and end of the program included */
async function importBySqlite(workplace, path, { create = [], skip = 0 } = {}) {
  const database = freshPath(workplace);
  const load = `.import --csv --skip ${skip} '${path}' imported`;
  const { wallMs } = await runProgram('sqlite3', ['-bail', database, ...create, load]);
  rmSync(database);
  return wallMs;
}

/** What our own table has that a plain import has not: a key, and numbers that are numbers. */
function keyedTable(values) {
  const columns = Array.from({ length: values }, (_, at) => `v${at + 1} real`).join(', ');
  return [`create table imported (time text primary key, ${columns}) without rowid`];
}

function freshPath(workplace) {
  workplace.databases += 1;
  return join(workplace.folder, `database-${workplace.databases}`);
}

function runProgram(command, args) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const pieces = [];
    child.stdout.on('data', (piece) => pieces.push(piece));
    child.on('error', reject);
    child.on('close', (code) => {
      const wallMs = performance.now() - started;
      if (code === 0) resolve({ output: Buffer.concat(pieces).toString(), wallMs });
      else reject(new Error(`${command} ended with ${code}`));
    });
  });
}

function medianBy(list, measure) {
  const sorted = [...list].sort((a, b) => measure(a) - measure(b));
  return sorted[Math.floor(sorted.length / 2)];
}

function say(message) {
  process.stderr.write(`${message}\n`);
}
