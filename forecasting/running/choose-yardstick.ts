import { actualAfter } from '../evaluation/backtest.ts';
import type { LossTable, SeriesLosses } from '../evaluation/loss-table.ts';
import { intervalScore } from '../evaluation/metrics/interval-score.ts';
import { estimateSkills } from '../evaluation/skill-interval.ts';
import { type YardstickKind, yardsticks } from '../evaluation/yardstick.ts';
import { deriveSeed } from '../random.ts';
import { type BandMaker, makeBands } from './band-maker.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { OriginScales } from './origin-scales.ts';
import type { RunContext } from './run-context.ts';
import { reachOf } from './run-losses.ts';

/** Parts into which the selection origins of a series are cut; each is judged by bands that rest on the others. */
const parts = 5;

/**
 * Decides what the bands of a forecaster are measured by, on the selection origins alone: its own offsets, where bands made
 * of them have a smaller interval score than bands by the local scale, and by more than chance explains (as of
 * `estimateSkills()`). Each origin is judged by bands that rest on origins elsewhere.
 *
 * @example
 * chooseYardstick(context, record, scales); // 'offsets'
 */
export function chooseYardstick(
  context: RunContext,
  record: ForecasterRecord,
  scales: OriginScales,
): YardstickKind {
  if (record.offsets === undefined) return 'local-scale';
  const table = crossFittedScores(context, record, scales);
  if (table.slots === 0) return 'local-scale';
  const [estimate] = estimateSkills(table, {
    candidates: [yardsticks.indexOf('offsets')],
    reference: yardsticks.indexOf('local-scale'),
    reach: Math.max(
      ...context.panel.map(({ split }) => reachOf(split.selectionOrigins, context.config.horizon)),
    ),
    seed: deriveSeed(context.config.seed, 'yardstick'),
  });
  return (estimate?.interval?.[0] ?? 0) > 0 ? 'offsets' : 'local-scale';
}

/**
 * The interval scores of a forecaster's bands by each yardstick, over levels, steps and selection origins, in units of the
 * error scales; each origin by bands that rest on other parts of its series.
 *
 * @returns One loss a yardstick, in the order of `yardsticks`.
 *
 * @example
 * meanLosses(crossFittedScores(context, record, scales)); // [6.4, 5.1]
 */
export function crossFittedScores(
  context: RunContext,
  record: ForecasterRecord,
  scales: OriginScales,
): LossTable {
  const { panel } = context;
  const slots = Math.max(...panel.map(({ split }) => split.selectionOrigins.length));
  const series = panel.map(
    (): SeriesLosses => ({
      weights: new Float64Array(slots),
      sums: yardsticks.map(() => new Float64Array(slots)),
    }),
  );
  for (let judged = 0; judged < parts; judged++) {
    const isJudged = (slot: number, origins: number) => Math.floor((slot * parts) / origins) === judged;
    const counts = (slot: number, origins: number) => !isJudged(slot, origins);
    const makers = yardsticks.map((kind) =>
      makeBands(context, record, { kind, scales, parts: ['selection'], counts }),
    );
    series.forEach((losses, index) => {
      const { length } = panel[index]!.split.selectionOrigins;
      for (let slot = 0; slot < length; slot++) {
        if (isJudged(slot, length))
          addScores(context, makers, { losses, index, slot, at: slots - length + slot });
      }
    });
  }
  return { slots, series };
}

interface JudgedOrigin {
  readonly losses: SeriesLosses;
  readonly index: number;
  readonly slot: number;
  /** Where it stands among the slots of the table. */
  readonly at: number;
}

/** Every level and step counts that was observed and has a band by each yardstick. */
function addScores(
  { panel, config, errorScales }: RunContext,
  makers: readonly BandMaker[],
  { losses, index, slot, at }: JudgedOrigin,
): void {
  const actual = actualAfter(panel[index]!, panel[index]!.split.selectionOrigins[slot]!, config.horizon);
  const bands = makers.map((maker) => maker.bandsAt({ part: 'selection', series: index, slot }));
  config.levels.forEach((level, k) => {
    actual.forEach((value, step) => {
      const scores = bands.map((levels) => {
        const [low, high] = [levels[k]!.lower[step] ?? Number.NaN, levels[k]!.upper[step] ?? Number.NaN];
        return intervalScore(value, { low, high, level }) / errorScales[index]!;
      });
      if (!scores.every(Number.isFinite)) return;
      losses.weights[at] = losses.weights[at]! + 1;
      scores.forEach((score, yardstick) => {
        losses.sums[yardstick]![at] = losses.sums[yardstick]![at]! + score;
      });
    });
  });
}
