import type { NextTimes } from '#server/api-types.ts';

type Clock = NextTimes['clock'];
type Change = NonNullable<Clock['change']>;

/**
 * Which clock a schedule's times are read from, and what its next change does to them: "Times are Australia/Melbourne
 * (UTC+11). On 4 April 2027 the hour from 02:00 comes twice: the run happens once, at the first."
 */
export function clockSentence({ offsetMinutes, change }: Clock, zone: string): string {
  const times =
    zone === 'UTC'
      ? 'Times are UTC.'
      : `Times are ${zone.replaceAll('_', ' ')} (${offsetWords(offsetMinutes)}).`;
  return change === null ? times : `${times} ${changeWords(change, zone)}`;
}

/** "UTC+11", "UTC−3:30". */
function offsetWords(minutes: number): string {
  if (minutes === 0) return 'UTC+0';
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? '−' : '+'}${hours}${rest === 0 ? '' : `:${String(rest).padStart(2, '0')}`}`;
}

function changeWords(change: Change, zone: string): string {
  const { at, kind, from, until } = change;
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: zone }).format(at);
  const stretch = isAnHour(change) ? `the hour from ${from}` : `the time from ${from} to ${until}`;
  return `On ${day} ${stretch} ${kind === 'twice' ? 'comes twice' : 'is missing'}: ${effectWords(change)}.`;
}

function effectWords({ kind, effect, until }: Change): string {
  switch (effect) {
    case 'none':
      return kind === 'twice' ? 'nothing fires in it' : 'nothing would have fired in it';
    case 'real-time':
      return kind === 'twice' ? 'it goes on through both, in real time' : 'it goes on in real time';
    case 'once':
      return kind === 'twice' ? 'the run happens once, at the first' : `the run happens once, at ${until}`;
  }
}

function isAnHour({ from, until }: Change): boolean {
  const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return (minutesOf(until) - minutesOf(from) + 1440) % 1440 === 60;
}
