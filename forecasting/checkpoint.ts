/**
 * What a run has finished so far, by name, so that another attempt goes on from there instead of beginning anew.
 * Values are plain data: numbers, texts, arrays, typed arrays, objects of them.
 */
export interface Checkpoint {
  /** Milliseconds that earlier attempts worked until what they kept; a budget counts them. */
  readonly elapsedMs: number;
  /** What was kept under a name, undefined where nothing was. */
  recall(name: string): unknown;
  /** Replaces what is kept under a name. */
  keep(name: string, value: unknown): void;
  /** Whether a training should keep where it is; asked between two batches, since saving one costs time. */
  isDue(): boolean;
}

/** Where one training keeps how far it is. */
export type TrainingCheckpoint = Pick<Checkpoint, 'isDue'> & {
  recall(): unknown;
  keep(state: unknown): void;
};

/** Only one training is at work at a time: the next one takes the place of the one before. */
const courseName = 'course';

/**
 * Gives one training its place in the checkpoint of a run; undefined where nothing is kept.
 *
 * @param training Names the training within its run, e.g. `train gru 0`.
 *
 * @example
 * checkpointTraining(undefined, 'train gru 0'); // undefined
 */
export function checkpointTraining(
  checkpoint: Checkpoint | undefined,
  training: string,
): TrainingCheckpoint | undefined {
  if (checkpoint === undefined) return undefined;
  return {
    isDue: () => checkpoint.isDue(),
    recall() {
      const kept = checkpoint.recall(courseName) as { training: string; state: unknown } | undefined;
      return kept?.training === training ? kept.state : undefined;
    },
    keep: (state) => checkpoint.keep(courseName, { training, state }),
  };
}

/**
 * Does a part of a run once: what an earlier attempt has finished is taken from the checkpoint.
 *
 * @param part Names the part within its run, e.g. `train gru 0`.
 * @returns What the work came to, and whether it was done in an earlier attempt.
 *
 * @example
 * await doOnce(undefined, 'baseline naive', async () => 1); // { done: 1, recalled: false }
 */
export async function doOnce<T>(
  checkpoint: Checkpoint | undefined,
  part: string,
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly recalled: boolean }> {
  const known = checkpoint?.recall(part);
  if (known !== undefined) return { done: known as T, recalled: true };
  const done = await work();
  checkpoint?.keep(part, done);
  return { done, recalled: false };
}
