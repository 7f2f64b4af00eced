import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '#forecasting/reading/cell-text.ts';
import { RecordScanner } from '#forecasting/reading/record-scanner.ts';

function scan(text: string, delimiter = ',', chunk = 7): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = [];
  const scanner = new RecordScanner(delimiter, (record) =>
    records.push({ line: record.line, cells: cellsOf(record) }),
  );
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += chunk) scanner.push(bytes.subarray(at, at + chunk));
  scanner.end();
  return records;
}
const cells = (text: string, delimiter?: string) => scan(text, delimiter).map((record) => record.cells);

describe('RecordScanner', () => {
  it('takes LF, CR and CRLF in one file, and counts each as one line', () => {
    expect(scan('a,b\r1,2\n3,4\r\n5,6')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1', '2'] },
      { line: 3, cells: ['3', '4'] },
      { line: 4, cells: ['5', '6'] },
    ]);
  });

  it('keeps delimiters, line ends and doubled quotation marks inside quotes', () => {
    expect(cells('"a,1","b ""x""","c\nd"\n')).toEqual([['a,1', 'b "x"', 'c\nd']]);
    expect(scan('"a\r\nb",1\n2,3\n').map((record) => record.line)).toEqual([1, 3]);
  });

  it('takes a quotation mark within a cell literally', () => {
    expect(cells('5" pipe,1\n"6" pipe,2\n')).toEqual([
      ['5" pipe', '1'],
      ['"6" pipe', '2'],
    ]);
  });

  it('divides by runs of blanks', () => {
    expect(cells('  a   b\t c  \n', ' ')).toEqual([['a', 'b', 'c']]);
  });

  it.each([
    ['a,b\n1,"open\n2,3\n', /line 2 is never closed/],
    ['a,b\n1,"open\n2,3\n4,"x"\n', /line 2 is never closed/],
  ])('refuses a quotation mark that is never closed, with its line', (text, message) => {
    expect(() => scan(text)).toThrow(message);
  });

  it('refuses a mark that swallows rows up to the next one', () => {
    const scanner = new RecordScanner(',', () => {}, 3);
    const text = new TextEncoder().encode('d,v,n\n1,2,"open\n2,3,c\n3,4,"\n');
    expect(() => scanner.push(text)).toThrow(/line 2 is never closed/);
  });

  it('refuses a cell above 32 kB with line and column', () => {
    expect(() => scan(`a,b\n1,${'x'.repeat(40_000)}\n`, ',', 5000)).toThrow(/Line 2, column 2 holds 40 kB/);
  });

  it('refuses a line above 8 MB', () => {
    expect(() => scan('x'.repeat(9_000_000), ',', 1 << 20)).toThrow(/Line 1 is longer/);
  });

  it('gives back any table that was written with quotes, whatever the block size', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '1', '"', ',', ';', '\n', '\r', 'é', '한', ' x') });
    const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom(',', ';', '\t', '|'),
        fc.integer({ min: 1, max: 40 }),
        (rows, delimiter, chunk) => {
          const text = rows.map((row) => row.map(quote).join(delimiter)).join('\r\n');
          expect(scan(text, delimiter, chunk).map((record) => record.cells)).toEqual(
            rows.map((row) => row.map((one) => one.trim())),
          );
        },
      ),
    );
  });
});
