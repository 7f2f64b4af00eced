import type { PreflightAnswer } from '#server/api-types.ts';
import { formatDuration } from './format-duration.ts';
import { countOf } from './format-number.ts';

type Estimated = Pick<PreflightAnswer, 'estimate' | 'networks' | 'normalisations'>;

interface Planned {
  readonly epochs: number;
  readonly seeds: number;
  readonly budgetSeconds: number | null;
}

/** How long a run takes, what it does in that time, and what the estimate rests on. */
export function estimateWords(
  { estimate, networks, normalisations }: Estimated,
  { epochs, seeds, budgetSeconds }: Planned,
): { readonly about: string; readonly work: string; readonly ground: string } {
  return {
    about: `About ${span(estimate.seconds)}`,
    work:
      networks === 0
        ? 'No network to train.'
        : `${countOf(networks, 'network')} of at most ${countOf(epochs, 'epoch')}${each(normalisations, seeds)}${budgetSeconds === null ? '.' : ', and more while the budget lasts.'}`,
    ground: groundOf(estimate),
  };
}

function each(normalisations: number, seeds: number): string {
  const sets = [
    ...(normalisations > 1 ? ['on plain values and on logarithms'] : []),
    ...(seeds > 1 ? [`with ${seeds} seeds`] : []),
  ];
  return sets.length === 0 ? '' : `: each kind ${sets.join(', ')}`;
}

function groundOf({ range, timedRuns }: PreflightAnswer['estimate']): string {
  if (timedRuns === 0) return 'No longer run has been timed here yet: it may take half or double that.';
  const runs = timedRuns === 1 ? 'the last run' : `the last ${timedRuns} runs`;
  if (range === null) return `By ${runs} here.`;
  const [least, most] = range.map((seconds) => formatDuration(Math.max(1, seconds)));
  return least === most ? `By ${runs} here.` : `By ${runs} here: ${least} to ${most}.`;
}

function span(seconds: number): string {
  return seconds < 1.5 ? 'a second' : formatDuration(seconds);
}
