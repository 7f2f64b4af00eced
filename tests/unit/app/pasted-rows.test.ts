import { describe, expect, it } from 'vitest';
import { readPastedRows } from '#app/_lib/pasted-rows.ts';

describe('readPastedRows()', () => {
  it('reads lines parted by commas, the head left out', () => {
    expect(readPastedRows('date,close\n2026-11-23,85.2\n2026-11-24,-0.5\n', 'time').rows).toEqual([
      { time: '2026-11-23', value: 85.2 },
      { time: '2026-11-24', value: -0.5 },
    ]);
  });

  it('takes a comma beside a semicolon or a tab as the decimal sign', () => {
    const expected = [{ time: '2026-11-23', value: 85.2 }];
    expect(readPastedRows('2026-11-23;85,2', 'time').rows).toEqual(expected);
    expect(readPastedRows('2026-11-23\t85,2', 'time').rows).toEqual(expected);
  });

  it('keeps a missing value as missing', () => {
    expect(readPastedRows('2026-11-23,\n2026-11-24,NA', 'time').rows?.map((row) => row.value)).toEqual([
      null,
      null,
    ]);
  });

  it('reads integers on an index axis', () => {
    expect(readPastedRows('101,4', 'index').rows).toEqual([{ time: 101, value: 4 }]);
    expect(readPastedRows('1,2\n1.5,4', 'index').problem).toContain('Line 2');
  });

  it('names the line that is no row', () => {
    expect(readPastedRows('2026-11-23,1\n\n2026-11-24,one', 'time').problem).toBe(
      'Line 3: “2026-11-24,one” is not “time, value”.',
    );
  });

  it('says so when nothing was pasted', () => {
    expect(readPastedRows(' \n', 'time').rows).toBeNull();
  });
});
