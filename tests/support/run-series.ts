import type { Series } from '#forecasting/series/series.ts';

const day = 86_400_000;

/** A daily series from 1 January 1970 on. */
export function dailySeries(values: ArrayLike<number>, name = 'sales'): Series {
  const stamps = Float64Array.from({ length: values.length }, (_, i) => i * day);
  return {
    name,
    axis: { kind: 'time', stamps, frequency: 'daily', zone: undefined },
    values: Float64Array.from(values),
  };
}

/** Whether a check holds for every number in a structure; what is null is no number. */
export function everyNumberIn(value: unknown, check: (value: number) => boolean): boolean {
  if (typeof value === 'number') return check(value);
  if (value === null || typeof value !== 'object') return true;
  return Object.values(value).every((inner) => everyNumberIn(inner, check));
}
