import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextCronTimes } from '#server/cron.ts';
import { type CronFields, clockChanges, firesByTheMinute } from '#tests/support/cron-oracle.ts';

// The oracle walks through every minute around a clock change and asks what the clock shows.

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'America/St_Johns',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Europe/Dublin',
];
const hours = fc.uniqueArray(fc.integer({ min: 0, max: 23 }), { minLength: 1, maxLength: 4 });
const hourField = fc.oneof(
  fc.constant(undefined),
  hours,
  fc.constantFrom([0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22], [1, 2], [0, 1, 2, 3], [23, 0]),
  // The hours in which clocks change, most often.
  fc.constantFrom([0], [1], [2], [3], [23]),
);
const minuteField = fc.oneof(
  fc.uniqueArray(fc.constantFrom(0, 15, 30, 45), { minLength: 1, maxLength: 4 }),
  fc.integer({ min: 0, max: 59 }).map((minute) => [minute]),
);
const weekdayField = fc.oneof(
  fc.constant(undefined),
  fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 }),
);

const list = (values: readonly number[] | undefined) => values?.join(',') ?? '*';
const expressionOf = ({ minutes, hours, weekdays }: CronFields) =>
  `${list(minutes)} ${list(hours)} * * ${list(weekdays)}`;

const pairs = Number(process.env.HINDCAST_CRON_PAIRS || 3000);

test(`nextCronTimes() agrees with a walk through every minute, on ${pairs} schedules around clock changes`, {
  timeout: 600_000,
}, () => {
  const fields = fc.record({ minutes: minuteField, hours: hourField, weekdays: weekdayField });
  const year = fc.integer({ min: 2024, max: 2032 });
  fc.assert(
    fc.property(fields, fc.constantFrom(...zones), year, fc.nat(7), (wanted, zone, inYear, which) => {
      const changes = clockChanges(zone, inYear);
      const at = changes[which % changes.length]!;
      const from = at - 20 * 3_600_000;
      const to = at + 20 * 3_600_000;
      const expected = firesByTheMinute(wanted, zone, { from, to });
      const times = nextCronTimes(expressionOf(wanted), zone, { after: from, count: expected.length + 1 });
      expect(times.slice(0, expected.length)).toEqual(expected);
      expect(times[expected.length] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(to);
    }),
    { numRuns: pairs },
  );
});
