// M4 Hourly (S. Makridakis et al., 2020): 414 series, 48 steps ahead, scored as the organisers did.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from './csv.mjs';
import { runForecast } from './run-forecast.mjs';

const horizon = 48;
const season = 24;
const levels = [80, 90, 95];
/** Published for the naive 2 forecast, to which OWA relates. */
const naive2 = { smape: 18.383, mase: 2.395 };
/** sMAPE and MASE as published. */
const published = {
  naive: [43.003, 11.608, 0.005],
  'seasonal-naive': [13.912, 1.193, 0.005],
  naive2: [18.383, 2.395, 0.005],
  ses: [18.094, 2.385, 0.005],
  theta: [18.138, 2.455, 0.005],
  comb: [22.053, 4.582, 0.03],
};

/** The whole recipe within its budget. */
export async function measurePanel({ data, cache, seed, budget }) {
  const out = await forecastPanel({ data, cache }, `m4-${seed}.csv`, [
    '--budget',
    budget,
    '--seed',
    seed,
    '--levels',
    levels.join(','),
  ]);
  const { smape, mase, msis, owa, ...covered } = score(readPanel(data), out);
  return [
    { what: 'OWA', value: owa, bar: 0.41 },
    { what: 'sMAPE, %', value: smape },
    { what: 'MASE', value: mase },
    { what: 'MSIS of the 95 % band', value: msis, bar: 7.538 },
    ...levels.map((level) => ({
      what: `coverage error of the ${level} % band`,
      value: Math.abs(covered[level] - level / 100),
      bar: 0.02,
    })),
  ];
}

/** Every baseline by itself, against what the organisers published. */
export async function measureBaselines({ data, cache }) {
  const kinds = Object.keys(published);
  const out = await forecastPanel({ data, cache }, 'm4-baselines.csv', [
    '--forecasters',
    kinds.slice(2).join(','),
    '--all',
  ]);
  const panel = readPanel(data);
  return kinds.flatMap((kind) => {
    const { smape, mase } = score(panel, out, kind);
    const [smapeOf, maseOf, bar] = published[kind];
    return [
      {
        what: `${kind}: sMAPE off by`,
        value: Math.abs(smape / smapeOf - 1),
        bar,
        note: `${smape.toFixed(3)}, published ${smapeOf}`,
      },
      {
        what: `${kind}: MASE off by`,
        value: Math.abs(mase / maseOf - 1),
        bar,
        note: `${mase.toFixed(3)}, published ${maseOf}`,
      },
    ];
  });
}

async function forecastPanel({ data, cache }, name, args) {
  const input = join(cache, 'm4-hourly-long.csv');
  const output = join(cache, name);
  writeFileSync(input, longCsv(readRows(data, 'train')));
  const shape = [
    '--series-id',
    'unique_id',
    '--time',
    'ds',
    '--target',
    'y',
    '--season',
    season,
    '--horizon',
    horizon,
  ];
  await runForecast([input, ...shape, '--out', output, ...args].map(String));
  const [head, ...rows] = parseCsv(readFileSync(output, 'utf8'));
  return rows.map((cells) => Object.fromEntries(head.map((column, i) => [column, cells[i]])));
}

function readRows(data, part) {
  const [, ...rows] = parseCsv(readFileSync(join(data, `m4_hourly/Hourly-${part}.csv`), 'utf8'));
  return new Map(
    rows.map(([id, ...cells]) => [id, cells.filter((cell) => cell !== '' && cell !== 'NA').map(Number)]),
  );
}

/** The set has no stamps: any hours do. */
function longCsv(rows) {
  const lines = ['unique_id,ds,y'];
  for (const [id, values] of rows) {
    values.forEach((value, i) => {
      const stamp = new Date(Date.UTC(2000, 0, 3) + i * 3_600_000)
        .toISOString()
        .slice(0, 19)
        .replace('T', ' ');
      lines.push(`${id},${stamp},${value}`);
    });
  }
  return `${lines.join('\n')}\n`;
}

function readPanel(data) {
  const test = readRows(data, 'test');
  return [...readRows(data, 'train')].map(([id, history]) => {
    const actual = test.get(id).slice(0, horizon);
    return { id, actual, scale: mean(history.slice(season).map((value, i) => Math.abs(value - history[i]))) };
  });
}

/** sMAPE, MASE and MSIS, each the mean over series of the mean over steps. */
function score(panel, rows, kind) {
  const bySeries = new Map(panel.map(({ id }) => [id, []]));
  for (const row of rows)
    if (kind === undefined || row.forecaster === kind) bySeries.get(row.series).push(row);
  const scores = panel.map(({ id, actual, scale }) => {
    const said = bySeries.get(id).sort((a, b) => a.step - b.step);
    if (said.length !== horizon) throw new Error(`${id} has ${said.length} steps, ${horizon} are needed.`);
    const errors = said.map(({ value }, i) => Math.abs(actual[i] - value));
    return {
      smape: mean(said.map(({ value }, i) => (200 * errors[i]) / (Math.abs(actual[i]) + Math.abs(value)))),
      mase: mean(errors) / scale,
      ...bandScores(said, actual, scale),
    };
  });
  const average = (pick) => mean(scores.map(pick));
  const smape = average((one) => one.smape);
  const mase = average((one) => one.mase);
  return {
    smape,
    mase,
    owa: (smape / naive2.smape + mase / naive2.mase) / 2,
    msis: average((one) => one.msis),
    ...Object.fromEntries(levels.map((level) => [level, average((one) => one.covered[level])])),
  };
}

function bandScores(said, actual, scale) {
  const bandOf = (level) => said.map((row) => [Number(row[`lo${level}`]), Number(row[`hi${level}`])]);
  const penalties = bandOf(95).map(([lo, hi], i) => {
    const below = Math.max(0, lo - actual[i]);
    const above = Math.max(0, actual[i] - hi);
    return hi - lo + (2 / 0.05) * (below + above);
  });
  const caught = (level) =>
    mean(bandOf(level).map(([lo, hi], i) => (actual[i] >= lo && actual[i] <= hi ? 1 : 0)));
  return {
    msis: mean(penalties) / scale,
    covered: Object.fromEntries(levels.map((level) => [level, caught(level)])),
  };
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
