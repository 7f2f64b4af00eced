import { describe, expect, it } from 'vitest';
import { inspectReport } from '#cli/inspect-report.ts';
import { days, lines, read } from './read-text.ts';

describe('inspectReport()', () => {
  it('tells a wide file by name', async () => {
    const rows = days(5).map((day, i) => `${day},${i === 0 ? 'NA' : i},${i * 2}`);
    expect(inspectReport(await read(lines('date,a,b', ...rows)))).toMatchObject({
      outcome: 'ok',
      series: ['a', 'b'],
      rows: 5,
      frequency: 'daily',
      first_ts: '2024-01-01T00:00:00',
      last_ts: '2024-01-05T00:00:00',
      first: { a: null, b: 0 },
      last: { a: 4, b: 8 },
      missing: { a: 1, b: 0 },
      warnings: [],
    });
  });

  it('tells a long file by id, with the close of a market for its value', async () => {
    const rows = ['x', 'y'].flatMap((id) => days(3).map((day, i) => `${day},${id},${i},${i + 10}`));
    const report = inspectReport(await read(lines('date,name,open,close', ...rows)));
    expect(report.per_id).toEqual({
      x: { rows: 3, first_ts: '2024-01-01T00:00:00', last_ts: '2024-01-03T00:00:00', first: 10, last: 12 },
      y: { rows: 3, first_ts: '2024-01-01T00:00:00', last_ts: '2024-01-03T00:00:00', first: 10, last: 12 },
    });
  });

  it('begins each warning with its code, and names the flag that answers a question', async () => {
    const twice = lines('date,v', ...days(6).map((day, i) => `${day},${i}`), '2024-01-06,5');
    expect(inspectReport(await read(twice)).warnings[0]).toMatch(/^duplicate-timestamps: /);
    expect(inspectReport(await read('v\n1\n2\n'))).toMatchObject({
      outcome: 'ask',
      error_code: 'no-time-column',
      flag: '--start TIME --step STEP',
      series: [],
    });
  });

  it('can name a series __proto__', async () => {
    const report = inspectReport(await read(lines('date,__proto__', ...days(3).map((day) => `${day},1`))));
    expect(JSON.stringify(report.first)).toBe('{"__proto__":1}');
  });
});
