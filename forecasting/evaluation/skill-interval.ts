import { createRandom, deriveSeed } from '../random.ts';
import { dieboldMariano } from './diebold-mariano.ts';
import { type LossTable, meanLosses } from './loss-table.ts';
import { resampleOrigins, resampleSeries } from './resample.ts';
import { studentQuantile } from './statistics/student-t.ts';

/** How well one forecaster did against the reference. */
export interface SkillEstimate {
  /** 1 − error / error of the reference; null where the reference has no error. */
  readonly skill: number | null;
  /** 95 % interval, corrected for all candidates looked at; null where it cannot be told. */
  readonly interval: readonly [number, number] | null;
}

/** What is compared, and how the origins stand to each other. */
export interface SkillRequest {
  /** Rows of the table's forecasters. */
  readonly candidates: readonly number[];
  readonly reference: number;
  /** How many neighbouring origins share steps: ⌈horizon / stride⌉. */
  readonly reach: number;
  readonly seed: number;
}

const draws = 999;
const confidence = 0.95;
/** Fewer origins than this are too few for a long-run variance. */
const leastOriginsForTest = 8;

/**
 * Estimates skills with simultaneous 95 % intervals from paired losses.
 *
 * The logarithm of the error ratio gets a standard error by resampling whole origins in blocks and whole series
 * (the larger of that and Harvey, Leybourne and Newbold's where one series has origins enough), a Student t
 * quantile with Satterthwaite's degrees of freedom, and a factor for having looked at several candidates: how
 * much further out the largest of their resampled deviations lies than each one's own (the maximum statistic of
 * Romano & Wolf, 2005).
 *
 * @returns One estimate a candidate, in their order.
 *
 * @example
 * estimateSkills(table, { candidates: [1], reference: 0, reach: 1, seed: 1 })[0].skill; // 0.25
 */
export function estimateSkills(table: LossTable, request: SkillRequest): SkillEstimate[] {
  const errors = meanLosses(table);
  const reference = errors[request.reference]!;
  const spread = deviationsOf(table, request);
  const factor = spread === undefined ? 1 : selectionFactor(spread.deviations);
  return request.candidates.map((candidate, index) => {
    const error = errors[candidate]!;
    if (!(reference > 0) || !Number.isFinite(error)) return { skill: null, interval: null };
    const skill = 1 - error / reference;
    if (spread === undefined) return { skill, interval: null };
    // A forecaster without any error beats every other on each row.
    if (error === 0) return { skill, interval: [1, 1] };
    const standardError = Math.max(spread.standardErrors[index]!, testError(table, request, candidate) ?? 0);
    const reach = factor * spread.quantiles[index]! * standardError;
    const ratio = Math.log(error / reference);
    const interval = [1 - Math.exp(ratio + reach), 1 - Math.exp(ratio - reach)] as const;
    return { skill, interval: interval.every(Number.isFinite) ? interval : null };
  });
}

interface Spread {
  /** candidate → draw → deviation of the log ratio from its mean. */
  readonly deviations: readonly number[][];
  readonly standardErrors: readonly number[];
  /** Student t quantile, by candidate. */
  readonly quantiles: readonly number[];
}

function deviationsOf(table: LossTable, request: SkillRequest): Spread | undefined {
  const forecasters = [request.reference, ...request.candidates];
  const optionsFor = (purpose: string) => {
    const random = createRandom(deriveSeed(request.seed, purpose));
    return { forecasters, draws, random };
  };
  const parts: Part[] = [];
  const independent = Math.floor((table.slots - 1) / request.reach) + 1;
  if (independent >= 2) {
    const blockLength = Math.max(request.reach, Math.round(Math.cbrt(table.slots)));
    const errors = resampleOrigins(table, blockLength, optionsFor('origins'));
    parts.push(partOf(errors, { pieces: independent, degrees: table.slots - 1 }));
  }
  if (table.series.length >= 2) {
    const errors = resampleSeries(table, optionsFor('series'));
    parts.push(partOf(errors, { pieces: table.series.length, degrees: table.series.length - 1 }));
  }
  return parts.length === 0 ? undefined : combine(parts);
}

