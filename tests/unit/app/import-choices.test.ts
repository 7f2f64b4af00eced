import { describe, expect, it } from 'vitest';
import {
  flagsWithDecimal,
  flagsWithRole,
  type ImportChoices,
  keepInput,
} from '#app/_components/import/import-choices.ts';
import { shownLines } from '#app/_components/import/shown-lines.ts';
import type { ColumnGuess, RawLine } from '#forecasting/reading/reading.ts';
import type { PreviewSeries, ReadingPreview } from '#server/api-types.ts';

const columns: ColumnGuess[] = [
  { index: 0, name: 'Date', role: 'time', detail: '' },
  { index: 1, name: 'Close', role: 'value', detail: '' },
  { index: 2, name: 'Volume', role: 'value', detail: '' },
  { index: 3, name: 'Remark', role: 'ignored', detail: '' },
];

function preview(part: Partial<ReadingPreview> = {}): ReadingPreview {
  const series = ['Close', 'Volume'].map((name) => ({ name }) as PreviewSeries);
  const recipe = { timeColumn: 'Date' };
  return { uploadId: 7, columns, series, recipe, warnings: [], ...part } as unknown as ReadingPreview;
}

function choices(part: Partial<ImportChoices> = {}): ImportChoices {
  return { flags: {}, leftOut: new Set(), names: {}, units: {}, ...part } as ImportChoices;
}

describe('flagsWithDecimal()', () => {
  it('gives a column a mark of its own, and takes it back', () => {
    const once = flagsWithDecimal({ decimal: '.' }, { column: 'Close', mark: ',' });
    expect(once).toEqual({ decimal: '.', columnDecimals: [{ column: 'Close', mark: ',' }] });
    const both = flagsWithDecimal(once, { column: 'Volume', mark: ',' });
    expect(flagsWithDecimal(both, { column: 'Close', mark: '.' }).columnDecimals).toEqual([
      { column: 'Volume', mark: ',' },
      { column: 'Close', mark: '.' },
    ]);
  });
});

describe('flagsWithRole()', () => {
  it('leaves a column out of the targets', () => {
    const flags = flagsWithRole(preview(), {}, { column: columns[2]!, role: 'ignored' });
    expect(flags).toEqual({ targets: ['Close'] });
  });

  it('makes a column the id, and no longer a target', () => {
    const flags = flagsWithRole(preview(), { header: true }, { column: columns[2]!, role: 'id' });
    expect(flags).toEqual({ header: true, targets: ['Close'], idColumn: 'Volume' });
  });

  it('takes the time away from a column that becomes something else', () => {
    const flags = flagsWithRole(preview(), { timeColumn: 'Date' }, { column: columns[0]!, role: 'ignored' });
    expect(flags).toEqual({ targets: ['Close', 'Volume'] });
  });
});

describe('keepInput()', () => {
  it('keeps everything as it was read when nothing was changed', () => {
    expect(keepInput(preview(), choices())).toEqual({
      uploadId: 7,
      flags: { timeColumn: 'Date' },
      rename: {},
      unit: {},
    });
  });

  it('names what is kept, and sends names and units of that alone', () => {
    const input = keepInput(
      preview(),
      choices({
        leftOut: new Set(['Volume']),
        names: { Close: ' RTM ', Volume: 'v' },
        units: { Close: '€' },
      }),
    );
    expect(input).toMatchObject({ series: ['Close'], rename: { Close: 'RTM' }, unit: { Close: '€' } });
  });
});

describe('shownLines()', () => {
  const line = (number: number, cells: string[] = ['x'], isData = true): RawLine => ({
    line: number,
    cells,
    isData,
  });

  it('shows a short file once, without its header', () => {
    const header = line(1, ['Date', 'Close', 'Volume', 'Remark'], false);
    const rows = [line(2), line(3)];
    const shown = shownLines(preview({ firstLines: [header, ...rows], lastLines: rows }), false);
    expect(shown.lines.map(({ line }) => line)).toEqual([2, 3]);
    expect(shown.more).toBe(0);
  });

  it('shows the lines at the end that were left out as no data', () => {
    const warnings = [{ code: 'skipped-lines', message: 'not data', line: 4, rows: 1 }];
    const lastLines = [line(3), line(4)];
    const shown = shownLines(preview({ firstLines: [line(2)], lastLines, warnings }), false);
    expect(shown.lines.map(({ isData }) => isData)).toEqual([true, true, false]);
  });

  it('shows the ends of a long one, and all that is known on demand', () => {
    const firstLines = Array.from({ length: 30 }, (_, at) => line(at + 1));
    const lastLines = [998, 999, 1000].map((number) => line(number));
    const few = shownLines(preview({ firstLines, lastLines }), false);
    expect(few.lines.at(-1)?.line).toBe(1000);
    expect(few.lines.length + few.more).toBe(33);
    expect(shownLines(preview({ firstLines, lastLines }), true).lines).toHaveLength(33);
  });
});
