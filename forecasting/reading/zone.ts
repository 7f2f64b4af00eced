import { Temporal } from 'temporal-polyfill';
import { dayMs } from '../series/calendar-date.ts';
import { refuse } from './reading-stop.ts';

/** What became of wall-clock times in a zone. */
export interface ZonedStamps {
  /** Instants in UTC. */
  readonly stamps: Float64Array;
  /** Rows whose wall-clock time was skipped when the clocks went forward, and the first of them. */
  readonly inGap: { readonly count: number; readonly firstRow: number };
  /** Rows in the hour that came twice when the clocks went back. */
  readonly inOverlap: { readonly count: number; readonly firstRow: number };
}

/** A stretch of time with one offset from UTC. */
interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly offsetMs: number;
}

/** Whether the runtime knows a time zone by this name. */
function isZoneName(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/**
 * Turns wall-clock stamps into instants. In the hour that comes twice the order of the rows decides: a time that
 * would go back belongs to the second passing. A time that the clocks skipped moves to the hour behind the gap.
 */
export function toInstants(
  stamps: Float64Array,
  zone: string,
  groupOf: (row: number) => number,
): ZonedStamps {
  if (!isZoneName(zone)) {
    refuse('unknown-zone', `There is no time zone “${zone}”: use a name such as Europe/Berlin or UTC.`);
  }
  const stretches = stretchesOf(stamps, zone);
  const instants = new Float64Array(stamps.length);
  const gap = { count: 0, firstRow: -1 };
  const overlap = { count: 0, firstRow: -1 };
  const previous = new Map<number, number>();
  const isFalling = stamps[0]! > stamps[stamps.length - 1]!;
  let current = 0;
  for (let i = 0; i < stamps.length; i++) {
    const row = isFalling ? stamps.length - 1 - i : i;
    const wall = stamps[row]!;
    if (Number.isNaN(wall)) {
      instants[row] = Number.NaN;
      continue;
    }
    current = stretchOf(stretches, wall, current);
    const group = groupOf(row);
    const found = instantsOf(stretches, wall, current);
    if (found.length === 0) note(gap, row);
    if (found.length === 2) note(overlap, row);
    const before = previous.get(group) ?? Number.NEGATIVE_INFINITY;
    const instant = found.find((one) => one > before) ?? found.at(-1) ?? wall - stretches[current]!.offsetMs;
    instants[row] = instant;
    previous.set(group, instant);
  }
  return { stamps: instants, inGap: gap, inOverlap: overlap };
}

function note(tally: { count: number; firstRow: number }, row: number): void {
  if (tally.count++ === 0) tally.firstRow = row;
}

function stretchesOf(stamps: Float64Array, zone: string): Stretch[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const stamp of stamps) {
    if (stamp < low) low = stamp;
    if (stamp > high) high = stamp;
  }
  let at = Temporal.Instant.fromEpochMilliseconds(low - 2 * dayMs).toZonedDateTimeISO(zone);
  const stretches: Stretch[] = [];
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    const toMs = next?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
    stretches.push({ fromMs: at.epochMilliseconds, toMs, offsetMs: at.offsetNanoseconds / 1e6 });
    if (!next || toMs > high + 2 * dayMs) return stretches;
    at = next;
  }
}

/** The stretch that holds a wall-clock time by its own clock; times come mostly in order. */
function stretchOf(stretches: readonly Stretch[], wall: number, from: number): number {
  let at = from;
  while (at > 0 && wall < stretches[at]!.fromMs + stretches[at]!.offsetMs) at--;
  while (at < stretches.length - 1 && wall >= stretches[at]!.toMs + stretches[at]!.offsetMs) at++;
  return at;
}

function instantsOf(stretches: readonly Stretch[], wall: number, near: number): number[] {
  const found: number[] = [];
  for (let i = Math.max(0, near - 1); i <= Math.min(stretches.length - 1, near + 1); i++) {
    const { fromMs, toMs, offsetMs } = stretches[i]!;
    const instant = wall - offsetMs;
    if (instant >= fromMs && instant < toMs) found.push(instant);
  }
  return found;
}
