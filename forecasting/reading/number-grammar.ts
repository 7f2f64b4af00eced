import { isMissing, isNotFinite } from './missing-values.ts';
import { splitUnit } from './units.ts';

/**
 * How a cell uses the marks `.` and `,`. A cell such as `1,234` fits both readings ("unclear"); its value is
 * then given with the mark as decimal mark, and a thousand times as much is the other reading.
 */
export type MarkUse =
  | 'none'
  | 'dot-decimal'
  | 'comma-decimal'
  | 'dot-group'
  | 'comma-group'
  | 'dot-unclear'
  | 'comma-unclear';

/** What a cell of a number column says. */
export type NumberCell =
  | {
      readonly kind: 'number';
      readonly value: number;
      readonly marks: MarkUse;
      /** The whole number has more digits than a double can hold. */
      readonly isRounded: boolean;
      /** Currency, percent sign or magnitude that stood beside the digits, '' for none. */
      readonly affix: string;
      /** A unit or a flag behind the number. */
      readonly unit?: string;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-finite' }
  | { readonly kind: 'text' };

const missing: NumberCell = { kind: 'missing' };
const infinite: NumberCell = { kind: 'not-finite' };
const text: NumberCell = { kind: 'text' };

const magnitudes: Readonly<Record<string, number>> = {
  k: 1e3,
  K: 1e3,
  tsd: 1e3,
  천: 1e3,
  千: 1e3,
  M: 1e6,
  mn: 1e6,
  mln: 1e6,
  mio: 1e6,
  백만: 1e6,
  百万: 1e6,
  만: 1e4,
  万: 1e4,
  萬: 1e4,
  B: 1e9,
  bn: 1e9,
  mrd: 1e9,
  mld: 1e9,
  억: 1e8,
  億: 1e8,
  亿: 1e8,
  T: 1e12,
  조: 1e12,
  兆: 1e12,
};

const magnitude = '(?:[kKMBT]|mn|mln|bn|(?:tsd|mio|mrd|mld)\\.?|천|千|백만|百万|만|万|萬|억|億|亿|조|兆)';
const currency =
  '(?:[$€£¥￥₩₹₽₺₫₴฿₦₱₪]|[A-Z]{1,2}\\$|R\\$|kr\\.?|zł|Kč|Ft|lei|лв|руб\\.?|원|円|元|(?:USD|EUR|GBP|JPY|KRW|CNY|CHF|INR|BRL|AUD|CAD|NZD|SEK|NOK|DKK|PLN|CZK|HUF|MXN|ZAR|TRY|RUB|SGD|HKD|TWD|THB|IDR|Rp|Rs\\.?))';
const grammar = new RegExp(
  `^(?<open>\\()?\\s*(?<sign>[-+])?\\s*(?<before>${currency})?\\s*(?<inner>[-+])?\\s*` +
    `(?<body>(?:\\d|[.,]\\d)[\\d.,' ’]*?)(?<exponent>[eE][-+]?\\d{1,4})?` +
    `\\s*(?<magnitude>${magnitude})?\\s*(?<percent>[%‰])?\\s*(?<after>${currency})?(?<trailing>[-])?\\s*(?<close>\\))?$`,
);

/**
 * Reads one cell as a number, without knowing its locale: each cell shows by itself what its marks are, or that
 * it fits both readings. Percent signs leave percent points; `0x1F` and `1_000` are no numbers.
 */
export function parseNumberCell(raw: string): NumberCell {
  const cell = plainForm(raw);
  if (isMissing(cell)) return missing;
  if (isNotFinite(cell)) return infinite;
  const groups = grammar.exec(unwrapFormula(cell))?.groups;
  return groups ? readGroups(groups) : withUnit(cell);
}

/** A number with a unit or a flag behind it. */
function withUnit(cell: string): NumberCell {
  const split = splitUnit(cell);
  const groups = split && grammar.exec(split.number)?.groups;
  const number = groups ? readGroups(groups) : text;
  return number.kind === 'number' ? { ...number, unit: split!.unit } : text;
}

function readGroups(groups: Record<string, string | undefined>): NumberCell {
  if ((groups.open === undefined) !== (groups.close === undefined)) return text;
  const signs = [groups.open, groups.sign, groups.inner, groups.trailing].filter(Boolean);
  if (signs.length > 1) return text;
  const body = readBody(groups.body!, groups.exponent ?? '');
  if (!body) return text;
  const scale = groups.magnitude ? magnitudes[groups.magnitude.replace('.', '')]! : 1;
  const scaled = scale === 1 ? body.value : roundedProduct(body.value, scale);
  const value = signs[0] !== undefined && signs[0] !== '+' ? -scaled : scaled;
  if (!Number.isFinite(value)) return infinite;
  const affix = [groups.before, groups.magnitude, groups.percent, groups.after].filter(Boolean).join('');
  return { kind: 'number', value, marks: body.marks, isRounded: body.isRounded, affix };
}

/** 819.74 × 1000 is 819740, not 819740.0000000001. */
const roundedProduct = (value: number, scale: number) => Number((value * scale).toPrecision(15));

/** Excel's way to keep a number as text: ="0123". */
const unwrapFormula = (cell: string) => /^="([^"]*)"$/.exec(cell)?.[1] ?? cell.replace(/^'(?=[\d.,+-])/, '');

