// How often a choice can be right at all: over every two neighbouring test origins of a run, as over the two that are held out.
import { parseCsv } from './csv.mjs';

const near = 1.03;

/**
 * The share of pairs in which a forecaster errs at most 3 % more than the best of the pair.
 *
 * @param {string} table what `--backtest` writes
 * @returns {{ pairs: number, of: (forecaster: string) => number, bestOverAll: string }}
 */
export function nearBestInPairs(table) {
  const errors = errorsByOrigin(parseCsv(table).slice(1));
  const forecasters = [...errors.keys()];
  const origins = errors.get(forecasters[0]).length;
  const errorOf = (forecaster, pair) => pair.reduce((sum, at) => sum + errors.get(forecaster)[at], 0);
  const all = Array.from({ length: origins }, (_, at) => at);
  const pairs = all.slice(1).map((at) => [at - 1, at]);
  const least = (pair) => Math.min(...forecasters.map((forecaster) => errorOf(forecaster, pair)));
  return {
    pairs: pairs.length,
    of: (forecaster) =>
      pairs.filter((pair) => errorOf(forecaster, pair) <= near * least(pair)).length / pairs.length,
    bestOverAll: forecasters.reduce((best, one) => (errorOf(one, all) < errorOf(best, all) ? one : best)),
  };
}

/** Mean absolute errors of each forecaster, of the latest origins whose steps do not overlap, earliest first. */
function errorsByOrigin(rows) {
  const told = new Map();
  for (const [, forecaster, origin, , time, actual, forecast] of rows) {
    const at = told.get(origin) ?? { origin, end: time, errors: new Map() };
    told.set(origin, at);
    if (time > at.end) at.end = time;
    if (actual === '') continue;
    const { sum, count } = at.errors.get(forecaster) ?? { sum: 0, count: 0 };
    at.errors.set(forecaster, { sum: sum + Math.abs(Number(actual) - Number(forecast)), count: count + 1 });
  }
  const apart = [];
  for (const at of [...told.values()].reverse()) {
    if (at.errors.size > 0 && (apart.length === 0 || at.end <= apart[0].origin)) apart.unshift(at);
  }
  const forecasters = [...(apart.at(-1)?.errors.keys() ?? [])];
  return new Map(
    forecasters.map((forecaster) => [
      forecaster,
      apart.map(({ errors }) => errors.get(forecaster).sum / errors.get(forecaster).count),
    ]),
  );
}
