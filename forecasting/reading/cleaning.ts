import type { ReadingIssue } from './reading.ts';
import { refuse } from './reading-stop.ts';

/** What the reader does about something odd, and what happens where the person forbids it. */
export interface CleaningStep {
  readonly code: string;
  /** `keeps` leaves the cells as they are; `refuses` gives up the file, for it cannot be read as it is. */
  readonly without: 'keeps' | 'refuses';
}

const steps: readonly CleaningStep[] = [
  { code: 'suspected-sentinel', without: 'keeps' },
  { code: 'buddhist-years', without: 'keeps' },
  { code: 'duplicate-timestamps', without: 'refuses' },
  { code: 'bad-dates', without: 'refuses' },
  { code: 'not-a-number', without: 'refuses' },
  { code: 'not-finite', without: 'refuses' },
  { code: 'skipped-lines', without: 'refuses' },
  { code: 'ragged-rows', without: 'refuses' },
  { code: 'short-rows', without: 'refuses' },
  { code: 'unsorted', without: 'refuses' },
];

/** The step behind a warning; undefined for a warning by which nothing was changed. */
export function cleaningStepOf(code: string): CleaningStep | undefined {
  return steps.find((step) => step.code === code);
}

/** Refuses a file that cannot be read without a step that the person forbids. */
export function refuseUncleaned(
  warnings: readonly ReadingIssue[],
  kept: readonly string[] | undefined,
): void {
  const needed = warnings.find(
    ({ code }) => kept?.includes(code) && cleaningStepOf(code)?.without === 'refuses',
  );
  if (!needed) return;
  refuse(
    needed.code,
    `${needed.message.charAt(0).toUpperCase()}${needed.message.slice(1)}; you asked that this is not done: mend the file, or allow the step.`,
  );
}
