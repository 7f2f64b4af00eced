const minuteMs = 60_000;
const dayMs = 86_400_000;

const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekdayTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const dateTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A moment (milliseconds UTC) in the reader's own zone, in full: "Fri, 20 Nov 2026, 06:00". */
export function formatMoment(at: number | null | undefined): string {
  return at === null || at === undefined ? 'n/a' : dateTime.format(at);
}

/** A moment as short as it stays clear: "07:00" today, "Mon 18:00" within a week, else the date. */
export function formatNear(at: number, now: number = Date.now()): string {
  if (new Date(at).toDateString() === new Date(now).toDateString()) return timeOfDay.format(at);
  return Math.abs(at - now) < 6 * dayMs ? weekdayTime.format(at) : date.format(at);
}

/** How long ago: "just now", "4 min ago", "9 h ago", "3 days ago", else the date. */
export function formatAgo(at: number, now: number = Date.now()): string {
  const minutes = Math.floor((now - at) / minuteMs);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ago`;
  const days = Math.floor(hours / 24);
  return days < 30 ? `${days} ${days === 1 ? 'day' : 'days'} ago` : date.format(at);
}
