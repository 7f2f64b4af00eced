import { dayMs, daysFromDate, isCalendarDate } from '../series/calendar-date.ts';
import { parseClock } from './clock-grammar.ts';
import { packTriple, type TripleOrder } from './date-triple.ts';
import { dayInYear, dayOfIsoWeek } from './days-of-year.ts';
import { eraDate } from './eras.ts';
import { isWeekdayName, monthOfName } from './month-names.ts';
import { withPlainDigits } from './number-grammar.ts';

/** How the numbers of a date are to be understood: as they stand, or only after day and month are told apart. */
export type DateKind = 'stamp' | 'clock' | TripleOrder;

/** One cell read as a date. */
export interface DateCell {
  /** Names the way it is written, e.g. `YYYY-MM-DD`: two cells with one form are written alike. */
  readonly form: string;
  readonly kind: DateKind;
  /** A stamp in ms, ms after midnight for a clock, or a packed triple; NaN for a day that does not exist. */
  readonly value: number;
  /** Whether an offset or `Z` was written, so that the stamp is UTC. */
  readonly isZoned: boolean;
}

/** A date without its time of day. */
interface DayCell {
  readonly form: string;
  readonly kind: 'stamp' | TripleOrder;
  /** Days since 1970, or [first, second, third] of a triple. */
  readonly days: number;
  readonly triple?: readonly [number, number, number];
}

/** Reads a cell as a date, a time, or both, by strict grammars in many languages; undefined for anything else. */
export function parseDateCell(raw: string): DateCell | undefined {
  if (raw.length > 64 || !/\p{Nd}/u.test(raw)) return undefined;
  const text = plainDate(withPlainDigits(raw));
  const whole = parseDay(text);
  if (whole) return withTime(whole, 0, undefined);
  const clock = parseClock(text);
  if (!clock) return beginOfRange(text);
  if (clock.rest === '') {
    return { form: 'clock', kind: 'clock', value: clock.ms, isZoned: clock.offsetMinutes !== undefined };
  }
  const day = parseDay(clock.rest.replace(/[,\s]+$/, ''));
  return day ? withTime(day, clock.ms, clock.offsetMinutes) : beginOfRange(text);
}

/** `01.01.2024 00:00 - 01.01.2024 01:00` stands for the hour that begins with the first of the two. */
function beginOfRange(text: string): DateCell | undefined {
  const parts = text.split(/\s(?:-|–|~|to|bis|\/)\s|(?<=^\S{10,25})\/(?=\S{10})/);
  if (parts.length !== 2) return undefined;
  const [begin, end] = parts.map(parseDateCell);
  return begin && end && begin.kind !== 'clock' && begin.form === end.form ? begin : undefined;
}

function withTime(day: DayCell, ms: number, offsetMinutes: number | undefined): DateCell {
  const time = ms - (offsetMinutes ?? 0) * 60_000;
  const value = day.kind === 'stamp' ? day.days * dayMs + time : packTriple(day.triple!, day.kind, time);
  return { form: day.form, kind: day.kind, value, isZoned: offsetMinutes !== undefined };
}

/** Full-width digits, odd spaces and weekday names out of the way. */
function plainDate(raw: string): string {
  const text = raw
    .replace(/^="?([^"]*)"?$|^'/, '$1')
    .replace(/^\[([^[\]]*)\]$/, '$1')
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/\s?\(\p{L}+\.?\)/u, '')
    .replace(/\s?[월화수목금토일]요일|\s?[月火水木金土日]曜日?|\s?星期[一二三四五六日天]/, '')
    .trim()
    .toLowerCase()
    .replace(/ uhr$/, '')
    .replace(/^(\d{8})[t ](\d\d)(\d\d)(\d\d)?(?=$|z|[+-])/, basicTime);
  const unixDate = /^(?:\p{L}{3} )?(\p{L}{3} \d{1,2}) (\d\d:\d\d:\d\d)(?: (\p{L}{3,4}))? (\d{4})$/u.exec(
    text,
  );
  if (unixDate) return `${unixDate[1]} ${unixDate[4]} ${unixDate[2]} ${unixDate[3] ?? ''}`.trim();
  const clockFirst = /^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?),? +(?=\S*\d)([^:]+)$/.exec(text);
  if (clockFirst) return `${clockFirst[2]} ${clockFirst[1]}`;
  const lead = /^(\p{L}+)[.,]?\s+(?=.*\d)/u.exec(text);
  return lead && isWeekdayName(lead[1]!) && /\d/.test(text.slice(lead[0].length))
    ? withoutWeekday(text, lead[0])
    : text;
}

/** ISO 8601's basic form, `20240102T0304`, with the colons that it leaves out. */
const basicTime = (_: string, ...[day, hour, minute, second]: string[]) =>
  `${day} ${hour}:${minute}:${second ?? '00'}`;

/** `Mar 5 2024` may be a Tuesday in French or a March: it stays where a month is needed. */
function withoutWeekday(text: string, lead: string): string {
  const rest = text.slice(lead.length);
  const monthIsElsewhere = /\p{L}{3,}/u.test(rest) || /\d[-/.]\d+[-/.]\d/.test(rest);
  return monthOfName(lead.trim().replace(/[.,]$/, '')) === undefined || monthIsElsewhere ? rest : text;
}

