import { formatValue, notAvailable } from './format-number.ts';

const significant = 4;
const mostDecimals = 6;

/** Decimals that a number has, as far as they are shown. */
function decimalsOf(value: number | null | undefined, most: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 0;
  return (/\.(\d*?)0*$/.exec(value.toFixed(most))?.[1] ?? '').length;
}

/**
 * A writer for numbers that stand below each other: all with as many decimals as they have, at most as the
 * largest of them needs for four digits. Very large and very small ones are written one by one.
 */
export function alignedFormat(
  values: readonly (number | null | undefined)[],
): (value: number | null | undefined) => string {
  const largest = values.reduce<number>(
    (most, value) =>
      typeof value === 'number' && Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most,
    0,
  );
  if (largest >= 1e9 || largest < 1e-3) return (value) => formatValue(value);
  const digits = significant - 1 - Math.floor(Math.log10(largest));
  const most = Math.min(mostDecimals, Math.max(0, digits));
  const decimals = Math.max(0, ...values.map((value) => decimalsOf(value, most)));
  const format = new Intl.NumberFormat('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (value) =>
    typeof value === 'number' && Number.isFinite(value)
      ? format.format(value).replace('-', '−')
      : notAvailable;
}
