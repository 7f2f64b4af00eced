import type { ReadingFlags } from '#forecasting/reading/reading.ts';

/** A guess about the whole file that can be overruled. */
export interface DialectOption {
  readonly name: 'delimiter' | 'decimal' | 'header' | 'dates' | 'encoding';
  readonly label: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  /** The choice in force, '' when it is guessed. */
  readonly chosen: (flags: ReadingFlags) => string;
  readonly apply: (flags: ReadingFlags, value: string) => ReadingFlags;
}

const guess = { value: '', label: 'As guessed' };
const yesNo = (flag: boolean | undefined) => (flag === undefined ? '' : String(flag));

/** The flags with one of them set; without it where there is no value. */
function overrule<Key extends 'delimiter' | 'decimal' | 'header' | 'dayFirst' | 'encoding'>(
  flags: ReadingFlags,
  key: Key,
  value: ReadingFlags[Key] | '',
): ReadingFlags {
  const { [key]: _, ...rest } = flags;
  return value === '' ? rest : { ...rest, [key]: value };
}

export const dialectOptions: readonly DialectOption[] = [
  {
    name: 'delimiter',
    label: 'Delimiter',
    choices: [
      guess,
      { value: ',', label: 'Comma' },
      { value: ';', label: 'Semicolon' },
      { value: '\t', label: 'Tab' },
      { value: '|', label: 'Bar' },
      { value: ' ', label: 'Blanks' },
    ],
    chosen: ({ delimiter }) => delimiter ?? '',
    apply: (flags, value) => overrule(flags, 'delimiter', value),
  },
  {
    name: 'decimal',
    label: 'Decimal mark',
    choices: [guess, { value: '.', label: 'Point, 1.5' }, { value: ',', label: 'Comma, 1,5' }],
    chosen: ({ decimal }) => decimal ?? '',
    apply: (flags, value) => overrule(flags, 'decimal', value === '.' || value === ',' ? value : ''),
  },
  {
    name: 'header',
    label: 'First line',
    choices: [
      guess,
      { value: 'true', label: 'Names of the columns' },
      { value: 'false', label: 'Values already' },
    ],
    chosen: ({ header }) => yesNo(header),
    apply: (flags, value) => overrule(flags, 'header', value === '' ? '' : value === 'true'),
  },
  {
    name: 'dates',
    label: 'Dates such as 03/04/2026',
    choices: [
      guess,
      { value: 'true', label: 'Day first, 3 April' },
      { value: 'false', label: 'Month first, 4 March' },
    ],
    chosen: ({ dayFirst }) => yesNo(dayFirst),
    apply: (flags, value) => overrule(flags, 'dayFirst', value === '' ? '' : value === 'true'),
  },
  {
    name: 'encoding',
    label: 'Encoding',
    choices: [
      guess,
      { value: 'utf-8', label: 'UTF-8' },
      { value: 'windows-1252', label: 'Windows-1252' },
      { value: 'utf-16le', label: 'UTF-16' },
      { value: 'iso-8859-2', label: 'ISO 8859-2' },
      { value: 'windows-1251', label: 'Windows-1251' },
      { value: 'shift_jis', label: 'Shift JIS' },
      { value: 'gbk', label: 'GBK' },
      { value: 'euc-kr', label: 'EUC-KR' },
    ],
    chosen: ({ encoding }) => encoding ?? '',
    apply: (flags, value) => overrule(flags, 'encoding', value),
  },
];
