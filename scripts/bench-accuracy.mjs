// `npm run bench:accuracy -- --data FOLDER [--only NAME] [--seeds N] [--budget SECONDS] [--json]`: how well the product
// forecasts public data sets, against the figures of the field. What was measured is kept in dist/bench-accuracy by set,
// seed and state of the sources, so that an interrupted run goes on where it was.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { accuracySets } from './bench-accuracy/sets.mjs';
import { prepare, reportProblems } from './prepare.mjs';
import { root } from './project.mjs';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    seeds: { type: 'string', default: '3' },
    budget: { type: 'string', default: '600' },
    json: { type: 'boolean', default: false },
  },
});
const cache = join(root, 'dist/bench-accuracy');

await reportProblems(async () => {
  if (values.data === undefined) throw new Error('--data FOLDER is needed: where the data sets lie.');
  await prepare({ say: (message) => console.error(message) });
  mkdirSync(cache, { recursive: true });
  const wanted = accuracySets.filter(({ name }) => values.only === undefined || name === values.only);
  const results = [];
  for (const set of wanted) {
    const runs = [];
    for (let seed = 1; seed <= (set.seeded ? Number(values.seeds) : 1); seed++) {
      runs.push(await measureOnce(set, seed));
    }
    const rows = medianRows(runs);
    results.push({ name: set.name, seeds: runs.length, rows });
    console.error(drawRows(set.name, runs.length, rows));
  }
  if (values.json) console.log(JSON.stringify(results, null, 2));
});

async function measureOnce(set, seed) {
  const key = createHash('sha256')
    .update(JSON.stringify([set.name, seed, values.budget]))
    .update(readFileSync(join(root, 'dist/.server-key')))
    .digest('hex')
    .slice(0, 12);
  const path = join(cache, `${set.name}-${seed}-${key}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8'));
  const startedAt = performance.now();
  const context = {
    data: resolve(process.env.INIT_CWD ?? '.', values.data),
    cache,
    seed,
    budget: Number(values.budget),
  };
  const rows = await set.measure(context);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  console.error(`${set.name}, seed ${seed}: ${seconds} s`);
  writeFileSync(path, JSON.stringify(rows));
  return rows;
}

/** Row by row the median over seeds; of an even number the lower middle. */
function medianRows(runs) {
  return runs[0].map((row, r) => {
    const sorted = runs.map((rows) => rows[r].value).sort((a, b) => a - b);
    return { ...row, value: sorted[(sorted.length - 1) >> 1], all: runs.map((rows) => rows[r].value) };
  });
}

function drawRows(name, seeds, rows) {
  const met = ({ value, bar, atLeast }) =>
    bar === undefined ? '' : (atLeast ? value >= bar : value <= bar) ? 'met' : '**missed**';
  const lines = rows.map((row) =>
    [
      row.what,
      format(row.value),
      row.bar === undefined ? '' : format(row.bar),
      met(row),
      row.note ?? '',
    ].join(' | '),
  );
  return `\n${name} (${seeds} ${seeds === 1 ? 'run' : 'seeds, median'})\n| ${['what', 'measured', 'bar', '', ''].join(' | ')} |\n| --- | --- | --- | --- | --- |\n${lines.map((line) => `| ${line} |`).join('\n')}`;
}

function format(value) {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : 'n/a';
}
