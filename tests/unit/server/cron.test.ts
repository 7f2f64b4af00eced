import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CronError, checkCron, describeCron, nextCronTimes } from '#server/cron.ts';

const next = (expression: string, zone: string, after: string, count = 1) =>
  nextCronTimes(expression, zone, { after: Date.parse(after), count }).map((time) =>
    new Date(time).toISOString(),
  );

describe('clock changes of 2026', () => {
  test('a time that the clock skips comes once that day, at the hour after the gap (New York, 8 March)', () => {
    expect(next('30 2 * * *', 'America/New_York', '2026-03-08T05:00:00Z', 2)).toEqual([
      '2026-03-08T07:00:00.000Z',
      '2026-03-09T06:30:00.000Z',
    ]);
  });

  test('a time that comes twice runs the first time only (New York, 1 November)', () => {
    expect(next('30 1 * * *', 'America/New_York', '2026-11-01T04:00:00Z', 2)).toEqual([
      '2026-11-01T05:30:00.000Z',
      '2026-11-02T06:30:00.000Z',
    ]);
  });

  test.each([
    ['America/Santiago', '2026-09-06T00:00:00Z', '2026-09-06T04:00:00.000Z', '2026-09-07T03:00:00.000Z'],
    ['Africa/Cairo', '2026-04-23T21:30:00Z', '2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z'],
  ])('a midnight that does not exist comes once, at one o’clock (%s)', (zone, after, first, second) => {
    expect(next('0 0 * * *', zone, after, 2)).toEqual([first, second]);
  });

  test('an interval goes on in real time through the hour that comes twice (Berlin, 25 October)', () => {
    const times = nextCronTimes('*/30 * * * *', 'Europe/Berlin', {
      after: Date.parse('2026-10-24T22:00:00Z'),
      count: 10,
    });
    expect(times.slice(1).map((time, i) => time - times[i]!)).toEqual(new Array(9).fill(30 * 60_000));
  });

  test('a daily time comes once on every day of the year, in every zone tried', () => {
    const zones = [
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Africa/Cairo',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: 2024, max: 2030 }),
        (zone, hour, minute, year) => {
          const times = nextCronTimes(`${minute} ${hour} * * *`, zone, {
            after: Date.UTC(year, 0, 1, 12),
            count: 364,
          });
          const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
          expect(new Set(times.map((time) => day.format(time))).size).toBe(364);
          const distances = times.slice(1).map((time, i) => time - times[i]!);
          expect(Math.max(...distances)).toBeLessThanOrEqual(25 * 3_600_000);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('checkCron()', () => {
  test.each([
    '0 6 * * *',
    '*/5 * * * *',
    '0,5 * * * *',
    '2,58 3 * * *',
    '0 9-17 * * 1-5',
    '0 0 29 2 *',
    ' 0  0 L * * ',
  ])('accepts "%s"', (expression) => {
    expect(() => checkCron(expression, 'Europe/Berlin')).not.toThrow();
  });

  test.each([
    ['', 'has five fields'],
    ['* * * * * *', 'has five fields'],
    ['0 0 1 1 * 2030', 'has five fields'],
    ['@daily', 'has five fields'],
    ['* * * * *', 'every minute'],
    ['*/2 * * * *', 'every 2 minutes'],
    ['0,3 12 * * *', 'every 3 minutes'],
    ['2,58 * * * *', 'every 4 minutes'],
    ['2,58 0,23 * * *', 'every 4 minutes'],
    ['0 0 31 2 *', 'never runs'],
    ['61 * * * *', 'no cron expression'],
    ['a b c d e', 'no cron expression'],
    [`${'0,'.repeat(100_000)}0 * * * *`, 'at most 120 characters'],
  ])('refuses "%.20s"', (expression, reason) => {
    expect(() => checkCron(expression, 'UTC')).toThrow(CronError);
    expect(() => checkCron(expression, 'UTC')).toThrow(reason);
  });

  test('refuses a zone that is none', () => {
    expect(() => checkCron('0 6 * * *', 'Europe/Nowhere')).toThrow('no time zone');
  });

  test('refuses or accepts any text without another error', () => {
    const field = fc.stringMatching(/^[0-9*/,\-LW#?a-z]{1,12}$/);
    fc.assert(
      fc.property(fc.array(field, { minLength: 4, maxLength: 6 }), (fields) => {
        try {
          checkCron(fields.join(' '), 'UTC');
        } catch (problem) {
          expect(problem).toBeInstanceOf(CronError);
        }
      }),
    );
  });
});

test('describeCron() says common expressions in words', () => {
  expect(describeCron('0 6 * * *')).toBe('Every day at 06:00');
  expect(describeCron('30 17 * * 1-5')).toBe('Monday to Friday at 17:30');
  expect(describeCron('0 0 * * 7')).toBe('Every Sunday at 00:00');
  expect(describeCron('*/15 * * * *')).toBe('Every 15 minutes');
  expect(describeCron('5 * * * *')).toBe('Every hour at minute 5');
  expect(describeCron('0 3 1 * *')).toBe('On day 1 of each month at 03:00');
  expect(describeCron('0 6 1-7 * 1')).toBeUndefined();
});
