import { Cron } from 'croner';
import { nextClockChange, nextOfInterval, nextOnClock, offsetAt } from './wall-clock.ts';

/** A cron expression that is refused; the message says why, for a person. */
export class CronError extends Error {
  override readonly name = 'CronError';
}

/** Longer expressions are refused before anything parses them. */
export const longestCron = 120;
const shortestIntervalMs = 5 * 60_000;

/** At most twelve instants lie in an hour; a day of them meets every distance between neighbouring hours. */
const instantsOfHour = 13;
const instantsOfDay = 24 * 12 + 1;

/**
 * Checks a cron expression of five fields: minute, hour, day of month, month, day of week.
 *
 * @throws CronError when it is too long, has another number of fields, names a time that never comes, or
 *   fires more often than every five minutes; also for an unknown time zone
 */
export function checkCron(expression: string, zone: string): void {
  const cron = parse(expression, zone);
  if (cron.nextRun(epoch) === null) {
    throw new CronError(`"${expression.trim()}" never runs: no such day comes.`);
  }
  const shortest = shortestInterval(cron, expression);
  if (shortest < shortestIntervalMs) {
    throw new CronError(
      `"${expression.trim()}" runs every ${describeMinutes(shortest)}; every 5 minutes is the most often that is possible.`,
    );
  }
}

const epoch = new Date(Date.UTC(2024, 0, 1));

/** Whole days are looked at only where the minutes alone, in every hour, would come too often. */
function shortestInterval(cron: Cron, expression: string): number {
  const shortly = shortestDistance(cron, instantsOfHour);
  if (shortly < shortestIntervalMs) return shortly;
  const everyHour = new Cron(`${expression.trim().split(/\s+/)[0]} * * * *`, {
    timezone: 'UTC',
    paused: true,
  });
  const safe = shortestDistance(everyHour, instantsOfHour) >= shortestIntervalMs;
  return safe ? shortly : shortestDistance(cron, instantsOfDay);
}

function shortestDistance(cron: Cron, instants: number): number {
  const times = cron.nextRuns(instants, epoch).map((date) => date.getTime());
  return Math.min(...times.slice(1).map((time, i) => time - times[i]!));
}

/**
 * The next instants after one, in milliseconds UTC.
 *
 * A wall-clock time that a clock change leaves out comes once that day, at the first instant after the gap; one
 * that comes twice runs the first time. Where every hour is meant (`*` as the hour, as in every 30 minutes), it
 * goes on in real time through both hours.
 */
export function nextCronTimes(
  expression: string,
  zone: string,
  { after, count }: { readonly after: number; readonly count: number },
): number[] {
  parse(expression, zone);
  const fields = expression.trim().split(/\s+/);
  const cron = parse(expression, 'UTC');
  const everyHour = fields[1] === '*';
  return everyHour ? nextOfInterval(cron, zone, { after, count }) : nextOnClock(cron, zone, { after, count });
}

/** The clock of a zone, and what the next change of it means for an expression. */
export interface ZoneClock {
  /** Minutes that it is ahead of UTC now. */
  readonly offsetMinutes: number;
  /** null where none comes within a year. */
  readonly change: {
    /** Milliseconds UTC. */
    readonly at: number;
    /** Whether a stretch of the day is left out or comes twice: from and until which time of the day. */
    readonly kind: 'missing' | 'twice';
    readonly from: string;
    readonly until: string;
    /**
     * 'once': a time in the stretch runs once, at its first coming or at the first instant after the gap; 'real-time':
     * every hour is meant, it goes on in real time; 'none': no time lies in it.
     */
    readonly effect: 'once' | 'real-time' | 'none';
  } | null;
}

export function zoneClock(expression: string, zone: string, after: number): ZoneClock {
  parse(expression, zone);
  const offsetMinutes = Math.round(offsetAt(zone, after) / 60_000);
  const change = nextClockChange(zone, after);
  if (change === undefined) return { offsetMinutes, change: null };
  const { at, wallBefore, wallAfter } = change;
  const [from, until] = [Math.min(wallBefore, wallAfter), Math.max(wallBefore, wallAfter)];
  const next =
    parse(expression, 'UTC')
      .nextRun(new Date(from - 1))
      ?.getTime() ?? Number.POSITIVE_INFINITY;
  const everyHour = expression.trim().split(/\s+/)[1] === '*';
  return {
    offsetMinutes,
    change: {
      at,
      kind: wallAfter > wallBefore ? 'missing' : 'twice',
      from: timeOfDay(from),
      until: timeOfDay(until),
      effect: next >= until ? 'none' : everyHour ? 'real-time' : 'once',
    },
  };
}

const timeOfDay = (wall: number) => new Date(wall).toISOString().slice(11, 16);

/** A common expression in words, undefined for the others. */
export function describeCron(expression: string): string | undefined {
  const [minute = '', hour = '', day, month, weekday = ''] = expression.trim().split(/\s+/);
  if (month !== '*') return undefined;
  const step = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (step !== undefined && hour === '*' && day === '*' && weekday === '*') return `Every ${step} minutes`;
  if (!/^\d+$/.test(minute)) return undefined;
  if (hour === '*' && day === '*' && weekday === '*') return `Every hour at minute ${Number(minute)}`;
  if (!/^\d+$/.test(hour)) return undefined;
  return describeDays(day, weekday, `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`);
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function describeDays(day: string | undefined, weekday: string, time: string): string | undefined {
  if (day === '*' && weekday === '*') return `Every day at ${time}`;
  if (day === '*' && weekday === '1-5') return `Monday to Friday at ${time}`;
  if (day === '*' && /^[0-7]$/.test(weekday)) return `Every ${weekdays[Number(weekday)]} at ${time}`;
  if (day === 'L' && weekday === '*') return `On the last day of each month at ${time}`;
  if (day !== undefined && /^\d+$/.test(day) && weekday === '*')
    return `On day ${Number(day)} of each month at ${time}`;
  return undefined;
}

function parse(expression: string, zone: string): Cron {
  if (expression.length > longestCron) {
    throw new CronError(`A cron expression has at most ${longestCron} characters.`);
  }
  const fields = expression.trim().split(/\s+/).filter(Boolean);
  if (fields.length !== 5) {
    throw new CronError(
      `A cron expression has five fields (minute, hour, day of month, month, day of week); this one has ${fields.length}.`,
    );
  }
  assertZone(zone);
  try {
    return new Cron(fields.join(' '), { timezone: zone, paused: true });
  } catch (problem) {
    const reason = problem instanceof Error ? problem.message.replace(/^CronPattern: /, '') : 'unreadable';
    throw new CronError(`"${fields.join(' ')}" is no cron expression: ${reason}`);
  }
}

function assertZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    throw new CronError(`"${zone}" is no time zone; an example is Europe/Berlin.`);
  }
}

function describeMinutes(milliseconds: number): string {
  const minutes = Math.max(1, Math.round(milliseconds / 60_000));
  return minutes === 1 ? 'minute' : `${minutes} minutes`;
}
