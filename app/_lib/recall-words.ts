import type { RecallPlan, RecallResult } from '#forecasting/memory-tasks/recall-study.ts';
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

export const taskWords: Readonly<Record<RecallPlan['task'], { readonly note: string }>> = {
  copy: { note: 'one of 4 signs, named after T blanks; share of right answers' },
  adding: { note: 'two of T numbers are marked, their sum is asked; mean squared error' },
};

const names: Readonly<Record<ContenderKey, string>> = {
  rnn: 'RNN',
  lstm: 'LSTM at common defaults',
  gru: 'GRU',
  'lstm-memory': 'LSTM with forget bias log T',
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
export function recallSummary({ phase, plan, results, seconds }: Study, scale: Scale): string {
  if (plan === null || results.length === 0) {
    return 'Each cell learns the task from nothing, at every T and with several seeds, in this browser. Nothing was measured yet.';
  }
  const bar = scale.score === 'share' ? 'Nine in ten right' : 'A tenth of the error of guessing';
  const lines = recallLines(results);
  const found = order.flatMap((key) => {
    const line = lines.get(key);
    return line ? [`${names[key]} ${reachWords(line, scale)}`] : [];
  });
  const how = `${plan.updates.toLocaleString('en')} updates, ${plan.seeds} seeds, 16 units; bars span the seeds.`;
  const took =
    phase === 'done'
      ? ` Took ${Math.round(seconds)} s.`
      : phase === 'stopped'
        ? ' Stopped before the end.'
        : '';
  return `${bar}: ${found.join('; ')}. ${how}${took}`;
}

function reachWords(line: readonly RecallPoint[], scale: Scale): string {
  const last = lastRemembered(line, scale);
  if (last === null) return 'at no T';
  return last === line.at(-1)!.wait ? `up to T = ${last}, the longest measured` : `up to T = ${last}`;
}

/** The figure in a sentence. */
export function recallSentence(
  lines: ReadonlyMap<ContenderKey, readonly RecallPoint[]>,
  { plan, score, guessing }: Scale & { readonly plan: RecallPlan },
): string {
  const what = score === 'share' ? 'Share of right answers by T' : 'Mean squared error by T';
  const write = (value: number) => (score === 'share' ? `${Math.round(value * 100)} %` : value.toFixed(3));
  const told = order.flatMap((key) => {
    const line = lines.get(key);
    return line
      ? [`${names[key]}: ${line.map(({ wait, mean }) => `T ${wait} ${write(mean)}`).join(', ')}`]
      : [];
  });
  const all =
    told.length > 0
      ? told.join('; ')
      : `nothing measured yet, T from ${plan.waits[0]} to ${plan.waits.at(-1)}`;
  return `${what}; guessing has ${write(guessing)}. ${all}.`;
}
