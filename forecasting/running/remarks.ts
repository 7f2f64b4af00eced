import { actualAfter, originsOf } from '../evaluation/backtest.ts';
import { detectEcho, type EchoReading } from '../evaluation/echo.ts';
import { isNetwork, type NetworkKind } from '../forecaster-kind.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { RunJudgement } from './judge-run.ts';
import type { RunContext } from './run-context.ts';

/** Below this many independent origins an interval can only tell large differences. */
const fewOrigins = 8;

/**
 * What a reader should know about the evidence: few origins, overlapping folds.
 *
 * @example
 * evidenceRemarks(context, judged)[0]; // 'Only 3 independent origins: …'
 */
export function evidenceRemarks(context: RunContext, judged: RunJudgement): string[] {
  const { plan, config } = context;
  const remarks: string[] = [];
  const { independentOrigins } = judged;
  if (plan.plan.overlapping) {
    remarks.push(
      `Folds overlap: origins stand ${plan.plan.stride} apart, the horizon is ${config.horizon}. Together they weigh as much as ${independentOrigins} separate ones.`,
    );
  }
  if (independentOrigins < fewOrigins) {
    const count =
      independentOrigins === 1 ? '1 independent origin' : `${independentOrigins} independent origins`;
    remarks.push(`Only ${count}: the interval is wide and tells large differences only.`);
  }
  return remarks;
}

/**
 * Finds the networks of a single series that repeat the last value they saw.
 *
 * @example
 * findEchoes(context, records, 0); // [{ kind: 'lstm', reading: { echoes: true, weight: 0.97, … } }]
 */
export function findEchoes(
  context: RunContext,
  records: readonly ForecasterRecord[],
  index: number,
): { kind: NetworkKind; reading: EchoReading }[] {
  const series = context.panel[index]!;
  return records.flatMap((record) => {
    if (!isNetwork(record.kind)) return [];
    const points = (['selection', 'verdict'] as const).flatMap((part) =>
      originsOf(series, part).flatMap((origin, slot) => {
        const actual = actualAfter(series, origin, context.config.horizon);
        const forecast = record[part][index]![slot]!;
        return Array.from(actual, (value, step) => ({
          last: series.values[origin]!,
          forecast: forecast[step]!,
          actual: value,
        }));
      }),
    );
    const reading = detectEcho(points);
    return reading?.echoes ? [{ kind: record.kind, reading }] : [];
  });
}

/**
 * Says which networks echo.
 *
 * @example
 * echoRemarks([{ kind: 'lstm', reading: { weight: 0.97 } }]); // ['LSTM repeats the last value (weight 0.97): it adds no information.']
 */
export function echoRemarks(echoes: readonly { kind: NetworkKind; reading: EchoReading }[]): string[] {
  if (echoes.length === 0) return [];
  const names = list(echoes.map(({ kind }) => kind.toUpperCase()));
  const least = Math.min(...echoes.map(({ reading }) => reading.weight)).toFixed(2);
  const one = echoes.length === 1;
  return [
    `${names} ${one ? 'repeats' : 'repeat'} the last value (weight ${one ? '' : 'at least '}${least}): ${one ? 'it adds' : 'they add'} no information.`,
  ];
}

/** Errors that differ by a smaller share than this differ by rounding alone. */
const rounding = 1e-9;

/**
 * Says which of two neighbouring networks cannot be told apart by their error, given the spread over seeds.
 *
 * @param scored Networks with their error and its standard deviation over seeds.
 *
 * @example
 * seedRemarks([{ kind: 'lstm', error: 2, spread: 0.11 }, { kind: 'gru', error: 2.03, spread: 0.08 }]);
 * // ['LSTM and GRU are not distinguishable: their gap of 0.030 is inside the seed spread of ±0.11.']
 */
export function seedRemarks(
  scored: readonly { kind: NetworkKind; error: number; spread: number | null }[],
): string[] {
  const known = scored.filter((item) => item.spread !== null).sort((a, b) => a.error - b.error);
  const remarks: string[] = [];
  for (let i = 1; i < known.length; i++) {
    const [better, worse] = [known[i - 1]!, known[i]!];
    const gap = worse.error - better.error;
    const spread = Math.max(better.spread!, worse.spread!);
    const isNothing = gap <= rounding * better.error && spread <= rounding * better.error;
    if (gap > spread && !isNothing) continue;
    const pair = `${better.kind.toUpperCase()} and ${worse.kind.toUpperCase()}`;
    const why = isNothing
      ? 'their errors are the same with every seed, a seed spread of 0'
      : `their gap of ${gap.toPrecision(2)} is inside the seed spread of ±${spread.toPrecision(2)}`;
    remarks.push(`${pair} are not distinguishable: ${why}.`);
  }
  return remarks;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
