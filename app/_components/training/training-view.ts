import type { NamingContext } from '#app/_lib/forecaster-names.ts';
import type { TrainingState } from '#app/_lib/training-state.ts';
import type { RunRow } from '#server/api-types.ts';

/** What every part of the training page draws from. */
export interface TrainingPart {
  readonly run: RunRow;
  readonly training: TrainingState;
  /** Of the errors. */
  readonly unit: string | null;
  readonly naming: NamingContext;
}
