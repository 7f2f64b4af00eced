import type { ReadingFlags } from '#forecasting/reading/reading.ts';
import { usageFailure } from './exit-codes.ts';

/** The options of `parseArgs` by which a person answers what a file leaves open. */
export const readingOptions = {
  start: { type: 'string' },
  step: { type: 'string' },
  'no-header': { type: 'boolean' },
  'day-first': { type: 'boolean' },
  'month-first': { type: 'boolean' },
  'year-first': { type: 'boolean' },
  'months-across': { type: 'boolean' },
  'columns-apart': { type: 'boolean' },
  decimal: { type: 'string' },
  'decimal-of': { type: 'string', multiple: true },
  keep: { type: 'string', multiple: true },
  zone: { type: 'string' },
  time: { type: 'string' },
  'time-format': { type: 'string' },
  'series-id': { type: 'string' },
  target: { type: 'string', multiple: true },
} as const;

type ReadingValues = { [name in keyof typeof readingOptions]?: unknown };

/** Turns parsed options into reading flags; what was not given stays out, to be guessed with evidence. */
export function toReadingFlags(values: ReadingValues): ReadingFlags {
  refuseBoth(values, 'day-first', 'month-first');
  refuseBoth(values, 'months-across', 'columns-apart');
  if (values.decimal !== undefined && values.decimal !== '.' && values.decimal !== ',') {
    throw usageFailure(`--decimal is . or , not "${values.decimal}".`);
  }
  if (typeof values.zone === 'string' && !isZoneName(values.zone)) {
    throw usageFailure(`--zone: no time zone is called "${values.zone}"; use a name such as Europe/Berlin.`);
  }
  return {
    ...text('start', values.start),
    ...text('step', values.step),
    ...text('zone', values.zone),
    ...text('timeColumn', values.time),
    ...text('timeFormat', values['time-format']),
    ...text('idColumn', values['series-id']),
    ...(values['no-header'] ? { header: false } : {}),
    ...(values['day-first'] ? { dayFirst: true } : {}),
    ...(values['month-first'] ? { dayFirst: false } : {}),
    ...(values['year-first'] ? { yearFirst: true } : {}),
    ...(values['months-across'] ? { monthsAcross: true } : {}),
    ...(values['columns-apart'] ? { monthsAcross: false } : {}),
    ...(values.decimal === undefined ? {} : { decimal: values.decimal as '.' | ',' }),
    ...columnDecimals(values['decimal-of']),
    ...(Array.isArray(values.keep) ? { keep: values.keep as string[] } : {}),
    ...(Array.isArray(values.target) ? { targets: values.target as string[] } : {}),
  };
}

/** `--decimal-of "Price=,"`, once a column. */
function columnDecimals(given: unknown): Pick<ReadingFlags, 'columnDecimals'> {
  if (!Array.isArray(given)) return {};
  return {
    columnDecimals: given.map((text: string) => {
      const mark = text.at(-1);
      if (text.at(-2) === '=' && (mark === '.' || mark === ',')) return { column: text.slice(0, -2), mark };
      throw usageFailure(`--decimal-of is COLUMN=. or COLUMN=, not "${text}".`);
    }),
  };
}

function refuseBoth(values: ReadingValues, one: keyof ReadingValues, other: keyof ReadingValues): void {
  if (!values[one] || !values[other]) return;
  throw usageFailure(`--${one} and --${other} exclude each other: give one of them.`);
}

function isZoneName(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

function text<Name extends string>(name: Name, value: unknown): { [key in Name]?: string } {
  return typeof value === 'string' ? ({ [name]: value } as { [key in Name]: string }) : {};
}
