import type { RecallPlan, RecallResult } from '#forecasting/memory-tasks/recall-study.ts';
import { formatCount } from '../format-number.ts';
import type { BoxLabWords } from './box-lab-words.ts';
import { type ContenderKey, lastRemembered, type RecallPoint, recallLines } from './recall-rows.ts';

/** The plans of the recall figure: up to T = 50 in well under a minute, and a long one on request. */
export const recallPlans: Readonly<
  Record<RecallPlan['task'], Readonly<Record<'usual' | 'longer', RecallPlan>>>
> = {
  copy: {
    usual: { task: 'copy', waits: [5, 10, 20, 35, 50], seeds: 3, updates: 400 },
    longer: { task: 'copy', waits: [10, 25, 50, 100, 200], seeds: 5, updates: 1500 },
  },
  adding: {
    usual: { task: 'adding', waits: [5, 10, 20, 35, 50], seeds: 3, updates: 600 },
    longer: { task: 'adding', waits: [10, 25, 50, 100, 200], seeds: 5, updates: 2000 },
  },
};

const order: readonly ContenderKey[] = ['rnn', 'lstm', 'gru', 'lstm-memory'];

interface Scale {
  readonly guessing: number;
  readonly score: 'share' | 'error';
}

interface Study {
  readonly phase: string;
  readonly plan: RecallPlan | null;
  readonly results: readonly RecallResult[];
  readonly seconds: number;
}

/** What the study found, in sentences; before it, what it would do. */
export function recallSummary(
  { phase, plan, results, seconds }: Study,
  scale: Scale,
  { recall }: BoxLabWords,
): string {
  if (plan === null || results.length === 0) return recall.idle;
  const lines = recallLines(results);
  const found = order.flatMap((key) => {
    const line = lines.get(key);
    return line ? [`${recall.names[key]} ${reachWords(line, scale, recall)}`] : [];
  });
  return [
    `${recall.bar[scale.score]}: ${found.join('; ')}.`,
    recall.how(formatCount(plan.updates), plan.seeds),
    ...(phase === 'done' ? [recall.took(Math.round(seconds))] : []),
    ...(phase === 'stopped' ? [recall.stopped] : []),
  ].join(' ');
}

function reachWords(line: readonly RecallPoint[], scale: Scale, recall: BoxLabWords['recall']): string {
  const last = lastRemembered(line, scale);
  return last === null ? recall.never : recall.upTo(last, last === line.at(-1)!.wait);
}

/** The figure in a sentence. */
export function recallSentence(
  lines: ReadonlyMap<ContenderKey, readonly RecallPoint[]>,
  { plan, score, guessing }: Scale & { readonly plan: RecallPlan },
  { recall }: BoxLabWords,
): string {
  const write = (value: number) => (score === 'share' ? `${Math.round(value * 100)} %` : value.toFixed(3));
  const told = order.flatMap((key) => {
    const line = lines.get(key);
    return line
      ? [`${recall.names[key]}: ${line.map(({ wait, mean }) => `T ${wait} ${write(mean)}`).join(', ')}`]
      : [];
  });
  const all = told.length > 0 ? told.join('; ') : recall.figureIdle(plan.waits[0]!, plan.waits.at(-1)!);
  return `${recall.figure[score]}; ${recall.figureGuessing(write(guessing))}. ${all}.`;
}
