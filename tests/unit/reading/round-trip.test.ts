import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { readCsv } from '#forecasting/reading/read-csv.ts';
import { formatStamp } from '#forecasting/series/format-stamp.ts';
import { chunksOf, read } from './read-text.ts';

const dayMs = 86_400_000;

/** How numbers and dates are written, and what divides them. */
interface Dialect {
  readonly delimiter: string;
  readonly decimal: '.' | ',';
  readonly group: string;
  readonly date: 'iso' | 'dmy' | 'mdy' | 'compact' | 'words' | 'korean';
  readonly lineEnd: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'cp949' | 'windows-1252';
  readonly quoteAll: boolean;
  readonly missing: string;
  readonly descending: boolean;
}

const dialects: fc.Arbitrary<Dialect> = fc
  .record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    decimal: fc.constantFrom('.', ',') as fc.Arbitrary<'.' | ','>,
    group: fc.constantFrom('', ' ', 'mark'),
    date: fc.constantFrom('iso', 'dmy', 'mdy', 'compact', 'words', 'korean') as fc.Arbitrary<Dialect['date']>,
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'cp949', 'windows-1252') as fc.Arbitrary<
      Dialect['encoding']
    >,
    quoteAll: fc.boolean(),
    missing: fc.constantFrom('', 'NA', '-', 'null'),
    descending: fc.boolean(),
  })
  .filter(({ encoding, date }) => encoding !== 'windows-1252' || date !== 'korean');

interface Table {
  readonly stamps: readonly number[];
  readonly columns: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}

const cents = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((value) => value / 100);
const names = fc.constantFrom('sales', 'load (kW)', 'Größe', '매출', 'temp, max', 'a"b', '__proto__', 'y 2');

const tables: fc.Arbitrary<Table> = fc
  .record({
    start: fc.integer({ min: -3650, max: 25_000 }),
    step: fc.constantFrom(1, 7),
    rows: fc.integer({ min: 20, max: 60 }),
    names: fc.uniqueArray(names, { minLength: 1, maxLength: 4 }),
  })
  .chain(({ start, step, rows, names: chosen }) =>
    fc.record({
      stamps: fc.constant(Array.from({ length: rows }, (_, i) => (start + i * step) * dayMs)),
      columns: fc.tuple(
        ...chosen.map((name) =>
          fc.record({
            name: fc.constant(name),
            values: fc.array(fc.option(cents, { freq: 12 }), { minLength: rows, maxLength: rows }),
          }),
        ),
      ),
    }),
  );

function writeNumber(value: number | null, { decimal, group, missing }: Dialect): string {
  if (value === null) return missing;
  const [whole, fraction] = Math.abs(value).toFixed(2).split('.') as [string, string];
  const mark = group === 'mark' ? (decimal === '.' ? ',' : '.') : group;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, mark);
  return `${value < 0 ? '-' : ''}${grouped}${decimal}${fraction}`;
}

function writeDate(stamp: number, { date }: Dialect): string {
  const [y, m, d] = new Date(stamp).toISOString().slice(0, 10).split('-') as [string, string, string];
  const month = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(m) - 1]!;
  return {
    iso: `${y}-${m}-${d}`,
    dmy: `${d}.${m}.${y}`,
    mdy: `${m}/${d}/${y}`,
    compact: `${y}${m}${d}`,
    words: `${Number(d)} ${month} ${y}`,
    korean: `${y}년 ${Number(m)}월 ${Number(d)}일`,
  }[date];
}

function write(table: Table, dialect: Dialect): Uint8Array {
  const { delimiter, lineEnd, quoteAll, encoding } = dialect;
  const cell = (text: string) =>
    quoteAll || text.includes(delimiter) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  const rows = table.stamps.map((stamp, i) =>
    [writeDate(stamp, dialect), ...table.columns.map((column) => writeNumber(column.values[i]!, dialect))]
      .map(cell)
      .join(delimiter),
  );
  if (dialect.descending) rows.reverse();
  const header = ['date', ...table.columns.map((column) => column.name)].map(cell).join(delimiter);
  return iconv.encode([header, ...rows, ''].join(lineEnd), encoding, { addBOM: encoding === 'utf-16le' });
}

/** Letters that a page lacks would be lost while writing. */
const canHold = (table: Table, { encoding }: Dialect) =>
  table.columns.every(({ name }) => iconv.decode(iconv.encode(name, encoding), encoding) === name);

describe('readCsv()', () => {
  it('reads back any table written in any dialect, or asks', async () => {
    await fc.assert(
      fc.asyncProperty(tables, dialects, async (table, dialect) => {
        fc.pre(canHold(table, dialect));
        const reading = await read(write(table, dialect));
        if (reading.outcome === 'ask') return;
        expect(reading.message).toMatch(/^Read /);
        const found = reading.series.filter((one) => one.missing < one.values.length);
        const wanted = table.columns.filter((one) => one.values.some((value) => value !== null));
        expect(found.map((one) => one.name)).toEqual(wanted.map((one) => one.name));
        found.forEach((one, i) => {
          expect([...one.axis.stamps]).toEqual(table.stamps);
          expect([...one.values]).toEqual(wanted[i]!.values.map((value) => value ?? Number.NaN));
        });
      }),
      { numRuns: 200 },
    );
  });

  it('reads the same again by its own recipe', async () => {
    await fc.assert(
      fc.asyncProperty(tables, dialects, async (table, dialect) => {
        fc.pre(canHold(table, dialect));
        const bytes = write(table, dialect);
        const first = await read(bytes);
        if (first.series.length === 0) return;
        const again = await read(bytes, first.recipe);
        expect(again.series).toEqual(first.series);
      }),
      { numRuns: 60 },
    );
  });

  it('ends with an answer for any bytes', async () => {
    const pieces = fc.constantFrom(
      'date,v\n',
      '2024-01-01',
      ',',
      ';',
      '\t',
      '"',
      '\n',
      '\r\n',
      '1.5',
      '1,5',
      '-',
      'NA',
      '01/02/2024',
      '12:30',
      '\ufeff',
      '#',
      '년',
      'é',
      '1e999',
      '(',
      '|',
      '2024Q1',
      '1717200000',
      '\u0000',
      '=1+1',
      'Total',
      '2024',
    );
    const text = fc.array(pieces, { maxLength: 80 }).map((parts) => new TextEncoder().encode(parts.join('')));
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.uint8Array({ maxLength: 3000 })), async (bytes) => {
        const reading = await readCsv(chunksOf(bytes, 97), {});
        expect(['ok', 'warn', 'ask', 'error']).toContain(reading.outcome);
        expect(reading.message).not.toBe('');
        expect(reading.series.length > 0).toBe(reading.outcome === 'ok' || reading.outcome === 'warn');
        for (const { axis, values } of reading.series) {
          expect(values.length).toBe(axis.stamps.length);
          expect(axis.stamps.every((stamp, i) => i === 0 || stamp > axis.stamps[i - 1]!)).toBe(true);
          expect(values.every((value) => Number.isNaN(value) || Number.isFinite(value))).toBe(true);
          expect(formatStamp(axis.stamps[0] ?? 0, axis)).not.toBe('');
        }
      }),
      { numRuns: 600 },
    );
  });
});
