import { expect, it } from 'vitest';
import { clockSentence } from '#app/_lib/clock-words.ts';
import { zoneClock } from '#server/cron.ts';

const say = (cron: string, zone: string, after: number) => clockSentence(zoneClock(cron, zone, after), zone);
const november = Date.UTC(2026, 10, 26);

it('clockSentence() says what the next clock change does to a schedule', () => {
  expect(say('0 2 * * *', 'Australia/Melbourne', november)).toBe(
    'Times are Australia/Melbourne (UTC+11). On 4 April 2027 the hour from 02:00 comes twice: the run happens once, at the first.',
  );
  expect(say('30 2 * * *', 'Europe/Berlin', november)).toBe(
    'Times are Europe/Berlin (UTC+1). On 28 March 2027 the hour from 02:00 is missing: the run happens once, at 03:00.',
  );
  expect(say('0 6 * * *', 'America/New_York', november)).toBe(
    'Times are America/New York (UTC−5). On 14 March 2027 the hour from 02:00 is missing: nothing would have fired in it.',
  );
  expect(say('0 6 * * *', 'Europe/Berlin', Date.UTC(2026, 8, 1))).toContain(
    'On 25 October 2026 the hour from 02:00 comes twice: nothing fires in it.',
  );
  expect(say('*/30 * * * *', 'Europe/Berlin', Date.UTC(2026, 8, 1))).toContain(
    'it goes on through both, in real time',
  );
});

it('clockSentence() knows days of the week, midnights, half hours and clocks that never change', () => {
  // 4 April 2027 is a Sunday.
  expect(say('0 2 * * 1', 'Australia/Melbourne', november)).toContain('nothing fires in it');
  expect(say('0 2 * * 0', 'Australia/Melbourne', november)).toContain('once, at the first');
  expect(say('0 0 * * *', 'America/Santiago', Date.UTC(2026, 7, 1))).toBe(
    'Times are America/Santiago (UTC−4). On 6 September 2026 the hour from 00:00 is missing: the run happens once, at 01:00.',
  );
  expect(say('45 1 * * *', 'Australia/Lord_Howe', november)).toBe(
    'Times are Australia/Lord Howe (UTC+11). On 4 April 2027 the time from 01:30 to 02:00 comes twice: the run happens once, at the first.',
  );
  expect(say('0 6 * * *', 'Asia/Kolkata', november)).toBe('Times are Asia/Kolkata (UTC+5:30).');
  expect(say('0 6 * * *', 'America/St_Johns', november)).toContain('(UTC−3:30)');
  expect(say('0 6 * * *', 'UTC', november)).toBe('Times are UTC.');
});
