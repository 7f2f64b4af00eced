import type { NaiveCopy } from '../naive-copies.ts';
import type { PreparedSeries } from '../prepared-series.ts';
import type { KernelModule } from './kernel-module.ts';
import { createRecord } from './record.ts';

/** A series that windows are cut from. */
export interface SourceSeries {
  readonly series: PreparedSeries;
  /** Index from which on no observation may be a target. */
  readonly targetEnd: number;
  /** Divisor of its errors: a target's weight is the window's scale over this. */
  readonly errorScale: number;
}

/** Windows as places in the series, in the order of the batch. */
export interface WindowPlaces {
  /** Index of each window's series. */
  readonly series: ArrayLike<number>;
  /** Index of the last observation that each window sees. */
  readonly origins: ArrayLike<number>;
}

/** Series in the kernels' memory, from which training steps gather their windows on all threads. */
export interface WindowSource {
  readonly address: number;
  /** The most windows in a batch. */
  readonly capacity: number;
  /** How many copies it gathers for every target. */
  readonly copies: number;
  /** Names the windows of the next batch. */
  place(places: WindowPlaces): void;
  release(): void;
}

export interface WindowSourceOptions {
  readonly lookback: number;
  readonly copies: readonly NaiveCopy[];
  readonly batchSize: number;
}

const sourceFields = ['lookback', 'series', 'copies', 'places'] as const;
/** Bytes of the records `Series`, `Place` and `Copy`. */
const seriesBytes = 32;
const placeBytes = 16;
const copyBytes = 8;

/** The numbers by which the compiled module knows the copies. */
const copyKinds: Record<NaiveCopy['kind'], number> = {
  last: 0,
  mean: 1,
  'running-mean': 2,
  drift: 3,
  lag: 4,
  'season-shift': 5,
  'season-mean': 6,
  'season-level': 7,
  'season-drift': 8,
  'season-growth': 9,
};

/**
 * Puts series where `TrainingStep.trainOn` gathers windows from: 8 bytes an observation, 9 where some are missing;
 * no window is ever kept. The windows are those of `gatherBatch()`: scaled by themselves, with context, copies and
 * targets.
 *
 * @example createWindowSource(kernels, panel, { lookback: 336, copies: shape.copies, batchSize: 64 })
 */
export function createWindowSource(
  { memory }: KernelModule,
  panel: readonly SourceSeries[],
  { lookback, copies, batchSize }: WindowSourceOptions,
): WindowSource {
  const claimed: number[] = [];
  const claim = (bytes: number) => {
    const address = memory.allocate(bytes);
    claimed.push(address);
    return address;
  };
  const series = claim(panel.length * seriesBytes);
  panel.forEach((one, i) => {
    const filled = claim(one.series.filled.byteLength);
    memory.doubles(filled, one.series.filled.length).set(one.series.filled);
    const observed = one.series.observed ? claim(one.series.observed.length) : 0;
    if (one.series.observed) memory.bytes(observed, one.series.observed.length).set(one.series.observed);
    const address = series + i * seriesBytes;
    memory.doubles(address, 2).set([one.series.spread, one.errorScale]);
    memory.integers(address + 16, 4).set([filled, observed, one.targetEnd, one.series.seasonLength]);
  });
  const kinds = claim(copies.length * copyBytes);
  copies.forEach((copy, i) => {
    memory.integers(kinds + i * copyBytes, 2).set([copyKinds[copy.kind], copy.kind === 'lag' ? copy.lag : 0]);
  });
  const places = claim(batchSize * placeBytes);
  const record = createRecord(memory, sourceFields);
  claimed.push(record.address);
  record.set({ lookback, series, copies: kinds, places });
  return {
    address: record.address,
    capacity: batchSize,
    copies: copies.length,
    place: ({ series: numbers, origins }) => {
      const means = memory.doubles(places, numbers.length * 2);
      const integers = memory.integers(places, numbers.length * 4);
      for (let i = 0; i < numbers.length; i++) {
        means[2 * i] = panel[numbers[i]!]!.series.runningMean.upTo(origins[i]!);
        integers[4 * i + 2] = numbers[i]!;
        integers[4 * i + 3] = origins[i]!;
      }
    },
    release() {
      for (const address of claimed) memory.release(address);
    },
  };
}