/** How log ratios vary with one kind of evidence. */
interface Part {
  readonly degrees: number;
  /** candidate → draw → deviation. */
  readonly deviations: readonly number[][];
}

/**
 * Resampling n independent pieces shows (n − 1)/n of their variance; the deviations make up for it. Of origins that overlap all
 * count as degrees of freedom, as in the test of Harvey, Leybourne and Newbold: by simulation that is still careful.
 */
function partOf(
  [reference, ...candidates]: readonly Float64Array[],
  { pieces, degrees }: { readonly pieces: number; readonly degrees: number },
): Part {
  const inflation = Math.sqrt(pieces / (pieces - 1));
  return {
    degrees,
    deviations: candidates.map((errors) =>
      centred(Array.from(errors, (error, draw) => logRatio(error, reference![draw]!))).map(
        (deviation) => deviation * inflation,
      ),
    ),
  };
}

/** Origins and series vary independently: deviations add, and so do variances. */
function combine(parts: readonly Part[]): Spread {
  const deviations = parts[0]!.deviations.map((own, candidate) =>
    own.map((_, draw) => sumOf(parts.map((part) => part.deviations[candidate]![draw]!))),
  );
  const partVariances = parts[0]!.deviations.map((_, candidate) =>
    parts.map((part) => variance(part.deviations[candidate]!)),
  );
  const quantiles = partVariances.map((variances) => {
    const total = sumOf(variances);
    const uncertainty = sumOf(variances.map((value, i) => value ** 2 / parts[i]!.degrees));
    const degrees = uncertainty > 0 ? total ** 2 / uncertainty : parts[0]!.degrees;
    return studentQuantile((1 + confidence) / 2, Math.max(1, degrees));
  });
  return { deviations, standardErrors: partVariances.map((v) => Math.sqrt(sumOf(v))), quantiles };
}

/** How much further out the best of the candidates lies by chance than any one of them. */
function selectionFactor(deviations: readonly (readonly number[])[]): number {
  const standardised = deviations.map((own) => {
    const deviation = Math.sqrt(variance(own));
    return own.map((value) => (deviation > 0 ? value / deviation : 0));
  });
  if (standardised.length < 2) return 1;
  const largest = standardised[0]!.map((_, draw) => Math.max(...standardised.map((own) => own[draw]!)));
  const single = standardised.map((own) => upperQuantile(own)).filter((value) => value > 0);
  if (single.length === 0) return 1;
  return Math.max(1, upperQuantile(largest) / (sumOf(single) / single.length));
}

/** Standard error of the log ratio after Harvey, Leybourne and Newbold, by its linear approximation. */
function testError(table: LossTable, request: SkillRequest, candidate: number): number | undefined {
  const [series] = table.series;
  if (table.series.length !== 1 || series === undefined || table.slots < leastOriginsForTest)
    return undefined;
  const own = series.sums[candidate]!;
  const reference = series.sums[request.reference]!;
  const ownTotal = sumOf(own);
  const referenceTotal = sumOf(reference);
  const influence = own.map((value, i) => table.slots * (value / ownTotal - reference[i]! / referenceTotal));
  return dieboldMariano(influence, request.reach)?.standardError;
}

function logRatio(error: number, reference: number): number {
  const ratio = Math.log(error / reference);
  return Number.isFinite(ratio) ? ratio : 0;
}

function centred(values: readonly number[]): number[] {
  const mean = sumOf(values) / values.length;
  return values.map((value) => value - mean);
}

function variance(values: readonly number[]): number {
  return sumOf(values.map((value) => value * value)) / values.length;
}

function upperQuantile(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(((1 + confidence) / 2) * (sorted.length - 1))]!;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}
