/** From here on a per cent figure says less than a factor. */
const factorFrom = 3;

/**
 * Says how much better or worse than the naive.
 *
 * @example
 * skillInWords(-0.04); // '4 % worse'
 */
export function skillInWords(skill: number): string {
  const factor = 1 - skill;
  if (factor >= factorFrom) return `${factor.toPrecision(2)} times the error`;
  const size = percent(Math.abs(skill));
  if (size === '0') return 'no better';
  return skill > 0 ? `${size} % better` : `${size} % worse`;
}

/**
 * Writes an interval of skills with its signs.
 *
 * @example
 * intervalInWords([-0.1, 0.02]); // '−10 … +2 %'
 */
export function intervalInWords([low, high]: readonly [number, number]): string {
  return `${signed(low)} … ${signed(high)} %`;
}

function signed(fraction: number): string {
  const size = percent(Math.abs(fraction));
  if (size === '0') return '0';
  return fraction < 0 ? `−${size}` : `+${size}`;
}

/** Whole per cent; below one per cent a digit more, so that an end beside zero does not read as zero. */
function percent(size: number): string {
  const value = size * 100;
  if (value >= 0.95) return Math.round(value).toLocaleString('en-US');
  return value < 0.05 ? (value === 0 ? '0' : '0.1') : value.toFixed(1);
}