type Rule = readonly [pattern: RegExp, read: (parts: string[]) => DayCell | undefined];

const numeric = (parts: string[], ...at: number[]) =>
  at.map((i) => Number(parts[i])) as [number, number, number];

function dayCell(form: string, year: number, month: number, day: number): DayCell {
  const days = isCalendarDate(year, month, day) ? daysFromDate(year, month, day) : Number.NaN;
  return { form, kind: 'stamp', days };
}

/** 69 to 99 are of the last century, 00 to 68 of this one, as POSIX has it. */
const fullYear = (year: number, digits: number) => (digits > 2 ? year : year + (year < 69 ? 2000 : 1900));

const rules: readonly Rule[] = [
  [
    /^(\d{4}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})\.?$/,
    (p) => dayCell(`YYYY${p[2]}MM${p[2]}DD`, ...numeric(p, 1, 3, 4)),
  ],
  [
    /^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{4})\.?$/,
    (p) => ({ form: `?${p[2]}?${p[2]}YYYY`, kind: 'xxy', days: 0, triple: numeric(p, 1, 3, 4) }),
  ],
  [
    /^(\d{1,2}) ?([-/.]) ?(\d{1,2}) ?\2 ?(\d{2}|(?<=^\d\d\D.*)\d)\.?$/,
    (p) => ({ form: `?${p[2]}?${p[2]}?`, kind: 'xxx', days: 0, triple: numeric(p, 1, 3, 4) }),
  ],
  [
    /^(\d{2}|\d{4}) ?[년年] ?(\d{1,2}) ?[월月] ?(\d{1,2}) ?[일日]?$/,
    (p) =>
      dayCell(
        `${p[1]!.length === 2 ? 'YY' : 'YYYY'}년 M월 D일`,
        fullYear(Number(p[1]), p[1]!.length),
        Number(p[2]),
        Number(p[3]),
      ),
  ],
  [/^(\d{4}) ?[년年] ?(\d{1,2}) ?[월月]$/, (p) => dayCell('YYYY년 M월', Number(p[1]), Number(p[2]), 1)],
  [/^(\d{4}) ?[년年]度?$/, (p) => dayCell('YYYY년', Number(p[1]), 1, 1)],
  [/^(\d{4})[-/](\d{2}|\d{4})$/, season],
  [/^(\d{4})[-/.](\d{1,2}) ?[월月]$/, (p) => dayCell('YYYY.MM월', Number(p[1]), Number(p[2]), 1)],
  [/^(\d{4})([-/.])(\d{1,2})$/, (p) => dayCell(`YYYY${p[2]}MM`, Number(p[1]), Number(p[3]), 1)],
  [/^(\d{4})[- ]?m(\d{1,2})$/, (p) => dayCell('YYYYMmm', Number(p[1]), Number(p[2]), 1)],
  [/^m(\d{1,2})[- /]?(\d{4})$/, (p) => dayCell('MmmYYYY', Number(p[2]), Number(p[1]), 1)],
  [/^(\d{1,2})([-/.])(\d{4})$/, (p) => dayCell(`MM${p[2]}YYYY`, Number(p[3]), Number(p[1]), 1)],
  [/^(\d{4})[- /.:]? ?[qtk]\.? ?([1-4])$/, (p) => quarter('YYYYQq', p[1]!, p[2]!)],
  [/^[qtk]\.? ?([1-4])[- /.']* ?(\d{4}|\d{2})$/, (p) => quarter('Qq YYYY', p[2]!, p[1]!)],
  [
    /^([1-4])(?:st|nd|rd|th|er|e|è|º|\.)? ?-?(?:q|t|quartal|quarter|trimestre|trim\.?|분기|кв\.?)[- /.']*(\d{4}|\d{2})$/,
    (p) => quarter('qQ YYYY', p[2]!, p[1]!),
  ],
  [
    /^(\d{4})(?: ?[년年])? ?第?([1-4]) ?\/?(?:4분기|분기|季度|四半期|quarter)$/,
    (p) => quarter('YYYY년 q분기', p[1]!, p[2]!),
  ],
  [/^(\d{4})[- ]?[hs]([12])$/, (p) => dayCell('YYYYHh', Number(p[1]), p[2] === '1' ? 1 : 7, 1)],
  [/^(\d{4})[- ]?[wv](\d{1,2})(?:-?([1-7]))?$/, (p) => isoWeek(p[1]!, p[2]!, p[3])],
  [/^(?:w|kw|wk|week|semaine)[- ]?(\d{1,2})[- /]+(\d{4})$/, (p) => isoWeek(p[2]!, p[1]!, undefined)],
  [/^(\d{4})[년年] ?第?(\d{1,2}) ?(?:주차?|週|周)$/, (p) => isoWeek(p[1]!, p[2]!, undefined)],
  [
    /^(\d{4})-(\d{3})$/,
    (p) => ({ form: 'YYYY-DDD', kind: 'stamp', days: dayInYear(Number(p[1]), Number(p[2])) }),
  ],
  [
    /^(i{1,3}|iv) ?(?:кв|q|quarter|trim|kw)\.? ?(\d{4})$/,
    (p) => quarter('Roman q YYYY', p[2]!, roman(p[1]!)),
  ],
  [/^(\d{4})[. ]+([1-4])\/4 ?(?:분기)?$/, (p) => quarter('YYYY.q/4', p[1]!, p[2]!)],
  [/^(\d{4})(\d\d)(\d\d)(?=t|$)$/, (p) => dayCell('YYYYMMDD', ...numeric(p, 1, 2, 3))],
];

const word = '(\\p{L}+\\.?)';
const ordinalMark = '(?:st|nd|rd|th|er|º|ª|\\.)?';
const between = "(?:, |,(?=\\d{4})|[ \\-/.'])*";
const of = '(?:(?:de|del|of) )?';
const dayWordYear = new RegExp(
  `^(\\d{1,2})${ordinalMark}${between}${of}${word}${between}${of}(\\d{4}|\\d{2})\\.?(?: г\\.?)?$`,
  'u',
);
const wordDayYear = new RegExp(
  `^${word}[ \\-/.]*(\\d{1,2})${ordinalMark}(?:,? +|[-/.]|,(?=\\d{4}))'?(\\d{4}|\\d{2})$`,
  'u',
);
const yearWordDay = new RegExp(`^(\\d{4})[ \\-/.,]*${word}[ \\-/.]*(\\d{1,2})\\.?$`, 'u');
const dayWord = new RegExp(`^(\\d{1,2})${ordinalMark}[ \\-/.]*${word}$`, 'u');
const wordYear = new RegExp(`^${word}(?:${between}${of}(\\d{4})|[-/.']+(\\d{2}))$`, 'u');
const wordDay = new RegExp(`^${word} (\\d{1,2})$`, 'u');
const yearWord = new RegExp(`^(\\d{4})[ \\-/.,]*${word}$`, 'u');

const namedRules: readonly Rule[] = [
  [dayWordYear, (p) => named('D MMM YYYY', { day: p[1]!, month: p[2]!, year: p[3]! })],
  [wordDayYear, (p) => named('MMM D YYYY', { day: p[2]!, month: p[1]!, year: p[3]! })],
  [yearWordDay, (p) => named('YYYY MMM D', { day: p[3]!, month: p[2]!, year: p[1]! })],
  [wordYear, (p) => named(p[3] ? 'MMM-YY' : 'MMM YYYY', { day: '1', month: p[1]!, year: (p[2] ?? p[3])! })],
  [wordDay, (p) => named('MMM D', { day: 'none', month: p[1]!, year: '2000' })],
  [dayWord, (p) => named('D MMM', { day: 'none', month: p[2]!, year: '2000' })],
  [yearWord, (p) => named('YYYY MMM', { day: '1', month: p[2]!, year: p[1]! })],
];

function parseDay(text: string): DayCell | undefined {
  return (
    firstMatch(rules, text) ??
    eraDay(text) ??
    (/\p{L}{3}/u.test(text) ? firstMatch(namedRules, text) : undefined)
  );
}

function eraDay(text: string): DayCell | undefined {
  const found = eraDate(text);
  return found && dayCell(found.form, found.year, found.month, found.day);
}

const roman = (numeral: string) => String(['i', 'ii', 'iii', 'iv'].indexOf(numeral) + 1);

function isoWeek(year: string, week: string, day: string | undefined): DayCell {
  const days = dayOfIsoWeek(Number(year), Number(week), Number(day ?? 1));
  return { form: 'YYYY-Www', kind: 'stamp', days };
}

function firstMatch(candidates: readonly Rule[], text: string): DayCell | undefined {
  for (const [pattern, read] of candidates) {
    const match = pattern.exec(text);
    const cell = match && read(match);
    if (cell) return cell;
  }
  return undefined;
}

/** `1999-00` or `2023/2024`: two years in a row, as long as the second is no month. */
function season(parts: string[]): DayCell | undefined {
  const year = Number(parts[1]);
  const second = Number(parts[2]);
  const isNext = second === (parts[2]!.length === 2 ? (year + 1) % 100 : year + 1);
  return isNext && (second === 0 || second > 12) ? dayCell('YYYY-YY', year, 1, 1) : undefined;
}

function named(form: string, parts: { day: string; month: string; year: string }): DayCell | undefined {
  const month = monthOfName(parts.month);
  if (month === undefined) return undefined;
  const written = parts.year.length === 2 ? form.replace('YYYY', 'YY') : form;
  return dayCell(written, fullYear(Number(parts.year), parts.year.length), month, Number(parts.day));
}

const quarter = (form: string, year: string, number: string) =>
  dayCell(
    year.length === 2 ? form.replace('YYYY', 'YY') : form,
    fullYear(Number(year), year.length),
    Number(number) * 3 - 2,
    1,
  );
