import { createLossTable, meanLosses } from '../evaluation/loss-table.ts';
import { estimateSkills } from '../evaluation/skill-interval.ts';
import type { Band } from '../run-result.ts';

/** A forecast that was issued, beside what has come of it. */
export interface ScoredForecast {
  readonly originStamp: number;
  readonly stamps: readonly number[];
  readonly values: readonly number[];
  /** What the best naive of the backtest said then; undefined where it is the one that was issued. */
  readonly naive: readonly number[] | undefined;
  readonly bands: Readonly<Record<string, Band>>;
  /** null where nothing has come yet, or a missing value. */
  readonly actual: readonly (number | null)[];
}

/** How many values a band has caught. */
export interface LiveCoverage {
  readonly caught: number;
  /** Values that came and had a band. */
  readonly rows: number;
}

/** What issued forecasts were worth, by what came. */
export interface LiveRecord {
  /** Forecasts of which at least one step has come. */
  readonly forecasts: number;
  /** Values that came, each counted once for each forecast of it. */
  readonly rows: number;
  /** Mean absolute error, data units; null where nothing has come. */
  readonly mae: number | null;
  /** Of the naive forecast issued with them, on the same values. */
  readonly naiveMae: number | null;
  /** 1 − mae / naiveMae; null without a naive beside it. */
  readonly skill: number | null;
  /** 95 % interval of the skill, whole forecasts resampled. */
  readonly interval: readonly [number, number] | null;
  /** By level, "80" → what it caught. */
  readonly coverage: Readonly<Record<string, LiveCoverage>>;
}

const seed = 1;

/**
 * Scores issued forecasts by what has come since: their error beside the naive's that was issued with them, and
 * what their bands caught. Skill and interval are those of `estimateSkills()`, each forecast being an origin.
 *
 * @param issued In any order; forecasts without an observation yet are passed over.
 *
 * @example
 * liveRecord([{ originStamp: 0, stamps: [1], values: [4], naive: [1], bands: {}, actual: [5] }]).skill; // 0.75
 */
export function liveRecord(issued: readonly ScoredForecast[]): LiveRecord {
  const scored = issued
    .filter(({ actual }) => actual.some((value) => value !== null))
    .sort((a, b) => a.originStamp - b.originStamp);
  const compared = scored.filter(({ naive }) => naive !== undefined);
  const own = lossesOf(scored, ({ values }) => [values]);
  const beside = lossesOf(compared, ({ values, naive }) => [naive ?? [], values]);
  const request = { candidates: [1], reference: 0, reach: reachOf(compared), seed };
  const estimate = compared.length === 0 ? undefined : estimateSkills(beside, request)[0];
  return {
    forecasts: scored.length,
    rows: scored.reduce((rows, { actual }) => rows + actual.filter((value) => value !== null).length, 0),
    mae: finite(meanLosses(own)[0]),
    naiveMae: finite(meanLosses(beside)[0]),
    skill: estimate?.skill ?? null,
    interval: estimate?.interval ?? null,
    coverage: coverageOf(scored),
  };
}

function lossesOf(
  scored: readonly ScoredForecast[],
  said: (forecast: ScoredForecast) => readonly (readonly number[])[],
) {
  const answers = scored.map(said);
  return createLossTable([
    {
      actuals: scored.map(({ actual }) => actual.map((value) => value ?? Number.NaN)),
      forecasts: (answers[0] ?? []).map((_, place) => answers.map((one) => one[place] ?? [])),
      scale: 1,
    },
  ]);
}

/** How many neighbouring forecasts speak about the same value. */
function reachOf(scored: readonly ScoredForecast[]): number {
  let most = 1;
  for (let first = 0, last = 0; last < scored.length; last++) {
    const { originStamp } = scored[last]!;
    while ((scored[first]!.stamps.at(-1) ?? originStamp) <= originStamp && first < last) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

function coverageOf(scored: readonly ScoredForecast[]): Record<string, LiveCoverage> {
  const levels = [...new Set(scored.flatMap(({ bands }) => Object.keys(bands)))];
  return Object.fromEntries(
    levels.map((level) => {
      const hits = scored.flatMap((forecast) => caughtBy(forecast, level));
      return [level, { caught: hits.filter(Boolean).length, rows: hits.length }];
    }),
  );
}

/**
 * Whether the band of a level caught each value that came; steps without a band or a value are left out.
 *
 * @example
 * caughtBy({ bands: { 80: { lower: [1], upper: [3] } }, actual: [2] }, '80'); // [true]
 */
export function caughtBy(
  { bands, actual }: Pick<ScoredForecast, 'bands' | 'actual'>,
  level: string,
): boolean[] {
  const band = bands[level];
  if (!band) return [];
  return actual.flatMap((value, step) => {
    const [low, high] = [band.lower[step], band.upper[step]];
    if (value === null || typeof low !== 'number' || typeof high !== 'number') return [];
    return [low <= value && value <= high];
  });
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
