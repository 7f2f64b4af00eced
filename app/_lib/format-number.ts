/** What stands where a number is undefined; never a 0. */
export const notAvailable = 'n/a';
const minus = '−';

type MaybeNumber = number | null | undefined;

function isKnown(value: MaybeNumber): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

const signed = (text: string) => text.replace('-', minus);

/** A whole number with separators: 26,304. */
export function formatCount(value: MaybeNumber): string {
  return isKnown(value) ? signed(Math.round(value).toLocaleString('en')) : notAvailable;
}

/** "1 row", "2,568 rows". */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

/**
 * A value in the data's units with as many digits as tell something: four significant ones, never more than the
 * number has. Very large and very small ones in powers of ten.
 */
export function formatValue(value: MaybeNumber, unit?: string | null): string {
  if (!isKnown(value)) return notAvailable;
  const text = signed(plainValue(value));
  return unit ? `${text} ${unit}` : text;
}

function plainValue(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e9 || size < 1e-4) {
    const [mantissa, exponent] = value.toExponential(2).split('e');
    return `${Number(mantissa)}×10${superscript(Number(exponent))}`;
  }
  const decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 4 - Math.ceil(Math.log10(size));
  const digits = Math.min(8, Math.max(0, decimals));
  return value.toLocaleString('en', { maximumFractionDigits: digits });
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]).join('');
  return exponent < 0 ? `⁻${digits}` : digits;
}

/** An error or a score: three significant digits, the fourth is beyond what the interval can carry. */
export function formatScore(value: MaybeNumber): string {
  if (!isKnown(value)) return notAvailable;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e9 || size < 1e-4) return signed(plainValue(value));
  const digits = Math.max(0, 2 - Math.floor(Math.log10(size)));
  const fixed = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return signed(fixed);
}

/** A share as "78 %". */
export function formatPercent(share: MaybeNumber, digits = 0): string {
  return isKnown(share) ? `${signed((share * 100).toFixed(digits))} %` : notAvailable;
}

/** A skill as "+25 %" or "−4 %"; a rounded nothing has no sign. */
export function formatSkill(skill: MaybeNumber): string {
  return isKnown(skill) ? `${signedPercent(skill)} %` : notAvailable;
}

/** An interval of skill as "−10 … +2 %". */
export function formatInterval(interval: readonly [number, number] | null | undefined): string {
  if (!interval) return notAvailable;
  return `${signedPercent(interval[0])} … ${signedPercent(interval[1])} %`;
}

/** "+25 % (+11 … +37)", or only the skill where no interval can be told. */
export function formatSkillWithInterval(
  skill: MaybeNumber,
  interval: readonly [number, number] | null | undefined,
): string {
  if (!interval) return formatSkill(skill);
  return `${formatSkill(skill)} (${signedPercent(interval[0])} … ${signedPercent(interval[1])})`;
}

function signedPercent(share: number): string {
  const rounded = Math.round(Math.abs(share * 100)).toLocaleString('en');
  if (rounded === '0') return '0';
  return `${share > 0 ? '+' : minus}${rounded}`;
}

/** A number of bytes as "148 kB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(bytes < 1e4 ? 1 : 0)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
