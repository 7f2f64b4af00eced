/** What a schedule asks for; undefined is every value. */
export interface CronFields {
  readonly minutes: readonly number[];
  readonly hours: readonly number[] | undefined;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[] | undefined;
}

const minuteMs = 60_000;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a zone shows, counted as if it were UTC, in minutes. */
function shownAt(zone: string, time: number): number {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    clocks.set(zone, clock);
  }
  return Math.round(Date.parse(`${clock.format(time).replace(' ', 'T')}Z`) / minuteMs);
}

const changes = new Map<string, number[]>();

/** The instants of a year at which the clock of a zone is put forward or back. */
export function clockChanges(zone: string, year: number): number[] {
  const key = `${zone} ${year}`;
  const known = changes.get(key);
  if (known) return known;
  const found: number[] = [];
  const dayMinutes = 24 * 60;
  for (let day = Date.UTC(year, 0, 2); day < Date.UTC(year, 11, 30); day += dayMinutes * minuteMs) {
    if (shownAt(zone, day + dayMinutes * minuteMs) - shownAt(zone, day) === dayMinutes) continue;
    for (let minute = 1; minute <= dayMinutes; minute++) {
      const time = day + minute * minuteMs;
      if (shownAt(zone, time) - shownAt(zone, time - minuteMs) !== 1) found.push(time);
    }
  }
  changes.set(key, found);
  return found;
}

const walks = new Map<string, number[]>();

function walk(zone: string, from: number, to: number): number[] {
  const key = `${zone} ${from}`;
  const known = walks.get(key);
  if (known) return known;
  const shown: number[] = [];
  for (let time = from; time <= to; time += minuteMs) shown.push(shownAt(zone, time));
  walks.set(key, shown);
  return shown;
}

/**
 * Walks through every minute of a stretch and fires by the definition: at a minute that is shown, once for each
 * shown time unless every hour is meant; and where the clock jumps over a wanted time, at the minute it jumps to.
 */
export function firesByTheMinute(
  { minutes, hours, weekdays }: CronFields,
  zone: string,
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  const wanted = (shown: number) => {
    const date = new Date(shown * minuteMs);
    return (
      minutes.includes(date.getUTCMinutes()) &&
      (hours?.includes(date.getUTCHours()) ?? true) &&
      (weekdays?.includes(date.getUTCDay()) ?? true)
    );
  };
  const shown = walk(zone, from, to);
  const seen = new Set<number>([shown[0]!]);
  const fires: number[] = [];
  for (let i = 1; i < shown.length; i++) {
    const now = shown[i]!;
    const skipped: number[] = [];
    for (let passed = shown[i - 1]! + 1; passed < now; passed++) skipped.push(passed);
    const isFirst = !seen.has(now);
    seen.add(now);
    const jumped = hours !== undefined && skipped.some(wanted);
    if (jumped || (wanted(now) && (hours === undefined || isFirst))) fires.push(from + i * minuteMs);
  }
  return fires;
}
