import { wordsFor } from '../evaluation/naive-words.ts';
import { recommend } from '../evaluation/recommend.ts';
import { type Judgement, judge, verdictSentence } from '../evaluation/verdict.ts';
import { type ForecasterKind, isNaive, isNetwork } from '../forecaster-kind.ts';
import { deriveSeed } from '../random.ts';
import type { ForecasterRecord } from './forecaster-record.ts';
import type { RunContext } from './run-context.ts';
import { reachOf, runLosses } from './run-losses.ts';

/** A judgement over some series of a run, and what follows from it. */
export interface RunJudgement {
  readonly judgement: Judgement;
  readonly recommended: ForecasterKind;
  /** Origins that share no step. */
  readonly independentOrigins: number;
}

/**
 * Judges the forecasters of a run on some of its series, together.
 *
 * @example
 * judgeRun(context, records, [0]).judgement.outcome; // 'beats'
 */
export function judgeRun(
  context: RunContext,
  records: readonly ForecasterRecord[],
  series: readonly number[],
): RunJudgement {
  const { horizon } = context.config;
  const kinds = records.map((record) => record.kind);
  const seed = deriveSeed(context.config.seed, 'verdict');
  const reach = Math.ceil(horizon / context.plan.plan.stride);
  const table = runLosses(context, { forecasts: records, parts: ['verdict'], series });
  const judgement = judge({ table, kinds, reach, seed });
  const { split } = context.panel[series[0]!]!;
  const allReach = reachOf([...split.selectionOrigins, ...split.verdictOrigins], horizon);
  const allRows = runLosses(context, { forecasts: records, parts: ['selection', 'verdict'], series });
  return {
    judgement,
    recommended: recommend({ table: allRows, kinds, reach: allReach, seed, judgement }),
    independentOrigins: Math.floor((table.slots - 1) / reach) + 1,
  };
}

/**
 * Chooses for one series of several: what won over all series, unless this series' own origins speak clearly
 * against it; where nothing won, this series' own choice.
 *
 * @example
 * recommendForSeries(own, panel, kinds); // 'gru'
 */
export function recommendForSeries(
  own: RunJudgement,
  panel: RunJudgement,
  kinds: readonly ForecasterKind[],
): ForecasterKind {
  if (isNaive(panel.recommended)) return own.recommended;
  const interval = own.judgement.estimates[kinds.indexOf(panel.recommended)]?.interval;
  return interval && interval[1] < 0 ? own.recommended : panel.recommended;
}

/**
 * The sentence of a judgement, in the words of the series it is about.
 *
 * @example
 * sentenceFor(context, judged, { series: [0], recommended: 'gru' }); // 'GRU beats …'
 */
export function sentenceFor(
  context: RunContext,
  { judgement }: RunJudgement,
  about: { readonly series: readonly number[]; readonly recommended: ForecasterKind },
): string {
  const first = context.panel[about.series[0]!]!;
  const { frequency } = context.prepared[about.series[0]!]!.axis;
  const alike = about.series.every(
    (index) =>
      context.prepared[index]!.axis.frequency === frequency &&
      context.panel[index]!.seasonLength === first.seasonLength,
  );
  const wording = alike ? { frequency, seasonLength: first.seasonLength } : undefined;
  return verdictSentence(judgement, {
    recommended: about.recommended,
    wordsFor: (kind) => wordsFor(kind, wording),
    series: about.series.length,
    networksFailed: context.plan.forecasters.some(isNetwork),
  });
}