const arabicZeros = [0x660, 0x6f0, 0x966, 0xff10];

/** Full-width, Arabic and Devanagari digits, typographic signs and spaces in their plain form. */
function plainForm(raw: string): string {
  const trimmed = raw.trim();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, and most cells end here.
  if (/^[\x00-\x7f]*$/.test(trimmed)) return trimmed;
  return trimmed
    .replace(otherDigits, plainDigit)
    .replace(/[\u00a0\u2007\u2009\u202f]/g, ' ')
    .replace(/[\u2212\uff0d\u2010\u2011](?=\s*[\d.,])/g, '-')
    .replace(/[\u2013\u2014](?=\d)/g, '-')
    .replace(/[\u066b]/g, '.')
    .replace(/[\u066c\uff0c]/g, ',')
    .replace(/\uff0e/g, '.')
    .replace(/\uff05/g, '%')
    .replace(/[\uff08]/g, '(')
    .replace(/[\uff09]/g, ')');
}

/** Arabic, Persian, Devanagari and full-width digits as 0 to 9. */
export const withPlainDigits = (raw: string) => raw.replace(otherDigits, plainDigit);

const otherDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\uff10-\uff19]/g;

function plainDigit(digit: string): string {
  const code = digit.charCodeAt(0);
  const zero = arabicZeros.find((start) => code >= start && code < start + 10)!;
  return String(code - zero);
}

interface Body {
  readonly value: number;
  readonly marks: MarkUse;
  readonly isRounded: boolean;
}

const spaced = /^\d{1,3}([ '’])\d{3}(?:\1\d{3})*(?:[.,]\d+)?$/;
const grouped = { '.': /^\d{1,3}(?:\.\d{3})+$/, ',': /^\d{1,3}(?:,\d{3})+$|^\d{1,2}(?:,\d\d)*,\d{3}$/ };

function readBody(body: string, exponent: string): Body | undefined {
  const isSpaced = /[ '’]/.test(body);
  if (isSpaced && !spaced.test(body)) return undefined;
  const digits = isSpaced ? body.replace(/[ '’]/g, '') : body;
  const dots = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (dots + commas === 0) return numberOf(digits + exponent, 'none');
  if (dots > 0 && commas > 0) return withBothMarks(digits, exponent);
  const mark = dots > 0 ? '.' : ',';
  if (dots + commas > 1) {
    if (exponent || !grouped[mark].test(digits)) return undefined;
    return numberOf(digits.replaceAll(mark, ''), mark === '.' ? 'dot-group' : 'comma-group');
  }
  return withOneMark(digits, { mark, exponent, isSpaced });
}

/** `1.234,5` and `1,234.5`: the later mark is the decimal one and stands once. */
function withBothMarks(digits: string, exponent: string): Body | undefined {
  const decimal = digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  const group = decimal === '.' ? ',' : '.';
  const [whole, fraction, ...more] = digits.split(decimal);
  if (more.length > 0 || !grouped[group].test(whole!)) return undefined;
  const plain = `${whole!.replaceAll(group, '')}.${fraction}${exponent}`;
  return numberOf(plain, decimal === '.' ? 'dot-decimal' : 'comma-decimal');
}

function withOneMark(
  digits: string,
  seen: { mark: '.' | ','; exponent: string; isSpaced: boolean },
): Body | undefined {
  const [whole, fraction] = digits.split(seen.mark) as [string, string];
  if (fraction === '' && seen.mark === ',') return undefined;
  const fitsBoth =
    fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) && seen.exponent === '' && !seen.isSpaced;
  const name = seen.mark === '.' ? 'dot' : 'comma';
  return numberOf(`${whole}.${fraction}${seen.exponent}`, `${name}-${fitsBoth ? 'unclear' : 'decimal'}`);
}

function numberOf(plain: string, marks: MarkUse): Body {
  const value = Number(plain);
  return { value, marks, isRounded: isRoundedInteger(plain, value) };
}

function isRoundedInteger(plain: string, value: number): boolean {
  if (plain.length < 16 || !/^\d+$/.test(plain)) return false;
  return Number.isFinite(value) && BigInt(value) !== BigInt(plain);
}
