import type { NetworkKind } from '../forecaster-kind.ts';

/** Tells how much of a run is done. Trainings are its weight; all else takes the rest. */
export interface ProgressMeter {
  /** One epoch of one training is done. */
  epoch(kind: NetworkKind, epoch: number, secondsPerEpoch: number): void;
  /** One training is done, whether or not it used all its epochs. */
  training(kind: NetworkKind): void;
  /** So many trainings will not be done. */
  drop(kind: NetworkKind, trainings: number): void;
  share(): number;
  etaSeconds(): number;
}

/** The trainings of one kind. */
export interface PlannedTrainings {
  readonly count: number;
  /** What an epoch takes beside those of other kinds, in any unit. */
  readonly epochCost: number;
}

/** What a meter has to know. */
export interface MeterOptions {
  readonly trainings: ReadonlyMap<NetworkKind, PlannedTrainings>;
  /** Epochs of a training on average, until experience tells. */
  readonly usualEpochs: number;
  readonly now: () => number;
  /** A run with a budget uses all of it: then its time tells how far it is. */
  readonly budget?: { readonly startedAtMs: number; readonly deadlineMs: number };
}

const shareBefore = 0.03;
const shareAfter = 0.04;

/**
 * Creates a meter for the trainings of a run.
 *
 * The time left is what the trainings still to come need at the present speed, by what an epoch of their kind costs beside
 * those that were timed: each as many epochs as the finished ones took on average, of which one is taken to have had the usual
 * number. With a budget it is what the budget leaves.
 *
 * @example
 * createProgressMeter({ trainings: new Map([['gru', { count: 6, epochCost: 1 }]]), usualEpochs: 12, now }).share(); // 0.03
 */
export function createProgressMeter(options: MeterOptions): ProgressMeter {
  const { trainings, usualEpochs, now, budget } = options;
  /** Of each kind, trainings that are done or will not be. */
  const settled = new Map<NetworkKind, number>();
  let finished = 0;
  let epochsOfFinished = 0;
  let current: { readonly kind: NetworkKind; readonly epoch: number } | undefined;
  let secondsPerCost = 0;

  const typicalEpochs = () => (usualEpochs + epochsOfFinished) / (1 + finished);
  const countSettled = (kind: NetworkKind) => settled.get(kind) ?? 0;
  const settle = (kind: NetworkKind, count: number) => settled.set(kind, countSettled(kind) + count);
  const costOf = (kind: NetworkKind) => trainings.get(kind)?.epochCost ?? 1;
  const currentCost = () =>
    current ? Math.min(1, current.epoch / typicalEpochs()) * costOf(current.kind) : 0;
  /** In epochs' costs, a training counting as one epoch. */
  const sumOf = (countOf: (kind: NetworkKind, planned: number) => number) =>
    [...trainings].reduce((sum, [kind, { count, epochCost }]) => sum + countOf(kind, count) * epochCost, 0);

  return {
    epoch(kind, epoch, seconds) {
      current = { kind, epoch };
      const each = seconds / costOf(kind);
      secondsPerCost = secondsPerCost === 0 ? each : 0.7 * secondsPerCost + 0.3 * each;
    },
    training(kind) {
      settle(kind, 1);
      finished++;
      epochsOfFinished += current?.epoch ?? 0;
      current = undefined;
    },
    drop(kind, count) {
      settle(kind, count);
    },
    share() {
      if (budget) return shareBefore + (1 - shareBefore - shareAfter) * spentShare(budget, now());
      const planned = sumOf((_, count) => count);
      if (planned === 0) return shareBefore;
      const done = sumOf((kind, count) => Math.min(count, countSettled(kind))) + currentCost();
      return shareBefore + (1 - shareBefore - shareAfter) * Math.min(1, done / planned);
    },
    etaSeconds() {
      if (budget) return Math.max(0, (budget.deadlineMs - now()) / 1000);
      const left = sumOf((kind, count) => Math.max(0, count - countSettled(kind))) - currentCost();
      return Math.max(0, left) * typicalEpochs() * secondsPerCost;
    },
  };
}

function spentShare({ startedAtMs, deadlineMs }: NonNullable<MeterOptions['budget']>, now: number): number {
  return Math.min(1, Math.max(0, (now - startedAtMs) / (deadlineMs - startedAtMs)));
}
