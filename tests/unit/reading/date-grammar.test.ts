import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanDate, scanned } from '#forecasting/reading/date-bytes.ts';
import { parseDateCell } from '#forecasting/reading/date-grammar.ts';
import { stampOfTriple } from '#forecasting/reading/date-triple.ts';
import { formatStamp } from '#forecasting/series/format-stamp.ts';

function readAs(text: string): string | undefined {
  const cell = parseDateCell(text);
  if (!cell) return undefined;
  const stamp =
    cell.kind === 'stamp' || cell.kind === 'clock' ? cell.value : stampOfTriple(cell.value, cell.kind, 'dmy');
  if (Number.isNaN(stamp)) return 'does not exist';
  return formatStamp(stamp, { kind: 'time', zone: cell.isZoned ? 'UTC' : undefined }).replace(
    /T00:00:00$/,
    '',
  );
}

describe('parseDateCell()', () => {
  it.each([
    ['2024-01-02', '2024-01-02'],
    ['2024/1/2', '2024-01-02'],
    ['2024. 1. 2.', '2024-01-02'],
    ['13/02/2024', '2024-02-13'],
    ['13.02.24', '2024-02-13'],
    ['20240102T030405Z', '2024-01-02T03:04:05Z'],
    ['2024-01-02T03:04:05.123Z', '2024-01-02T03:04:05.123Z'],
    ['2024-01-02 03:04+09:00', '2024-01-01T18:04:00Z'],
    ['2024-01-02 03:04:05 +0900', '2024-01-01T18:04:05Z'],
    ['2024-01-02T05:30:00-05:00[America/New_York]', '2024-01-02T10:30:00Z'],
    ['2024-06-01 00:00:00 UTC', '2024-06-01T00:00:00Z'],
    ['2024-01-02 24:00', '2024-01-03'],
    ['2024년 1월 2일 오후 3:05', '2024-01-02T15:05:00'],
    ['2024-01-02 오전 12:30', '2024-01-02T00:30:00'],
    ['2024年1月2日 15時30分', '2024-01-02T15:30:00'],
    ['2024-01-02 (화)', '2024-01-02'],
    ['Jan 2, 2024', '2024-01-02'],
    ['02-Jan-2024', '2024-01-02'],
    ['févr.-22', '2022-02-01'],
    ['2. Januar 2024', '2024-01-02'],
    ['3. März 2024, 14:00 Uhr', '2024-03-03T14:00:00'],
    ['2 de enero de 2024', '2024-01-02'],
    ['5 янв. 2024 г.', '2024-01-05'],
    ['31 Aralık 2023', '2023-12-31'],
    ['Friday, March 5, 2021', '2021-03-05'],
    ['Tue Jan  2 15:04:05 UTC 2024', '2024-01-02T15:04:05Z'],
    ['02/Jan/2024:10:00:00 +0000', '2024-01-02T10:00:00Z'],
    ['1/2/2024 5:30:00 PM', '2024-02-01T17:30:00'],
    ['2012Q1', '2012-01-01'],
    ['Q3 2012', '2012-07-01'],
    ['2Q24', '2024-04-01'],
    ['2024년 4분기', '2024-10-01'],
    ['2024-W05', '2024-01-29'],
    ['2020-W53', '2020-12-28'],
    ['2014-09', '2014-09-01'],
    ['2014M09', '2014-09-01'],
    ['2024-060', '2024-02-29'],
    ['1999-00', '1999-01-01'],
    ['01.01.2024 00:00 - 01.01.2024 01:00', '2024-01-01'],
  ])('reads %s as %s', (text, expected) => {
    expect(readAs(text)).toBe(expected);
  });

  it.each([
    '2023-02-29',
    '2024-02-30',
    '2023-13-01',
    '2023-00-10',
    '31/04/2024',
    '2021-W53',
    '1-Jan',
    'Jan 10',
  ])('says that %s does not exist, instead of rolling it over', (text) => {
    expect(readAs(text)).toBe('does not exist');
  });

  it.each([
    'Price 5',
    '1',
    '2024',
    '12.5',
    'BTC 2024',
    'store_001',
    'V020',
    'A1',
    'May',
    '4 apples',
    '=1+1',
    '2024-01-02 XYZ',
  ])('takes %s for no date', (text) => {
    expect(readAs(text)).toBeUndefined();
  });

  it('knows a time of day without a date', () => {
    expect(parseDateCell('17:24:00')).toMatchObject({ kind: 'clock', value: 62_640_000 });
    expect(parseDateCell('12:00 AM')).toMatchObject({ kind: 'clock', value: 0 });
    expect(parseDateCell('25:00')).toMatchObject({ kind: 'clock', value: Number.NaN });
  });
});

describe('scanDate()', () => {
  const scan = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    return scanDate(bytes, 0, bytes.length);
  };

  it('gives what the grammar gives, wherever it gives anything', () => {
    const two = (n: number) => String(n).padStart(2, '0');
    const part = fc.integer({ min: 0, max: 35 });
    const year = fc.integer({ min: 1000, max: 2500 });
    const separator = fc.constantFrom('-', '/', '.');
    const time = fc.constantFrom(
      '',
      ' 03:04',
      'T23:59:59',
      ' 7:05',
      'T01:02:03.5Z',
      ' 03:04:05+05:30',
      'T10:00-08',
      ' 24:00',
    );
    fc.assert(
      fc.property(fc.boolean(), year, part, part, separator, time, (yearFirst, y, a, b, mark, clock) => {
        const date = yearFirst ? `${y}${mark}${two(a)}${mark}${b}` : `${a}${mark}${two(b)}${mark}${y}`;
        const value = scan(date + clock);
        if (scanned.pattern === 0) return;
        const cell = parseDateCell(date + clock)!;
        expect({ value, isZoned: scanned.isZoned }).toEqual({ value: cell.value, isZoned: cell.isZoned });
      }),
      { numRuns: 500 },
    );
  });

  it('reads the common forms by itself', () => {
    for (const text of ['2024-01-02', '2/1/2024 10:00', '2024-01-02T03:04:05Z']) {
      scan(text);
      expect(scanned.pattern).toBeGreaterThan(0);
    }
  });
});
