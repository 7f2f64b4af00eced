import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanNumber, seen } from '#forecasting/reading/number-bytes.ts';
import { parseNumberCell } from '#forecasting/reading/number-grammar.ts';

const numberOf = (text: string) => {
  const cell = parseNumberCell(text);
  return cell.kind === 'number' ? cell.value : cell.kind;
};

describe('parseNumberCell()', () => {
  it.each([
    ['7,244.27', 7244.27],
    ['7.244,27', 7244.27],
    ['1 205,3', 1205.3],
    ['1\u202f205,3', 1205.3],
    ["1'234.50", 1234.5],
    ['1,23,456.78', 123_456.78],
    ['1.000.000', 1_000_000],
    ['819.74K', 819_740],
    ['1.55B', 1.55e9],
    ['1.2억', 1.2e8],
    ['-0.96%', -0.96],
    ['(1,234.5)', -1234.5],
    ['123-', -123],
    ['\u22125', -5],
    ['-$5.00', -5],
    ['R$ 1.234,56', 1234.56],
    ['5,3 €', 5.3],
    ['٣', 3],
    ['１２', 12],
    ['="0123"', 123],
    ['.5', 0.5],
    ['1.5E-3', 0.0015],
    ['12.3 °C', 12.3],
    ['7.1 p', 7.1],
    ['7.1*', 7.1],
  ])('reads %s as %d', (text, value) => {
    expect(numberOf(text)).toBe(value);
  });

  it.each([
    '0x1F',
    '1_000',
    '1.2.3',
    '1,2,3',
    '--5',
    '12,',
    'store_1',
    '1st',
    '1 23',
    '(5',
    'Price 5',
    '12:30',
  ])('takes %s for text', (text) => {
    expect(numberOf(text)).toBe('text');
  });

  it.each(['', 'NA', 'n/a', '#N/A', '#DIV/0!', '-', '–', '.', '***', '?', 'T', 'null', '결측', '\\N'])(
    'takes “%s” for a missing value',
    (text) => {
      expect(numberOf(text)).toBe('missing');
    },
  );

  it('takes infinities and overflows for not finite', () => {
    for (const text of ['inf', '-Infinity', '∞', '1e999']) expect(numberOf(text)).toBe('not-finite');
  });

  it('says what a mark proves, and that three digits behind one prove nothing', () => {
    const marksOf = (text: string) => {
      const cell = parseNumberCell(text);
      return cell.kind === 'number' ? cell.marks : cell.kind;
    };
    expect(marksOf('1,234')).toBe('comma-unclear');
    expect(marksOf('1.234')).toBe('dot-unclear');
    expect(marksOf('0.123')).toBe('dot-decimal');
    expect(marksOf('1234,567')).toBe('comma-decimal');
    expect(marksOf('1,234,567')).toBe('comma-group');
    expect(marksOf('1.234,5')).toBe('comma-decimal');
  });

  it('says when a whole number has more digits than a double', () => {
    expect(parseNumberCell('9007199254740993')).toMatchObject({ isRounded: true });
    expect(parseNumberCell('9007199254740992')).toMatchObject({ isRounded: false });
  });
});

describe('scanNumber()', () => {
  const scan = (text: string) => {
    const bytes = new TextEncoder().encode(text);
    return scanNumber(bytes, 0, bytes.length);
  };

  it('gives the double that Number() gives', () => {
    // Sixteen digits and more are left to the slow way.
    const digits = fc.integer({ min: 1 - 10 ** 9, max: 10 ** 9 - 1 });
    fc.assert(
      fc.property(
        digits,
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 1, max: 6 }),
        (whole, fraction, width) => {
          const text = `${whole}.${String(fraction).padStart(width, '0').slice(0, width)}`;
          expect(scan(text)).toBe(Number(text));
        },
      ),
    );
    expect(scan('-0.1')).toBe(-0.1);
    expect(scan('123456789012345')).toBe(123_456_789_012_345);
  });

  it('leaves everything unusual to the grammar', () => {
    for (const text of ['', '-', '.', '1.', '1.2.3', '1e5', '12a', '1234567890123456', ' 1', '1,2.3']) {
      expect(scan(text)).toBeNaN();
    }
  });

  it('notes the mark, and whether it may group thousands', () => {
    scan('1,234');
    expect(seen).toEqual({ mark: 44, isUnclear: true });
    scan('0.123');
    expect(seen).toEqual({ mark: 46, isUnclear: false });
  });
});
