/** Tells how much of a run is done. Trainings are its weight; all else takes the rest. */
export interface ProgressMeter {
  /** One epoch of one training is done. */
  epoch(epoch: number, secondsPerEpoch: number): void;
  /** One training is done, whether or not it used all its epochs. */
  training(): void;
  share(): number;
  etaSeconds(): number;
}

/** What a meter has to know. */
export interface MeterOptions {
  readonly trainings: number;
  /** The most epochs of a training. */
  readonly epochs: number;
  readonly now: () => number;
  /** A run with a budget uses all of it: then its time tells how far it is. */
  readonly budget?: { readonly startedAtMs: number; readonly deadlineMs: number };
}

const shareBefore = 0.03;
const shareAfter = 0.04;
/** Of the most epochs, what a training takes until experience tells. */
const usualEpochs = 0.75;

/**
 * Creates a meter for a run of equally long trainings.
 *
 * The time left is what the trainings still to come need at the present speed: each as many epochs as the
 * finished ones took on average. With a budget it is what the budget leaves.
 *
 * @example
 * createProgressMeter({ trainings: 6, epochs: 40, now }).share(); // 0.03
 */
export function createProgressMeter(options: MeterOptions): ProgressMeter {
  const { trainings, epochs, now, budget } = options;
  let finished = 0;
  let epochsOfFinished = 0;
  let current = 0;
  let secondsPerEpoch = 0;

  const typicalEpochs = () => (finished > 0 ? epochsOfFinished / finished : epochs * usualEpochs);

  return {
    epoch(epoch, seconds) {
      current = epoch;
      secondsPerEpoch = secondsPerEpoch === 0 ? seconds : 0.7 * secondsPerEpoch + 0.3 * seconds;
    },
    training() {
      finished = Math.min(trainings, finished + 1);
      epochsOfFinished += current;
      current = 0;
    },
    share() {
      if (trainings === 0) return shareBefore;
      if (budget) return shareBefore + (1 - shareBefore - shareAfter) * spentShare(budget, now());
      const done = Math.min(trainings, finished + Math.min(1, current / epochs));
      return shareBefore + (1 - shareBefore - shareAfter) * (done / trainings);
    },
    etaSeconds() {
      const left = Math.max(0, trainings - finished) * typicalEpochs() - Math.min(current, typicalEpochs());
      const estimate = Math.max(0, left) * secondsPerEpoch;
      return budget ? Math.max(0, (budget.deadlineMs - now()) / 1000) : estimate;
    },
  };
}

function spentShare({ startedAtMs, deadlineMs }: NonNullable<MeterOptions['budget']>, now: number): number {
  return Math.min(1, Math.max(0, (now - startedAtMs) / (deadlineMs - startedAtMs)));
}
