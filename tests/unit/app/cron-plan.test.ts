import { describe, expect, it } from 'vitest';
import { type CronPlan, cronOf, everyMorning, planInWords, planOfCron } from '#app/_lib/cron-plan.ts';

const plans: readonly (readonly [cron: string | null, plan: Partial<CronPlan>, words: string])[] = [
  [null, { kind: 'never' }, 'Never by the clock'],
  ['15 * * * *', { kind: 'hourly', time: '00:15' }, 'Every hour at :15'],
  ['0 6 * * *', { kind: 'daily' }, 'Every day at 06:00'],
  ['30 18 * * 1-5', { kind: 'weekdays', time: '18:30' }, 'Monday to Friday at 18:30'],
  ['0 2 * * 0', { kind: 'weekly', time: '02:00', weekday: 0 }, 'Every Sunday at 02:00'],
  ['5 7 28 * *', { kind: 'monthly', time: '07:05', dayOfMonth: 28 }, 'Day 28 of every month at 07:05'],
  ['*/10 8-18 * * *', { kind: 'custom', custom: '*/10 8-18 * * *' }, 'By cron */10 8-18 * * *'],
];

describe('cronOf()', () => {
  it.each(plans)('writes %s', (cron, plan) => {
    expect(cronOf({ ...everyMorning, ...plan })).toBe(cron);
  });
});

describe('planOfCron()', () => {
  it.each(plans)('reads %s back', (cron, plan) => {
    expect(planOfCron(cron)).toMatchObject(plan);
    expect(cronOf(planOfCron(cron))).toBe(cron);
  });

  it('keeps what it cannot put into words as five fields', () => {
    expect(planOfCron('0 6 1 * 1').kind).toBe('custom');
    expect(planOfCron('0 * 1 * *').kind).toBe('custom');
  });
});

describe('planInWords()', () => {
  it.each(plans)('says what %s means', (_, plan, words) => {
    expect(planInWords({ ...everyMorning, ...plan })).toBe(words);
  });
});
