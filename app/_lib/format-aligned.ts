import { formatValue, notAvailable } from './format-number.ts';

const significant = 4;
const mostDecimals = 6;

/**
 * A writer for numbers that stand below each other: all with as many decimals as the largest of them needs for
 * four digits. Very large and very small ones are written one by one.
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
  const decimals = Math.min(mostDecimals, Math.max(0, digits));
  const format = new Intl.NumberFormat('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return (value) =>
    typeof value === 'number' && Number.isFinite(value)
      ? format.format(value).replace('-', '−')
      : notAvailable;
}
