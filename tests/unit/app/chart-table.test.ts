import { describe, expect, it } from 'vitest';
import { tableToCsv } from '#app/_lib/chart-table.ts';
import { fileNameOf } from '#app/_lib/download.ts';

describe('tableToCsv()', () => {
  it('quotes what needs it and leaves an undefined value empty', () => {
    const csv = tableToCsv({
      columns: ['time', 'a "b", c'],
      rows: [
        ['2024-01-01', 1.5],
        ['2024-01-02', null],
      ],
    });
    expect(csv).toBe('time,"a ""b"", c"\n2024-01-01,1.5\n2024-01-02,\n');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)'])('keeps the text %s from being a formula', (text) => {
    expect(tableToCsv({ columns: ['name'], rows: [[text]] })).toBe(`name\n'${text}\n`);
  });

  it('leaves negative numbers numbers', () => {
    expect(tableToCsv({ columns: ['v'], rows: [[-1.5]] })).toBe('v\n-1.5\n');
  });
});

describe('fileNameOf()', () => {
  it('is a name that every file system takes', () => {
    expect(fileNameOf('What each part of CO₂: "x/y"', 'png')).toBe('what-each-part-of-co2-x-y.png');
    expect(fileNameOf('///', 'csv')).toBe('chart.csv');
  });
});
