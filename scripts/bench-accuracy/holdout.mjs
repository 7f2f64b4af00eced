// One series: its last two horizons are forecast one after the other, each from what lies before it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from './csv.mjs';
import { nearBestInPairs } from './pairs.mjs';
import { runForecast } from './run-forecast.mjs';

/** What is recommended, against the best of all that answered in hindsight and against the seasonal naive. */
export async function measureHoldout(set, context) {
  const { errors, recommended, past } = await forecastTwice(set, context, []);
  const best = Math.min(...errors.values());
  const seasonal = errors.get('seasonal-naive') ?? errors.get('naive');
  const [winner] = [...errors].find(([, error]) => error === best);
  const { pairs, of, bestOverAll } = nearBestInPairs(past);
  return [
    {
      what: 'recommended over the best in hindsight',
      value: recommended.error / best,
      bar: 1.03,
      note: `${recommended.kinds.join(', ')}; best ${winner}`,
    },
    { what: 'recommended over the seasonal naive', value: recommended.error / seasonal, bar: 1.01 },
    {
      what: `recommended within 3 % of the best of a pair of test origins, share of ${pairs}`,
      value: of(recommended.kinds.at(-1)),
    },
    {
      what: 'the same for the best over all of them in hindsight',
      value: of(bestOverAll),
      note: bestOverAll,
    },
  ];
}

/** On a stock nothing is to be found: no "beats" without an interval above zero, and nothing worse than the last value. */
export async function measureStock(set, context) {
  const { errors, recommended, verdicts } = await forecastTwice(set, context, ['--preset', 'honest']);
  const unfounded = verdicts.filter(
    ({ outcome, interval }) => outcome === 'beats' && !(interval?.[0] > 0),
  ).length;
  return [
    {
      what: 'recommended over the last value',
      value: recommended.error / errors.get('naive'),
      bar: 1.01,
      note: recommended.kinds.join(', '),
    },
    {
      what: 'unfounded “beats”',
      value: unfounded,
      bar: 0,
      note: verdicts.map(({ outcome }) => outcome).join(', '),
    },
  ];
}

async function forecastTwice({ name, file, target, horizon }, { data, cache, seed }, args) {
  const lines = readFileSync(join(data, file), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '');
  const [head] = parseCsv(lines[0]);
  const column = head.indexOf(target);
  const errors = new Map();
  const recommended = { error: 0, kinds: [] };
  const verdicts = [];
  let past = '';
  for (const back of [2, 1]) {
    const end = lines.length - back * horizon;
    const input = join(cache, `${name}-${back}.csv`);
    const backtest = join(cache, `${name}-${back}-backtest.csv`);
    writeFileSync(input, `${lines.slice(0, end).join('\n')}\n`);
    const actual = lines.slice(end, end + horizon).map((line) => Number(parseCsv(line)[0][column]));
    const request = [
      input,
      '--target',
      target,
      '--horizon',
      horizon,
      '--seed',
      seed,
      '--all',
      '--json',
      '--backtest',
      backtest,
      ...args,
    ];
    const report = JSON.parse(await runForecast(request.map(String)));
    const told = scoreReport(report, actual);
    for (const [kind, error] of told) errors.set(kind, (errors.get(kind) ?? 0) + error);
    recommended.error += told.get(report.recommended);
    recommended.kinds.push(report.recommended);
    verdicts.push(report.verdict);
    past = readFileSync(backtest, 'utf8');
  }
  return { errors, recommended, verdicts, past };
}

/** Sum of the absolute errors of every forecaster, over the steps that were observed. */
function scoreReport({ forecast }, actual) {
  const errors = new Map();
  for (const { forecaster, step, value } of forecast) {
    const truth = actual[step - 1];
    if (!Number.isFinite(truth)) continue;
    errors.set(forecaster, (errors.get(forecaster) ?? 0) + Math.abs(truth - value));
  }
  return errors;
}
