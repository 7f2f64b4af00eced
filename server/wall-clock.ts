import type { Cron } from 'croner';

/** From when on, and how many. */
export interface NextRequest {
  /** Milliseconds UTC; the answers lie after it. */
  readonly after: number;
  readonly count: number;
}

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** No expression that ever fires waits longer: 29 February comes again after eight years at most. */
const longestWaitMs = 9 * 366 * dayMs;

/**
 * The instants of times on a wall clock, each of them once: one that the zone leaves out comes at the first
 * instant after the gap, one that comes twice the first time.
 *
 * @param cron Reads wall-clock times as if they were UTC.
 */
export function nextOnClock(cron: Cron, zone: string, { after, count }: NextRequest): number[] {
  const times: number[] = [];
  let wall = wallAt(zone, after) - minuteMs;
  while (times.length < count) {
    const next = cron.nextRun(new Date(wall))?.getTime();
    if (next === undefined) return times;
    wall = next;
    const time = firstInstantOf(zone, wall);
    if (time > after && time !== times.at(-1)) times.push(time);
  }
  return times;
}

/**
 * The instants of an expression that means every hour: it goes on in real time through an hour that comes twice.
 *
 * @param cron Reads wall-clock times as if they were UTC.
 */
export function nextOfInterval(cron: Cron, zone: string, { after, count }: NextRequest): number[] {
  const times: number[] = [];
  // Stretches of one offset, or of a day: [from, until).
  let from = after + 1;
  while (times.length < count && from - after < longestWaitMs) {
    const offset = offsetAt(zone, from);
    const until = changeWithinDay(zone, from) ?? from + dayMs;
    let next = cron.nextRun(new Date(from + offset - 1))?.getTime();
    while (next !== undefined && next - offset < until && times.length < count) {
      times.push(next - offset);
      next = cron.nextRun(new Date(next))?.getTime();
    }
    from = until;
  }
  return times;
}

/** A zone's clocks are put on or back. */
export interface ClockChange {
  /** The first instant by the new clock, in milliseconds UTC. */
  readonly at: number;
  /** What the clock would have shown then by the old time, as if it were UTC; and what it shows. */
  readonly wallBefore: number;
  readonly wallAfter: number;
}

/** The next change of a zone's clocks; undefined where none comes within a year and a month. */
export function nextClockChange(zone: string, after: number): ClockChange | undefined {
  for (let from = after; from < after + 400 * dayMs; from += 7 * dayMs) {
    const to = from + 7 * dayMs;
    if (offsetAt(zone, from) === offsetAt(zone, to)) continue;
    const at = changeBetween(zone, from, to);
    return { at, wallBefore: at + offsetAt(zone, from), wallAfter: at + offsetAt(zone, at) };
  }
  return undefined;
}

/** The first instant at which the clock shows a time, or passes it over. */
function firstInstantOf(zone: string, wall: number): number {
  const before = wall - offsetAt(zone, wall - dayMs);
  const after = wall - offsetAt(zone, wall + dayMs);
  const shown = [before, after].filter((time) => wallAt(zone, time) === wall);
  if (shown.length > 0) return Math.min(...shown);
  return changeBetween(zone, Math.min(before, after), Math.max(before, after));
}

function changeWithinDay(zone: string, from: number): number | undefined {
  const to = from + dayMs;
  return offsetAt(zone, from) === offsetAt(zone, to) ? undefined : changeBetween(zone, from, to);
}

/** The first instant with the later offset; clocks change on whole minutes. */
function changeBetween(zone: string, from: number, to: number): number {
  const before = offsetAt(zone, from);
  let low = Math.floor(from / minuteMs);
  let high = Math.ceil(to / minuteMs);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(zone, middle * minuteMs) === before) low = middle;
    else high = middle;
  }
  return high * minuteMs;
}

function wallAt(zone: string, time: number): number {
  return time + offsetAt(zone, time);
}

/** What the clock of a zone shows more than UTC does, in milliseconds. */
export function offsetAt(zone: string, time: number): number {
  const second = Math.floor(time / 1000) * 1000;
  const shown = Object.fromEntries(
    clockOf(zone)
      .formatToParts(second)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second: seconds } = shown;
  return Date.UTC(year!, month! - 1, day!, hour!, minute!, seconds!) - second;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(zone, clock);
  }
  return clock;
}
