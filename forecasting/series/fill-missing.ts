/** What a run does about missing values; whatever it does, they are never scored. */
export const missingPolicies = ['mask', 'carry', 'season', 'linear-past', 'refuse'] as const;
export type MissingPolicy = (typeof missingPolicies)[number];

/** A line goes on by the mean change over at most this many observations before the gap. */
const slopeReach = 4;

/**
 * Fills missing values as a policy says, each from what came before it alone, so that it is filled alike whatever comes
 * after: `carry` repeats the last value, `season` takes the value one season earlier (else the last one), `linear-past`
 * goes on by the mean change of the last four observations, within what has been observed so far. Values before the first
 * observation take that one.
 *
 * @returns undefined where nothing is to be filled: no value is missing, or `mask` and `refuse` leave holes as they are.
 *
 * @example
 * fillMissing(Float64Array.of(1, 2, Number.NaN, 4), { policy: 'carry', seasonLength: 1 }); // [1, 2, 2, 4]
 */
export function fillMissing(
  values: Float64Array,
  { policy, seasonLength }: { readonly policy: MissingPolicy; readonly seasonLength: number },
): Float64Array | undefined {
  if (policy === 'mask' || policy === 'refuse' || !values.some(Number.isNaN)) return undefined;
  const first = values.findIndex((value) => !Number.isNaN(value));
  if (first < 0) return undefined;
  if (policy === 'linear-past') return fillAlongLine(values, first);
  const filled = values.slice();
  filled.fill(values[first]!, 0, first);
  for (let t = first + 1; t < filled.length; t++) {
    if (!Number.isNaN(filled[t])) continue;
    const earlier = t - seasonLength;
    filled[t] = filled[policy === 'season' && earlier >= first ? earlier : t - 1]!;
  }
  return filled;
}

function fillAlongLine(values: Float64Array, first: number): Float64Array {
  const filled = values.slice();
  filled.fill(values[first]!, 0, first);
  const recent: { t: number; value: number }[] = [];
  let [lowest, highest] = [values[first]!, values[first]!];
  for (let t = first; t < filled.length; t++) {
    const value = values[t]!;
    if (!Number.isNaN(value)) {
      recent.push({ t, value });
      if (recent.length > slopeReach) recent.shift();
      lowest = Math.min(lowest, value);
      highest = Math.max(highest, value);
      continue;
    }
    const [from, last] = [recent[0]!, recent.at(-1)!];
    const slope = last.t > from.t ? (last.value - from.value) / (last.t - from.t) : 0;
    const ahead = last.value + slope * (t - last.t);
    filled[t] = Number.isFinite(ahead) ? Math.min(highest, Math.max(lowest, ahead)) : last.value;
  }
  return filled;
}
